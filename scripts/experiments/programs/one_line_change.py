"""The same program with threads or with processes: only the executor's name differs.

    one_line_change.py Thread|Process WORKERS ROUNDS
"""

import concurrent.futures
import json
import sys
import time


def job(n):
    total = 0
    for i in range(n):
        total = (total * 31 + i) % 1000003
    return total


def main(kind, n_workers, n_rounds):
    Executor = getattr(concurrent.futures, kind + 'PoolExecutor')    # the one line
    begin = time.perf_counter()
    with Executor(max_workers=n_workers) as executor:
        results = list(executor.map(job, [n_rounds + i for i in range(8)]))
        futures = [executor.submit(job, n_rounds + i) for i in range(8)]
        completed = sorted(future.result() for future in concurrent.futures.as_completed(futures))
    seconds = time.perf_counter() - begin
    print(json.dumps({'seconds': seconds, 'results': results, 'correct': completed == sorted(results)}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
