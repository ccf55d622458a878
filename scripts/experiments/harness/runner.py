"""Measures the cases of an experiment and writes what came out.

Each round measures every case once before the next begins, every other round in reverse, so that a
change of the machine's speed meets all ways alike. Medians are compared.
"""

import os
import subprocess
import sys
import time

from harness.machine import facts
from harness.page import write_page
from harness.results import Results

TIME_LIMIT = 600    # seconds for one process: a hang becomes an error


class MeasurementFailed(Exception):
    pass


class Progress:
    """A line on a terminal that is written over; else one line in ten."""

    def __init__(self, total):
        self.total = total
        self.began = time.monotonic()
        self.terminal = sys.stderr.isatty()

    def show(self, n_done, what):
        left = ''
        if n_done:
            spent = time.monotonic() - self.began
            left = ', about %d s left' % (spent * (self.total - n_done) / n_done)
        if self.terminal:
            end = '\n' if n_done == self.total else ''
            sys.stderr.write('\r\033[K%d of %d%s: %s%s' % (n_done, self.total, left, what, end))
        elif n_done and n_done * 10 // self.total != (n_done - 1) * 10 // self.total:
            sys.stderr.write('%d of %d%s\n' % (n_done, self.total, left))
        sys.stderr.flush()


def plan(experiment):
    """Yields (round, case)."""
    cases = list(experiment.cases())
    for round_number in range(1, max(case.rounds for case in cases) + 1):
        for case in cases if round_number % 2 else reversed(cases):
            if round_number <= case.rounds:
                yield round_number, case


def measure(experiment, case, directory):
    """Runs one case in a directory and returns the dict that its output means."""
    try:
        done = subprocess.run(case.command, cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise MeasurementFailed('no answer after %d s' % TIME_LIMIT) from None
    if done.returncode != 0:
        raise MeasurementFailed('status %d: %s' % (done.returncode, done.stderr.strip()[-2000:]))
    try:
        return experiment.parse(done.stdout)
    except (IndexError, ValueError):
        raise MeasurementFailed('said %r' % done.stdout[-200:]) from None


def run_cases(experiment, directory):
    results = Results()
    steps = list(plan(experiment))
    progress = Progress(len(steps))
    for n_done, (round_number, case) in enumerate(steps):
        what = '%s, %s, n=%d' % (case.name, case.way, case.n)
        progress.show(n_done, 'round %d, %s' % (round_number, what))
        try:
            values = measure(experiment, case, directory)
            experiment.check(case, values)
        except (MeasurementFailed, ValueError) as error:
            raise MeasurementFailed('%s: %s: %s' % (experiment.name, what, error)) from None
        results.add(case, round_number, values)
    progress.show(len(steps), 'done')
    return results


def run(experiment, out, directory):
    """Runs one experiment in a scratch directory and leaves its files in out/."""
    print('%s: %s' % (experiment.name, experiment.title))
    print('    claim: %s' % experiment.claim)
    sys.stdout.flush()
    experiment.prepare()
    machine = facts()
    results = run_cases(experiment, directory)
    verdicts = list(experiment.verdicts(results))
    stem = os.path.join(out, experiment.name)
    results.write_csv(stem + '.csv')
    results.write_json(stem + '.json', experiment, machine, verdicts)
    pictures = [picture.draw(stem) for picture in experiment.pictures(results)]
    write_page(stem + '.html', experiment, machine, verdicts, results, pictures)
    for verdict in verdicts:
        print('   ', verdict)
    print('    %s.html' % stem)
