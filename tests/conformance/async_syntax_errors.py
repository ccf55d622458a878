"""Where await, async for, async with and asynchronous comprehensions may stand."""
SOURCES = '''await x
def f(): await x
class A:\\n    await x
lambda: await x
async def f(): return lambda: await x
async def f():\\n    def g():\\n        await x
async def f(): yield from x
async def f():\\n    yield 1\\n    return 2
async def f():\\n    yield 1\\n    return
def f():\\n    async for x in y: pass
async for x in y: pass
def f():\\n    async with x: pass
async with x: pass
[x async for x in y]
def f(): return [x async for x in y]
def f(): return (x async for x in y)
async def f(): return [[x async for x in y] for z in w]
async def f(): return {await x: 1 for z in w}
def f(): [await x for x in y]
async x
await = 3
async = 3
async def f(await): pass
async def await(): pass
async def f(): await
async def f(): await x ** await y
async def f(): return -await x'''
for source in SOURCES.splitlines():
    source = source.replace('\\n', '\n')
    try:
        compile(source, 'source', 'exec')
        print('accepted:', repr(source))
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.end_offset)
