#!/usr/bin/env python3
"""Runs CPython's test modules again and again and says what hung and what ended differently from one time to the next.

    tests/cpython/_repeat.py [MODULE...]    `ok MODULE POLICY`, or `FAIL MODULE POLICY: N hangs` and the methods that changed

Environment: REPEAT=20 and what _run.py takes. The status is 0 if nothing hung or crashed; a method that fails now and then is
told, but is no failure here.
"""

import collections
import concurrent.futures
import os
import sys

import _outcomes
import _run

REPEAT = int(os.environ.get('REPEAT', 20))
MODULES = ['test_threading', 'test_queue', 'test_concurrent_futures']


class Tally:
    """What one module did under one policy, all times together."""

    def __init__(self):
        self.outcomes = collections.defaultdict(collections.Counter)    # method -> outcome -> times
        self.broken = collections.Counter()                             # what hung or crashed, and how -> times

    def add(self, outcomes, trouble):
        for test, (outcome, text) in outcomes.items():
            self.outcomes[test][outcome] += 1
            if outcome == 'crash':
                self.broken[f'{test}: {text}'] += 1
        if trouble and not any(outcome == 'crash' for outcome, _ in outcomes.values()):
            self.broken[f'after the last method: {trouble}'] += 1

    def lines(self, name):
        n_hangs = sum(times for what, times in self.broken.items() if what.endswith((': hang', ': too long')))
        yield f'FAIL {name}: {n_hangs} hangs, {sum(self.broken.values()) - n_hangs} crashes' if self.broken else f'ok {name}'
        for what, times in sorted(self.broken.items()):
            yield f'    {what} ({times} of {REPEAT})'
        for test, outcomes in self.outcomes.items():
            if len(outcomes) > 1 or sum(outcomes.values()) != REPEAT:
                yield f'    {test} ' + ', '.join(f'{outcome} {times}' for outcome, times in outcomes.items())


def run_time(way, module, n):
    path = os.path.join(_run.OUT, 'repeat', way, f'{module}.{n}')
    trouble = _run.run_anew(way, module, path)
    return _outcomes.read(path, trouble), trouble


def main():
    modules = sys.argv[1:] or MODULES
    failed = False
    with concurrent.futures.ThreadPoolExecutor(_run.JOBS) as pool:
        runs = {(module, way): [pool.submit(run_time, way, module, n) for n in range(REPEAT)]
                for module in modules for way in _run.POLICIES}
        for (module, way), futures in runs.items():
            tally = Tally()
            for future in futures:
                tally.add(*future.result())
            sys.stdout.writelines(line + '\n' for line in tally.lines(f'{module} {way}'))
            sys.stdout.flush()
            failed |= bool(tally.broken)
    return failed


if __name__ == '__main__':
    sys.exit(main())
