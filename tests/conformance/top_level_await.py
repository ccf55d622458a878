"""compile() with PyCF_ALLOW_TOP_LEVEL_AWAIT: a module that awaits is a coroutine."""
import ast, asyncio, types
F=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
ns={'asyncio':asyncio}
async def arange(n):
    for i in range(n): yield i
ns['arange']=arange
for s in ['a = await asyncio.sleep(0, result=5)','async for i in arange(3): b = i','async with asyncio.Lock() as l: c = 1','d = [x async for x in arange(2)]','e=1','def f(): await x','class C:\n x = await asyncio.sleep(0,1)','yield 1','return 1','lambda: await x', 'g=(x async for x in arange(2))']:
    for mode in 'exec','single':
        try: c=compile(s,'?',mode,F)
        except SyntaxError as e: print(s,e); continue
        print(s, c.co_flags & 0x80)
        r=eval(c,ns)
        if r is not None: print(type(r).__name__, r.__name__); asyncio.run(r)
print({k:v for k,v in ns.items() if k in 'abcde'})
c=compile('await asyncio.sleep(0, 9)','?','eval',F)
async def main(): return await eval(c,ns)
print(asyncio.run(main()))
loc={}
async def main(): 
    await eval(compile('z = await asyncio.sleep(0, 9); y = z','?','exec',F),ns,loc)
asyncio.run(main()); print(loc)
async def main(): return await types.FunctionType(compile('q = await asyncio.sleep(0, 9)','?','exec',F),ns)()
asyncio.run(main()); print(ns['q'])
