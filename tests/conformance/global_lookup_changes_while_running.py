def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f():
    return value


def g():
    return len("abc")


value = 1
print(f(), g())
for i in range(5):
    value = i
    if i == 2:
        len = lambda s: "shadow"
    if i == 4:
        del len
    print(f(), g())
globals()["value"] = "through dict"
print(f())
del value
show(f)
value = "again"
print(f())
ns = {"value": "other"}
h = type(f)(f.__code__, ns)
print(h(), f())
ns["value"] = "changed"
print(h())
ns.clear()
show(h)
exec("value = 'exec'")
print(f(), [f() for value in (1,)], (lambda value: f())(3))
