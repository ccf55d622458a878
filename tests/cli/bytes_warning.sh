#!/usr/bin/env bash
# -b warns where bytes meet str or int, -bb raises.
. tests/cli/_run.sh
cat >"$TMPDIR/mixed.py" <<'END'
def attempt(f):
    try:
        print(f())
    except BytesWarning as e:
        print('BytesWarning:', e)
attempt(lambda: b'' == '')
attempt(lambda: 1 != b'')
attempt(lambda: bytearray() == '')
attempt(lambda: bytearray() == 1)
attempt(lambda: b'' < b'a')
attempt(lambda: {b'k': 1}.get(2))
attempt(lambda: str(b'x'))
attempt(lambda: '%s' % bytearray(b'y'))
attempt(lambda: f'{b"z"} {b"z"!r}')
attempt(lambda: print(b'p'))
attempt(lambda: str(b'x', 'ascii'))
attempt(lambda: b'' == None)
END
run "$TMPDIR/mixed.py"
run -b "$TMPDIR/mixed.py"
run -bb "$TMPDIR/mixed.py"
run -b -W ignore "$TMPDIR/mixed.py" | head -n 3
