def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


print([], [1], [1, ], [[], [[]]], (), (1,), (1, 2), ((),), {}, {1: 2, }, {1}, {1: {2: {3}}})
print([1, 2][0], (1, 2)[1], {1: 2}[1], "abc"[1], [1][0:])
print({1: "a", 1.0: "b", True: "c"}, {0, False, 0.0}, {"a": 1, "a": 2})
print(type(()), type((1)), type((1,)), type({}), type({1}), type({**{}}))
x = 1,
print(x, (1, 2) + (3,), 1, (2, 3))
print(..., Ellipsis is ..., type(...), NotImplemented)
print([i for i in (1, 2)], (*"ab",), [*{}])
print({**{"a": 1}, **{"a": 2}, "a": 3})
bad("[1, 2")
bad("(1, 2]")
bad("{1: 2, 3}")
bad("{1, 2: 3}")
bad("{1:}")
bad("[,]")
bad("(,)")
bad("{**a, *b}")
bad("{*a, **b}")
bad("(1 2)")
bad("[1 2]")
bad("x = (1,")
bad(")")
