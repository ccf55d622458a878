"""Functions that make or change functions.

Model: partial is a small class; lru_cache keeps its entries in a circular doubly linked list of
four-item lists [previous, next, key, result], the root's next being the oldest.

Thread-safety with the global lock off: lru_cache guards list, dictionary and counters with a lock,
but not the call itself, so two threads may compute one result; cached_property stores with one
dictionary operation; singledispatch replaces its cache instead of changing it under readers.

Native: _thread.RLock.
"""

from _thread import RLock

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering',
           'cache', 'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod',
           'singledispatch', 'singledispatchmethod', 'cached_property']

GenericAlias = type(list[int])

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make wrapper look like wrapped."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that makes a function look like wrapped."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


_missing = object()


def reduce(function, iterable, initial=_missing, /):
    """function(... function(function(first, second), third) ..., last)"""
    iterator = iter(iterable)
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


class partial:
    """A function with some of its arguments given."""

    __slots__ = ('func', 'args', 'keywords', '__dict__', '__weakref__')

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        if self.keywords:
            keywords = {**self.keywords, **keywords}
        return self.func(*self.args, *args, **keywords)

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f'{name}={value!r}' for name, value in self.keywords.items()]
        cls = type(self)
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def __reduce__(self):
        return (type(self), (self.func,),
                (self.func, self.args, self.keywords or None, self.__dict__ or None))

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError('invalid partial state')
        func, args, keywords, namespace = state
        if not callable(func) or not isinstance(args, tuple):
            raise TypeError('invalid partial state')
        self.func = func
        self.args = tuple(args)
        self.keywords = dict(keywords or {})
        self.__dict__.update(namespace or {})

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(function):
    """For the module inspect: what is inside of partial objects."""
    while isinstance(function, partial):
        function = function.func
    return function


class partialmethod:
    """partial() for a method: the instance comes first, then the given arguments."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner=None):
        getter = getattr(self.func, '__get__', None)
        if getter is not None:
            bound = getter(instance, owner)
            if bound is not self.func:
                return partial(bound, *self.args, **self.keywords)
        first = () if instance is None else (instance,)
        def method(*args, **keywords):
            return self.func(*first, *args[:1 - len(first)], *self.args,
                             *args[1 - len(first):], **{**self.keywords, **keywords})
        return method


# Caches.

class _CacheInfo(tuple):
    """hits, misses, maxsize, currsize"""

    __slots__ = ()

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return 'CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)' % tuple(self)


class _HashedKey(list):
    """The arguments of a call, hashed once."""

    __slots__ = ('hash',)

    def __init__(self, parts):
        self[:] = parts
        self.hash = hash(parts)

    def __hash__(self):
        return self.hash


_keyword_mark = object()


def _make_key(args, kwds, typed):
    if not kwds and not typed:
        if len(args) == 1 and type(args[0]) in (int, str):
            return args[0]
        return _HashedKey(args)
    parts = args
    if kwds:
        parts += (_keyword_mark,)
        for item in kwds.items():
            parts += item
    if typed:
        parts += tuple(map(type, args)) + tuple(map(type, kwds.values()))
    return _HashedKey(parts)


def lru_cache(maxsize=128, typed=False):
    """Remember the results of the last maxsize different calls; all of them if it is None."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function, /):
    """Remember the results of all calls."""
    return lru_cache(maxsize=None)(user_function)


def _cached(function, maxsize, typed):
    lru = _LRU(maxsize)

    def wrapper(*args, **kwds):
        key = _make_key(args, kwds, typed)
        result = lru.find(key)
        if result is _missing:
            result = function(*args, **kwds)
            lru.add(key, result)
        return result

    wrapper.cache_info = lru.info
    wrapper.cache_clear = lru.clear
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, function)


class _LRU:
    """A dictionary that forgets what was not used for longest."""

    def __init__(self, maxsize):
        self.maxsize = maxsize
        # Recursive: comparing keys runs code that may use the same cache.
        self.lock = RLock()
        self.clear()

    def clear(self):
        """Forget everything."""
        with self.lock:
            self.links = {}
            self.hits = self.misses = 0
            self.root = root = []
            root[:] = root, root, None, None

    def info(self):
        with self.lock:
            return _CacheInfo((self.hits, self.misses, self.maxsize, len(self.links)))

    def find(self, key):
        with self.lock:
            link = self.links.get(key)
            if link is None:
                self.misses += 1
                return _missing
            self.hits += 1
            if self.maxsize is not None:
                self._unlink(link)
                self._link_newest(link)
            return link[3]

    def add(self, key, result):
        if self.maxsize == 0:
            return
        with self.lock:
            if key in self.links:
                return    # another thread, or a recursive call, was faster
            link = [None, None, key, result]
            self.links[key] = link
            self._link_newest(link)
            if self.maxsize is not None and len(self.links) > self.maxsize:
                oldest = self.root[1]
                self._unlink(oldest)
                del self.links[oldest[2]]

    @staticmethod
    def _unlink(link):
        before, after = link[0], link[1]
        before[1] = after
        after[0] = before

    def _link_newest(self, link):
        root = self.root
        newest = root[0]
        newest[1] = root[0] = link
        link[0] = newest
        link[1] = root


class cached_property:
    """A property computed once per instance and then kept in its __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.lock = RLock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on '
                            'it.')
        try:
            kept = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to "
                            f'cache {self.attrname!r} property.') from None
        value = kept.get(self.attrname, _missing)
        if value is _missing:
            with self.lock:
                value = kept.get(self.attrname, _missing)
                if value is _missing:
                    value = kept[self.attrname] = self.func(instance)
        return value

    __class_getitem__ = classmethod(GenericAlias)


# Comparison.

class _Compared:
    """A sort key that compares by an old-style comparison function."""

    __slots__ = ('obj', 'compare')
    __hash__ = None

    def __init__(self, obj, compare):
        self.obj = obj
        self.compare = compare

    def __lt__(self, other):
        return self.compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self.compare(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self.compare(self.obj, other.obj) == 0

    def __le__(self, other):
        return self.compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self.compare(self.obj, other.obj) >= 0


def cmp_to_key(mycmp):
    """A key function for sorting by mycmp(a, b), which is negative, zero or positive."""
    return lambda obj: _Compared(obj, mycmp)


def _derived(given, negate, or_equal):
    """An ordering method made of the one that is given and of ==."""
    def method(self, other):
        answer = getattr(type(self), given)(self, other)
        if answer is NotImplemented:
            return answer
        if negate:
            answer = not answer
        if or_equal == 'or':
            return answer or self == other
        if or_equal == 'and':
            return answer and self != other
        return answer
    return method


# given -> {derived: (negate the given one, then combine with equality)}
_ORDERINGS = {
    '__lt__': {'__gt__': (True, 'and'), '__le__': (False, 'or'), '__ge__': (True, None)},
    '__le__': {'__ge__': (True, 'or'), '__lt__': (False, 'and'), '__gt__': (True, None)},
    '__gt__': {'__lt__': (True, 'and'), '__ge__': (False, 'or'), '__le__': (True, None)},
    '__ge__': {'__le__': (True, 'or'), '__gt__': (False, 'and'), '__lt__': (True, None)},
}


def total_ordering(cls):
    """Add the ordering methods that follow from one of them and __eq__."""
    given = [name for name in _ORDERINGS
             if getattr(cls, name, None) is not getattr(object, name, None)]
    if not given:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    base = max(given)
    for name, how in _ORDERINGS[base].items():
        if name not in given:
            method = _derived(base, *how)
            method.__name__ = name
            setattr(cls, name, method)
    return cls


# Dispatch on the type of the first argument.

def singledispatch(func):
    """A function whose implementation is chosen by the type of its first argument."""
    registry = {object: func}
    found = {}

    def dispatch(cls):
        implementation = found.get(cls)
        if implementation is None:
            implementation = found[cls] = _find_implementation(cls, registry)
        return implementation

    def register(cls, func=None):
        nonlocal found
        if func is None:
            if isinstance(cls, type):
                return lambda function: register(cls, function)
            func, cls = cls, _annotated_type(cls)
        registry[cls] = func
        found = {}
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{name} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, '__name__', 'singledispatch function')
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = found.clear
    return update_wrapper(wrapper, func)


def _annotated_type(func):
    annotations = getattr(func, '__annotations__', {})
    if not annotations:
        raise TypeError(f'Invalid first argument to `register()`: {func!r}. Use either '
                        '`@register(some_class)` or plain `@register` on an annotated function.')
    name, cls = next(iter(annotations.items()))
    if not isinstance(cls, type):
        raise TypeError(f'Invalid annotation for {name!r}. {cls!r} is not a class.')
    return cls


def _find_implementation(cls, registry):
    """The entry of the nearest class: by the MRO, abstract bases after the class that has them."""
    best = None
    for candidate in cls.__mro__:
        if candidate in registry and candidate is not object:
            return registry[candidate]
        virtual = [abstract for abstract in registry
                   if abstract not in cls.__mro__ and issubclass(candidate, abstract)
                   and not any(issubclass(base, abstract) for base in candidate.__bases__)]
        virtual = [abstract for abstract in virtual
                   if not any(other is not abstract and issubclass(other, abstract)
                              for other in virtual)]
        if len(virtual) > 1:
            raise RuntimeError(f'Ambiguous dispatch: {virtual[0]} or {virtual[1]}')
        if virtual:
            best = virtual[0]
            break
    return registry[object if best is None else best]


class singledispatchmethod:
    """singledispatch for methods: the argument after the instance decides."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            chosen = self.dispatcher.dispatch(args[0].__class__)
            return chosen.__get__(obj, cls)(*args, **kwargs)
        method.register = self.register
        return update_wrapper(method, self.func)
