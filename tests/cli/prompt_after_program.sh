#!/usr/bin/env bash
# -i and PYTHONINSPECT: a prompt when the program has ended, whatever ended it; PYTHONSTARTUP: a program before the prompt.
. tests/cli/_run.sh
typed() {
    interpreter "$@" 2>&1 | sed -E "s#$TMPDIR#TMP#g; s#^[^ ]*(python3?(\.[0-9]+)?|hasp): #PROGRAM: #"
    echo "status ${PIPESTATUS[0]}"
}
echo 'y = 5; raise SystemExit(4)' >"$TMPDIR/program.py"
printf 'y\n__file__\nimport sys; sys.argv[1:]\n__name__\n' | typed -i "$TMPDIR/program.py" a
typed -i -c '1/0' </dev/null
typed -i -c 'import sys; sys.ps1 = "ready "; print(sys.flags.inspect, sys.flags.interactive)' </dev/null
PYTHONINSPECT=1 typed -c 'import sys; print(sys.flags.inspect, sys.flags.interactive)' </dev/null
typed -i "$TMPDIR/missing.py" </dev/null
printf '1/0\n2\n' | typed -i -c 'def f(): pass'
printf 'raise SystemExit(6)\n2\n' | typed -i -c 'x = 1'
echo 'without -i stdin is a script:'
printf 'import sys\n5\nprint(__file__, hasattr(sys, "ps1"))\n1/0\n' | typed
printf 'print(6)\n' | typed -
echo 'start-up file:'
printf 'print(__name__)\nz = 3\n1/0\n' >"$TMPDIR/startup.py"
printf 'z\n"__file__" in dir()\n' | PYTHONSTARTUP=$TMPDIR/startup.py typed -i -q
echo 'z' | PYTHONSTARTUP=$TMPDIR/startup.py typed -E -i -q
echo '5' | PYTHONSTARTUP=$TMPDIR/missing.py typed -i -q
echo 'raise SystemExit(3)' >"$TMPDIR/startup.py"
echo '5' | PYTHONSTARTUP=$TMPDIR/startup.py typed -i -q
echo 'print(2)' | PYTHONSTARTUP=$TMPDIR/startup.py typed
