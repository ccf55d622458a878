def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f():
    return len([1, 2])


print(f())
len = lambda x: "shadowed"
print(f())
del len
print(f())
import builtins

builtins.extra = "from builtins"
print(extra)
extra = "global wins"
print(extra)
del extra
print(extra)
del builtins.extra
try:
    extra
except NameError as error:
    print(error)
try:
    del print
except NameError as error:
    print(error)


def g():
    print = 5
    return print


print(g())
original = builtins.abs
builtins.abs = lambda x: "patched"
print(abs(-1))
builtins.abs = original
print(abs(-1), builtins.__name__, [name for name in ("None", "True", "__import__", "__build_class__") if hasattr(builtins, name)])
ns = {"__builtins__": {"len": lambda x: "mine"}}
print(eval("len('abc')", ns))
show(eval, "print(1)", ns)
