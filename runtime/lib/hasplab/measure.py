"""compare: runs a script under each policy, in turns.

A round runs every way once, every other round in reverse, so that a change of the machine's speed meets all ways alike;
figures of the same round are compared with each other. What the lock itself counts is asked of one more run of each
way, since asking costs a little.
"""

import filecmp
import os
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from hasplab import lock_report
from hasplab.command import OutputFailed, ScriptFailed, UsageError
from hasplab.launch import Launcher, status_text
from hasplab.statistic import spread
from hasplab.table import print_comparison

ERROR_LINES = 20        # shown of what a failed script wrote


class Way(NamedTuple):
    """One of the ways to run the script."""
    name: str
    command: list           # what comes before the script
    is_hasp: bool
    start_time: float       # seconds that an interpreter needs to start and end


class Measured:
    """What one way took."""

    def __init__(self, way):
        self.way = way
        self.usages = []
        self.report = None          # a lock_report.Report; None where there is none, as for other Pythons
        self.output = None          # the file that the first run wrote

    def figures(self, name):
        return [getattr(usage, name) for usage in self.usages]

    def spread(self, name):
        return spread(self.figures(name))


class Comparison(NamedTuple):
    """All that compare found, for those who show it."""
    title: str              # the script and its arguments
    n_cpus: int
    n_runs: int
    measured: list          # of Measured
    differences: list       # of texts: whose outputs differ, and where


class Progress:
    """A line on a terminal that is written over; nothing elsewhere."""

    def __init__(self, total, every=1):
        self.total = total          # None: nobody knows
        self.every = every          # steps between two writings
        self.n_done = 0
        self.began = time.monotonic()
        self.is_shown = sys.stderr.isatty()

    def show(self, what):
        """Another step begins."""
        if self.is_shown and self.n_done % self.every == 0:
            done = f'{self.n_done:,}' if self.total is None else f'{self.n_done:,} of {self.total:,}'
            sys.stderr.write(f'\r\033[K{done}{self.left()}: {what}')
            sys.stderr.flush()
        self.n_done += 1

    def left(self):
        if self.total is None or not self.n_done:
            return ''
        return f', about {(time.monotonic() - self.began) * (self.total / self.n_done - 1):.0f} s left'

    def clear(self):
        if self.is_shown:
            sys.stderr.write('\r\033[K')
            sys.stderr.flush()


def split_policies(text):
    """The policies of a list in which commas also stand between the parameters of one."""
    policies = []
    for piece in text.split(','):
        if policies and '=' in piece and ':' not in piece:
            policies[-1] += ',' + piece
        else:
            policies.append(piece)
    return list(dict.fromkeys(policies))


def try_out(command, what):
    """Returns how long the interpreter takes to start and end; raises UsageError if it does not."""
    began = time.monotonic()
    try:
        done = subprocess.run([*command, '-c', 'pass'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, errors='replace')
    except OSError as error:
        raise UsageError(f'cannot run {what}: {error.strerror}') from None
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [status_text(done.returncode)]
        raise UsageError(f'cannot run {what}: {said[0].removeprefix("hasp: ")}')
    return time.monotonic() - began


def ways(options):
    def start_time(command, what):
        return min(try_out(command, what) for _ in range(3))

    found = []
    policies = split_policies(options.policies)
    if '' in policies:
        raise UsageError(f'--policies {options.policies!r}: the name of a policy is missing')
    for policy in policies:
        command = [sys.executable, f'--gil={policy}']
        found.append(Way(policy, command, True, start_time(command, command[1])))
    for path in options.python:
        found.append(Way(path, [path], False, start_time([path], path)))
    return found


def pin(n_cpus):
    """Leaves n processors to this process and all that it starts; returns how many it has."""
    available = sorted(os.sched_getaffinity(0))
    if n_cpus is None:
        return len(available)
    if n_cpus > len(available):
        raise UsageError(f'--cpus {n_cpus}: there are {len(available)} processors')
    os.sched_setaffinity(0, available[:n_cpus])
    return n_cpus


def keep_input(directory):
    """The file that each run reads as its stdin: a copy of ours, nothing where ours is a terminal."""
    if sys.stdin is None or sys.stdin.isatty():
        return os.devnull
    path = os.path.join(directory, 'in')
    with open(path, 'wb') as file:
        while block := sys.stdin.buffer.read(1 << 20):
            file.write(block)
    return path


def check_outcome(outcome, way):
    if outcome.status == 0:
        return
    with open(outcome.errors, errors='replace') as file:
        lines = file.read().splitlines()
    said = '\n'.join(lines[-ERROR_LINES:])
    raise ScriptFailed(f'the script ended with {status_text(outcome.status)} under {way.name}:\n{said}'.rstrip())


def first_difference(path, other):
    """The number of the first line in which two files differ, and both lines, shortened."""
    with open(path, errors='replace') as left, open(other, errors='replace') as right:
        number = 0
        while True:
            number += 1
            pair = left.readline(), right.readline()
            if pair[0] != pair[1] or not pair[0]:
                return number, *(line.rstrip('\n')[:60] if line else '(the end)' for line in pair)


class Outputs:
    """Compares what the runs wrote, and forgets it as soon as it was seen."""

    def __init__(self):
        self.first = None       # of all ways: (name, path)
        self.differences = {}   # way's name to text

    def note(self, measured, path):
        name = measured.way.name
        if self.first is None:
            self.first = name, path
        kept = measured.output
        if kept is None:
            measured.output = path
            if not filecmp.cmp(self.first[1], path, shallow=False):
                self.differ(name, f'{name} wrote another output than {self.first[0]}', self.first[1], path)
            return
        if not filecmp.cmp(kept, path, shallow=False):
            self.differ(name, f'{name} wrote another output in another run', kept, path)
        os.unlink(path)

    def differ(self, name, text, path, other):
        number, before, after = first_difference(path, other)
        self.differences.setdefault(name, f'{text}: line {number} was {before!r}, and {after!r}')


def measure(ways, options, directory, source):
    """Runs everything; returns a list of Measured and the differences between the outputs."""
    launcher = Launcher(directory, source)
    outputs = Outputs()
    found = [Measured(way) for way in ways]
    program = [options.script, *options.arguments]
    progress = Progress(options.runs * len(found) + sum(way.is_hasp for way in ways))
    try:
        for round_number in range(1, options.runs + 1):
            for measured in found if round_number % 2 else reversed(found):
                progress.show(f'round {round_number}, {measured.way.name}')
                outcome = launcher.run([*measured.way.command, *program])
                check_outcome(outcome, measured.way)
                measured.usages.append(outcome.usage)
                outputs.note(measured, outcome.output)
        for measured in found:
            if measured.way.is_hasp:
                progress.show(f'statistics, {measured.way.name}')
                measured.report = observe(launcher, measured, program, outputs)
    finally:
        progress.clear()
    return found, list(outputs.differences.values())


def observe(launcher, measured, program, outputs):
    """One run that the lock reports on."""
    stem = os.path.join(launcher.directory, f'report{launcher.n_runs}')
    outcome = launcher.run([*measured.way.command, *lock_report.options(stem), *program])
    check_outcome(outcome, measured.way)
    outputs.note(measured, outcome.output)
    return lock_report.read(stem)


def check_writable(path):
    """Raises UsageError at once rather than when all is measured."""
    try:
        with open(path, 'a'):
            pass
    except OSError as error:
        raise UsageError(f'cannot write {path}: {error.strerror}') from None


def main(options):
    if options.html is not None:
        check_writable(options.html)
    n_cpus = pin(options.cpus)
    found = ways(options)
    with tempfile.TemporaryDirectory(prefix='hasplab-') as directory:
        measured, differences = measure(found, options, directory, keep_input(directory))
    comparison = Comparison(' '.join([options.script, *options.arguments]), n_cpus, options.runs, measured, differences)
    print_comparison(comparison)
    if options.html is not None:
        from hasplab.page import write_page
        sys.stdout.flush()      # whatever becomes of the page
        try:
            write_page(options.html, comparison)
        except OSError as error:
            raise OutputFailed(f'cannot write {options.html}: {error.strerror}') from None
        print(f'\nThe page is {options.html}.')
    return 0
