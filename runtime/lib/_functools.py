"""What stands beneath functools: partial, reduce, cmp_to_key.

Thread-safety with the global lock off: the state of a partial object is one tuple, read and replaced as a whole, so a
call sees the function, the arguments and the keywords of one state.
"""

from _thread import get_ident

GenericAlias = type(list[int])


class _ReadOnly:
    """An item of a partial object's state."""

    def __init__(self, index):
        self.index = index

    def __get__(self, instance, owner=None):
        return self if instance is None else _state_of(instance)[self.index]

    def __set__(self, instance, value):
        raise AttributeError('readonly attribute')

    __delete__ = None


_shown = set()    # (address, thread) of each partial object whose repr() is being made


class partial:
    """A function with some of its arguments given."""

    __module__ = 'functools'
    __slots__ = ('_state', '__dict__', '__weakref__')

    func, args, keywords = map(_ReadOnly, range(3))

    def __new__(cls, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        func, *args = args
        if not callable(func):
            raise TypeError('the first argument must be callable')
        if type(func) is cls and not func.__dict__:
            func, inner, common = _state_of(func)
            args = [*inner, *args]
            keywords = {**common, **keywords}
        self = super().__new__(cls)
        _set_state(self, (func, tuple(args), keywords))
        return self

    def __call__(self, /, *args, **keywords):
        func, given, common = _state_of(self)
        return func(*given, *args, **{**common, **keywords}) if common else func(*given, *args, **keywords)

    def __repr__(self):
        name = 'functools.partial' if type(self) is partial else type(self).__name__
        here = id(self), get_ident()
        if here in _shown:
            return '...'
        _shown.add(here)
        try:
            func, args, keywords = _state_of(self)
            parts = [repr(func), *map(repr, args), *(f'{key}={value!r}' for key, value in keywords.items())]
            return f"{name}({', '.join(parts)})"
        finally:
            _shown.discard(here)

    def __reduce__(self):
        func, args, keywords = _state_of(self)
        return type(self), (func,), (func, args, keywords, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError('invalid partial state')
        func, args, keywords, namespace = state
        if not callable(func) or not isinstance(args, tuple) or not isinstance(keywords, (dict, type(None))):
            raise TypeError('invalid partial state')
        if type(args) is not tuple:
            args = tuple(args)
        if type(keywords) is not dict:
            keywords = dict(keywords or {})
        _set_state(self, (func, args, keywords))
        self.__dict__ = {} if namespace is None else namespace

    __class_getitem__ = classmethod(GenericAlias)


_state_of, _set_state = partial._state.__get__, partial._state.__set__
_missing = object()


def reduce(function, iterable, initial=_missing, /):
    """function(... function(function(first, second), third) ..., last)"""
    try:
        iterator = iter(iterable)
    except TypeError:
        raise TypeError('reduce() arg 2 must support iteration') from None
    if initial is _missing:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError('reduce() of empty iterable with no initial value') from None
    else:
        value = initial
    for item in iterator:
        value = function(value, item)
    return value


class KeyWrapper:
    """A sort key that compares by an old-style comparison function; called, it makes another."""

    __module__ = 'functools'
    __slots__ = ('cmp', 'obj')
    __hash__ = None

    def __init__(self, mycmp):
        self.cmp = mycmp

    def __call__(self, obj):
        wrapped = KeyWrapper(self.cmp)
        wrapped.obj = obj
        return wrapped

    def _comparison(name):
        def compare(self, other):
            if not isinstance(other, KeyWrapper):
                raise TypeError('other argument must be K instance')
            return getattr(self.cmp(self.obj, other.obj), name)(0)
        compare.__name__ = name
        return compare

    __lt__, __gt__, __eq__, __le__, __ge__ = map(_comparison, ('__lt__', '__gt__', '__eq__', '__le__', '__ge__'))
    del _comparison


cmp_to_key = KeyWrapper    # a class, so that it is no method of a class that holds it
