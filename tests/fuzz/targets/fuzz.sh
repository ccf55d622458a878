#!/usr/bin/env bash
# Runs one target under libFuzzer, beginning with the kept corpus.
#
#   fuzz.sh FUZZER TARGET [SECONDS]     what is new lies in build/fuzz/TARGET; a finding in build/fuzz/TARGET-*
#   KEEP=1 fuzz.sh FUZZER TARGET        minimises that into tests/fuzz/corpus/TARGET.txt
set -eu
cd "$(dirname "$0")/../../.."
fuzzer=$1
export TARGET=$2
seconds=${3:-60}
kept=tests/fuzz/corpus/$TARGET.txt
folder=build/fuzz/$TARGET
mkdir -p "$folder" tests/fuzz/corpus
[ ! -e "$kept" ] || python3 tests/fuzz/targets/corpus.py unpack "$kept" "$folder"
export ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1
options=(-timeout=30 -rss_limit_mb=2048 -malloc_limit_mb=1024 "-max_len=${MAX_LEN:-256}" -artifact_prefix="$folder-")
if [ -n "${KEEP:-}" ]; then
    rm -rf "$folder.least" && mkdir "$folder.least"
    "$fuzzer" "${options[@]}" -merge=1 "$folder.least" "$folder"
    python3 tests/fuzz/targets/corpus.py pack "$folder.least" "$kept"
    wc -lc "$kept"
else
    exec nice -n 19 "$fuzzer" "${options[@]}" -max_total_time="$seconds" -print_final_stats=1 "$folder"
fi
