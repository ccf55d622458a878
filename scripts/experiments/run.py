"""Runs experiments: `make experiment NAME=...`, or all of them, `make experiments`.

    hasp scripts/experiments/run.py [--cores N] NAME... | all | list

It sweeps up to the number of cores that it may run on; --cores lets it use fewer.

An experiment leaves its numbers (CSV, JSON), pictures (SVG, PNG) and page in out/ and says on
stdout what they mean. OUT, ROUNDS and what each experiment names change what is measured.
"""

import argparse
import glob
import importlib
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def known():
    """The names of all experiments, in the order of their claims."""
    names = [os.path.basename(path)[:-3] for path in glob.glob(os.path.join(HERE, '*.py'))]
    names.remove('run')
    return sorted(names, key=lambda name: (experiment(name).numbers, name))


def experiment(name):
    return importlib.import_module(name).EXPERIMENT


def pin(n_cores):
    """Keeps this process, and what it starts, to so many cores; before any experiment counts them."""
    cores = sorted(os.sched_getaffinity(0))
    if not 1 <= n_cores <= len(cores):
        raise SystemExit('--cores: from 1 to %d here' % len(cores))
    os.sched_setaffinity(0, cores[:n_cores])


def arguments():
    parser = argparse.ArgumentParser(prog='run.py', description='Runs experiments.')
    parser.add_argument('--cores', type=int, metavar='N', help='use N cores; all by default')
    parser.add_argument('names', nargs='+', metavar='NAME', help="an experiment; 'all'; 'list'")
    return parser.parse_args()


def main():
    given = arguments()
    if given.cores is not None:
        pin(given.cores)
    return run_named(given.names)


def run_named(names):
    from harness.page import write_index
    from harness.runner import MeasurementFailed, run
    if names == ['list']:
        for name in known():
            print('%-22s %s' % (name, experiment(name).title))
        return 0
    if names == ['all']:
        names = known()
    unknown = [name for name in names if name not in known()]
    if unknown:
        print('there is no experiment %s; there are: %s' % (' '.join(unknown), ' '.join(known())), file=sys.stderr)
        return 2
    out = os.path.abspath(os.environ.get('OUT', 'out'))
    os.makedirs(out, exist_ok=True)
    failed = 0
    for name in names:
        try:
            with tempfile.TemporaryDirectory() as directory:
                run(experiment(name), out, directory)
        except MeasurementFailed as error:
            print('    FAILED: %s' % error, file=sys.stderr)
            failed = 1
    write_index(out)
    return failed


if __name__ == '__main__':
    sys.exit(main())
