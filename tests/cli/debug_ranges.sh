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
cd "$TMPDIR" || exit 1
"$HASP" --gil=$POLICY -X no_debug_ranges script.py 2>&1
echo "exit $?"
PYTHONNODEBUGRANGES=1 "$HASP" --gil=$POLICY script.py 2>&1
PYTHONNODEBUGRANGES=1 "$HASP" --gil=$POLICY -E script.py 2>&1 | grep -c '[~^]'
exit 0
