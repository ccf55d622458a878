def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


x = "outer"
print([x for x in range(3)], x)
print({x: y for x, y in [(1, 2)]}, {x for x in "a"}, x)
y = 5
print([y + z for z in range(2)], [[a * b for a in range(3)] for b in range(3)])
print([(a, b) for a in range(4) if a % 2 for b in range(a) if b != 1])
print(list((lambda: x * 2)() for x in range(3)))
print([a for a in range(3) for a in range(a)])


def f():
    n = 3
    return [n * i for i in range(n)], [lambda: i + n for i in range(2)][0]()


print(f())
show(lambda: [undefined for _ in range(1)])
print([i for i in range(5) if i if i % 2 == 0])
print([k for k, *v in [(1, 2, 3), (4,)]], [v for k, *v in [(1, 2, 3), (4,)]])
print([last := i for i in range(3)], last)


class C:
    size = 3
    data = [i for i in range(size)]
    try:
        broken = [size for i in range(3)]
    except NameError as error:
        print(error)


print(C.data)
