"""How many seeds find a bug, and whether the first that does finds it again.

    one_interleaving.py BUG-STRATEGY SEEDS

Runs tests/concurrency/bugs/BUG.py under `--gil=seeded` with the seeds 0, 1, 2...; a run that fails or deadlocks has found
it. Then the first such seed runs REPEATS times, which must say the same each time.
"""

import json
import os
import subprocess
import sys
import time

BUGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../tests/concurrency/bugs')
REPEATS = 5
DEADLOCK = 97


def run(bug, strategy, seed):
    """The status and the output of one run."""
    option = '--gil=seeded:seed=%d,strategy=%s,every=opcode' % (seed, strategy)
    done = subprocess.run([sys.executable, option, os.path.join(BUGS, bug + '.py')], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode not in (0, 1, DEADLOCK):
        raise SystemExit('seed %d: status %d: %s' % (seed, done.returncode, done.stdout[-500:]))
    return done.returncode, done.stdout


def main(kind, n_seeds):
    bug, strategy = kind.split('-')
    begin = time.perf_counter()
    results = [run(bug, strategy, seed) for seed in range(n_seeds)]
    seconds = time.perf_counter() - begin
    failing = [seed for seed, (status, _) in enumerate(results) if status]
    same = all(run(bug, strategy, failing[0]) == results[failing[0]] for _ in range(REPEATS)) if failing else False
    print(json.dumps({'seconds': seconds, 'found': len(failing), 'share': len(failing) / n_seeds,
                      'first_seed': failing[0] if failing else -1, 'repeats': same}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
