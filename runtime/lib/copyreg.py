"""How types without a __reduce__ of their own are pickled and copied.

Model: dispatch_table maps a type to a function that reduces its instances.  The functions with
two underscores are the constructors that reductions name, so their names and signatures are part
of the pickle format.  The extension registry gives globals short codes (PEP 307).

Thread-safety with the global lock off: single dictionary operations; the two halves of the
registry are changed one after the other, by programs at import time.

Native: object.__reduce_ex__ imports __newobj__, __newobj_ex__ and _reduce_ex from here.
"""

__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension', 'clear_extension_cache']

dispatch_table = {}

_HEAPTYPE = 1 << 9


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Use pickle_function to reduce instances of exactly ob_type."""
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that object can be called; kept for old programs."""
    if not callable(object):
        raise TypeError('constructors must be callable')


def _reduce_complex(number):
    return complex, (number.real, number.imag)


pickle(complex, _reduce_complex)


def _reduce_union(union):
    import functools
    import operator
    return functools.reduce, (operator.or_, union.__args__)


pickle(type(int | str), _reduce_union)


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    """Make an instance for protocols 0 and 1: state is what base needs."""
    if base is object:
        return object.__new__(cls)
    instance = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(instance, state)
    return instance


def _builtin_base(cls):
    for base in cls.__mro__:
        flags = getattr(base, '__flags__', None)
        if flags is not None and not flags & _HEAPTYPE:
            return base
        if getattr(base.__dict__.get('__new__'), '__self__', None) is base:
            return base
    return object


def _reduce_ex(self, proto):
    """The reduction of protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = _builtin_base(cls)
    if base is object:
        state = None
    elif base is cls:
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    else:
        state = base(self)
    args = cls, base, state
    getstate = getattr(self, '__getstate__', None)
    if getstate is None or getattr(type(self), '__getstate__', None) is getattr(
            object, '__getstate__', None):
        if getattr(self, '__slots__', None):
            raise TypeError('a class that defines __slots__ without defining __getstate__ cannot '
                            'be pickled')
        attributes = getattr(self, '__dict__', None)
    else:
        attributes = getstate()
    if attributes:
        return _reconstructor, args, attributes
    return _reconstructor, args


def _slotnames(cls):
    """The names of the slots of cls and its bases, as getattr() knows them."""
    names = cls.__dict__.get('__slotnames__')
    if names is not None:
        return names
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get('__slots__', ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ('__dict__', '__weakref__'):
                continue
            if name.startswith('__') and not name.endswith('__'):
                stripped = base.__name__.lstrip('_')
                name = f'_{stripped}{name}' if stripped else name
            names.append(name)
    try:
        cls.__slotnames__ = names
    except (AttributeError, TypeError):
        pass
    return names


_extension_registry = {}    # (module, name) -> code
_inverted_registry = {}     # code -> (module, name)
_extension_cache = {}       # code -> object


def add_extension(module, name, code):
    """Let pickles refer to a global by a code."""
    code = int(code)
    if not 1 <= code <= 0x7fffffff:
        raise ValueError('code out of range')
    key = module, name
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f'key {key} is already registered with code {_extension_registry[key]}')
    if code in _inverted_registry:
        raise ValueError(f'code {code} is already in use for key {_inverted_registry[code]}')
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Take a code back."""
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f'key {key} is not registered with code {code}')
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
