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


def three(value):
    a, *b, c = value
    return a, b, c


for value in ("ab", "abc", range(5), iter([1, 2])):
    show(three, value)
show(three, "a")
show(three, [])
show(three, 5)
*a, = "xyz"
print(a)
*a, b = [1]
print(a, b)
a, *b = [1]
print(a, b)
[a, [*b, c], *d] = [1, (2, 3, 4), 5, 6]
print(a, b, c, d)
for first, *rest in ["abc", (1,)]:
    print(first, rest)
print([*range(3), *"ab"], (*[1], 2), {*[1, 1]}, {**{"a": 1}, "b": 2, **{"a": 3}})
t = *[1], *(2, 3)
print(t)


def returns():
    return *"ab", 1


print(returns(), {**{}, **{1: 2}}, [*()])
show(lambda: [*5])
show(lambda: (*None,))
show(lambda: {*1})
show(lambda: {**1})
show(lambda: {**[(1, 2)]})
bad("*a = 1")
bad("*a, *b = 1")
bad("a = *b")
bad("print(*a = 1)")
bad("[*a for a in b]")
bad("del *a")
