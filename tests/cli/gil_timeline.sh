#!/usr/bin/env bash
# --gil-trace=FILE.txt and FILE.svg: the picture is drawn at the end, the rows it came from are gone; a trace that was cut short.
cat >"$TMPDIR/program.py" <<'END'
import threading, time
def sleeps():
    time.sleep(0.05)
def computes():
    n = 200_000
    while n: n -= 1
threads = [threading.Thread(target=f, name=f.__name__) for f in (sleeps, computes, computes)]
for t in threads: t.start()
for t in threads: t.join()
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
