def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


x = 1
del x
try:
    x
except NameError as error:
    print(error)
l = list(range(10))
del l[0], l[-1]
print(l)
del l[1:3], l[::2]
print(l)
d = {"a": 1, "b": 2, "c": 3}
del d["a"]
del (d["b"])
print(d)


class C:
    a = 1


c = C()
c.x = c.y = 1
del c.x
print(vars(c))
del C.a
show(lambda: c.a)
a, b, (p, q) = 1, 2, (3, 4)
del a, (b, [p, q])
print([n for n in "abpq" if n in globals()])
show(lambda: d.__delitem__("zz"))
show(l.__delitem__, 99)
show(delattr, c, "zz")
show(delattr, C, "zz")


def f():
    del undefined


show(f)
del ()
bad("del f()")
bad("del 1")
bad("del a + b")
bad("del (a, 1)")
bad("del x if y else z")
bad("del")
