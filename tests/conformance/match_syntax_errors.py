# Patterns that do not compile.
SOURCES = """\
match x:\n case y: pass\n case 1: pass
match x:\n case _: pass\n case 1: pass
match x:\n case y if z: pass\n case 1: pass
match x:\n case y | 1: pass
match x:\n case _ | 1: pass
match x:\n case 1 | y: pass
match x:\n case 1 | _: pass\n case 2: pass
match x:\n case [a] | [b]: pass
match x:\n case [a, b] | [b]: pass
match x:\n case [a, b] | [b, a]: pass
match x:\n case (1 as a) | 2: pass
match x:\n case [a, a]: pass
match x:\n case {1: a, 2: a}: pass
match x:\n case {1: a, **a}: pass
match x:\n case C(a, b=a): pass
match x:\n case [a, b] as a: pass
match x:\n case [*a, *b]: pass
match x:\n case [*_, *_]: pass
match x:\n case {1: a, 1: b}: pass
match x:\n case {1: a, True: b}: pass
match x:\n case {1: a, 1.0: b}: pass
match x:\n case {"a": a, 'a': b}: pass
match x:\n case {-1: a, -1: b}: pass
match x:\n case {a.b: a, a.b: b}: pass
match x:\n case C(a=1, a=2): pass
match x:\n case {**a, 1: b}: pass
match x:\n case {**_}: pass
match x:\n case f"a": pass
match x:\n case 1 + 1: pass
match x:\n case -a: pass
match x:\n case a.b: pass
match x:\n case a.b(): pass
match x:\n case a(): pass
match x:\n case a as b.c: pass
match x:\n case a as _: pass
match x:\n case a as 1: pass
match x:\n case 1 as a | 2: pass
match x:\n case (y): pass\n case 1: pass
match x:\n case [_]: pass\n case _: pass
match x:\n case _ if a: pass\n case _: pass
match x:\n case (a, b) | (a, c): pass
match x:\n case [1 | y]: pass
match x:\n case [y | 1]: pass
match x:\n case __debug__: pass
match x:\n case {1: __debug__}: pass
match x:\n case C(__debug__=1): pass
match x:\n case {a: 1}: pass
match x:\n case C(1, a=2, 3): pass
match x:\n case C(**a): pass
match x:\n pass
match x:\n case 1:\n pass
match x:
match x\n case 1: pass
match x:\n case 1 pass
match x:\n case 1: pass\n x = 1
match x:\n case 1 | 2 | z | 3: pass
match x:\n case {}: pass\n case {**rest}: pass
match *x:\n case 1: pass
match *x,:\n case *y,: pass
match x,:\n case y,: pass
match x := 1:\n case 1: pass
match (yield):\n case 1: pass
match x:\n case "a" "b" | b"c": pass
match x:\n case 1j + 1: pass
match x:\n case 1 - 2j: pass
match x:\n case -1 - 2j: pass
match x:\n case [(a, b), c, *_] | [c, (b, a)]: pass
match x:\n case (a | b): pass
match x:\n case (a as b) as c: pass
match x:\n case [a] as b if c: return
""".splitlines()
for source in SOURCES:
    source = source.replace("\\n", "\n")
    try:
        compile(source, "<match>", "exec")
        print(repr(source), "ok")
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
