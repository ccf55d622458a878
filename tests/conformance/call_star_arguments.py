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


def f(*args, **kwargs):
    return args, kwargs


print(f(*[1, 2], 3, *"ab", k=1, **{"z": 2}))
print(f(*(), **{}), f(*range(3)), f(*{"d": 1}), f(*(i for i in range(2))))
print(f(**{"a": 1}, b=2, **{"c": 3}))
print(f(1, *[2], x=3, *[4]))
show(lambda: f(*1))
show(lambda: f(*None))
show(lambda: f(**1))
show(lambda: f(**[1]))
show(lambda: f(1, *5, 2))
show(lambda: f(**{1: 1}))
bad("f(**k, *a)")
bad("f(a=1, 2)")
bad("f(**k, 1)")
bad("f(a=1, a=2)")
bad("f(1=2)")
bad("f(a.b=2)")
bad("f(True=1)")


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(f(**Mapping()))


def mutate(*args, **kwargs):
    kwargs["new"] = 1
    return kwargs


original = {"a": 1}
print(mutate(**original), original)
