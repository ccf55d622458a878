"""The module symtable: scopes, and what their names are."""
import symtable

SOURCE = '''
import os.path, sys as system
from a import b
some_global = 1

def outer(x, *args, key: int = 3, **rest):
    global some_global
    local: str = x
    def inner():
        nonlocal local
        local = free_of_outer(x)
        return [item for item in local if item and key]
    return inner, undefined

class Class(outer):
    attribute = 5
    @staticmethod
    def method(self):
        self.attribute
        return super().method()
    def __private(self): pass

lambda argument: argument
'''


def show(table, depth=0):
    space = '  ' * depth
    print(f'{space}{table.get_type()} {table.get_name()} line {table.get_lineno()} nested {table.is_nested()} '
          f'optimized {table.is_optimized()} children {table.has_children()}')
    for name in sorted(table.get_identifiers()):
        symbol = table.lookup(name)
        facts = [fact for fact in dir(symbol) if fact.startswith('is_') and getattr(symbol, fact)()]
        print(f'{space}  {name}:', *facts)
    if table.get_type() == 'function':
        print(space, sorted(table.get_parameters()), sorted(table.get_locals()), sorted(table.get_frees()),
              sorted(table.get_globals()), sorted(table.get_nonlocals()))
    if table.get_type() == 'class':
        print(space, sorted(table.get_methods()))
    for child in table.get_children():
        show(child, depth + 1)


show(symtable.symtable(SOURCE, 'source.py', 'exec'))
show(symtable.symtable('a + b', 'e', 'eval'))
for arguments in (('x =', 'f', 'exec'), ('x', 'f', 'wrong'), ('def f(a, a): pass', 'f', 'exec')):
    try:
        symtable.symtable(*arguments)
    except (SyntaxError, ValueError) as error:
        print(type(error).__name__, error)
