# ast.parse gives the trees of CPython: fields, places, contexts and constants; and what the module ast does with them.
import ast
import sys

SOURCE = '''\
"""doc"""
import a.b as c, d
from .. import (x as y, z)
from e import *
global_x: int = 3
(paren): str
obj.attr: "quoted"
@decorator
@other.one(1)
def function(p, /, q: int = 1, *args: t, r, s=2, **kwargs) -> None:
    nonlocal_value = q
    def inner():
        nonlocal nonlocal_value, p
        global g
        return
    yield
    x = yield p
    return (yield from q)
async def coroutine():
    async with a as b, c: pass
    async for i in j: await k
    else: pass
    return [u async for u in v if await w]
class Class(Base, metaclass=Meta, *bases, **keywords): pass
del a, b[0], c.d, (e, [f])
a = b = c, *d = [e, *f]
a += 1; b -= 2; c *= 3; d @= 4; e /= 5; f //= 6; g %= 7; h **= 8; i <<= 9; j >>= 10; k &= 11; l |= 12; m ^= 13
for i, (j, k) in l: continue
else: break
while x: pass
else: y
if a: b
elif c: d
else: e
with (a as b, c): pass
with a, b as (c, d): pass
raise
raise a from b
try: pass
except A: pass
except (B, C) as e: pass
except: pass
else: pass
finally: pass
try: pass
except* A as e: pass
assert a
assert a, b
a and b and c or d or not e
(n := 3)
+a - ~b ** -c
lambda: 0
lambda x, *, y=1: x
a if b else c
{}
{1: 2, **d}
{1, *s}
[a for b in c if d if e for f in g]
{a for b in c}
{a: b for c, d in e}
(a for b in c)
f(a for b in c)
a < b <= c == d != e > f >= g is h is not i in j not in k
f(a, *b, c=d, **e)(g)
f"x{a}y{b!r:>{width}}z{c=}{d:%Y}" "tail" u"not u"
None, True, False, ..., 1, 0x10, 1_000, 1.5, 1e10, 2j, 'text', u'unicode', b'bytes', 123456789012345678901234567890
'é' + 'ü', ñ
'joined' \\
  'strings'
a.b[c].d[1:2, ::3, ...][:][*e]
a[1:2:3], a[:, 1]
match x:
    case 1 | -2 | 'a': pass
    case None | True: pass
    case [a, *_, b] if a: pass
    case {"k": v, **rest}: pass
    case Point(1, y=2) as p: pass
    case a.b: pass
    case 1+2j: pass
    case [*rest]: pass
    case _: pass
'''

tree = ast.parse(SOURCE)
print(ast.dump(tree, include_attributes=True, indent=1))
print(ast.unparse(tree))
print(ast.dump(ast.parse(ast.unparse(tree))) == ast.dump(tree))

print(ast.dump(ast.parse('a + b', mode='eval'), include_attributes=True))
print(ast.dump(ast.parse('a; b\n', mode='single'), include_attributes=True))
print(vars(ast.parse('x = u"a"').body[0].value))
print(list(vars(ast.parse('def f(): pass').body[0])), list(vars(ast.parse('x = 1').body[0])))
print(vars(ast.parse('').__class__()), vars(ast.parse('')))

# Contexts and operators are shared.
first, second = ast.parse('a + b; c = d + e').body
print(first.value.left.ctx is second.value.left.ctx, first.value.op is second.value.op)
print(type(second.targets[0].ctx), type(first.value.op))
print(first.value.left.ctx is ast.Load())

# compile() itself.
tree = compile('x = 1', 'name', 'exec', ast.PyCF_ONLY_AST)
print(type(tree), compile(b'x', 'name', 'eval', ast.PyCF_ONLY_AST | 0x1000).body.id)
for arguments in (('1', 'f', 'exec', 1 << 30), ('1', 'f', 'exec', 2), ('1', 'f', 'exec', 'flags'), ('1', 'f', 'exec', 0, 0, 3),
                  ('1', 'f', 'exec', 0, 0, -2), ('1', 'f', 'no mode'), ('1 +', 'f', 'exec', 0x400),
                  ('a b', 'f', 'eval', 0x400), (1.5, 'f', 'exec', 0x400)):
    try:
        print(compile(*arguments))
    except Exception as e:
        print(type(e).__name__, e)
print(eval(compile('__debug__ and 1', 'f', 'eval', 0x1000000, True, 0)))
exec(compile('def f():\n "doc"\n assert False\nprint(f(), f.__doc__)', 'f', 'exec', optimize=2))
# What a later pass would refuse is a tree still.
print(ast.dump(ast.parse('return 1\nbreak\nnonlocal x')))

# The functions of the module.
print(ast.literal_eval(" [1, -2.5, 'x', b'y', {'a': (1, 2)}, {3}, None, True, 1-2j, set()]"))
for text in ('f()', '1 + 2', 'x', '[a]'):
    try:
        print(ast.literal_eval(text))
    except ValueError as e:
        print('ValueError', str(e).split(' at 0x')[0].rstrip('.'))
tree = ast.parse(SOURCE)
print(sum(1 for _ in ast.walk(tree)), sorted({type(node).__name__ for node in ast.walk(tree)}))
function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
print(ast.get_source_segment(SOURCE, function.args.args[0]), ast.get_source_segment(SOURCE, function.decorator_list[1]))
print(ast.get_docstring(tree, clean=False))


class Names(ast.NodeVisitor):
    def __init__(self):
        self.names = []

    def visit_Name(self, node):
        self.names.append((node.id, node.lineno, node.col_offset))


class Renamer(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name('new_' + node.id, node.ctx), node)

    def visit_Pass(self, node):
        return None


names = Names()
names.visit(tree)
print(names.names[:20])
print(ast.unparse(Renamer().visit(ast.parse('a = b + c.d\nif e: f\npass'))))
print(isinstance(ast.parse('1').body[0].value, ast.Num), ast.parse('"s"').body[0].value.s)
print(ast.BinOp.__match_args__, ast.Pass.__match_args__)
