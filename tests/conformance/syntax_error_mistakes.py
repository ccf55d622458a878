"""Mistakes in calls, parameters, handlers and patterns, and where they are shown."""
for text in '''f(x for x in L,)
f(x for x in L, )
f(*x for x in y)
f(1, *x for x in y)
f(*x for x in y, 1)
class C(x for x in L): pass
class C(*x for x in y): pass
lambda /: None
lambda /, a: None
def f(/): pass
def f(a, /, *, /): pass
def f(a, /, b, /): pass
def f(a=1, (b)): pass
def f(a, (b, c)): pass
def f(p, *, (k1, k2), **kw): pass
lambda a, (b, c): 1
lambda *, (b): 1
try: pass;except ValueError: pass;except*: pass
try: pass;except ValueError: pass;except* E: pass
try: pass;except* ValueError: pass;except E as e: pass
try: pass;except* ValueError: pass;except: pass
try: pass;except* ValueError: pass;except E, e: pass
try: pass;except* E: break
try: pass;except* E: continue
while x:;  try: pass;  except* E: break
match x:;  case [a, b] | [c, d] as e: pass
match x:;  case "a" | a: pass
match x:;  case [a, [b] | [c] | [d]]: pass
match x:;  case {"a": a} | {"b": b, **c}: pass
match x:;  case C(a, b=a): pass
match x:;  case (a, b) as a: pass
match x:;  case a as a: pass
match x:;  case [*a, b, *c]: pass
lambda
lambda x
import a; x y'''.split('\n'):
    text = text.replace(';', '\n') if ':;' in text or text.startswith('try') else text
    for mode in 'exec', 'eval':
        try:
            compile(text + '\n', '<text>', mode)
            print(mode, repr(text), 'ok')
        except SyntaxError as e:
            print(mode, repr(text), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
