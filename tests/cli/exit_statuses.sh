#!/usr/bin/env bash
# How a program ends says how it went.
. tests/cli/_run.sh
run -c 'import sys; sys.exit(3)'
run -c 'raise SystemExit'
run -c 'raise SystemExit("a message")'
run -c 'import sys; sys.exit(-1)'
run -c 'import sys; sys.exit(256 + 7)'
run -c 'raise KeyboardInterrupt'
run -c 'import os; os._exit(9)'
run -c 'raise SystemExit((1, 2))'
echo 'print("from stdin"); 1/0' | run -
