#!/usr/bin/env bash
# Writes the expected output of the scripts in conformance/ and concurrency/ from python3 (CPython 3.11).
#
#   tests/record.sh [FILE.py...]     without a name: all of tests/conformance and tests/concurrency
#
# NAME.out gets stdout, and the exit status if it is not 0. NAME.err gets stderr where it exists, and
# always for traceback_*.py. Paths are given from the root: they show in the tracebacks.
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
case $(python3 --version) in
'Python 3.11.'*) ;;
*)
    echo "record.sh: the oracle is CPython 3.11" >&2
    exit 1
    ;;
esac

record() {
    local stem=${1%.py} err status=0
    err=/dev/null
    if [ -e "$stem.err" ] || [[ $stem == */traceback_* ]]; then err=$stem.err; fi
    timeout 60 python3 "$1" >"$stem.out" 2>"$err" </dev/null || status=$?
    # Tracebacks name absolute paths; here they are relative to the root of the tree.
    sed -i "s|$PWD/||g" "$stem.out"
    if [ -e "$stem.err" ]; then sed -i "s|$PWD/||g" "$stem.err"; fi
    if [ $status != 0 ]; then echo "exit status $status" >>"$stem.out"; fi
}

if [ $# = 0 ]; then
    mapfile -t files < <(find tests/conformance tests/concurrency -name '*.py' -not -path '*/_*' | sort)
    set -- "${files[@]}"
fi
for file in "$@"; do
    record "$file"
done
echo "recorded $# files"
