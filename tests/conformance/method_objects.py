# Bound methods: equality, hashing, attributes, and binding by hand.
class A:
    def m(self, x=1):
        "doc of m"
        return self, x
    def __eq__(self, other): return True
    __hash__ = lambda self: 3
a, b = A(), A()
print(a.m == a.m, a.m is a.m, a.m == b.m, hash(a.m) == hash(a.m), a.m.__self__ is a, a.m.__func__ is A.m, a.m.__name__, a.m.__doc__, a.m.__qualname__, a.m.__defaults__)
import types
bound = types.MethodType(lambda s, *a: (s, a), 'self')
print(bound(1, 2), bound.__self__, A.m.__get__(a)()[0] is a, A.m.__get__(None, A) is A.m)
A.m.mark = 'on function'
print(a.m.mark, repr(a.m).startswith('<bound method A.m of <'))
for statement in ('a.m.new = 1', 'types.MethodType(5, a)', 'types.MethodType(len, None)', 'types.MethodType(len)', 'a.m.nope', 'A.m()', 'a.m(1, 2)', 'A.m.__get__()', 'a.m.__self__ = 5', '[].append.__func__', 'types.MethodType(A.m, a, x=1)'):
    try:
        exec(statement)
        print('fine')
    except (TypeError, AttributeError) as e:
        print(statement, '->', type(e).__name__, e)
m = [].append
print(m.__name__, m.__self__, m == m, [].append == [].append, m.__qualname__, type(m).__name__, type(list.append).__name__, type(str.__add__).__name__, type(''.__add__).__name__, type(dict.fromkeys).__name__, type(len).__name__)
print(list.append.__objclass__, ''.__add__.__self__ == '', str.__add__.__objclass__, len.__self__.__name__, len.__module__, {}.get.__text_signature__)
for call in ('list.append()', 'list.append(1, 2)', 'list.append({}, 2)', "str.__add__('a')", "str.__add__(1, 'a')", "''.__add__(1)", 'int.__add__(1, "a")', "str.upper('a', 1)", 'list.append.__get__(5)'):
    try:
        print(call, eval(call))
    except TypeError as e:
        print(call, '->', e)
