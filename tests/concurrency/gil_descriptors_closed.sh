#!/usr/bin/env bash
# A program that closes what it has not opened gets nothing of Hasp's records into its own files, and those are whole.
try() {
    local name=$1
    shift
    mkdir "$TMPDIR/$name"
    "$HASP" "$@" tests/concurrency/_closes_descriptors.py "$TMPDIR/$name" 2>"$TMPDIR/$name.err"
    echo "$name: status $?, $(sort -u "$TMPDIR/$name"/own-* | uniq -c | sed 's/^ *//' | tr '\n' ',') $(
        cat "$TMPDIR/$name"/own-* | wc -l) lines"
    sed "s:$TMPDIR/::g" "$TMPDIR/$name.err"
}

try json --gil="$POLICY" --gil-trace="$TMPDIR/trace.json"
try csv --gil="$POLICY" --gil-trace="$TMPDIR/trace.csv"
try stats --gil="$POLICY" --gil-stats="$TMPDIR/stats.json"
try log --gil=seeded:log="$TMPDIR/schedule"

"$HASP" -c '
import json, sys
folder = sys.argv[1]
with open(folder + "/trace.json") as file:
    events = json.load(file)
    print("json:", len({event["pid"] for event in events if event["ph"] == "B"}), "processes,",
          sum(event["ph"] == "B" for event in events) == sum(event["ph"] == "E" for event in events))
with open(folder + "/trace.csv") as file:
    print("csv:", len({line.split(",")[1] for line in file.readlines()[1:]}), "processes")
with open(folder + "/stats.json") as file:
    print("stats:", len(json.load(file)["processes"]), "processes")
for name in "/schedule", "/schedule.1":
    with open(folder + name) as file:
        print("log:", file.readlines()[-1][0])
' "$TMPDIR"
