#!/usr/bin/env bash
# Writes the expected output of the scripts in conformance/, concurrency/ and stress/ from python3
# (CPython 3.11).
#
#   tests/record.sh [FILE...]        without a name: all of these three folders
#
# NAME.out gets stdout, and the exit status if it is not 0. NAME.err gets stderr where it exists, and
# always for traceback_*.py. Paths are given from the root: they show in the tracebacks.
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
# Debian's python3, where there are several.
if [ -x /usr/bin/python3 ]; then PYTHON3=/usr/bin/python3; else PYTHON3=python3; fi
case $($PYTHON3 --version) in
'Python 3.11.'*) ;;
*)
    echo "record.sh: the oracle is CPython 3.11" >&2
    exit 1
    ;;
esac

TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

record() {
    local stem=${1%.*} err status=0
    local -a command=("$PYTHON3" "$1")
    case $1 in *.sh) command=(env HASP="$PYTHON3" POLICY=none bash "$1") ;; esac
    err=/dev/null
    if [ -e "$stem.err" ] || [[ $stem == */traceback_* ]]; then err=$stem.err; fi
    timeout 60 "${command[@]}" >"$stem.out" 2>"$err" </dev/null || status=$?
    rm -rf "${TMPDIR:?}"/*
    # A skipped test has no expected output.
    if [ $status = 77 ]; then rm "$stem.out" && return; fi
    tests/mask.sh "$stem.out"
    if [ -e "$stem.err" ]; then tests/mask.sh "$stem.err"; fi
    if [ $status != 0 ]; then echo "exit status $status" >>"$stem.out"; fi
}

if [ $# = 0 ]; then
    mapfile -t files < <(find tests/conformance tests/concurrency tests/stress \
        \( -name '*.py' -o -name '*.sh' \) -not -path '*/_*' | sort)
    set -- "${files[@]}"
fi
for file in "$@"; do
    record "$file"
done
echo "recorded $# files"
