#!/usr/bin/env bash
# Runs targets under libFuzzer, each beginning with its kept corpus and its dictionary, all of them at once.
#
#   fuzz.sh SECONDS JOBS [TARGET...]   JOBS processes a target, which share what they find; without a name all targets
#   fuzz.sh keep TARGET...             minimises what was found since, and the kept corpus, into corpus/TARGET.txt
#
# It ends with a line a target, `target: N runs, M s, findings: K`, and with status 1 if there are any. New inputs lie in
# WORK/TARGET (WORK: build/fuzz), a finding and what was said about it in WORK/TARGET-*. Inside of a folder that kit.sh has
# made it needs nothing from outside but a kernel, so that it runs on machines where nothing can be installed.
set -eu
cd "$(dirname "$0")/../../.."
here=tests/fuzz/targets
work=${WORK:-build/fuzz}
fuzzer=(build/clang-debug-fuzz/fuzzer)
if [ -e kit ]; then
    fuzzer=(kit/ld-linux-x86-64.so.2 --library-path kit kit/fuzzer)
    export HASP_STDLIB=kit/python3.11
fi
# Entropic schedules take four fifths of the time with as many edges as an interpreter has. An input that goes on for so long
# after the harness has interrupted it hangs. Of longer inputs fewer run in a second.
options=(-timeout=60 -rss_limit_mb=3072 -malloc_limit_mb=0 "-max_len=${MAX_LEN:-256}" -print_final_stats=1 -reload=1 -entropic=0)
# The collector looks at the real stack alone; an array too large to have is a MemoryError; freed memory need not wait long.
export ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1:max_allocation_size_mb=512
export ASAN_OPTIONS=$ASAN_OPTIONS:quarantine_size_mb=16:malloc_context_size=12
MOST_FINDINGS=20 # a process that has so many stops

unpack() { # TARGET: unless a kit brings it unpacked
    [ -d "$work/$1" ] || mkdir -p "$work/$1"
    if [ -d "kit/corpus/$1" ]; then
        cp -r "kit/corpus/$1" "$work/" # they are too many for a command line
    elif [ -e "tests/fuzz/corpus/$1.txt" ]; then
        python3 $here/corpus.py unpack "tests/fuzz/corpus/$1.txt" "$work/$1"
    fi
}

dictionary() {
    [ ! -e "tests/fuzz/dictionaries/$1.dict" ] || echo "-dict=tests/fuzz/dictionaries/$1.dict"
}

work_on() { # TARGET NUMBER: one process after the other until the time is over
    target=$1 number=$2 round=0 findings=0
    while left=$((seconds - SECONDS)) && [ $left -gt 0 ] && [ $findings -lt $MOST_FINDINGS ]; do
        round=$((round + 1))
        log=$work/$target-log-$number-$round
        # shellcheck disable=SC2046 # no option or one
        TARGET=$target nice -n "${NICE:-19}" "${fuzzer[@]}" "${options[@]}" -max_total_time=$left -seed=$((number * 1000 + round)) \
            -artifact_prefix="$work/$target-" $(dictionary "$target") "$work/$target" >"$log" 2>&1 ||
            findings=$((findings + 1))
        # An input of the corpus that is a finding now must not end each process after this one, too.
        finding=$(sed -n "s/.*Test unit written to .*-\([0-9a-f]*\)\$/\1/p" "$log")
        [ -z "$finding" ] || rm -f "$work/$target/$finding"
    done
    echo "$findings" >"$work/$target-findings-$number"
}

total() { # of the numbers that stand at the ends of the lines read
    awk '{ n += $NF } END { print n + 0 }'
}

report() {
    status=0
    for target in "$@"; do
        runs=$(cat "$work/$target"-log-* | grep 'stat::number_of_executed_units' | total)
        findings=$(cat "$work/$target"-findings-* | total)
        grep -hE '^SUMMARY|AssertionError|Error: ' "$work/$target"-log-* | sort | uniq -c | sed 's/^/    /' | cut -c 1-200
        echo "$target: $runs runs, $SECONDS s, findings: $findings"
        [ "$findings" = 0 ] || status=1
    done
    return $status
}

fuzz() {
    seconds=$1 jobs=$2
    shift 2
    [ $# -gt 0 ] || set -- source run buffers formats patterns numbers
    mkdir -p "$work"
    for target in "$@"; do
        rm -f "$work/$target"-log-* "$work/$target"-findings-*
        unpack "$target"
    done
    SECONDS=0
    for target in "$@"; do
        for number in $(seq "$jobs"); do
            work_on "$target" "$number" &
        done
    done
    wait
    report "$@"
}

keep() {
    for target in "$@"; do
        unpack "$target"
        rm -rf "$work/$target.least" && mkdir "$work/$target.least"
        TARGET=$target nice -n "${NICE:-19}" "${fuzzer[@]}" "${options[@]}" -merge=1 "$work/$target.least" "$work/$target" 2>&1 | tail -n 3
        python3 $here/corpus.py pack "$work/$target.least" "tests/fuzz/corpus/$target.txt"
        wc -lc "tests/fuzz/corpus/$target.txt"
    done
}

if [ "$1" = keep ]; then
    shift
    keep "$@"
else
    fuzz "$@"
fi
