"""** of a mapping: its keys() may name a key twice, which is an error before the value is asked for again."""


class Mapping:
    def __init__(self, *items):
        self.items = items
        self.log = []

    def keys(self):
        return (key for key, value in self.items)

    def __getitem__(self, key):
        self.log.append(key)
        return dict(self.items)[key]


def f(x=0, *args, **more): return x, args, more


class C:
    def method(self, **more): return more


twice = [('x', 1), ('x', 2)]
for call in (lambda m: f(**m), lambda m: f(a=3, **m), lambda m: f(**Mapping(('a', 3)), **m), lambda m: C().method(**m),
             lambda m: dict(**m), lambda m: {**m}, lambda m: (lambda **k: k)(**m), lambda m: len(**m)):
    m = Mapping(*twice)
    try:
        print(call(m), m.log)
    except TypeError as e:
        print(e, m.log)


class NoKeys:
    def __getitem__(self, key): return 1


class Failing:
    def keys(self): return iter(['a'])
    def __getitem__(self, key): raise AttributeError('wrong')


class NotCallable:
    keys = 3


for m in NoKeys(), Failing(), NotCallable(), Mapping((1, 2)), Mapping(('self', 1)), 3, None:
    try:
        print(f(**m))
    except Exception as e:
        print(type(e).__name__, str(e).split(' object at')[0])
