"""Containers beyond the built-in ones.

Model: deque and defaultdict are native; the others are thin classes over dict and list. The
classes that are rarely needed live in _more and are loaded when first asked for.

Thread-safety with the global lock off: deque, defaultdict and OrderedDict are as safe as list and
dict. Counter's updates are several dictionary operations: threads that share one need a lock.

Native: _collections (deque, defaultdict), _ordered_dict, sys._getframe.
"""

import sys
from _ordered_dict import move_to_end as _move_to_end, take_first as _take_first
from _thread import get_ident

try:
    from _collections import defaultdict, deque
except ImportError:
    pass    # somebody has shut it out, and wants what is in Python alone

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList', 'UserString',
           'defaultdict', 'deque', 'namedtuple']


def __getattr__(name):
    if name in ('ChainMap', 'Counter', 'UserDict', 'UserList', 'UserString', '_count_elements'):
        from collections import _more
        value = globals()[name] = getattr(_more, name)
        return value
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


_repr_running = set()    # (id, thread) of the OrderedDicts that are being shown


_missing = object()


def _union_operators(kind):
    """__or__, __ror__ and __ior__ of mappings whose class makes one of another; the other operand is a `kind`."""
    def __or__(self, other):
        if not isinstance(other, kind):
            return NotImplemented
        made = type(self)(self)
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, kind):
            return NotImplemented
        made = type(self)(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    return __or__, __ror__, __ior__


class OrderedDict(dict):
    """A dict whose equality and ends know the order of insertion."""

    def move_to_end(self, key, last=True):
        """Make an existing key the last, or the first."""
        _move_to_end(self, key, last)

    def popitem(self, last=True):
        """Remove and return the last, or the first, (key, value)."""
        if not self:
            raise KeyError('dictionary is empty')
        if last:
            return dict.popitem(self)
        item = _take_first(self)
        if item is None:
            raise KeyError('dictionary is empty')
        return item

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(_same, self, other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __repr__(self):
        if not self:
            return f'{type(self).__name__}()'
        key = id(self), get_ident()
        if key in _repr_running:
            return '...'
        _repr_running.add(key)
        try:
            return f'{type(self).__name__}({list(self.items())!r})'
        finally:
            _repr_running.discard(key)

    def __reduce__(self):
        state = self.__getstate__()
        return type(self), (), state, None, iter(self.items())

    def copy(self):
        return type(self)(self)

    def pop(self, key, default=_missing):
        """Remove the key and return its value, or the default if it is not there."""
        return dict.pop(self, key) if default is _missing else dict.pop(self, key, default)

    def setdefault(self, key, default=None):
        """The value of the key, which is the default from now on if it was not there."""
        return dict.setdefault(self, key, default)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    __or__, __ror__, __ior__ = _union_operators(dict)


def _same(a, b):
    return a is b or a == b


_KEYWORDS = frozenset('''False None True and as assert async await break class continue def del elif
    else except finally for from global if import in is lambda nonlocal not or pass raise return try
    while with yield'''.split())


class _Field:
    # Attribute access to one item of a tuple; the docstring is the instance's.

    __slots__ = ('index', '__doc__')

    def __init__(self, index):
        self.index = index
        self.__doc__ = f'Alias for field number {index}'

    def __get__(self, instance, owner=None):
        return self if instance is None else tuple.__getitem__(instance, self.index)

    def __set__(self, instance, value):
        raise AttributeError("can't set attribute")

    def __delete__(self, instance):
        raise AttributeError("can't delete attribute")


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A new class of tuples whose items also have names."""
    typename = sys.intern(str(typename))
    fields = _checked_fields(typename, field_names, rename)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(fields):
        raise TypeError('Got more default values than field names')
    if module is None:
        try:
            module = sys._getframe(1).f_globals.get('__name__', '__main__')
        except (AttributeError, ValueError):
            module = None
    namespace = _tuple_methods(typename, fields, defaults)
    for index, name in enumerate(fields):
        namespace[name] = _Field(index)
    made = type(typename, (tuple,), namespace)
    if module is not None:
        made.__module__ = module
    return made


def _checked_fields(typename, field_names, rename):
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    names = list(map(str, field_names))
    if rename:
        seen = set()
        for index, name in enumerate(names):
            if (not name.isidentifier() or name in _KEYWORDS or name.startswith('_')
                    or name in seen):
                names[index] = f'_{index}'
            seen.add(name)
    for name in [typename] + names:
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if name in _KEYWORDS:
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    seen = set()
    for name in names:
        if name.startswith('_') and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in seen:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
        seen.add(name)
    return tuple(map(sys.intern, names))


def _tuple_methods(typename, fields, defaults):
    size = len(fields)
    shown = '(' + ', '.join(f'{name}=%r' for name in fields) + ')'
    # The constructor is compiled, so that it has the true signature and its errors.
    scope = {'__builtins__': {}, '__name__': f'namedtuple_{typename}', '_make_tuple': tuple.__new__}
    arguments = ''.join(f'{name}, ' for name in fields)
    __new__ = eval(f'lambda _cls, {arguments}: _make_tuple(_cls, ({arguments}))', scope)
    __new__.__name__ = '__new__'
    __new__.__qualname__ = f'{typename}.__new__'
    __new__.__doc__ = f"Create new instance of {typename}({', '.join(fields)})"
    if defaults:
        __new__.__defaults__ = defaults

    def _make(cls, iterable):
        made = tuple.__new__(cls, iterable)
        if len(made) != size:
            raise TypeError(f'Expected {size} arguments, got {len(made)}')
        return made

    def _replace(self, /, **kwds):
        made = self._make(map(kwds.pop, fields, self))
        if kwds:
            raise ValueError(f'Got unexpected field names: {list(kwds)!r}')
        return made

    def __repr__(self):
        return type(self).__name__ + shown % tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    for method in (_make, _replace, __repr__, _asdict, __getnewargs__):
        method.__qualname__ = f'{typename}.{method.__name__}'
    _make.__doc__ = f'Make a new {typename} object from a sequence or iterable'
    _replace.__doc__ = f'Return a new {typename} object replacing specified fields with new values'
    return {'__doc__': f"{typename}({', '.join(fields)})", '__slots__': (), '_fields': fields,
            '_field_defaults': dict(zip(fields[size - len(defaults):], defaults)),
            '__new__': __new__, '_make': classmethod(_make), '_replace': _replace,
            '__repr__': __repr__, '_asdict': _asdict, '__getnewargs__': __getnewargs__,
            '__match_args__': fields}
