"""Runs external programs that wait a while and compute a while, from threads.

    external_programs.py one_by_one|managed|unmanaged|compute_managed|compute_unmanaged PROGRAMS

The programs wait (one_by_one, managed, unmanaged) or compute (compute_...). `managed` has a pool
of threads, `unmanaged` a thread for each program.
"""

import concurrent.futures
import json
import os
import subprocess
import sys
import threading
import time

WAITING = ['sleep', '0.1']
COMPUTING = ['sh', '-c', 'i=0; while [ $i -lt 3000 ]; do i=$((i + 1)); done']


def main(kind, n):
    computes = kind.startswith('compute_')
    command = COMPUTING if computes else WAITING
    statuses = []

    def run_one(_=None):
        statuses.append(subprocess.run(command, stdin=subprocess.DEVNULL).returncode)

    begin = time.perf_counter()
    if kind == 'one_by_one':
        for _ in range(n):
            run_one()
    elif kind.endswith('unmanaged'):
        threads = [threading.Thread(target=run_one) for _ in range(n)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0)) if computes else 64) as executor:
            list(executor.map(run_one, range(n)))
    seconds = time.perf_counter() - begin
    print(json.dumps({'seconds': seconds, 'each': seconds / n, 'correct': statuses == [0] * n}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
