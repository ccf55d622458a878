# Warnings of the compiler by the filters of the module warnings; one made an error is a SyntaxError.
import warnings
def show(src, action, category=Warning, mode="exec", fn="<test>"):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter(action, category)
        try:
            compile(src, fn, mode)
        except SyntaxError as e:
            print("SyntaxError", e.msg, e.filename, e.lineno, e.offset, e.text and e.text.rstrip(), e.__context__)
        for w in log:
            print(w.category.__name__, w.message, w.filename, w.lineno)
srcs = [r'"\q"', r'b"\q" + "\w\z"', '"\\400"', 'f"\\d{1}\\e{2:>\\x205}"', 'x = (1if 1 else 2,\n  1jor 3, 0x1for x in y)', '0o7if 1else 2', '1.5in (1,)', '0b1or 2',
 'x = 1\nx is 1', 'not x is 1', 'if not (x is not ()): pass', 'assert (x, 1)', '"a" "b" (1)', '[1, 2][3, 4]', '"""\n\\q\n\\w"""', 'f"""\n{1}\n\\w"""',
 'x = "\\q" "\\w"\ny = "\\z"', 'r"\\q"', r'"\u00e9\q"', r'"é\é\q"', "f'\\{6}'", "print('\\ ')", "1if x else", "'\\q' )", "x = '\\q' if 1 is 2 else '\\d'", "1_0if 1 else 0",
 "f'{x!r:\\q}'", "'\\8'", "'\\378'", "b'\\777'", "'\\N{DIGIT ONE}\\d'", "x = [\n '\\d'\n '\\e'\n]", "1e5and 1", "1. if x else 1.or 2", "def f(x='\\q'): pass"]
for src in srcs:
    for action in ("always", "error"):
        print(repr(src), action)
        show(src, action)
show(r'"\q"', "default"); show(r'"\q"', "ignore"); show("x is 1", "error", SyntaxWarning); show("x is 1; '\\q'", "error", SyntaxWarning); show("x is 1; '\\q'", "error", DeprecationWarning)
show("1if 1 else 2", "always", mode="eval")
show("print(1if 1 else 2)", "always", mode="single")
for i in range(3): show("x is 1", "default")
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    eval("(1) is 2"); exec("'\\d'")
    for w in log: print(w.category.__name__, w.message, w.filename, w.lineno)
def raiser(*a, **k): raise KeyError("boom")
warnings.showwarning = raiser
warnings.simplefilter("always")
try: compile("x is 1", "n", "exec")
except KeyError as e: print("KeyError", e)
