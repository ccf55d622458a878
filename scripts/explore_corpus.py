"""Measures `hasplab explore` on programs with known bugs: build/hasp scripts/explore_corpus.py [options] [NAME...]

For each NAME.py of the folder it tells how many runs a failure takes to be found, from several first seeds, and lets its
repaired twin NAME_fixed.py run as often as is asked. Status 1 if a bug is not found, or something is found in a twin.
"""

import argparse
import os
import sys
import tempfile
import time
from types import SimpleNamespace

from hasplab import schedule_log
from hasplab.explore import Exploration
from hasplab.runs import Runs
from hasplab.statistic import median

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, 'tests', 'concurrency', 'bugs')


def options_of(words):
    parser = argparse.ArgumentParser(description='Measures hasplab explore on programs with known bugs.')
    parser.add_argument('names', nargs='*', metavar='NAME', help='a program, without .py (default: all)')
    parser.add_argument('--trials', type=int, default=9, help='searches, each from another seed (default: 9)')
    parser.add_argument('--limit', type=int, default=2000, help='runs of a search at most (default: 2000)')
    parser.add_argument('--twin-runs', type=int, default=2000, help='runs of a repaired program (default: 2000)')
    parser.add_argument('--strategy', default='mixed', help='as for explore (default: mixed)')
    return parser.parse_args(words)


class Corpus:
    def __init__(self, options, directory):
        self.options = options
        self.directory = directory
        self.n_runs = 0

    def search(self, runs, first_seed, n):
        """How many runs it took to find a failure, and the Failure; (n, None) if there is none in n runs."""
        options = SimpleNamespace(seed=first_seed, runs=n, seconds=None, strategy=self.options.strategy)
        exploration = Exploration(options, None)
        found = exploration.search(runs, os.path.join(self.directory, 'log'))
        self.n_runs += exploration.n_done
        if found is None:
            return n, None
        seed, schedule, failed = found
        return seed - first_seed + 1, (schedule, failed)

    def start(self, name):
        program = [os.path.join(FOLDER, f'{name}.py')]
        return Runs(program, schedule_log.START, self.directory, os.devnull, 20)

    def measure(self, name):
        """A line of the table, and whether all is as it should be."""
        counts, missed, kinds = [], 0, set()
        with self.start(name) as runs:
            for trial in range(self.options.trials):
                count, found = self.search(runs, trial * 1000003, self.options.limit)
                counts.append(count)
                missed += found is None
                if found is not None:
                    kinds.add(found[1].kind)
        with self.start(f'{name}_fixed') as runs:
            count, found = self.search(runs, 0, self.options.twin_runs)
        twin = f'none in {self.options.twin_runs:,}' if found is None else f'{found[1].text} (seeded:{found[0]})'
        line = f'{name:24}{median(counts):8.0f}{max(counts):8}{missed:8}  {twin:16}  {", ".join(sorted(kinds))}'
        return line.rstrip(), not missed and found is None


def main():
    options = options_of(sys.argv[1:])
    files = sorted(os.listdir(FOLDER))
    names = options.names or [file[:-3] for file in files if file.endswith('.py') and not file.endswith('_fixed.py')]
    began = time.monotonic()
    all_well = True
    print(f'{"program":24}{"median":>8}{"most":>8}{"missed":>8}  {"in the twin":16}  failures')
    with tempfile.TemporaryDirectory(prefix='hasplab-') as directory:
        corpus = Corpus(options, directory)
        for name in names:
            line, well = corpus.measure(name)
            all_well &= well
            print(line, flush=True)
    spent = time.monotonic() - began
    print(f'{corpus.n_runs:,} runs in {spent:.1f} s, {corpus.n_runs / spent:,.0f} a second', file=sys.stderr)
    return 0 if all_well else 1


sys.exit(main())
