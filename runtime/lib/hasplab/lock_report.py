"""What --gil-stats and --gil-trace say of a run."""

from typing import NamedTuple


class Thread(NamedTuple):
    """Seconds."""
    name: str
    run: float
    wait: float
    block: float


class Report(NamedTuple):
    wall: float
    threads: list               # of Thread
    n_switches: int
    waiting_share: float
    collector_share: float
    timeline: list              # of (thread's name, list of (start, end, state))


def options(stem):
    return []


def read(stem, wall):
    return Report(wall, [], 0, 0.0, 0.0, [])
