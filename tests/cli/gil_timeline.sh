#!/usr/bin/env bash
# --gil-trace=FILE.txt and FILE.svg: the picture is drawn at the end, the rows it came from are gone; a trace that was cut short.
cat >"$TMPDIR/program.py" <<'END'
import sys, threading, time
def sleeps():
    time.sleep(3600)
def computes():
    while True:
        n = 20_000
        while n: n -= 1
def share(name, state):
    stats = sys._gil_stats()
    return max(t[state] for t in stats["threads"] if t["name"] == name) / stats["wall"]
threads = [threading.Thread(target=f, name=f.__name__, daemon=True) for f in (sleeps, computes, computes)]
for t in threads: t.start()
# However late they have begun, each gets a good part of the picture.
while share("sleeps", "blocked") < 0.5 or share("computes", "run") < 0.2: time.sleep(0.01)
END
here=$PWD
cd "$TMPDIR" || exit
hasp() { (cd "$here" && "$HASP" "$@"); }

hasp --gil="$POLICY" --gil-trace="$TMPDIR/t.txt" "$TMPDIR/program.py"
hasp --gil="$POLICY" --gil-trace="$TMPDIR/t.svg" "$TMPDIR/program.py"
ls "$TMPDIR"
sed -nE 's/^(MainThread|sleeps|computes) *\|[ *.s-]{70,}\|$/\1: a row/p; s/^ *\+[+-]+\+$/an axis/p; s/^--gil=(on|off), [0-9.]+ s$/a title/p' t.txt
grep -E '^sleeps' t.txt | grep -o '\.\.\.' | head -n 1
grep -E '^computes' t.txt | grep -o '\*' | head -n 1
hasp -c '
import sys, xml.dom.minidom
svg = xml.dom.minidom.parse(sys.argv[1]).documentElement
print(svg.tagName, [t.firstChild.data for t in svg.getElementsByTagName("title")])
print("fills:", len({r.getAttribute("fill") for r in svg.getElementsByTagName("rect")}) >= 3)
' "$TMPDIR/t.svg"
grep -v "^<svg xmlns" t.svg | grep -cE "https?://|url\(|<script"

hasp --gil="$POLICY" --gil-trace="$TMPDIR/t.csv" "$TMPDIR/program.py"
head -c 2000 t.csv >cut.csv
hasp -m hasplab.timeline "$TMPDIR/cut.csv" "$TMPDIR/cut.txt" && grep -q "|" cut.txt && echo "what there is is drawn"
hasp -m hasplab.timeline "$TMPDIR/missing.csv" "$TMPDIR/x.txt" 2>&1 | sed "s,$TMPDIR,.,"
hasp -m hasplab.timeline 2>&1 || echo "status $?"
