"""PEP 695 in the module ast: nodes of 3.12; the type parameters of a definition are an attribute, since 3.11 has no field."""
import ast

before = set(vars(ast))
for text in ('type X[T: int, *Ts, **P] = list[T]', '@d\ndef f[T](x: T) -> T: pass', 'class C[T: (int, str)](B): x = 1',
             'async def f[T](): pass'):
    tree = ast.parse(text)
    print(ast.dump(tree))
    for parameter in tree.body[0].type_params:
        print(' ', ast.dump(parameter), parameter.lineno, parameter.col_offset, parameter.end_col_offset)
print(ast.TypeAlias.__mro__[1].__name__ if hasattr(ast, 'TypeAlias') else 'not in ast', set(vars(ast)) == before)
print([t.__name__ for t in type(ast.parse('type X[T] = T').body[0].type_params[0]).__mro__])
print(hasattr(ast.parse('def f(): pass').body[0], 'type_params'))
