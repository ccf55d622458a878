#!/usr/bin/env bash
# --gil-stats: the sums add up, for every thread and process, however the process ends; bad files; sys._gil_stats().
check=tests/cli/_gil_stats_check.py
run() { "$HASP" --gil="$POLICY" "$@"; }

run -c 'import sys; print("not recorded:", sys._gil_stats())'
run --gil-stats="$TMPDIR/s.json" tests/cli/_gil_stats_program.py && "$HASP" $check "$TMPDIR/s.json" "$POLICY"
ls "$TMPDIR"
titles='^--- the lock: |^thread |^MainThread |^all |^functions that |^stops by |^the lock was '
for code in 'pass' '1/0' 'import sys; sys.exit(3)' 'import os; os._exit(4)' 'raise KeyboardInterrupt'; do
    run --gil-stats -c "$code" 2>&1 | grep -cE "$titles" | sed "s/^[5-9]\$/told/; s#^#$code: #"
    run --gil-stats=/dev/null -c "$code" 2>/dev/null
    echo "status $?"
done
run --gil-stats -c '
import threading
for i in range(1000):
    t = threading.Thread(target=int, name=f"worker {i}"); t.start(); t.join()' 2>&1 | sed -nE 's/^(worker \*|all) +[0-9]+ threads .*/\1/p; s/^[0-9]+ (of the .*)/\1/p'
# Threads that the holder has woken wait for the lock, whether they have got up or sleep on.
if [ "$POLICY" = on ]; then
    run --gil-stats=/dev/null -c '
import sys, threading, time
sys.setswitchinterval(1000)
event = threading.Event()
threads = [threading.Thread(target=event.wait, name="woken") for _ in range(4)]
for thread in threads: thread.start()
def states(): return {t["state"] for t in sys._gil_stats()["threads"] if t["name"] == "woken"}
while states() != {"blocked"}: time.sleep(0.001)
event.set()
while states() != {"wait"}: pass
for thread in threads: thread.join()'
fi
echo "woken: $?"
for option in --gil-stats= --gil-stats=/nonexistent/f --gil-trace --gil-trace= --gil-trace=/nonexistent/f --gil-trace=/nonexistent/f.svg --gil-tracing; do
    run $option 2>&1 </dev/null | head -n 1
    run $option >/dev/null 2>&1 </dev/null
    echo "status $?"
done
run --gil-trace=/dev/full -c 'print("goes on")' 2>"$TMPDIR/err"
cat "$TMPDIR/err"
