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
# What was asked for just before the end is not lost.
for _ in {1..10}; do
    run -X gil-dump=USR2 -c 'import os, signal; os.kill(os.getpid(), signal.SIGUSR2)' 2>&1 | grep -c '^---$'
    run --gil-trace="$TMPDIR/last.json" -c 'import os, signal; os.kill(os.getpid(), signal.SIGTERM)'
    echo "ended by $?"
done | sort | uniq -c | sed 's/^ *//'
# A schedule that is looked at is the same as without.
for signal in 0 SIGUSR2; do
    "$HASP" --gil=seeded:7,log="$TMPDIR/log.$signal" -X gil-dump=USR2 -c '
import os, signal, sys, threading
number, lock = int(getattr(signal, sys.argv[1], 0)), threading.Lock()

def work():
    for i in range(120):
        with lock:
            pass
        if i % 40 == 0:
            os.kill(os.getpid(), number)

threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()' $signal 2>"$TMPDIR/dumps.$signal"
done
cmp "$TMPDIR/log.0" "$TMPDIR/log.SIGUSR2" && [ -s "$TMPDIR/dumps.SIGUSR2" ] && [ ! -s "$TMPDIR/dumps.0" ] &&
    ! grep -q 'was not stopped' "$TMPDIR/dumps.SIGUSR2" && echo 'the same schedule'
