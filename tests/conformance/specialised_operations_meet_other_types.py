def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def add(a, b):
    return a + b


def less(a, b):
    return a < b


def item(c, i):
    return c[i]


def loop(it):
    return [x for x in it]


def call(f, *a):
    return f(*a)


for a, b in ((1, 2), (1.5, 2), ("a", "b"), ([1], [2]), ((1,), (2,)), (2**62, 2**62), (True, 1), (1, 2.5), (2**80, 1), (1j, 1), (b"a", b"b"), (1, 2)):
    print(add(a, b), end=" ")
    show(less, a, b)
for c, i in (([1, 2], 0), ((3, 4), 1), ("xy", 1), ({0: "d"}, 0), (range(5), 2), (b"z", 0), ([5], -1), ([5], True), ({"k": 1}, "k"), ([1], 5), ({}, 1), ([1, 2, 3], slice(1, 2))):
    show(item, c, i)
for it in ([1], (2,), "ab", {3: 4}, {5}, range(2), iter([6]), (x for x in [7]), b"c", map(int, "8"), 9, {1: 2}.items(), enumerate("e"), reversed([1, 2])):
    show(loop, it)
for f, a in ((len, ("abc",)), (int, ("5",)), (lambda x: x, (1,)), (str.upper, ("a",)), ([].append, (1,)), (type("C", (), {}).__name__.upper, ()), (dict, ()), (5, ()), (max, (1, 2)), (print, ("p",))):
    show(call, f, *a)
