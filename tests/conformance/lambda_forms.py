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


print((lambda: 1)(), (lambda x: x)(2), (lambda x, y=3: (x, y))(1))
print((lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda *, k: k)(k=2))
print((lambda a, /, b: a + b)(1, b=2))
f = lambda x: lambda y: lambda z: x + y + z
print(f(1)(2)(3), f.__name__, f.__qualname__)
print((lambda x: x if x else "zero")(0))
print([(lambda: (yield))() is None, next((lambda: (yield 5))())])
print(sorted([3, 1, 2], key=lambda v: -v))
show(lambda a: a)
show(lambda: 1, 2)
show(lambda *, k: k)
bad("lambda x, x: 1")
bad("lambda *: 1")
bad("lambda: x = 1")
bad("lambda (a, b): 1")
