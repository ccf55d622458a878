#!/usr/bin/env bash
# --gil=seeded: one seed is one run, whatever the strategy; another is another; what waits for ever is told; time is virtual.
if [ "$POLICY" = off ]; then echo 'the policy is chosen here: once is enough' && exit 77; fi
cd "$(dirname "$0")" || exit 2
HASP=$(cd - >/dev/null && realpath "$HASP")
unset HASP_GIL PYTHON_GIL PYTHONHASHSEED
cd "$TMPDIR" || exit 2
mixture=$OLDPWD/_seeded_mixture.py

# The output of a run and its schedule.
run() { "$HASP" --gil="seeded:$1,log=log.$2" "$mixture" >"out.$2" 2>&1; }

for token in 1 2,p=0.5 3,strategy=pct,depth=4,steps=500 4,strategy=pos 5,strategy=pos,every=opcode; do
    run "$token" a
    run "$token" b
    if cmp out.a out.b && cmp log.a log.b && [ -s log.a ]; then echo "the same: $token"; fi
done

for seed in 1 2 3 4; do
    run "$seed" "$seed"
    grep '^S' "log.$seed" | md5sum
done | sort -u | wc -l | sed 's/^4$/four seeds, four schedules/'

run 11 c
"$HASP" --gil="seeded:11,strategy=given,schedule=@log.c,log=log.d" "$mixture" >out.d 2>&1
cmp <(grep '^S' log.c) <(grep '^S' log.d) && echo 'a log is replayed'

echo 'a day of sleep takes no time:'
"$HASP" --gil=seeded -c '
import time, datetime
start, now = time.monotonic(), datetime.datetime.now(datetime.timezone.utc)
time.sleep(86400)
print(round(time.monotonic() - start), datetime.datetime.now(datetime.timezone.utc) - now > datetime.timedelta(days=1))'

echo 'deadlock:'
cat >deadlock.py <<'END'
import threading
a, b = threading.Lock(), threading.RLock()
def forwards():
    for _ in range(10):
        with a, b:
            pass
def backwards():
    for _ in range(10):
        with b, a:
            pass
threads = [threading.Thread(target=f) for f in (forwards, backwards)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
END
for seed in {1..50}; do
    "$HASP" --gil="seeded:$seed,p=0.2" deadlock.py >/dev/null 2>err
    status=$?
    [ $status = 0 ] || break
done
echo "exit status $status"
sed -E 's/0x[0-9a-f]+/ADDRESS/; s/step [0-9]+ of seed [0-9]+/step N of seed N/; /^  File "<hasp>/d; s#File ".*/#File "#' err
"$HASP" --gil=seeded -c 'import threading; threading.Event().wait()' 2>&1 | grep waits | sed -E 's/0x[0-9a-f]+/ADDRESS/'
"$HASP" --gil=seeded -c 'import queue; queue.Queue().get()' 2>&1 | grep waits | sed -E 's/0x[0-9a-f]+/ADDRESS/'

echo 'children:'
cat >children.py <<'END'
import multiprocessing, os, queue, random, sys, threading
def draw():
    items, found = queue.Queue(), []
    def put(n):
        for i in range(5):
            items.put((n, i))
    threads = [threading.Thread(target=put, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return random.random(), [items.get() for _ in range(15)]
def tell(pipe):
    pipe.send(draw())
if __name__ == '__main__':
    print(draw())
    for method in 'fork', 'spawn', 'fork':
        context = multiprocessing.get_context(method)
        here, there = context.Pipe()
        process = context.Process(target=tell, args=(there,))
        process.start()
        print(here.recv())
        process.join()
END
for run in e f; do
    "$HASP" --gil="seeded:21,p=0.4,log=log.$run" children.py >out.$run 2>&1
done
cmp out.e out.f && sort -u out.e | wc -l
for n in '' .1 .2 .3; do cmp <(grep '^[TS]' "log.e$n" | sed 's/	wait	.*//') <(grep '^[TS]' "log.f$n" | sed 's/	wait	.*//') && [ -s "log.e$n" ] && echo "log$n: the same"; done

echo 'outside:'
"$HASP" --gil=seeded:log=log.o -c 'import os; os.urandom(1); os.urandom(2); os.getrandom(1)'
grep '^O' log.o
"$HASP" --gil=seeded -c 'import signal, time
got = []
signal.signal(signal.SIGALRM, lambda *_: got.append("the alarm comes during the sleep"))
signal.setitimer(signal.ITIMER_REAL, 0.02)
time.sleep(100)
print(*got)'
"$HASP" --gil=seeded -c 'import os, signal, threading, time
signal.signal(signal.SIGUSR1, lambda *_: print("a signal to itself comes at once, after", int(time.monotonic()), "s"))
def send():
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(1)
thread = threading.Thread(target=send)
thread.start()
thread.join()'
"$HASP" --gil=seeded:log=log.p -c 'import threading
from multiprocessing import Pipe
here, there = Pipe()
thread = threading.Thread(target=lambda: print(here.recv()))
thread.start()
there.send("a message from a thread is waited for inside of the schedule")
thread.join()'
grep '^O.*waits' log.p
for seed in 1 2; do PYTHONHASHSEED=3 "$HASP" --gil=seeded:$seed -c 'print(hash("text"))'; done | uniq | wc -l

"$HASP" --gil=seeded -c 'import sys; print("counts:", sys._gil_seeded_counts())'
"$HASP" -c 'import sys; print(sys._gil_seeded_child_token(), flush=True); sys._gil_seeded_counts()' 2>&1 | sed -n '1p;$p'

echo 'bad parameters:'
for token in x -1 18446744073709551616 strategy=fast p=1.5 p=x p=nan depth=0 every=line nothing=1 log= log=/nowhere/x \
    strategy=given,schedule=1; do
    "$HASP" --gil="seeded:$token" -c '' 2>&1 | head -n 1
done
"$HASP" --gil=seeded:18446744073709551615 -c 'print("the largest seed")'
