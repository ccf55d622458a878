# SyntaxWarnings of the compiler go to stderr with their line; DeprecationWarnings of a source are not shown by default.
x = [1, "\q", b"\777", f"\d{1:\x20>5}\e"]
print(1if x else 2, 0x1for x in [5])if 0 else print(x)
print(not x is 1, x is not "a", 1 < 2 is 3)
assert (x, "always true")


def many(x, y):
    try:
        if not x is -1:
            return 1jor 2, 0b1and 3
    finally:
        y is ()


print(many(1, 2))

CALLS = """\
f = lambda: 1(2)
g = lambda: "a" "b" (1)
g = lambda: f"{x}"(1)
h = lambda: [{}(), {1}(), (1, 2)(), [x](), [i for i in x](), (1 + 2)(3)]
i = lambda: [(i for i in x)(1), (lambda: 1)(2), None(), ...()]
"""
SUBSCRIPTS = """\
def f(x):
    1[0], None[0], ...[0], {1}[0], (lambda: 1)[0], (i for i in x)[0], 1.5[0], 1j[0]
    "a"["b"], b"a"[1.5], (1, 2)[None], [x][1, 2], [1, 2][3, 4], f"{x}"[()]
    "a"[True], "a"[1:2], [x][x], {1: 2}["a"], "a"[-1]
    del [1]["a"]
    [1]["a"] = 2
    [1]["a"] += 2
"""
for source in CALLS, SUBSCRIPTS:
    exec(compile(source, "<source>", "exec"))
eval("1 is 2")
for i in range(2):
    compile("x is 1", "<again>", "single")
try:
    compile("x is 1; 1or 2; yield", "<wrong>", "exec")
except SyntaxError as e:
    print(e.msg)
try:
    compile("x is 1; 1or 2;\n yield", "<wrong>", "exec")
except SyntaxError as e:
    print(e.msg)
