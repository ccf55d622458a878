def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(eval("1 + 2"), eval("x + 1", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" \t[i for i in range(3)]"), eval("lambda: 5")())
ns = {}
exec("a = 1\ndef f(): return a + 1\nclass C: pass", ns)
print(ns["a"], ns["f"](), ns["C"].__name__, sorted(k for k in ns if k != "__builtins__"), exec("5"))
code = compile("a * 2", "<test>", "eval")
print(eval(code, {"a": 21}), code.co_name, code.co_filename)
exec(compile("b = 3", "f", "exec"))
print(b)
exec(compile("print('single'); 5 + 5", "f", "single"))
for f in (lambda: eval("1 +"), lambda: eval("x = 1"), lambda: eval(""), lambda: eval("undefined"), lambda: exec("1/0"), lambda: eval(5), lambda: exec(5), lambda: eval("1", 5), lambda: exec("x", {}, 5), lambda: compile("x", "f", "bad"), lambda: compile("x", "f"), lambda: compile(5, "f", "exec"), lambda: eval("a\0b"), lambda: exec("raise KeyError('k')"), lambda: compile("a b", "file", "exec")):
    show(f)
x = "global"


def scope():
    x = "local"
    exec("x = 'changed'")
    return x, eval("x"), [eval("x") for _ in range(1)] if False else "", eval("x", globals()), eval("x", {"x": 1})


print(scope())


class Map(dict):
    def __missing__(self, key):
        return key.upper()


print(eval("foo + bar", {}, Map()), eval("1;".rstrip(";")), eval(b"1 + 1"))
exec("global g\ng = 1")
print(g)
