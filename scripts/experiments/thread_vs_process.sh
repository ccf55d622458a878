#!/usr/bin/env bash
# The thread-versus-process experiment: N workers that compute, or sleep, as threads and as
# processes, with the lock on, with the lock off, in python3 where it is there, and in C.
#
#   make experiment        ITERS, ROUNDS, N_MAX and OUT change what is measured and where it goes
#
# Each round measures every way once before the next round begins, every other round in reverse,
# so that a change of the machine's speed meets all ways alike. The medians are compared.
set -eu
. scripts/experiments/lib.sh
ITERS=${ITERS:-2000000}
ROUNDS=${ROUNDS:-5}
SLEEP=1
SLEEP_ROUNDS=$((ROUNDS < 3 ? ROUNDS : 3))
CORES=$(nproc)
N_MAX=${N_MAX:-$((2 * CORES - 1 > 4 ? 2 * CORES - 1 : 4))}
OUT=${OUT:-out/thread_vs_process}
PROGRAM=scripts/experiments/thread_vs_process.py
TWIN=build/experiments/cpu_twin
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

mkdir -p "$(dirname "$TWIN")" "$(dirname "$OUT")"
"${CC:-gcc}" -O3 -pthread -o "$TWIN" scripts/experiments/cpu_twin.c

ways="on off"
if [ -n "$PYTHON3" ]; then ways="$ways python3"; fi

# Lines "kind way n" of one round.
plan() {
    local kind way n
    for n in $(seq "$N_MAX"); do
        for kind in CpuThread CpuProcess; do
            for way in $ways; do echo "$kind $way $n"; done
        done
        echo "CpuThread c $n"
        [ "$1" -le "$SLEEP_ROUNDS" ] || continue
        for kind in IoThread IoProcess; do
            for way in $ways; do echo "$kind $way $n"; done
        done
    done
}

plan_all() {
    local round
    for round in $(seq "$ROUNDS"); do
        if [ $((round % 2)) = 1 ]; then plan "$round"; else plan "$round" | tac; fi |
            sed "s/\$/ $round/"
    done
}

# measure KIND WAY N: prints "seconds result".
measure() {
    local work=$ITERS
    case $1 in Io*) work=$SLEEP ;; esac
    case $2 in
    c) "$TWIN" "$3" "$work" ;;
    python3) "$PYTHON3" "$PROGRAM" "$1" "$3" "$work" ;;
    *) "$HASP" --gil="$2" "$PROGRAM" "$1" "$3" "$work" ;;
    esac
}

# What every way must compute, by the C twin.
expected=$("$TWIN" 1 "$ITERS" | cut -d ' ' -f 2)

run_all() {
    local kind way n round seconds result n_done=0 total
    plan_all >"$WORK/plan"
    total=$(wc -l <"$WORK/plan")
    echo "kind,way,n,round,seconds,result"
    while read -r kind way n round; do
        progress $n_done "$total" "round $round of $ROUNDS, $kind $way n=$n"
        if ! measure "$kind" "$way" "$n" >"$WORK/answer" </dev/null; then
            printf '\n%s %s n=%s failed\n' "$kind" "$way" "$n" >&2
            exit 1
        fi
        read -r seconds result <"$WORK/answer"
        if [ "$result" != - ] && [ "$result" != "$expected" ]; then
            printf '\n%s %s n=%s: computed %s, the C twin %s\n' \
                "$kind" "$way" "$n" "$result" "$expected" >&2
            exit 1
        fi
        echo "$kind,$way,$n,$round,$seconds,$result"
        n_done=$((n_done + 1))
    done <"$WORK/plan"
    progress "$total" "$total" "done"
}

write_json() {
    printf '{\n  "experiment": "thread_vs_process",\n  "machine": '
    facts_json "$WORK/facts"
    printf ',\n  "iterations": %d,\n  "sleep_seconds": %d,\n  "result": %s,\n  "measurements": [\n' \
        "$ITERS" "$SLEEP" "$expected"
    awk '{ printf "%s    {\"kind\": \"%s\", \"way\": \"%s\", \"n\": %d, \"median\": %s, \"seconds\": [%s]}",
        (NR > 1 ? ",\n" : ""), $1, $2, $3, $4, $7 }' "$WORK/medians"
    printf '\n  ]\n}\n'
}

# Columns: n, then the median of each way; for the page.
write_table() {
    sort -k 3,3n -s "$WORK/medians" | awk '
        {
            way = $1 " " $2
            if (!(way in seen)) { seen[way] = 1; order[++n_ways] = way }
            median[way, $3] = sprintf("%.3f", $4)
            if ($3 > n_max) n_max = $3
        }
        END {
            printf "workers"
            for (w = 1; w <= n_ways; w++) printf "\t%s", order[w]
            for (n = 1; n <= n_max; n++) {
                printf "\n%d", n
                for (w = 1; w <= n_ways; w++) printf "\t%s", median[order[w], n]
            }
            print ""
        }'
}

# One line for each claim, its numbers from the medians, and whether it holds here.
verdicts() {
    awk -v cores="$CORES" '
        function ratio(kind, way, n) { return median[kind, way, n] / median[kind, way, 1] }
        function say(who, kind, way, claim, holds) {
            if (!((kind, way, 1) in median)) return
            printf "%-34s %d take %.2fx the time of one, %d take %.2fx", who ":",
                pair, ratio(kind, way, pair), n_max, ratio(kind, way, n_max)
            if (claim != "") printf "  (%s: %s)", claim, holds ? "holds" : "does not hold"
            print ""
        }
        # As many workers as there are cores should cost no more than one.
        function flat(kind, way, limit) { return ratio(kind, way, pair) <= limit }
        { median[$1, $2, $3] = $4; if ($3 + 0 > n_max) n_max = $3 + 0 }
        END {
            pair = cores < n_max ? cores : n_max
            serial = ratio("CpuThread", "on", n_max) >= 0.95 * n_max
            say("CPU-bound threads, lock on", "CpuThread", "on", "they take turns", serial)
            say("CPU-bound threads, lock off", "CpuThread", "off", "they run in parallel",
                flat("CpuThread", "off", 1.08))
            say("CPU-bound threads, python3", "CpuThread", "python3")
            say("CPU-bound threads, C", "CpuThread", "c")
            say("CPU-bound processes, lock on", "CpuProcess", "on", "they run in parallel",
                flat("CpuProcess", "on", 1.15))
            say("CPU-bound processes, lock off", "CpuProcess", "off")
            say("CPU-bound processes, python3", "CpuProcess", "python3")
            say("sleeping threads, lock on", "IoThread", "on", "the lock does not matter",
                ratio("IoThread", "on", n_max) <= 1.02)
            say("sleeping threads, lock off", "IoThread", "off")
            say("sleeping processes, lock on", "IoProcess", "on", "as fast as threads",
                ratio("IoProcess", "on", n_max) <= 1.02)
            say("sleeping processes, lock off", "IoProcess", "off")
            one = median["CpuThread", "on", 1]
            printf "one thread: lock off takes %.3fx the time of lock on", \
                median["CpuThread", "off", 1] / one
            if (("CpuThread", "python3", 1) in median)
                printf ", python3 %.2fx", median["CpuThread", "python3", 1] / one
            printf ", C %.3fx\n", median["CpuThread", "c", 1] / one
        }' "$WORK/medians"
}

machine_facts >"$WORK/facts"
printf 'thread_vs_process: up to %d workers on %d cores, %d rounds (%d of the sleep)\n' \
    "$N_MAX" "$CORES" "$ROUNDS" "$SLEEP_ROUNDS"
run_all >"$OUT.csv"
tail -n +2 "$OUT.csv" | awk -F , '{ print $1, $2, $3, $5 }' | medians >"$WORK/medians"
write_json >"$OUT.json"
verdicts >"$WORK/verdicts"
write_table >"$WORK/table"
bash scripts/experiments/thread_vs_process_plot.sh "$OUT" "$ways" <"$WORK/medians"
html_page "Threads against processes" "$WORK/facts" "$WORK/verdicts" "$WORK/table" \
    "${OUT}_cpu.svg" "${OUT}_speedup.svg" "${OUT}_io.svg" >"$OUT.html"

cat "$WORK/verdicts"
echo "numbers: $OUT.csv $OUT.json   pictures: ${OUT}_{cpu,speedup,io}.{svg,png}   page: $OUT.html"
