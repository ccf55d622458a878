#!/usr/bin/env bash
# What the command line and the environment may not say: a message and the usage on stderr, status 2.
. tests/cli/_run.sh
unset HASP_GIL PYTHON_GIL
refuse() {
    "$HASP" "$@" >"$TMPDIR/output" 2>"$TMPDIR/messages" </dev/null
    echo "status $?, $(wc -c <"$TMPDIR/output") bytes of output"
    sed 's/^/    /' "$TMPDIR/messages"
}
refuse --gil=nonsense -c pass
refuse --gil= -c pass
refuse --gil
refuse -X gil=2 -c pass
refuse -X gil -c pass
for seconds in 0 -1 nan inf 1e400 1s ''; do
    refuse "--switch-interval=$seconds" -c pass
done
refuse --switch-interval
refuse --no-such-option
refuse -Z
refuse -c
refuse -m
refuse --dis
HASP_GIL=nonsense refuse -c pass
HASP_GIL=nonsense refuse --gil=on -c pass
PYTHON_GIL=2 refuse --gil=on -c pass
HASP_GIL=nonsense PYTHON_GIL=2 refuse -E -c pass
HASP_GIL='' PYTHON_GIL='' refuse -c pass
