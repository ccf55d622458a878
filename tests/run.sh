#!/usr/bin/env bash
# Runs the tests and ends with `N passed, M failed`; the exit status says the same.
#
#   BUILD=build/gcc-release tests/run.sh [PATTERN...]     a PATTERN is a part of a test's path
#   HASP=python3 tests/run.sh conformance/                the scripts against the oracle itself
#
# tests/README.md says what a test is and where its expected output stands.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
BUILD=${BUILD:-build/gcc-release}
HASP=${HASP:-$BUILD/hasp}
JOBS=${JOBS:-$(nproc)}
RESULTS=$BUILD/results
case $BUILD in
*-address | *-thread | *-stress*) TIMEOUT=${TIMEOUT:-600} ;;
*) TIMEOUT=${TIMEOUT:-60} ;; # seconds; only detects hangs
esac
# ThreadSanitizer costs memory for every thread, a collection at every safepoint time: tests that start
# thousands ask this number.
case $BUILD in
*-thread | *-stress) HASP_TEST_THREADS=${HASP_TEST_THREADS:-500} && export HASP_TEST_THREADS ;;
esac
# What these two note of each byte counts as memory of the process.
case $BUILD in
*-address | *-thread) HASP_TEST_SHADOW=1 && export HASP_TEST_SHADOW ;;
esac
# What the collector maps and what a fork leaves behind is not a leak.
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0:detect_stack_use_after_return=0}
export TSAN_OPTIONS=${TSAN_OPTIONS:-die_after_fork=0:halt_on_error=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}
export BUILD HASP JOBS RESULTS TIMEOUT

# The policies under which a file is run: what threads may rely on is tried under every one.
policies() {
    local all="on off"
    case $1 in tests/concurrency/*) all="on ticks fair priority seeded:1 off" ;; esac
    if [ "${HASP##*/}" = python3 ]; then echo none; else echo "${POLICIES:-$all}"; fi
}

# Every case as a line "kind policy path".
list_cases() {
    local file each
    if [ "${HASP##*/}" != python3 ]; then
        # What was built from a test that is gone is not run.
        for file in tests/unit/*.c tests/trials/*.c; do
            case $file in
            *'*'*) ;;
            tests/unit/*) case $BUILD in *-thread) ;; *) echo "unit none $file" ;; esac ;;
            *) echo "trial none $file" ;;
            esac
        done
    fi
    find tests -mindepth 2 \( -name '*.py' -o -name '*.sh' \) -not -path '*/_*' \
        -not -path 'tests/fuzz/*' -not -path 'tests/concurrency/bugs/*' | sort |
        while read -r file; do
            for each in $(policies "$file"); do
                echo "${file##*.} $each $file"
            done
        done
}

# Runs a command with its output in $base.out and $base.err; a hang is reported as such.
capture() {
    timeout -k 5 "$limit" "$@" >"$base.out" 2>"$base.err" </dev/null
    status=$?
    tests/mask.sh "$base.out" "$base.err"
    if [ "$status" = 124 ]; then echo "no end after $limit seconds" >>"$base.err"; fi
}

# Prints where the results differ from what stands beside the test.
compare_with_expected() {
    local stem=${path%.*}
    [ "$status" = 0 ] || echo "exit status $status" >>"$base.out"
    if [ -e "$stem.out" ]; then
        diff -u --label expected --label got "$stem.out" "$base.out" | head -n 40
    elif [ "$status" != 0 ]; then
        tail -n 20 "$base.out"
    elif [[ $path == tests/conformance/* ]]; then
        echo "no expected output: make record FILES=$path"
    fi
    if [ -e "$stem.err" ]; then
        diff -u --label 'expected stderr' --label 'stderr' "$stem.err" "$base.err" | head -n 40
    fi
}

# Sets n_passed, n_failed, n_skipped and report.
run_script() {
    local -a option=()
    [ "$policy" = none ] || option=("--gil=$policy")
    case $kind in
    py) capture "$HASP" "${option[@]}" "$path" ;;
    sh) POLICY=$policy capture bash "$path" ;;
    esac
    if [ "$kind" = sh ] && [ "$status" = 77 ]; then
        n_passed=0 n_skipped=1 report="skipped: $(tail -n 1 "$base.out")"
        return
    fi
    # A script may count many tests of its own.
    if [ "$kind" = sh ] && grep -qE '^(ok|FAIL) ' "$base.out"; then
        n_passed=$(grep -c '^ok ' "$base.out")
        n_failed=$(grep -c '^FAIL ' "$base.out")
        report=$(grep '^FAIL ' "$base.out")
        return
    fi
    report=$(compare_with_expected)
    [ -n "$report" ] || return
    n_passed=0 n_failed=1
    [ -e "${path%.*}.err" ] || report+=$'\n'$(tail -n 20 "$base.err")
}

# A Criterion program holds many tests and counts them itself.
run_unit() {
    local name line
    name=$(basename "$path" .c)
    capture "$BUILD/unit_$name" --color=never --timeout="$TIMEOUT"
    line=$(grep -a Synthesis "$base.err" "$base.out" | tail -n 1)
    n_passed=$(sed -n 's/.*Passing: *\([0-9]*\).*/\1/p' <<<"$line")
    n_failed=$(sed -n 's/.*Failing: *\([0-9]*\).*Crashing: *\([0-9]*\).*/\1 + \2/p' <<<"$line")
    n_passed=${n_passed:-0} n_failed=$((${n_failed:-0}))
    [ "$status" = 0 ] && [ $n_failed = 0 ] && return
    [ $n_failed != 0 ] || n_failed=1
    report=$(tail -n 30 "$base.err" "$base.out")
}

run_trial() {
    capture "$BUILD/trial_$(basename "$path" .c)"
    [ "$status" = 0 ] && return
    n_passed=0 n_failed=1 report="exit status $status"$'\n'$(tail -n 30 "$base.out" "$base.err")
}

# One case in a process of its own: a line for the counts, and what went wrong.
run_case() {
    local kind=$1 policy=$2 path=$3 base n_passed=1 n_failed=0 n_skipped=0 report=
    local limit=$TIMEOUT
    case $path in */run.sh | tests/trials/* | tests/unit/*) limit=$((20 * TIMEOUT)) ;; esac # hold many tests
    # Inputs of a hundred thousand objects: not all of them can be marked at every safepoint.
    case $BUILD:$path in *-stress:tests/badinput/* | *-stress:*/compile_*deep*) export HASP_GC_INTERVAL=1000 ;; esac
    base=$RESULTS/$(tr / . <<<"${path#tests/}").$policy
    local TMPDIR=$PWD/$base.tmp status
    mkdir -p "$TMPDIR"
    export TMPDIR XDG_CACHE_HOME=$PWD/$RESULTS/cache
    case $kind in
    unit) run_unit ;;
    trial) run_trial ;;
    *) run_script ;;
    esac
    rm -rf "$TMPDIR"
    echo "$n_passed $n_failed $n_skipped" >>"$RESULTS/counts"
    [ -n "$report" ] || return 0
    [ "$policy" = none ] || path="$path --gil=$policy"
    printf -- '---- %s\n%s\n' "$path" "$report"
}

if [ "${1-}" = --case ]; then
    run_case "$2" "$3" "$4"
    exit
fi

if ! command -v "$HASP" >/dev/null; then
    echo "run.sh: $HASP is not built" >&2
    exit 2
fi
rm -rf "$RESULTS"
mkdir -p "$RESULTS"
: >"$RESULTS/counts"
pattern=$(printf '%s\n' "$@")
list_cases | grep -F -e "$pattern" | xargs -r -P "$JOBS" -L 1 "$0" --case
awk '{ passed += $1; failed += $2; skipped += $3 }
    END {
        if (skipped) printf "%d skipped\n", skipped
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || passed == 0
    }' "$RESULTS/counts"
