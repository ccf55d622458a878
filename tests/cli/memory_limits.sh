#!/usr/bin/env bash
# A process with little address space, or a small heap, gets MemoryError and goes on.
set -u
run() { "$HASP" "--gil=$POLICY" "$@"; }
(ulimit -v 150000 && run -c pass) 2>/dev/null || {
    echo "this build needs more address space"
    exit 77
}

program='
import threading
from collections import deque

def fill(kept, make):
    try:
        while True:
            kept.append(make())
    except MemoryError:
        return len(kept)

def lists(): return fill([], lambda: [0] * 10) > 10000
def texts(): return fill([], lambda: "x" * 100000) > 50
class C: pass
def objects(): return fill([], C) > 10000

def tables():
    table = {}
    try:
        while True:
            table[len(table)] = (len(table),)
    except MemoryError:
        return len(table) > 10000

def queues():
    queue = deque()
    try:
        while True:
            queue.append([0])
    except MemoryError:
        return len(queue) > 10000

def chain():
    link, n = None, 0
    try:
        while True:
            link, n = (link, n), n + 1
    except MemoryError:
        return n > 10000

def threads():
    done = []
    ts = [threading.Thread(target=lambda: done.append(lists())) for _ in range(3)]
    for t in ts: t.start()
    for t in ts: t.join()
    return len(done)

for work in lists, texts, objects, tables, queues, chain, threads, lists:
    print(work.__name__, work())
for size in 10**12, 10**18:
    for make in (lambda n: "x" * n, lambda n: [0] * n, lambda n: (0,) * n, lambda n: b"x" * n, bytes,
                 bytearray, "x".ljust, b"x".center):
        try:
            make(size)
        except MemoryError as e:
            assert e.args == (), e.args
        else:
            print("no MemoryError:", make)
print("x" * 5, [0] * 3)
'
echo "address space of 150 MB"
(ulimit -v 150000 && run -c "$program")
echo "heap of 24 MB"
HASP_HEAP_LIMIT=25000000 run -c "$program"
