#!/usr/bin/env bash
# -x leaves the first line of a file out, and the numbers of the others as they are.
. tests/cli/_run.sh
printf 'what (a shell reads\nimport sys\nprint(sys.argv[1:])\n1/0\n' >"$TMPDIR/program"
run "$TMPDIR/program" a
run -x "$TMPDIR/program" a -x
printf 'only' >"$TMPDIR/program"
run -x "$TMPDIR/program"
run -x -c '1/0'
