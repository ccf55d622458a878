#!/usr/bin/env bash
# How the lock is chosen: --gil, then -X gil, HASP_GIL, PYTHON_GIL. CPython 3.11 has none of these.
unset HASP_GIL PYTHON_GIL
ask='import sys; print("on" if sys._is_gil_enabled() else "off")'
tell() {
    printf '%s: ' "$1"
    shift
    env "$@" -c "$ask" 2>&1
}

tell default "$HASP"
tell --gil=off "$HASP" --gil=off
tell --gil=on "$HASP" --gil=on
tell '-X gil=0' "$HASP" -X gil=0
tell '-X gil=1' "$HASP" -X gil=1
tell HASP_GIL HASP_GIL=off "$HASP"
tell PYTHON_GIL PYTHON_GIL=0 "$HASP"
tell '--gil before -X' "$HASP" --gil=on -X gil=0
tell '-X before HASP_GIL' HASP_GIL=on "$HASP" -X gil=0
tell 'HASP_GIL before PYTHON_GIL' HASP_GIL=off PYTHON_GIL=1 "$HASP"
tell '-E ignores both' HASP_GIL=off PYTHON_GIL=0 "$HASP" -E
tell '-I ignores both' HASP_GIL=off PYTHON_GIL=0 "$HASP" -I
# A trace needs its file behind a '=': the word that follows is more likely a script.
echo 'x = 1' >"$TMPDIR/script.py"
"$HASP" --gil-trace "$TMPDIR/script.py" 2>&1 | head -n 1
cat "$TMPDIR/script.py"
