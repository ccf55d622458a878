def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


if (n := 10) > 5:
    print(n)
print([y := 1, y**2], y)
print((a := 1, b := 2), a, b)
values = iter([1, 2, 0, 3])
while (v := next(values)):
    print(v, end=" ")
print()
print([last := x for x in range(3)], last)
print(any((hit := x) > 2 for x in range(6)), hit)


def f(arg=(default := 5)):
    return [inner := arg, inner + 1]


print(f(), default, f(x := 3), x)
print({(k := 1): (v := 2)}, k, v)
print(f"{(w := 7)} {w}")
s = [1, 2, 3]
print(s[(i := 1)], i, s[j := 2])


def scope():
    total = 0
    return [total := total + x for x in range(4)], total


print(scope())
bad("x := 1")
bad("(a.b := 1)")
bad("(a[0] := 1)")
bad("[i := 0 for i in range(3)]")
bad("class C:\n    [x := 1 for i in range(3)]")
bad("[1 for i in (x := [1])]")
bad("f(a := 1, b = (c := 2))")
bad("f(a = b := 1)")
bad("def f(a = b := 1): pass")
bad("(True := 1)")
