#!/usr/bin/env bash
# hasp -m hasplab explore and replay: what they find, that a token is the same run everywhere, and how they refuse.
. tests/cli/_run.sh
if [ "$POLICY" != on ]; then # the runs are under seeded, whatever the laboratory itself is under
    echo 'one policy is enough'
    exit 77
fi
bugs=$PWD/tests/concurrency/bugs
cd "$TMPDIR" || exit

explore() {
    run -m hasplab explore "$@"
}

# The first line and the status; numbers are masked.
outline() {
    sed -nE 's/\([0-9,.]+ a second\)/(RATE)/; s/[0-9]+\.[0-9]+ s/SECONDS/; s/[0-9,]+ runs|one run/N runs/; s/^Seed [0-9]+/Seed N/;
        1p; /^status/p; /^Outside/p; s/\[.*//; /^hasplab:/p'
}

n=0
# The same failure by the token that was told, under replay and as an option, and by the shortest one.
cp "$bugs/lost_update.py" "$bugs/lock_order.py" "$bugs/early_publication.py" .
for name in lost_update lock_order early_publication; do
    interpreter -m hasplab explore "$name.py" >found
    echo "$name: status $?, $(sed -n '1s/.* second): //p' found | sed 's/[0-9] of 6/N of 6/')"
    grep -o 'gil=seeded:.*' found | sed 's/gil=//' >tokens
    what=$(grep -oE '^ +(AssertionError|AttributeError|Thread [0-9]+ .* waits for)' found | sed 's/^ *//; s/Thread [0-9]*/Thread N/' | sort -u)
    while read -r token; do
        for command in "-m hasplab replay $token" "-m hasplab replay --dis $token" "--gil=$token"; do
            # shellcheck disable=SC2086
            "$HASP" $command "$name.py" >output 2>errors
            status=$?
            n=$((n + 1))
            sed -n '/^hasplab:/,$p' errors >"story$n"
            again=$(grep -oE '^(AssertionError|AttributeError|Thread [0-9]+ .* waits for)' errors | sed 's/Thread [0-9]*/Thread N/' | sort -u)
            [ "$again" = "$what" ] && echo "    as told, status $status" || echo "    '$again' and not '$what'"
        done
    done <tokens
done
grep -q '^    main .*visitor.start() (waits)' story4 && grep -q '[A-Z] r[0-9].*self.views += 1' story5 && echo 'the story is told'

# The same switches at the same steps, whether an interpreter starts for the run or is forked for it.
cat >logs.py <<'END'
import os, sys
from hasplab.runs import Runs


def switches(log):
    return [line for line in log if line.startswith('S')]


schedules = [f'seed={seed},hash=1,strategy={strategy},every={every}' for seed, (strategy, every) in enumerate(
    (strategy, every) for strategy in ('random', 'pct', 'pos') for every in ('safepoint', 'opcode', 'script'))]
with Runs([sys.argv[1]], 'seed=0,hash=1', os.getcwd(), os.devnull, 60) as runs:
    for run in runs.all((n, f'{schedule},log=forked{n}') for n, schedule in enumerate(schedules)):
        os.system(f'"$HASP" --gil=seeded:{run.schedule.replace("forked", "direct")} {sys.argv[1]} >direct.out 2>&1')
        with open(f'forked{run.key}') as forked, open(f'direct{run.key}') as direct:
            same = switches(forked) == switches(direct)
        print(run.schedule.rpartition(',')[0], 'the same' if same else 'not the same', file=sys.stderr)
END
interpreter logs.py "$bugs/nested_submit.py" 2>&1 | sort

explore --runs 30 "$bugs/lost_update_fixed.py" | outline
explore --seconds 0.2 "$bugs/lock_order_fixed.py" | outline
echo 'import sys; print(sys.argv[1:], sys.stdin.read()); sys.exit(7)' >exits.py
explore --runs 3 exits.py a -b </dev/null | outline
echo 'import os, signal; os.kill(os.getpid(), signal.SIGKILL)' >killed.py
explore --runs 3 killed.py | outline
echo 'while True: pass' >endless.py
explore --runs 1 --limit 0.2 endless.py | outline
echo 'import os; print(len(os.urandom(4))); print("said")' >says.py
printf '4\nsaid\n' >expected
explore --runs 3 --expect-output expected says.py | outline
echo said >expected
explore --runs 3 --expect-output expected says.py | outline
explore --runs 3 --strategy random:p=0.5,every=safepoint says.py | outline

# Hashes of texts are those of the token.
echo 'print(*{chr(code) for code in range(97, 123)})' >hashes.py
"$HASP" --gil=seeded:seed=3,hash=1 hashes.py >expected
explore --runs 3 --expect-output expected hashes.py | outline
"$HASP" --gil=seeded:seed=3 hashes.py >expected
"$HASP" -m hasplab replay seeded:3 hashes.py 2>/dev/null | cmp - expected && echo 'the same hashes'

# No seed comes after the last one.
explore --runs 5 --seed 18446744073709551614 says.py | sed -n 's/ in .*//; 1p'
explore --seed 18446744073709551616 says.py | tail -n 2

explore --strategy nonsense says.py
explore --strategy random:p=7 says.py
explore --strategy pct:wrong=7 says.py
explore --runs 3 --seconds 3 says.py | tail -n 2
explore --expect-output missing says.py
explore missing.py
run -m hasplab replay nonsense says.py
run -m hasplab replay seeded:seed=x says.py
run -m hasplab replay --gil=seeded:3 says.py
