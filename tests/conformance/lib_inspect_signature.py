# inspect.signature: kinds, defaults, annotations, binding, and callables of all sorts.
import functools
import inspect

def f(a, b: int = 2, /, c=3, *args, d, e: 'x' = 5, **kw) -> str: ...
s = inspect.signature(f)
print(s, [(p.name, p.kind.name, p.default is p.empty) for p in s.parameters.values()], s.return_annotation)
b = s.bind(1, d=4, z=9)
print(b.args, b.kwargs, b.arguments)
b.apply_defaults()
print(b)
for args, kwargs in (((), {}), ((1,), {}), ((1, 2, 3), {'d': 1, 'c': 2}), ((), {'a': 1, 'd': 1})):
    try:
        print(s.bind(*args, **kwargs))
    except TypeError as e:
        print(e)

class C:
    def __init__(self, x, *, y=1): ...
    def m(self, q): ...
    @classmethod
    def k(cls, r): ...
    @staticmethod
    def t(u): ...
    def __call__(self, v): ...
class M(type):
    def __call__(cls, *a): ...
class D(metaclass=M): ...
print(inspect.signature(C), inspect.signature(C(1)), inspect.signature(C.m), inspect.signature(C(1).m), inspect.signature(C.k), inspect.signature(C.t), inspect.signature(D))
print(inspect.signature(functools.partial(f, 1, d=7)), inspect.signature(functools.wraps(f)(lambda *a: 0)), inspect.signature(lambda x=[]: 0))
print(inspect.Signature([inspect.Parameter('z', inspect.Parameter.KEYWORD_ONLY)]), s.replace(parameters=list(s.parameters.values())[:2], return_annotation=int))
try:
    inspect.signature(5)
except TypeError as e:
    print(e)
print(inspect.getfullargspec(f), inspect.isgeneratorfunction(f), inspect.getsource(f), end='')
print(inspect.getdoc(inspect.getdoc).splitlines()[0], inspect.cleandoc('  a\n    b\n      c'))
