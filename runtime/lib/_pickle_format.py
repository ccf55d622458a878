"""What the writer and the reader of pickles share: opcodes, errors, lookup of names in modules.

A pickle is a program for a small stack machine (PEP 3154 describes protocol 4, PEP 574 protocol
5).  An opcode is one byte; the constants here are ints, as they come out of a bytes object.

Thread-safety with the global lock off: constants and pure functions only.

Native: sys.modules.
"""

import sys

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4

# name, byte
OPCODES = (
    ('MARK', b'('), ('STOP', b'.'), ('POP', b'0'), ('POP_MARK', b'1'), ('DUP', b'2'),
    ('FLOAT', b'F'), ('INT', b'I'), ('BININT', b'J'), ('BININT1', b'K'), ('LONG', b'L'),
    ('BININT2', b'M'), ('NONE', b'N'), ('PERSID', b'P'), ('BINPERSID', b'Q'), ('REDUCE', b'R'),
    ('STRING', b'S'), ('BINSTRING', b'T'), ('SHORT_BINSTRING', b'U'), ('UNICODE', b'V'),
    ('BINUNICODE', b'X'), ('APPEND', b'a'), ('BUILD', b'b'), ('GLOBAL', b'c'), ('DICT', b'd'),
    ('EMPTY_DICT', b'}'), ('APPENDS', b'e'), ('GET', b'g'), ('BINGET', b'h'), ('INST', b'i'),
    ('LONG_BINGET', b'j'), ('LIST', b'l'), ('EMPTY_LIST', b']'), ('OBJ', b'o'), ('PUT', b'p'),
    ('BINPUT', b'q'), ('LONG_BINPUT', b'r'), ('SETITEM', b's'), ('TUPLE', b't'),
    ('EMPTY_TUPLE', b')'), ('SETITEMS', b'u'), ('BINFLOAT', b'G'), ('PROTO', b'\x80'),
    ('NEWOBJ', b'\x81'), ('EXT1', b'\x82'), ('EXT2', b'\x83'), ('EXT4', b'\x84'),
    ('TUPLE1', b'\x85'), ('TUPLE2', b'\x86'), ('TUPLE3', b'\x87'), ('NEWTRUE', b'\x88'),
    ('NEWFALSE', b'\x89'), ('LONG1', b'\x8a'), ('LONG4', b'\x8b'), ('BINBYTES', b'B'),
    ('SHORT_BINBYTES', b'C'), ('SHORT_BINUNICODE', b'\x8c'), ('BINUNICODE8', b'\x8d'),
    ('BINBYTES8', b'\x8e'), ('EMPTY_SET', b'\x8f'), ('ADDITEMS', b'\x90'), ('FROZENSET', b'\x91'),
    ('NEWOBJ_EX', b'\x92'), ('STACK_GLOBAL', b'\x93'), ('MEMOIZE', b'\x94'), ('FRAME', b'\x95'),
    ('BYTEARRAY8', b'\x96'), ('NEXT_BUFFER', b'\x97'), ('READONLY_BUFFER', b'\x98'),
)


class PickleError(Exception):
    """Base of what goes wrong with pickles."""

    __module__ = '_pickle'


class PicklingError(PickleError):
    """An object cannot be written."""

    __module__ = '_pickle'


class UnpicklingError(PickleError):
    """A pickle cannot be read."""

    __module__ = '_pickle'


# Names of modules in protocols 0 to 2, which Python 2 also wrote.
_MODULES_2_TO_3 = {'__builtin__': 'builtins', 'copy_reg': 'copyreg', 'Queue': 'queue',
                   'exceptions': 'builtins', 'thread': '_thread'}
_NAMES_2_TO_3 = {('__builtin__', 'xrange'): ('builtins', 'range'),
                 ('__builtin__', 'unicode'): ('builtins', 'str'),
                 ('__builtin__', 'long'): ('builtins', 'int'),
                 ('__builtin__', 'unichr'): ('builtins', 'chr'),
                 ('__builtin__', 'reduce'): ('functools', 'reduce'),
                 ('exceptions', 'StandardError'): ('builtins', 'Exception')}
_MODULES_3_TO_2 = {'builtins': '__builtin__', 'copyreg': 'copy_reg', 'queue': 'Queue',
                   '_thread': 'thread'}
_NAMES_3_TO_2 = {('builtins', 'range'): ('__builtin__', 'xrange'),
                 ('builtins', 'str'): ('__builtin__', 'unicode'),
                 ('builtins', 'int'): ('__builtin__', 'long'),
                 ('builtins', 'chr'): ('__builtin__', 'unichr'),
                 ('functools', 'reduce'): ('__builtin__', 'reduce')}


def modern_name(module, name):
    """The Python 3 place of a Python 2 global."""
    if (module, name) in _NAMES_2_TO_3:
        return _NAMES_2_TO_3[module, name]
    return _MODULES_2_TO_3.get(module, module), name


def old_name(module, name):
    """The Python 2 place of a Python 3 global."""
    if (module, name) in _NAMES_3_TO_2:
        return _NAMES_3_TO_2[module, name]
    return _MODULES_3_TO_2.get(module, module), name


def resolve(module, qualname):
    """The object that a dotted name denotes in module; AttributeError if there is none."""
    found = module
    for part in qualname.split('.'):
        if part == '<locals>':
            raise AttributeError(f"Can't get local attribute {qualname!r} on {module!r}")
        try:
            found = getattr(found, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {qualname!r} on {module!r}") from None
    return found


def whichmodule(obj, name):
    """The name of the module that obj is a global of."""
    module_name = getattr(obj, '__module__', None)
    if module_name is not None:
        return module_name
    for module_name, module in list(sys.modules.items()):
        if module_name in ('__main__', '__mp_main__') or module is None:
            continue
        try:
            if resolve(module, name) is obj:
                return module_name
        except AttributeError:
            pass
    return '__main__'
