#!/usr/bin/env bash
# A trace of several threads and processes: valid, complete, and never two holders of an exclusive lock at once.
trace=$TMPDIR/trace.json
for program in threads processes; do
    "$HASP" --gil="$POLICY" --gil-trace="$trace" tests/concurrency/_gil_"$program".py &&
        "$HASP" tests/concurrency/_gil_trace_check.py "$trace" $program
done
"$HASP" --gil="$POLICY" --gil-trace="$TMPDIR/trace.csv" tests/concurrency/_gil_threads.py &&
    "$HASP" tests/concurrency/_gil_csv_check.py "$TMPDIR/trace.csv"
"$HASP" --gil="$POLICY" --gil-trace="$trace" tests/concurrency/_gil_killed.py 2>/dev/null
echo "killed: $?"
"$HASP" tests/concurrency/_gil_trace_check.py "$trace" killed
