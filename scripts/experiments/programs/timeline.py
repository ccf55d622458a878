"""N workers that compute, recorded: who ran when.

    timeline.py threads|processes N STEPS         runs under --gil-trace, and says how much overlapped
    timeline.py threads|processes N STEPS plain   only runs
"""

import csv
import json
import multiprocessing
import subprocess
import sys
import threading


def work(steps):
    n = 0
    for step in range(steps):
        n += step


def run(kind, n, steps):
    worker = threading.Thread if kind == 'threads' else multiprocessing.Process
    workers = [worker(target=work, args=(steps,)) for _ in range(n)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()


def runs(path):
    """The intervals (begin, end) of a trace in which some thread ran."""
    since = {}
    with open(path, newline='') as file:
        for row in csv.DictReader(file):
            thread = row['pid'], row['tid']
            now = int(row['time_ns'])
            if row['event'] == 'acquire':
                since[thread] = now
            elif row['event'] in ('release', 'block', 'stopped', 'end') and thread in since:
                yield since.pop(thread), now


def overlap(intervals):
    """How many ran at once at most, and the share of the time with anybody running in which several did."""
    steps = sorted([(begin, 1) for begin, _ in intervals] + [(end, -1) for _, end in intervals])
    running = most = busy = several = previous = 0
    for now, change in steps:
        if running:
            busy += now - previous
        if running > 1:
            several += now - previous
        running += change
        most = max(most, running)
        previous = now
    return most, several / busy, busy / 1e9


def traced(kind, n, steps):
    lock = [option for option in sys.orig_argv[1:2] if option.startswith('--gil=')]
    subprocess.run([sys.executable, *lock, '--gil-trace=trace.csv', __file__, kind, str(n), str(steps), 'plain'],
                   check=True)
    most, share, seconds = overlap(list(runs('trace.csv')))
    print(json.dumps({'seconds': seconds, 'at_once': most, 'overlap': share}))


if __name__ == '__main__':
    plain = sys.argv[4:] == ['plain']
    (run if plain else traced)(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
