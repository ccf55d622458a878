"""Exceptions raised and caught, in the same function and through a call."""
from timed import timed


def refuse(i):
    raise ValueError(i)


def catch(n):
    caught = 0
    for i in range(n):
        try:
            refuse(i)
        except ValueError:
            caught += 1
        try:
            raise KeyError
        except LookupError:
            caught += 1
    return caught


timed(catch, 800000)
