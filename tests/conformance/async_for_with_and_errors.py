# async for, async with and await: lookups on the type, order of calls, and what is missing.
import types
@types.coroutine
def step(x):
    return (yield x)
def drive(coro, *answers):
    sent = [None, *answers]
    out = []
    try:
        for a in sent + [None] * 50:
            out.append(coro.send(a))
    except StopIteration as e:
        return out, e.value
    except Exception as e:
        return out, f'{type(e).__name__}: {e}'
class CM:
    def __init__(self, swallow=False): self.swallow = swallow
    async def __aenter__(self): return await step('enter')
    async def __aexit__(self, kind, value, tb):
        await step(('exit', kind and kind.__name__))
        return self.swallow
class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1
        return await step(self.n)
async def a():
    async with CM() as x, CM(True) as y:
        raise KeyError(x, y)
    return 'swallowed'
async def b():
    out = []
    async for i in It(3):
        if i == 'skip': continue
        out.append(i)
    else:
        out.append('else')
    return out, [v async for v in It(2) if v], {k: v async for k, v in pairs()}, {v async for v in It(1)}, [await step(i) for i in range(2)]
async def pairs():
    yield 1, await step('pair')
    yield 2, 3
async def c(obj):
    async with obj: pass
async def d(obj):
    async for _ in obj: pass
async def e(obj): await obj
print(drive(a(), 'X', 'Y'))
print(drive(b(), 'p', 'skip', 'q', 'r', 's', 't', 'u', 'v', 'w'))
class NoExit:
    async def __aenter__(self): pass
class SyncIter:
    def __aiter__(self): return iter([])
class NotAwaitable:
    def __aiter__(self): return self
    def __anext__(self): return 5
class BadAwait:
    def __await__(self): return 5
class AwaitCoro:
    def __await__(self): return self.co()
    async def co(self): pass
class GenAwait:
    def __await__(self): return (yield 'from __await__')
for coro in (c(5), c(NoExit()), c(open(__file__)), d([]), d(SyncIter()), d(NotAwaitable()), e(5), e([]), e(BadAwait()), e(AwaitCoro()), e((i for i in 'a')), e(GenAwait()), e(step('types.coroutine'))):
    print(drive(coro))
co = e(GenAwait())
co.send(None)
for action in (lambda: e(co).send(None), lambda: co.send(1), lambda: co.send(None), lambda: next(co), lambda: iter(co), lambda: [x for x in co]):
    try:
        print(action())
    except Exception as err:
        print(type(err).__name__, err)
co = e(step(1))
print(co.cr_running, co.cr_await, co.cr_code.co_name, co.send(None), co.cr_await is not None, co.close(), co.cr_frame)
