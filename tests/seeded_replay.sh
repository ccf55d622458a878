#!/usr/bin/env bash
# Runs programs twice under each of many seeds and strategies: output and schedule must be the same, byte for byte.
#
#   SEEDS=200 BUILD=build/gcc-release tests/seeded_replay.sh [PROGRAM...]     by default 20 of tests/concurrency/bugs
#
# A seed takes its turn among the strategies. Ends with how many pairs of runs were compared, and status 1 if two differ.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
HASP=${HASP:-${BUILD:-build/gcc-release}/hasp}
SEEDS=${SEEDS:-200}
JOBS=${JOBS:-$(nproc)}
strategies=('strategy=random' 'strategy=random,every=opcode,p=0.03' 'strategy=pct,steps=200' 'strategy=pos'
    'strategy=pct,every=opcode,steps=2000' 'strategy=pos,every=opcode')
if [ $# = 0 ]; then
    mapfile -t programs < <(ls tests/cli/_seeded_mixture.py tests/concurrency/bugs/*.py | head -n 20)
else
    programs=("$@")
fi

# All seeds of one program.
replay() {
    local program=$1 seed token run folder differing=0
    folder=$(mktemp -d) || exit 2
    for ((seed = 1; seed <= SEEDS; seed++)); do
        token=seeded:$seed,${strategies[seed % ${#strategies[@]}]}
        for run in a b; do
            timeout 60 "$HASP" --gil="$token,log=$folder/log.$run" "$program" >"$folder/out.$run" 2>&1 </dev/null
            echo "status $?" >>"$folder/out.$run"
        done
        if ! cmp -s "$folder/out.a" "$folder/out.b" || ! cmp -s "$folder/log.a" "$folder/log.b"; then
            echo "differs: $token $program" >&2
            differing=$((differing + 1))
        fi
    done
    rm -r "$folder"
    [ "$differing" = 0 ]
}

running=0 failed=0
for program in "${programs[@]}"; do
    if [ "$running" = "$JOBS" ]; then
        wait -n || failed=1
        running=$((running - 1))
    fi
    replay "$program" &
    running=$((running + 1))
done
while [ "$running" -gt 0 ]; do
    wait -n || failed=1
    running=$((running - 1))
done
echo "${#programs[@]} programs, $SEEDS seeds, each run twice: $([ $failed = 0 ] && echo 'all the same' || echo 'some differ')"
exit $failed
