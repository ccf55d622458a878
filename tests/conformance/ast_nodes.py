"""ast: the node classes, their construction, walking, dump and unparse of trees made by hand."""
import ast
import copy
import pickle

for name, kind in sorted(vars(ast).items()):
    if isinstance(kind, type) and issubclass(kind, ast.AST) and kind.__module__ == 'ast':
        print(name, kind.__name__, kind.__bases__[0].__name__, kind._fields, kind._attributes)
for kind in (ast.mod, ast.Name, ast.expr_context, ast.Load, ast.pattern, ast.arguments, ast.Constant):
    print(kind.__match_args__)
print(ast.Constant.kind, ast.Return.value, ast.stmt.end_lineno)


def attempt(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


print(attempt(ast.Name, 1, 2, 3), attempt(ast.Load, 1), attempt(ast.Return, 1, 2), attempt(ast.Name, 'a', id='b'))
print(attempt(getattr, ast.Name(), 'id'), ast.Name('x', other=5).other, ast.Name(id='y').id)

total = ast.BinOp(ast.Name('a', ast.Load()), ast.Add(), ast.Constant(1))
tree = ast.Module([ast.Assign([ast.Name('b', ast.Store())], total), ast.If(ast.Name('b'), [ast.Pass()], [])], [])
print(ast.dump(tree), ast.dump(total, indent=2), ast.dump(total, annotate_fields=False))
ast.fix_missing_locations(tree)
print(ast.unparse(tree), total.lineno, total.end_col_offset)
print([type(node).__name__ for node in ast.walk(tree)])
print(ast.dump(copy.deepcopy(tree)) == ast.dump(tree), ast.dump(pickle.loads(pickle.dumps(total))))


class Rename(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name(node.id.upper(), node.ctx), node) if hasattr(node, 'ctx') else node


print(ast.unparse(Rename().visit(tree)), isinstance(ast.Constant(5), ast.Num), isinstance(ast.Constant('s'), ast.Num))
