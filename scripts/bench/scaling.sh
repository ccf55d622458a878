#!/usr/bin/env bash
# How much more work N threads do in the time of one, for N = 1, 2, 4 ... up to the cores: `make scaling`.
#
#   ROUNDS=3 WORKERS="1 2 4 8 16" scripts/bench/scaling.sh      writes out/scaling.csv
#
# A figure of N is perfect. Each round measures every N of every row before the next round begins; the medians count.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
. scripts/bench/lib.sh
HASP=${HASP:-build/hasp}
ROUNDS=${ROUNDS:-3}
OUT=${OUT:-out/scaling}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
mkdir -p "$(dirname "$OUT")"

# The powers of two below the number of cores, and that number.
default_workers() {
    local n=1
    while [ $n -lt "$(nproc)" ]; do
        echo $n
        n=$((2 * n))
    done
    nproc
}
WORKERS=${WORKERS:-$(default_workers | paste -sd ' ')}

# name | policy | what | command, whose last argument is the number of workers
rows() {
    cat <<'END'
cpu_on          | on  | CPU-bound threads, lock on         | ../experiments/programs/thread_vs_process.py CpuThread N 5000000
cpu_off         | off | CPU-bound threads, lock off        | ../experiments/programs/thread_vs_process.py CpuThread N 5000000
processes       | on  | CPU-bound processes                | ../experiments/programs/thread_vs_process.py CpuProcess N 5000000
alloc_die       | off | five million objects that die      | alloc_die.py N
alloc_keep      | off | five million objects kept          | alloc_keep.py N
shared_dict     | off | reading one shared dict            | shared.py dict N
shared_instance | off | reading one shared instance        | shared.py instance N
shared_method   | off | calling one shared method          | shared.py method N
shared_list     | off | reading one shared list            | shared.py list N
END
}

measure_all() {
    local round name policy command n seconds n_done=0 total
    total=$((ROUNDS * $(rows | wc -l) * $(wc -w <<<"$WORKERS")))
    for round in $(seq "$ROUNDS"); do
        while IFS='|' read -r name policy _ command; do
            for n in $WORKERS; do
                progress $n_done "$total" "round $round of $ROUNDS, $name n=$n"
                # shellcheck disable=SC2086 # a command is words
                seconds=$(cd scripts/bench && "$HASP" --gil=${policy// /} ${command/ N/ $n} | cut -d ' ' -f 1)
                echo "${name// /} $n $seconds"
                n_done=$((n_done + 1))
            done
        done < <(rows)
    done
    progress "$total" "$total" "done"
}

case $HASP in /*) ;; *) HASP=$PWD/$HASP ;; esac
measure_all >"$WORK/samples"
medians <"$WORK/samples" >"$WORK/medians"
{
    machine_facts | sed 's/^/# /'
    echo "name,workers,seconds"
    awk '{ print $1 "," $2 "," $3 }' "$WORK/medians"
} >"$OUT.csv"
rows | awk -F ' *[|] *' -v workers="$WORKERS" '
    FILENAME != "-" { split($0, field, " "); seconds[field[1], field[2]] = field[3]; next }
    FNR == 1 {
        n = split(workers, number, " ")
        printf "%-36s", "times the work of one, by workers"
        for (i = 1; i <= n; i++) printf "%8d", number[i]
        print ""
    }
    {
        printf "%-36s", $3
        for (i = 1; i <= n; i++) printf "%8.2f", number[i] * seconds[$1, 1] / seconds[$1, number[i]]
        print ""
    }' "$WORK/medians" -
echo "numbers: $OUT.csv"
