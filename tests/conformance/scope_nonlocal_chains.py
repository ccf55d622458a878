# nonlocal finds the nearest enclosing function's variable, through classes and several levels.
def a():
    v = 'a'
    def b():
        def c():
            nonlocal v
            v += 'c'
            class K:
                nonlocal v
                v += 'K'
                def m(self):
                    nonlocal v
                    v += 'm'
                    return v
            return K
        return c
    return b, lambda: v
b, show = a()
print(b()()().m(), show())
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def reset():
        nonlocal n
        del n
    return up, reset
up, reset = counter()
print(up(), up(5))
reset()
try:
    up()
except NameError as e:
    print(type(e).__name__, e)
for source in ('nonlocal x', 'def f():\n nonlocal x', 'def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x', 'def f(x):\n nonlocal x', 'def f():\n global x\n nonlocal x', 'def f():\n print(x)\n global x', 'def f(x):\n global x', 'class A:\n nonlocal x', 'def f():\n global x\n def g():\n  nonlocal x', 'def f():\n x: int = 1\n global x', 'def f():\n for x in 1: pass\n global x', 'def f():\n def x(): pass\n global x', 'def f():\n global x\n x: int = 1'):
    try:
        compile(source, '<test>', 'exec')
        print('fine')
    except SyntaxError as e:
        print(repr(source), '->', e.msg, e.lineno)
