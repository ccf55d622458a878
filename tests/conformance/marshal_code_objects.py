"""marshal: code objects there and back, with closures, generators, exceptions and nested functions."""
import marshal
import types

SOURCE = '''
import json as j
total = 0
def outer(n, *rest, key=3, **more):
    """A text."""
    def inner(x):
        return x + n + key
    try:
        yield from map(inner, rest)
        1 / (n - n)
    except ZeroDivisionError as error:
        yield str(error)
    finally:
        yield sorted(more)
class C:
    attribute = 1
    def method(self): return __class__.attribute, {i: i * i for i in range(3)}
result = list(outer(1, 2, 3, key=10, a=1)), C().method(), j.dumps([1]), f'{1:>3}', outer.__doc__
'''
code = compile(SOURCE, 'file.py', 'exec')
exec(code)
before = result
data = marshal.dumps(code)
again = marshal.loads(data)
names = {}
exec(again, names)
print(names['result'] == before, names['result'])
print(again.co_filename, again.co_name, len(marshal.dumps(again)) == len(data))
function = names['outer'].__code__
print(function.co_varnames, function.co_freevars, function.co_argcount, function.co_kwonlyargcount, function.co_firstlineno)
try:
    exec(marshal.loads(marshal.dumps(compile('\n\nraise ValueError(1)', 'f', 'exec'))))
except ValueError as error:
    print(error.__traceback__.tb_next.tb_lineno)
try:
    marshal.loads(data[:len(data) // 2])
except (EOFError, ValueError) as error:
    print(type(error).__name__)
print(types.FunctionType(marshal.loads(marshal.dumps((lambda x, y=2: x * y).__code__)), {}, 'f', (5,))(4))
