# Keywords that name no parameter, or a positional-only one.
def f(a, b=1, /, c=2, *, d=3): pass
for src in ["f(**{'a': 1, 1: 2})", "f(**{1: 2, 'a': 1})", "f(1, z=1, b=2)", "f(1, b=2, z=1)", "f(1, z=1)", "f(z=1)", "f(a=1, b=2)", "f(1, c=1, **{'c': 2})", "f(1, 2, 3, c=4)", "f(1, **{'b': 1, 'q': 2})", "f(1, d=1, b=2, **{'d': 5})", "(lambda x, /, **k: k)(1, x=2)", "(lambda x, /: x)(x=2)", "(lambda x, y, /: x)(y=2, x=1)"]:
    try: print(src, eval(src))
    except Exception as e: print(src, type(e).__name__, e)
