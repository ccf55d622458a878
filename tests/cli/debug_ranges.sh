#!/bin/sh
# -X no_debug_ranges and PYTHONNODEBUGRANGES: tracebacks show lines, and mark nothing in them.
cat > "$TMPDIR/script.py" <<'EOF'
import traceback
try:
    x = 1 / 0
except ZeroDivisionError:
    traceback.print_exc()
print(*next((lambda a: a).__code__.co_positions())[2:])
[1].nothing
EOF
run()
{
    "$HASP" --gil=$POLICY "$@" "$TMPDIR/script.py" 2>&1 | sed "s|$TMPDIR/||"
}
run -X no_debug_ranges
PYTHONNODEBUGRANGES=1 run
PYTHONNODEBUGRANGES=1 run -E | grep -c '[~^]'
exit 0
