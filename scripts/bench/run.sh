#!/usr/bin/env bash
# Measures the rows of rows.txt, interleaved (A B, B A, ...), and prints the table of medians.
#
#   make bench [ROWS="fib dict_str"]     ROUNDS=5; a row's name may hold *; writes out/bench.csv
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
. scripts/bench/lib.sh
HASP=${HASP:-build/hasp}
ROUNDS=${ROUNDS:-5}
OUT=${OUT:-out/bench}
HERE=scripts/bench
TOOLS=build/bench
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export LUA_PATH="$HERE/lua/?.lua"

mkdir -p "$TOOLS" "$(dirname "$OUT")"
for tool in measure alloc_twin; do
    "${CC:-gcc}" -O2 -pthread -o "$TOOLS/$tool" "$HERE/$tool.c"
done

# The rows asked for as "section|heads|name|what|A|B|demand", without the padding.
rows() {
    awk -F '|' -v wanted=" $* " '
        function trim(text) { gsub(/^[ []+|[] ]+$/, "", text); return text }
        function is_wanted(name,    i, n, pattern, patterns) {
            n = split(wanted, patterns, " ")
            for (i = 1; i <= n; i++) {
                pattern = patterns[i]
                gsub(/\*/, ".*", pattern)
                if (name ~ "^" pattern "$") return 1
            }
            return n == 0
        }
        /^#/ || /^ *$/ { next }
        /^\[/ { section = trim($1) "|" trim($2) "/" trim($3); next }
        is_wanted(trim($1)) {
            print section "|" trim($1) "|" trim($2) "|" trim($3) "|" trim($4) "|" trim($5)
        }' "$HERE/rows.txt"
}

# take NAME SIDE REPEAT COMMAND...: one measurement, as "name side seconds kb result" in samples.
take() {
    local name=$1 side=$2 repeat=$3 wall kb seconds result
    shift 3
    if ! "$TOOLS/measure" "$WORK/usage" "$repeat" "$@" >"$WORK/answer" </dev/null; then
        printf '\nbench: %s failed: %s\n' "$name" "$*" >&2
        touch "$WORK/failed.$name"
        return
    fi
    read -r wall kb <"$WORK/usage"
    seconds=$wall result=-
    if [ "$repeat" = 1 ]; then read -r seconds result <"$WORK/answer"; fi
    echo "$name $side $seconds $kb ${result// /_}" >>"$WORK/samples"
}

# run NAME SIDE WAY PROGRAM [ARGUMENT...]: measures what rows.txt says.
run() {
    local name=$1 side=$2 way=$3
    shift 3
    case $way in
    python3) take "$name" "$side" 1 "$PYTHON3" "$HERE/$1" "${@:2}" ;;
    on | off) take "$name" "$side" 1 "$HASP" "--gil=$way" "$HERE/$1" "${@:2}" ;;
    lua) take "$name" "$side" 1 lua5.4 "$HERE/lua/$1" ;;
    c) take "$name" "$side" 1 "$TOOLS/$1" "${@:2}" ;;
    wall)
        case $1 in
        hasp) set -- "$HASP" "${@:2}" ;;
        python3) set -- "$PYTHON3" "${@:2}" ;;
        esac
        take "$name" "$side" 20 "$@"
        ;;
    esac
}

# What one thread of B took at its first run, for the C twin to touch as much.
kilobytes_of() {
    awk -v name="$1" '$1 == name && $2 == "B" { print $4; exit }' "$WORK/samples"
}

# measure_row ROUND NAME A B DEMAND
# shellcheck disable=SC2086 # a command of rows.txt is words
measure_row() {
    local round=$1 name=$2 a=$3 b=$4 demand=$5 kb
    if [ -e "$WORK/failed.$name" ]; then return; fi
    if [ "$demand" = memory ] && [ "$round" != 1 ]; then return; fi
    if [ $((round % 2)) = 1 ]; then
        run "$name" A $a
        run "$name" B $b
    else
        run "$name" B $b
        run "$name" A $a
    fi
    if [ -e "$HERE/lua/$name.lua" ]; then run "$name" lua lua "$name.lua"; fi
    case $demand in
    twin*)
        kb=$(kilobytes_of "$name")
        run "$name" twinA c alloc_twin 2 "$kb"
        run "$name" twinB c alloc_twin 1 "$kb"
        ;;
    esac
}

measure_all() {
    local round name a b demand n_done=0 total
    total=$((ROUNDS * $(wc -l <"$WORK/rows")))
    for round in $(seq "$ROUNDS"); do
        while IFS='|' read -r _ _ name _ a b demand; do
            progress $n_done "$total" "round $round of $ROUNDS, $name"
            measure_row "$round" "$name" "$a" "$b" "$demand"
            n_done=$((n_done + 1))
        done <"$WORK/rows"
    done
    progress "$total" "$total" "done"
}

rows "$@" >"$WORK/rows"
if [ ! -s "$WORK/rows" ]; then
    echo "bench: no row of $HERE/rows.txt is called $*" >&2
    exit 2
fi
: >"$WORK/samples"
measure_all
awk '{ print $1, $2, $3 }' "$WORK/samples" | medians >"$WORK/seconds"
machine_facts | sed 's/^/# /' >"$OUT.csv"
awk -v csv="$OUT.csv" -f "$HERE/table.awk" "$WORK/samples" "$WORK/seconds" FS='|' "$WORK/rows"
echo "numbers: $OUT.csv"
