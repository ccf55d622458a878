# Functions: settable attributes change what a call does.
def f(a, b=2, *, c=3):
    "doc"
    return a, b, c
print(f.__defaults__, f.__kwdefaults__, f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__dict__, f.__closure__)
f.__defaults__ = (10, 20)
print(f())
f.__defaults__ = None
f.__kwdefaults__ = {'c': 'new', 'zz': 'ignored'}
print(f(1, 2))
f.__kwdefaults__ = None
for source in ('f(1, 2)', 'f(1)'):
    try:
        eval(source)
    except TypeError as e:
        print(e)
def g(x, y=7): return 'g', x, y
f.__code__ = g.__code__
f.__defaults__ = g.__defaults__
print(f(1), f.__name__)
f.__name__, f.__qualname__, f.__doc__ = 'renamed', 'Q.renamed', None
print(f, f.__doc__) if False else print(f.__name__, repr(f).split(' at ')[0])
f.attr = 1
print(f.__dict__, vars(f))
def outer(n):
    def inner(): return n
    return inner
h = outer(5)
print(h.__closure__[0].cell_contents, h.__code__.co_freevars)
h.__closure__[0].cell_contents = 6
print(h())
for statement in ('f.__code__ = 5', 'f.__name__ = 5', 'f.__defaults__ = [1]', 'f.__kwdefaults__ = (1,)', 'h.__code__ = f.__code__', 'f.__code__ = h.__code__', 'f.__closure__ = ()', 'f.__globals__ = {}', 'del f.__name__', 'f.__dict__ = 5', 'del f.nope', 'f.nope', 'f.__qualname__ = 1', 'f.__annotations__ = 5', 'f.__builtins__ = {}'):
    try:
        exec(statement)
        print('fine', statement)
    except (TypeError, AttributeError, ValueError) as e:
        print(statement, '->', type(e).__name__, e)
import types
made = types.FunctionType(outer(1).__code__, {}, 'made', None, (types.CellType('in cell'),))
print(made(), made.__name__, types.FunctionType(g.__code__, {}, argdefs=(1, 2))())
try:
    types.FunctionType(outer(1).__code__, {})
except TypeError as e:
    print(e)
