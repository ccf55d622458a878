"""Asynchronous generators, comprehensions, for and with, driven by hand."""
import sys


class Request:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield ('request', self.value))


def run(coroutine):
    sent = None
    try:
        while True:
            request = coroutine.send(sent)
            print('yielded', request)
            sent = request[1] * 10
    except StopIteration as stop:
        return stop.value


async def numbers(n):
    try:
        for i in range(n):
            got = yield i
            await Request(i)
            print('got', got)
    finally:
        print('end of numbers')


async def loops():
    async for v in numbers(3):
        print('v', v)
    else:
        print('else')
    g = numbers(3)
    async for v in g:
        if v:
            break
    await g.aclose()
    items = [v async for v in numbers(2)]
    table = {k: await Request(k) async for k in numbers(3) if k}
    inner = [[x async for x in numbers(y)] for y in range(2)]
    lazy = (await Request(i) for i in range(2))
    print(type(lazy).__name__)
    async for z in lazy:
        print('z', z)
    return items, table, inner

print(run(loops()))


class Manager:
    def __init__(self, name, swallow=None):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        print('enter', self.name)
        return await Request(5)

    async def __aexit__(self, kind, value, traceback):
        print('exit', self.name, kind, value, traceback is not None)
        await Request(6)
        return kind is self.swallow


async def managers():
    async with Manager('a') as a, Manager('b'):
        print(a)
    async with Manager('c', ValueError):
        raise ValueError(1)
    for i in range(2):
        async with Manager('d'):
            if i:
                return 7
            continue

print(run(managers()))


async def steps():
    g = numbers(5)
    print(await g.asend(None), await g.asend('sent'))
    try:
        print(await g.athrow(ValueError('thrown')))
    except ValueError as e:
        print('out', e)
    g = numbers(5)
    print(await anext(g), await anext(g, 'default'))
    await g.aclose()
    await g.aclose()
    print(await anext(g, 'default'))
    try:
        await anext(g)
    except StopAsyncIteration as e:
        print(repr(e))
    print(g.ag_running, g.ag_await, g.ag_frame, g.ag_code.co_name)

print(run(steps()))


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        print('ignored')
        yield 2


async def close_stubborn():
    g = stubborn()
    await anext(g)
    await g.aclose()

try:
    run(close_stubborn())
except RuntimeError as e:
    print(e)


async def stops():
    yield 1
    raise StopAsyncIteration


async def over_stops():
    async for _ in stops():
        pass

try:
    run(over_stops())
except RuntimeError as e:
    print(repr(e), repr(e.__cause__))

g = numbers(2)
step = g.asend(None)
try:
    step.send(None)
except StopIteration as stop:
    print('item', stop.value)
for kind, step in [('asend', step), ('athrow', g.athrow(ValueError)), ('aclose', g.aclose())]:
    for method in ['send', 'throw', 'close']:
        try:
            print(getattr(step, method)(*{'send': [None], 'throw': [KeyError], 'close': []}[method]))
        except BaseException as e:
            print(kind, method, type(e).__name__, e)


async def over(v):
    async for _ in v:
        pass


async def using(v):
    async with v:
        pass


class NoNext:
    def __aiter__(self):
        return self


class BadNext(NoNext):
    def __anext__(self):
        return 5


class SyncManager:
    def __enter__(self):
        pass

    def __exit__(self, *details):
        pass


class HalfManager:
    def __aenter__(self):
        return 5

    def __aexit__(self, *details):
        return 6


for c in [over([]), over(NoNext()), over(BadNext()), using(5), using(SyncManager()), using(HalfManager())]:
    try:
        c.send(None)
    except TypeError as e:
        print(e, '/', repr(e.__cause__))
for f in [aiter, anext]:
    try:
        f(5)
    except TypeError as e:
        print(e)

print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(firstiter=lambda g: print('first', g.__name__))
run(over(numbers(1)))
for hooks in [{'finalizer': 5}, {'firstiter': 'x'}]:
    try:
        sys.set_asyncgen_hooks(**hooks)
    except TypeError as e:
        print(e)
