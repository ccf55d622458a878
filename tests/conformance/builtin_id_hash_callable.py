def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a = []
b = a
print(id(a) == id(b), id(a) == id([]), a is b, id(None) == id(None), isinstance(id(1), int))
print(hash(5), hash(-5), hash(2.0), hash(None) == hash(None), hash("x") == hash("x"), callable(print), callable("x"), callable(lambda: 0), callable(int), callable(type))
objects = [object() for _ in range(100)]
print(len({id(o) for o in objects}), len({hash(o) for o in objects}) > 90)
for f in (lambda: hash([]), lambda: hash({}), lambda: hash(set()), lambda: hash(([],)), lambda: id(), lambda: hash(), lambda: callable(), lambda: hash(slice(1)), lambda: hash(1, 2)):
    show(f)
import sys

print(sys.intern("abc") is sys.intern("ab" + "c"))
show(sys.intern, 5)
