#!/usr/bin/env bash
# How a program ends says how it went.
. tests/cli/_run.sh
run -c 'import sys; sys.exit(3)'
run -c 'raise SystemExit'
run -c 'raise SystemExit("a message")'
run -c 'raise SystemExit("")'
run -c 'import sys; sys.exit(-1)'
run -c 'import sys; sys.exit(256 + 7)'
run -c 'raise KeyboardInterrupt'
run -c 'class Stop(KeyboardInterrupt): pass
raise Stop'
run -c 'import os; os._exit(9)'
run -c 'raise SystemExit((1, 2))'
echo 'print("from stdin"); 1/0' | run -

echo 'sys.excepthook:'
run -c 'import sys
def hook(*a): sys.exit(7)
sys.excepthook = hook
1/0'
run -c 'import sys
del sys.excepthook
1/0'

echo 'a text without a str():'
run -c 'class Mute:
    def __str__(self): 1/0
raise SystemExit(Mute())'

echo 'standard output that cannot be flushed goes before:'
interpreter -c 'print("lost"); 1/0' >/dev/full 2>"$TMPDIR/messages"
echo "status $?"
grep -v '^Exception ignored in' "$TMPDIR/messages"
