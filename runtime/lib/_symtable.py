"""What stands beneath symtable: the compiler's scopes, with CPython's numbers for what their names are.

Thread-safety with the global lock off: nothing is shared; each call makes tables of its own.

Native: compile() with a flag of its own gives the scopes as tuples (compiler/scope_export.h).
"""

DEF_GLOBAL, DEF_LOCAL, DEF_PARAM, DEF_NONLOCAL, USE = 1, 2, 4, 8, 16
DEF_FREE, DEF_FREE_CLASS, DEF_IMPORT, DEF_ANNOT, DEF_COMP_ITER = 32, 64, 128, 256, 512
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT
SCOPE_OFF, SCOPE_MASK = 11, 15
LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL = 1, 2, 3, 4, 5
TYPE_FUNCTION, TYPE_CLASS, TYPE_MODULE = 1, 2, 3

_ONLY_SCOPES = 0x8000000                        # GIVEN_ONLY_SCOPES of vm/builtins.c
_MODULE, _CLASS, _FORGOTTEN = 0, 1, 5           # enum scope_kind
_TYPES = {_MODULE: TYPE_MODULE, _CLASS: TYPE_CLASS}
_STORAGES = 0, LOCAL, CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT      # enum storage
# enum symbol_flag; what is bound is a parameter or a local, or neither but global or nonlocal.
_BOUND, _PARAMETER = 1, 2
_FLAGS = ((_PARAMETER, DEF_PARAM), (4, USE), (8, DEF_GLOBAL), (16, DEF_NONLOCAL), (32, DEF_ANNOT), (1 << 16, DEF_COMP_ITER),
          (1 << 17, DEF_IMPORT))


class SymbolTableEntry:
    __slots__ = 'id', 'name', 'symbols', 'varnames', 'children', 'type', 'nested', 'lineno'

    def __init__(self, kind, name, lineno, nested, symbols):
        self.id = id(self)
        self.name = name.strip('<>')
        self.type = _TYPES.get(kind, TYPE_FUNCTION)
        self.nested = int(nested)
        self.lineno = lineno
        self.children = []
        self.symbols = {name: _flags_of(flags, storage) for name, flags, storage in symbols}
        self.varnames = [name for name, flags, _ in symbols if flags & _PARAMETER]

    def __repr__(self):
        return f'<symtable entry {self.name}({self.id}), line {self.lineno}>'


SymbolTableEntry.__name__ = SymbolTableEntry.__qualname__ = 'symtable entry'


def _flags_of(flags, storage):
    all_flags = sum(theirs for ours, theirs in _FLAGS if flags & ours)
    if flags & _BOUND and not all_flags & (DEF_PARAM | DEF_IMPORT):
        all_flags |= DEF_LOCAL
    return all_flags | _STORAGES[storage] << SCOPE_OFF


def symtable(source, filename, startstr, /):
    """Return symbol and scope dictionaries used internally by compiler."""
    if startstr not in ('exec', 'eval', 'single'):
        raise ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
    tables = []
    for parent, kind, *rest in compile(source, filename, startstr, _ONLY_SCOPES, True):
        table = SymbolTableEntry(kind, *rest)
        tables.append(table)
        if parent >= 0 and kind != _FORGOTTEN:
            tables[parent].children.append(table)
    return tables[0]
