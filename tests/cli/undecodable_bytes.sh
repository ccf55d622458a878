#!/usr/bin/env bash
# Bytes that are no UTF-8, in arguments, the environment and the names of files.
. tests/cli/_run.sh
cd "$TMPDIR" || exit
bad=$(printf 'a\377b')
ask='import os, sys; print(ascii([sys.argv, __file__, sys.path[0], os.getcwd(), os.environ["BAD"]]))'
mkdir "$bad"
echo "$ask" >"$bad/$bad.py"
export BAD=$bad PYTHONPATH=$bad
run "$bad/$bad.py" "$bad" | tr -d '\n' | sed 's#/[^ ]*/##g'
echo
run -c "print('$bad')"
run -m "$bad"
run "$bad"
cd "$bad" && run -c 'import os; print(ascii([os.path.basename(os.getcwd()), os.listdir()]))'
