"""What a few figures of the same thing come to."""

from typing import NamedTuple


class Spread(NamedTuple):
    """The middle of some figures, and where the middle half of them lies."""
    median: float
    low: float
    high: float


def quantile(ordered, share):
    """The figure below which the given share of an ordered list lies, between two figures where it falls there."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(figures):
    return quantile(sorted(figures), 0.5)


def spread(figures):
    ordered = sorted(figures)
    return Spread(quantile(ordered, 0.5), quantile(ordered, 0.25), quantile(ordered, 0.75))


def paired_ratio(figures, others):
    """The spread of figure/other, taken round by round: what slows the machine for a while slows both."""
    return spread([figure / other for figure, other in zip(figures, others) if other > 0] or [1.0])
