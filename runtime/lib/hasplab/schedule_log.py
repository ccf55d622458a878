"""The log of a run under --gil=seeded (lock/schedule_log.c tells its lines), and schedules as text."""

from typing import NamedTuple


class Switch(NamedTuple):
    """The turn passes from one thread to another, at a step."""
    step: int
    source: int             # numbers of threads; 1 is the main thread
    target: int
    reason: str             # step: it was drawn; the others cannot be helped
    place: str              # where the first one stands: FILE:LINE FUNCTION WORD; '' is nowhere in Python

    @property
    def is_drawn(self):
        return self.reason == 'step'


class Log(NamedTuple):
    switches: list          # of Switch
    outside: list           # what need not be the same in another run
    n_steps: int            # 0: the run did not come to its end
    n_contended: int


def lines_of(path):
    """None of them where a run has left no log."""
    try:
        with open(path, errors='replace') as file:
            return file.readlines()
    except OSError:
        return []


def read(path):
    switches, outside = [], []
    n_steps = n_contended = 0
    for line in lines_of(path):
        kind, *fields = line.rstrip('\n').split('\t')
        if kind == 'S' and len(fields) == 5:
            switches.append(Switch(int(fields[0]), int(fields[1]), int(fields[2]), *fields[3:]))
        elif kind == 'O':
            outside.append(fields[1])
        elif kind == 'E':
            n_steps, n_contended = int(fields[0]), int(fields[1])
    return Log(switches, outside, n_steps, n_contended)


def given(pairs):
    """The parameters that make exactly these switches: pairs of a step and a thread."""
    text = '+'.join(f'{step}:{thread}' for step, thread in pairs)
    return 'strategy=given' + (f',schedule={text}' if text else '')


def pairs_of(switches):
    return [(switch.step, switch.target) for switch in switches]


# What a server is started with. Texts have the same hashes in all of its runs, which they have got before.
HASH = 1
START = f'seed=0,hash={HASH}'


def without_strategy(schedule):
    """The parameters that matter when the switches are given: the seed, where a step is."""
    kept = [part for part in schedule.split(',') if part.partition('=')[0] in ('seed', 'every', 'hash')]
    return ','.join(kept)


def count(log):
    n_drawn = sum(switch.is_drawn for switch in log.switches)
    return f'{len(log.switches)} switches ({n_drawn} of them drawn)'
