#!/usr/bin/env bash
# breakpoint() calls sys.breakpointhook, which calls what PYTHONBREAKPOINT names: pdb as a rule.
. tests/cli/_run.sh
cat >"$TMPDIR/hooks.py" <<'END'
def show(*args, **keywords):
    print('show', args, keywords)
    return 'shown'
END
export PYTHONPATH=$TMPDIR
call='print(breakpoint(1, key=2))'
PYTHONBREAKPOINT=0 run -c "$call"
PYTHONBREAKPOINT=hooks.show run -c "$call"
PYTHONBREAKPOINT=print run -c 'breakpoint(1, 2, sep="-")'
PYTHONBREAKPOINT=hooks.missing run -c "$call"
PYTHONBREAKPOINT=no.such.module run -c "$call"
PYTHONBREAKPOINT=.x run -c "$call"
PYTHONBREAKPOINT=missing run -W error -c "$call"
PYTHONBREAKPOINT=0 run -E -c 'import sys; sys.breakpointhook = print; breakpoint("own")'
run -c 'import os; os.environ["PYTHONBREAKPOINT"] = "0"; print(breakpoint())'
run -c 'import sys; del sys.breakpointhook; breakpoint()'
run -c 'import sys; print(sys.breakpointhook is sys.__breakpointhook__)'

echo 'pdb:'
cat >"$TMPDIR/program.py" <<'END'
def f(n):
    total = 0
    for i in range(n):
        total += i
    breakpoint()
    return total
print(f(4))
print('end')
END
printf 'p total\np i, n\nwhere\nnext\nstep\nn\nn\nn\n' | interpreter "$TMPDIR/program.py" 2>&1 | sed "s#$TMPDIR#TMP#g"
printf 'break 4\ncontinue\np i\ncontinue\np i\nclear 1\ncontinue\nquit\n' |
    interpreter -m pdb "$TMPDIR/program.py" 2>&1 | sed "s#$TMPDIR#TMP#g"
