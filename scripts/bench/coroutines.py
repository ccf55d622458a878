"""Coroutines and short generators; the first argument says what:

created      coroutines made and awaited one by one
chain        a coroutine that waits again and again, fifty awaits below the one that is stepped
deep         the same, but each such chain returns at once
generators   generators made for two items each
gather       asyncio.gather of coroutines that return at once"""
import sys

from timed import timed


async def one():
    return 1


async def await_many(n):
    total = 0
    for _ in range(n):
        total += await one()
    return total


class Pause:
    def __await__(self):
        yield


async def pause_many(n):
    for _ in range(n):
        await Pause()
    return n


async def below(level, n):
    return await (pause_many(n) if level == 0 else below(level - 1, n))


async def await_deep(n):
    return sum([await below(50, 0) for _ in range(n)])


def run(coroutine):
    """What an event loop does if whatever is waited for is there at once."""
    send = coroutine.send
    try:
        while True:
            send(None)
    except StopIteration as end:
        return end.value


def created(n):
    return run(await_many(n))


def chain(n):
    return run(below(50, n))


def deep(n):
    return run(await_deep(n))


def two(n):
    yield n
    yield 1


def generators(n):
    total = 0
    for i in range(n):
        for item in two(i):
            total += item
    return total


async def gather_many(n):
    return sum([sum(await asyncio.gather(*[one() for _ in range(100)])) for _ in range(n)])


def gather(n):
    return asyncio.run(gather_many(n))


WAYS = {'created': (created, 1000000), 'chain': (chain, 100000), 'deep': (deep, 20000),
        'generators': (generators, 500000), 'gather': (gather, 300)}
work, times = WAYS[sys.argv[1]]
if work is gather:
    import asyncio
timed(work, times)
