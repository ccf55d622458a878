# Asynchronous generators by hand: asend, athrow, aclose and their awaitables.
import types
@types.coroutine
def pause(x): return (yield x)
def run(aw):
    out = []
    value = None
    try:
        while True:
            value = aw.send(value)
            out.append(value)
            value = f'answer to {value}'
    except (StopIteration, StopAsyncIteration) as e:
        return out, type(e).__name__, getattr(e, 'value', None)
    except Exception as e:
        return out, type(e).__name__, str(e)
async def gen():
    try:
        got = yield 1
        print('got', got, await pause('inside'))
        try:
            yield 2
        except KeyError as e:
            print('caught', e)
            yield 'after KeyError'
        yield 3
    finally:
        print('finally', await pause('cleanup'))
g = gen()
print(g.__name__, g.ag_running, g.ag_await, g.ag_code.co_name)
print(run(g.__anext__()), run(g.asend('hello')), run(g.athrow(KeyError('k'))), run(g.__anext__()), run(g.__anext__()), run(g.__anext__()), run(g.asend(None)))
g = gen()
print(run(g.asend('too early')), run(g.__anext__()), run(g.aclose()), run(g.aclose()), run(g.__anext__()))
g = gen()
print(run(g.athrow(ValueError('before start'))), run(g.__anext__()))
async def stubborn():
    try: yield 1
    except GeneratorExit: yield 2
g = stubborn()
run(g.__anext__())
print(run(g.aclose()))
async def bad_stop(): 
    if 0: yield
    raise StopAsyncIteration
async def bad_stop2():
    yield 1
    raise StopIteration('x')
print(run(bad_stop().__anext__()))
g = bad_stop2()
print(run(g.__anext__()), run(g.__anext__()))
first = gen().__anext__()
first.send(None) if False else None
print(first.throw.__name__, first.close())
try:
    first.send(None)
except RuntimeError as e:
    print(e)
for source in ('iter(gen())', 'next(gen())', '[x for x in gen()]', 'gen().send(1)', 'gen().asend()', 'anext(5)', 'aiter(5)', 'anext(gen(), 1, 2)', 'aiter(gen()).__class__.__name__'):
    try:
        print(source, eval(source))
    except (TypeError, AttributeError) as e:
        print(source, '->', type(e).__name__, e)
for source in ('async def f():\n yield 1\n return 2', 'async def f(): yield from []', 'def f(): await x', 'async def f():\n def g(): await x', 'await x', 'async for x in y: pass', '[x async for x in y]', 'async def f(): return [await x for x in y]', 'def f(): [x async for x in y]', 'async with a: pass', 'async def f(): lambda: await x', 'class A: await x', 'async def f(x=await y): pass', 'async def f(): (yield)', 'async x = 1', 'await = 1'):
    try:
        compile(source, '', 'exec')
        print('fine:', repr(source))
    except SyntaxError as e:
        print(repr(source), '->', e.msg)
