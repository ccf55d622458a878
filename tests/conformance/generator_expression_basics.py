def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


g = (i * i for i in range(4))
print(iter(g) is g, next(g), list(g), list(g))
print(sum(i for i in range(10)), max((i % 7 for i in range(20))), "-".join(str(i) for i in range(3)))
data = [1, 2, 3]
g = (x for x in data)
data.append(4)
print(list(g))
data = [1, 2, 3]
g = (x for x in data if x in data)
data = [2]
print(list(g))
print(type(g).__name__, g.__name__, g.__qualname__)
bad("f(x for x in y, 1)")
bad("f(1, x for x in y)")
bad("class C(x for x in y): pass")
print(any(x > 2 for x in data), all(x > 1 for x in data))
