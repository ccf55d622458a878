#!/usr/bin/env bash
# hasp -m hasplab compare: what it prints, its page, and how it refuses. Figures are masked.
. tests/cli/_run.sh
cd "$TMPDIR" || exit

cat >waits.py <<'END'
import sys, threading, time
threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sys.argv[1:], repr(sys.stdin.read()))
END
echo 'import os; print("pid"); print(os.getpid())' >differs.py
echo 'import sys; print("so far"); sys.exit("the script gives up")' >fails.py
echo 'import os, signal; os.kill(os.getpid(), signal.SIGTERM)' >dies.py

# Modules of the script's folder are none of the laboratory's.
for name in io random queue tempfile; do
    echo 'raise SystemExit("a module of the folder was imported")' >$name.py
done

compare() {
    run -m hasplab compare "$@"
}

# The headings and the names of the ways; of the verdict what always comes. hasplab_verdict.py tests the rest: what is
# measured here depends on what else the machine does.
outline() {
    sed -E '/^(on|off|ticks)/!{/:/!d}; s/^((on|off|ticks)[^ ]*) .*/\1 FIGURES/; s/: .*/: .../' |
        grep -E '^(waits.py|on|off|ticks|Medians|waiting|kernel|Threads|Processes)'
}

echo 'some input' | compare --runs 2 waits.py a -b --html none | outline
compare --runs 1 --policies ticks:every=50,on,off --html page.html waits.py | outline
grep -o '<h2>[^<]*' page.html | grep -v Timelines
grep -cE 'https?:|<script|@import|url\(' page.html
grep -o '<h1>.*</h1>' page.html
echo "some input" | interpreter -m hasplab compare --runs 1 --policies on --cpus 1 waits.py | grep -E 'processor|verdict'
compare --runs 2 differs.py | sed -n "s/'[0-9]*'/N/g; /^Note/p"

compare fails.py
compare dies.py
compare missing.py
compare --policies on,nonsense waits.py | sed "s, (there are .*,,"
compare --policies ticks:every=0 waits.py
compare --policies '' waits.py
compare --policies on,,off waits.py
compare --python ./no_python waits.py
compare --runs 0 waits.py | tail -n 2
compare --runs 1 --html missing/page.html waits.py | tail -n 2
compare --runs 1 --html /dev/full waits.py | outline
compare --runs 1 --html /dev/full waits.py | tail -n 2
compare --cpus 100000 waits.py | sed 's/are [0-9]*/are N/'
compare | tail -n 2
