"""The description of an experiment: its cases, its verdicts."""

import json
import os
import shutil
from typing import NamedTuple

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HASP = os.path.abspath(os.environ.get('HASP', 'build/hasp'))
# Debian's python3, where there are several; None where there is none.
PYTHON3 = os.environ.get('PYTHON3') or next(
    filter(os.path.exists, ['/usr/bin/python3']), None) or shutil.which('python3')
CORES = len(os.sched_getaffinity(0))

# The ways to run a program: how the command line begins.
WAYS = {
    'on': [HASP, '--gil=on'],
    'off': [HASP, '--gil=off'],
}
if PYTHON3:
    WAYS['python3'] = [PYTHON3]
# The policies that only some experiments are about.
MORE_WAYS = {policy: [HASP, '--gil=' + policy] for policy in ('ticks', 'fair', 'priority')}

WAY_TITLES = {'on': 'lock on', 'off': 'lock off', 'c': 'C'}


class Case(NamedTuple):
    """One measurement: a process is started and says what it measured."""
    name: str         # what is measured, such as 'CpuThread'
    way: str          # a key of WAYS, or 'c'
    n: int            # how many workers, items, ...: the x axis of a picture
    command: list     # of str
    rounds: int       # how often it is repeated; the median counts


class Verdict(NamedTuple):
    """What the numbers say about one claim; `holds` is None where nothing is claimed."""
    text: str
    holds: bool = None

    def __str__(self):
        if self.holds is None:
            return self.text
        return '%s (%s)' % (self.text, 'holds' if self.holds else 'does not hold')


class Experiment:
    """The base of all experiments. A subclass sets the first four and defines cases() and verdicts()."""
    name = ''         # of the file, without .py
    numbers = ()      # its rows in the list of claims
    title = ''
    claim = ''        # what people say, in a sentence or two
    literature = ''   # what others have measured, and who; '' where the claim has no figure
    program_name = '' # of the file in programs/, without .py, where it is not that of the experiment
    rounds = 3

    def __init__(self):
        self.rounds = int(os.environ.get('ROUNDS', self.rounds))

    def setting(self, name, default):
        """The environment variable NAME as an int, for those who want more or less of it."""
        return int(os.environ.get(name, default))

    def program(self, way, *arguments, options=()):
        """The command line that runs the experiment's program in a way."""
        path = os.path.join(HERE, 'programs', (self.program_name or self.name) + '.py')
        return [*(WAYS | MORE_WAYS)[way], *options, path, *map(str, arguments)]

    def case(self, name, way, n, *arguments, rounds=None, words=None):
        """A Case whose program is given NAME N ARGUMENTS..., or `words` in their place."""
        return Case(name, way, n, self.program(way, *(words or (name, n, *arguments))), rounds or self.rounds)

    def prepare(self):
        """Builds or writes what the cases need; runs once, before them."""

    def cases(self):
        """Yields each Case once; the runner repeats and interleaves them."""
        raise NotImplementedError

    def parse(self, text):
        """The dict that a program's output means."""
        return json.loads(text.splitlines()[-1])

    def check(self, case, values):
        """Raises ValueError where a program has computed something wrong."""

    def verdicts(self, results):
        """Yields a Verdict for each claim."""
        raise NotImplementedError

    def pictures(self, results):
        """Yields a Picture for each plot."""
        return ()


def up_to_cores(*numbers):
    """Those of the numbers that there are cores for, and the number of cores; rising."""
    return sorted({n for n in (*numbers, CORES) if n <= CORES})


def way_title(way):
    return WAY_TITLES.get(way, way)
