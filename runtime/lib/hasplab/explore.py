"""explore: runs a script under one schedule after the other until it fails, and tells how it came to that."""

import os
import shlex
import sys
import tempfile
import time

from hasplab import failure, schedule_log
from hasplab.command import LAST_SEED, UsageError
from hasplab.measure import Progress, keep_input, try_out
from hasplab.runs import Runs
from hasplab.shrink import shrink
from hasplab.story import tell

# What `mixed` takes turns at: no strategy finds every kind of bug soonest. The last one also looks inside of the library.
MIXTURE = 'pct:depth=2', 'random:p=0.1', 'pct:depth=3', 'pos', 'random:p=0.1,every=opcode'
STRATEGIES = 'random', 'pct', 'pos'
SHOWN_EVERY = 50        # runs
ERROR_LINES = 40        # shown of what the failing run wrote


def check_strategy(strategy):
    if strategy == 'mixed':
        return
    if strategy.partition(':')[0] not in STRATEGIES:
        raise UsageError(f'unknown strategy {strategy!r} (there are {", ".join(STRATEGIES)}, mixed)')
    try_out([sys.executable, f'--gil=seeded:{parameters(strategy, 0, 1)}'], f'--strategy {strategy}')


def parameters(strategy, n, n_steps):
    """What --gil=seeded is told besides the seed, at the n-th run. The script has about `n_steps` steps."""
    name, _, rest = (MIXTURE[n % len(MIXTURE)] if strategy == 'mixed' else strategy).partition(':')
    found = dict(hash=schedule_log.HASH, strategy=name, every='script')
    if name == 'pct':
        found['steps'] = n_steps
    found.update(part.partition('=')[::2] for part in rest.split(',') if part)
    return ','.join(f'{key}={value}' for key, value in found.items())


class Exploration:
    """The search for the first seed that fails."""

    def __init__(self, options, expected):
        self.options = options
        self.expected = expected
        self.n_done = 0
        self.n_steps = 1        # of the first run, at which another thread could have gone on
        self.outside = []       # what the first run did that no schedule governs
        self.found = {}         # seed to (schedule, Failure)
        self.began = time.monotonic()
        self.progress = Progress(options.runs if options.seconds is None else None, SHOWN_EVERY)

    def job(self, n):
        seed = self.options.seed + n
        return seed, f'seed={seed},{parameters(self.options.strategy, n, self.n_steps)}'

    def jobs(self):
        """Yields (seed, schedule) for the second run and those after it, until enough were run or one has failed."""
        n = 1
        while not self.found and not self.is_enough(n):
            yield self.job(n)
            n += 1

    def is_enough(self, n):
        if self.options.seed + n > LAST_SEED:
            return True
        if self.options.seconds is not None:
            return self.seconds() >= self.options.seconds
        return n >= self.options.runs

    def seconds(self):
        return time.monotonic() - self.began

    def note(self, key, schedule, run):
        self.n_done += 1
        self.progress.show('runs')
        failed = failure.find(run, self.expected)
        if failed is not None:
            self.found[key] = schedule, failed

    def search(self, runs, path):
        """The (seed, schedule, Failure) of the lowest seed that fails, or None. The path is for a log.

        The first run tells how many steps the script has, which `pct` has to know.
        """
        seed, schedule = self.job(0)
        self.note(seed, schedule, runs.one(f'{schedule},log={path}'))
        log = schedule_log.read(path)
        self.n_steps = max(log.n_contended, 1)
        self.outside = log.outside
        for run in runs.all(self.jobs()):
            self.note(run.key, run.schedule, run)
        self.progress.clear()
        if not self.found:
            return None
        seed = min(self.found)
        return seed, *self.found[seed]


def read_expected(path):
    if path is None:
        return None
    try:
        with open(path, 'rb') as file:
            return file.read()
    except OSError as error:
        raise UsageError(f'cannot read {path}: {error.strerror}') from None


def rate(exploration):
    spent = exploration.seconds()
    runs = 'one run' if exploration.n_done == 1 else f'{exploration.n_done:,} runs'
    return f'{runs} in {spent:.1f} s ({exploration.n_done / spent:,.0f} a second)'


def show_errors(errors):
    lines = errors.rstrip().splitlines()
    if len(lines) > ERROR_LINES:
        print(f'    ... {len(lines) - ERROR_LINES} lines before')
    for line in lines[-ERROR_LINES:]:
        print(f'    {line}')


def command_of(schedule, options):
    program = shlex.join([options.script, *options.arguments])
    return f'hasp -m hasplab replay {shlex.quote("seeded:" + schedule)} {program}'


def report(exploration, runs, path, seed, schedule, failed):
    """Tells of the seed that fails: how, how to see it again, and the shortest way there."""
    options = exploration.options
    print(f'Seed {seed} fails, {rate(exploration)}: {failed.text}')
    show_errors(failed.errors)
    print(f'\nThe schedule: --gil=seeded:{schedule}\nSee it again: {command_of(schedule, options)}')
    again = failure.find(runs.one(f'{schedule},log={path}'), exploration.expected)
    log = schedule_log.read(path)
    if again is None or again.kind != failed.kind:
        print('\nThe same schedule did not fail again: the script depends on something else.')
        show_outside(log.outside)
        return
    fixed = schedule_log.without_strategy(schedule)
    shortest = shrink(runs, fixed, log, failed, exploration.expected, f'{path}.shorter')
    if shortest is None:
        print(f'\nIts {schedule_log.count(log)}; the last of them:')
        print(*tell(log), sep='\n')
    else:
        best, text = shortest
        print(f'\nIts {schedule_log.count(log)}; the shortest schedule that was found has '
              f'{schedule_log.count(best.log)}:\n    --gil=seeded:{text}\n    {command_of(text, options)}\n')
        print(*tell(best.log), sep='\n')
    show_outside(log.outside)


def show_outside(outside):
    for what in outside:
        print(f'Outside of the schedule: {what}.')


def main(options):
    check_strategy(options.strategy)
    expected = read_expected(options.expect_output)
    exploration = Exploration(options, expected)
    with tempfile.TemporaryDirectory(prefix='hasplab-') as directory:
        source = keep_input(directory)
        program = [options.script, *options.arguments]
        with Runs(program, schedule_log.START, directory, source, options.limit) as runs:
            path = os.path.join(directory, 'log')
            found = exploration.search(runs, path)
            if found is not None:
                report(exploration, runs, path, *found)
                return 1
    print(f'Nothing failed: {rate(exploration)}.')
    show_outside(exploration.outside)
    return 0
