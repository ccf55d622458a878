#!/usr/bin/env bash
# -v names each module that is loaded, -X importtime says how long each took, below what imports it.
. tests/cli/_run.sh
printf 'import inner, inner\n' >"$TMPDIR/outer.py"
printf 'import no_such_module_at_all\n' >"$TMPDIR/broken.py"
: >"$TMPDIR/inner.py"
cat >"$TMPDIR/main.py" <<'END'
import outer, inner
try:
    import broken
except ImportError:
    print('failed')
END
run -v "$TMPDIR/main.py" | grep -oE "^import '(outer|inner|broken)' #|failed"
PYTHONVERBOSE=1 run "$TMPDIR/main.py" | grep -oE "^import '(outer|inner|broken)' #|failed"
run -X importtime "$TMPDIR/main.py" |
    sed -nE 's/^import time: (.*\[us\].*)/\1/p; s/^import time: +[0-9]+ \| +[0-9]+ \| ( *)(outer|inner)$/\1\2/p; /failed/p'
PYTHONPROFILEIMPORTTIME=1 run "$TMPDIR/main.py" | grep -c 'import time:.* outer'
