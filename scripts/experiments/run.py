"""Runs experiments: `make experiment NAME=...`, or all of them, `make experiments`.

    hasp scripts/experiments/run.py NAME... | all | list

An experiment leaves its numbers (CSV, JSON), pictures (SVG, PNG) and page in out/ and says on
stdout what they mean. OUT, ROUNDS and what each experiment names change what is measured.
"""

import glob
import importlib
import os
import sys
import tempfile

from harness.page import write_index
from harness.runner import MeasurementFailed, run

HERE = os.path.dirname(os.path.abspath(__file__))


def known():
    """The names of all experiments, in the order of their claims."""
    names = [os.path.basename(path)[:-3] for path in glob.glob(os.path.join(HERE, '*.py'))]
    names.remove('run')
    return sorted(names, key=lambda name: (experiment(name).numbers, name))


def experiment(name):
    return importlib.import_module(name).EXPERIMENT


def main(names):
    if names == ['list']:
        for name in known():
            print('%-22s %s' % (name, experiment(name).title))
        return 0
    if names == ['all']:
        names = known()
    unknown = [name for name in names if name not in known()]
    if unknown or not names:
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
    sys.exit(main(sys.argv[1:]))
