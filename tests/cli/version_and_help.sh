#!/usr/bin/env bash
# --version names the language level and the lock; --help says how to call; --dis lists bytecode.
"$HASP" --version | grep -c '^Hasp .*3\.11'
"$HASP" "--gil=$POLICY" -VV | grep -ciE 'lock|gil'
"$HASP" --help | grep -q -- '--gil' && echo 1
printf 'def f(x):\n    return x + 1\nprint(f(1))\n' >"$TMPDIR/small.py"
"$HASP" --dis "$TMPDIR/small.py" >"$TMPDIR/listing"
echo "dis: status $?"
grep -c 'return x + 1' "$TMPDIR/listing"
"$HASP" --dis "$TMPDIR/missing.py" 2>"$TMPDIR/error"
echo "missing: $([ $? != 0 ] && echo refused), $(grep -c 'No such file' "$TMPDIR/error") message"
