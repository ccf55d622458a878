"""Awaits and generators that recurse without a loop or another call let signals, other threads and the collector in."""
import gc
import signal
import warnings


async def visit(n):
    if n > 0:
        await visit(n - 1)
        await visit(n - 1)


def walk(n):
    if n > 0:
        yield from walk(n - 1)
        yield from walk(n - 1)


class Tree:
    async def visit(self, n):
        method = self.visit
        if n > 0:
            await method(n - 1)
            await method(n - 1)


class Late(Exception):
    pass


def alarm(*_):
    raise Late


def interrupted(what, iterator):
    gc.collect()            # the handler is not to run in the warning about an earlier coroutine
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        for _ in iterator:
            pass
    except Late:
        print(what, 'interrupted')


signal.signal(signal.SIGALRM, alarm)
warnings.simplefilter('ignore')
interrupted('awaits', visit(60).__await__())
interrupted('generators', walk(60))
interrupted('bound methods', Tree().visit(60).__await__())
