def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


bad("def f():\n    nonlocal x\n")
bad("nonlocal x")
bad("def f(x):\n    global x\n")
bad("def f(x):\n    nonlocal x\n")
bad("def f():\n    x = 1\n    global x\n")
bad("def f():\n    print(x)\n    global x\n")
bad("def f():\n    x = 1\n    def g():\n        x = 2\n        nonlocal x\n")
bad("def f():\n    x = 1\n    def g():\n        nonlocal x\n        global x\n")
bad("global x\nx = 1\n")
bad("x = 1\nglobal x\n")
bad("def f():\n    global x, y\n    x = y = 1\n")
x = "module"


def f():
    x = "f"

    def g():
        global x
        x = "changed by g"

    g()
    return x


print(f(), x)
