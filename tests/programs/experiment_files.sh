#!/usr/bin/env bash
# An experiment, in small: the files that it leaves, and that the numbers in them are all there.
export OUT=$TMPDIR/out ROUNDS=1 JOBS=20 HASP=${HASP:-build/hasp}
[ "$POLICY" = none ] || OPTION=--gil=$POLICY
"$HASP" ${OPTION-} scripts/experiments/run.py work_queue >"$TMPDIR/said" 2>"$TMPDIR/progress" || cat "$TMPDIR/progress"
sed -E 's/[0-9.]+x/Nx/; s/^ *claim.*/    claim/; s/ in Nx/ in N/; s/python3/way/; s/lock (on|off)/way/; s#/.*/#OUT/#' "$TMPDIR/said" | sort | uniq
ls "$OUT"
for way in on off; do grep -c "^executor,$way,4,1," "$OUT/work_queue.csv"; done
"$HASP" -c '
import json, sys
found = json.load(open(sys.argv[1]))
print(found["experiment"], found["claims"], sorted({row["case"] for row in found["measurements"]}))
' "$OUT/work_queue.json"
"$HASP" scripts/experiments/run.py no_such_one 2>/dev/null
echo "status $?"
