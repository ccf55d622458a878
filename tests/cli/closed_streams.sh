#!/usr/bin/env bash
# stdin, stdout or stderr may be closed from the start.
. tests/cli/_run.sh
interpreter -c 'print("x")' >&-
echo "stdout closed: status $?"
interpreter -c '1/0' 2>&-
echo "stderr closed: status $?"
interpreter -c 'import sys; print(sys.stdin)' <&-
echo "stdin closed: status $?"
