#!/usr/bin/env bash
# -X gil-dump: a signal prints who holds the lock, what each thread does and its stack; also with all threads blocked, with one
# that computes, and in a child. Without the option the signal does what it always does.
run() { "$HASP" --gil="$POLICY" "$@"; }

for kind in blocked computing child; do
    echo "$kind:"
    run -X gil-dump=USR2 tests/concurrency/_gil_dump.py "$TMPDIR/$kind" $kind
    sed -nE 's/^--- the lock: ([^,]*), process [0-9]+, --gil=[a-z]+; .* ---$/the lock of \1/p
             s/^Thread [0-9]+ \((waiting)\) (blocks in [a-zA-Z.]*), for [0-9.]+ s$/\1 \2/p
             s/^Thread [0-9]+ \((computing|MainThread)\) .*, for [0-9.]+ s$/\1 does something/p
             s/^  File ".*", line [0-9]+ in (wait_here|compute_here)$/  in \1/p
             s/^---$/end/p' "$TMPDIR/$kind" | sort
done
run -c 'import os, signal; os.kill(os.getpid(), signal.SIGUSR1)' 2>/dev/null
echo "without: $?"
for wrong in FOO KILL 0 99 ''; do
    run -X gil-dump="$wrong" -c pass 2>&1 | head -n 1
done
# A process that a signal ends leaves what it has recorded.
run --gil-stats="$TMPDIR/s.json" --gil-trace="$TMPDIR/t.json" -c '
import os, signal, time
os.kill(os.getpid(), signal.SIGTERM)
while True:
    time.sleep(10)'
echo "ended: $?"
run -c '
import json, sys
print(len(json.load(open(sys.argv[1]))["processes"]), len(json.load(open(sys.argv[2]))) > 5)' "$TMPDIR/s.json" "$TMPDIR/t.json"
