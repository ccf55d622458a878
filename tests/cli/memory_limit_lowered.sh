#!/usr/bin/env bash
# A program that lowers its own RLIMIT_AS, and a collection for which the system gives no memory.
set -u
run() { "$HASP" "--gil=$POLICY" "$@"; }
(ulimit -v 150000 && run -c pass) 2>/dev/null || {
    echo "this build needs more address space"
    exit 77
}

lowered='
import resource, subprocess, threading

def fill():
    kept = []
    try:
        while True:
            kept.append(bytearray(1000000))
    except MemoryError:
        return len(kept) < 300

# With others running, who allocate meanwhile.
stop = threading.Event()
def work():
    while not stop.is_set():
        [[] for _ in range(1000)]
ts = [threading.Thread(target=work) for _ in range(3)]
for t in ts: t.start()
resource.setrlimit(resource.RLIMIT_AS, (300000000, resource.RLIM_INFINITY))
stop.set()
for t in ts: t.join()
print(fill(), fill())
started = threading.Thread(target=lambda: print("thread", fill()))
started.start()
started.join()
print(subprocess.run(["echo", "process"], stdout=-1).stdout)
resource.prlimit(0, resource.RLIMIT_AS, (200000000, resource.RLIM_INFINITY))
print(fill())
'
echo "address space lowered by the program"
run -c "$lowered"

# The collector marks though the system gives it no memory at all; `wide` needs more than its stack has room for.
unmarked='
import gc, os
gc.disable()
chain = None
for i in range(100000):
    chain = [i, chain]
wide = [[[str(i)]] for i in range(100000)]
wide.append(wide * 30)
os.waitpid(os.posix_spawnp("prlimit", ["prlimit", "--pid", str(os.getpid()), "--as=1000000"], os.environ), 0)
gc.collect()
total = 0
while chain:
    total += chain[0]
    chain = chain[1]
print(total, sum(int(item[0][0]) for item in wide[:-1]), wide[-1][2 * 10 ** 6] is wide[-1][10 ** 6])
'
echo "no memory for a collection"
run -c "$unmarked"
