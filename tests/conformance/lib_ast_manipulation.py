# ast: visiting, transforming, literal_eval and unparse.
import ast
tree = ast.parse('def f(x, *, y=1):\n    return x + y * 2\nprint(f(3))')
class Names(ast.NodeVisitor):
    def __init__(self): self.found = []
    def visit_Name(self, node): self.found.append((node.id, type(node.ctx).__name__, node.lineno, node.col_offset))
v = Names()
v.visit(tree)
print(v.found)
class Swap(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        return ast.copy_location(ast.BinOp(node.right, ast.Sub() if isinstance(node.op, ast.Add) else node.op, node.left), node)
    def visit_Constant(self, node): return ast.copy_location(ast.Constant(node.value * 10), node) if isinstance(node.value, int) else node
new = ast.fix_missing_locations(Swap().visit(tree))
print(ast.unparse(new))
exec(compile(new, '<ast>', 'exec'))
print(ast.dump(ast.parse('a[1:2, ...] = not b', mode='exec'), indent=1))
print(ast.literal_eval("{'a': [1, -2.5, (None, True), {3}, b'x'], 'c': 1 + 2j}"), ast.literal_eval(' 5'), ast.get_docstring(ast.parse('"""Doc.\n\n   More."""')), [type(n).__name__ for n in ast.walk(ast.parse('x += 1'))])
for text in ('a', 'f()', '1 + 1', '[x for x in y]', '', '1; 2', "{'a': b}", '-"a"', '2 ** 3'):
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as e:
        print(repr(text), '->', type(e).__name__, str(e).split(':')[0])
for source in ('x = yield', 'async def f():\n    async with a as b, c: await d', 'lambda a, /, b=1, *c, d, **e: (a, *c)', 'f"{a!r:>{w}} {b}"', 'match x:\n    case [1, *_] | {"k": v, **r} if g: pass', 'try:\n    a\nexcept* E as e:\n    b', '@d\nclass A(B, k=1): x: int = 5', 'for i, in x: pass\nelse: y', 'a if b else (c := d)', "print('it\\'s', \"q\\\"\", '\\n')", '(a, b), c = 1, (2,)', 'del a.b[c], d', '-x ** -y', 'not (a and b) or c', 'a < b <= c is not d', 'raise A from b', 'from . import x as y', 'global a; nonlocal_ = 1', '[*a, *b]', 'x[a:b:c, d]', '1_000.5e10j + 0xff', 'while a: break'):
    try:
        print(ast.unparse(ast.parse(source)))
    except SyntaxError as e:
        print('SyntaxError', e)
for bad in (ast.Module([ast.Expr(ast.Name('x', ast.Store()))], []), ast.Expression(ast.Constant([1])), ast.Module([ast.Pass(lineno=1)], []), ast.Expression(5)):
    try:
        compile(ast.fix_missing_locations(bad) if not (isinstance(bad, ast.Module) and isinstance(bad.body[0], ast.Pass)) and not isinstance(bad.body, int) else bad, '', 'exec' if isinstance(bad, ast.Module) else 'eval')
        print('compiled')
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
