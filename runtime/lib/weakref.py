"""Weak references, and containers that do not keep their members alive.

Model: a weak container holds weak references whose callback removes the entry. The callback runs
in whichever thread collected the member, so it must not take a lock: it is one dictionary or set
operation, and iteration works on a copy.

Thread-safety with the global lock off: single operations on the inner dict or set; an entry whose
member died a moment ago counts as absent.

Native: _weakref (ref, proxy, getweakrefcount, getweakrefs, ProxyType, CallableProxyType), atexit.
"""

from _collections_abc import Mapping, MutableMapping, MutableSet
from _weakref import (CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs,
                      proxy, ref)
from collections import _union_operators

GenericAlias = type(list[int])

__all__ = ['ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType',
           'ProxyType', 'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet',
           'WeakMethod', 'finalize']

ProxyTypes = ProxyType, CallableProxyType


class WeakMethod(ref):
    """A weak reference to a bound method: it lives as long as its object and its function."""

    __slots__ = ('_func_ref', '_kind', '_alive', '__weakref__')

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None
        made = None

        def died(_):
            if made._alive:
                made._alive = False
                if callback is not None:
                    callback(made)
        made = ref.__new__(cls, obj, died)
        made._func_ref = ref(func, died)
        made._kind = type(meth)
        made._alive = True
        return made

    def __init__(self, meth, callback=None):
        super().__init__(meth.__self__)

    def __call__(self):
        obj = super().__call__()
        func = self._func_ref()
        return None if obj is None or func is None else self._kind(func, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._func_ref == other._func_ref

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """A reference that knows its key."""

    __slots__ = ('key',)

    def __new__(cls, obj, callback, key):
        made = ref.__new__(cls, obj, callback)
        made.key = key
        return made

    def __init__(self, obj, callback, key):
        super().__init__(obj, callback)


class _WeakDictionary(MutableMapping):
    """What both mappings share. keys(), values() and items() are iterators: a view could not tell its length."""

    def keys(self):
        return iter(self)

    def values(self):
        for _, value in self.items():
            yield value

    def __iter__(self):
        for key, _ in self.items():
            yield key

    def __len__(self):
        return sum(1 for _ in self.items())

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x}>'

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def popitem(self):
        for key in self:
            try:
                return key, self.pop(key)
            except KeyError:
                pass    # it has died, or another thread was faster
        raise KeyError('popitem(): dictionary is empty')

    def update(self, other=None, /, **kw):
        if other is not None:
            items = other.items() if hasattr(other, 'items') else dict(other).items()
            for key, value in items:
                self[key] = value
        for key, value in kw.items():
            self[key] = value

    __or__, __ror__, __ior__ = _union_operators(Mapping)


class WeakValueDictionary(_WeakDictionary):
    """A mapping whose entries vanish with their values."""

    def __init__(self, other=(), /, **kw):
        self.data = data = {}

        def remove(reference):
            if data.get(reference.key) is reference:
                data.pop(reference.key, None)
        self._remove = remove
        self.update(other, **kw)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def items(self):
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def setdefault(self, key, default=None):
        while True:
            held = self.data.get(key)
            value = None if held is None else held()
            if value is not None:
                return value
            if held is not None:
                self._remove(held)    # it has died, its callback is still to come
            fresh = KeyedRef(default, self._remove, key)
            if self.data.setdefault(key, fresh) is fresh:
                return default

    def __deepcopy__(self, memo):
        from copy import deepcopy
        twin = type(self)()
        for key, value in self.items():
            twin[deepcopy(key, memo)] = value
        return twin

    def valuerefs(self):
        return list(self.data.values())

    def itervaluerefs(self):
        yield from self.valuerefs()


class WeakKeyDictionary(_WeakDictionary):
    """A mapping whose entries vanish with their keys."""

    def __init__(self, dict=None):
        self.data = data = {}
        self._remove = lambda reference: data.pop(reference, None)
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def items(self):
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def __deepcopy__(self, memo):
        from copy import deepcopy
        twin = type(self)()
        for key, value in self.items():
            twin[key] = deepcopy(value, memo)
        return twin

    def keyrefs(self):
        return list(self.data)


class WeakSet(MutableSet):
    """A set whose members vanish."""

    def __init__(self, data=None):
        self.data = members = set()
        self._remove = members.discard
        if data is not None:
            self.update(data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __iter__(self):
        for reference in self.data.copy():
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return sum(1 for _ in self)

    def __reduce__(self):
        return type(self), (list(self),), self.__getstate__()

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def pop(self):
        while True:
            try:
                item = self.data.pop()()
            except KeyError:
                raise KeyError('pop from empty WeakSet') from None
            if item is not None:
                return item

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return type(self)(self)

    def __repr__(self):
        return repr(self.data)

    # The operators of sets, which take any iterable here, and their names.

    def _compare(self, other, operator):
        return operator({*self}, {*other}) if isinstance(other, WeakSet) else NotImplemented

    def __eq__(self, other):
        return self._compare(other, set.__eq__)

    def _with(self, other, operation):
        twin = self.copy()
        operation(twin, other)
        return twin

    def union(self, other):
        return self._with(other, WeakSet.update)

    def intersection(self, other):
        return self._with(other, WeakSet.intersection_update)

    def difference(self, other):
        return self._with(other, WeakSet.difference_update)

    def symmetric_difference(self, other):
        return self._with(other, WeakSet.symmetric_difference_update)

    def _update_by(self, other, operation):
        members = operation({*self}, [item for item in other])
        for item in self:
            if item not in members:
                self.discard(item)
        self.update(members)

    def intersection_update(self, other):
        self._update_by(other, set.intersection)

    def difference_update(self, other):
        self._update_by(other, set.difference)

    def symmetric_difference_update(self, other):
        self._update_by(other, set.symmetric_difference)

    def issubset(self, other):
        return {*self}.issubset(other)

    def issuperset(self, other):
        return {*self}.issuperset(other)

    def isdisjoint(self, other):
        return {*self}.isdisjoint(other)

    __or__, __and__, __sub__, __xor__ = union, intersection, difference, symmetric_difference
    __le__, __ge__ = issubset, issuperset

    def __lt__(self, other):
        return self._compare(other, set.__lt__)

    def __gt__(self, other):
        return self._compare(other, set.__gt__)

    def __ior__(self, other):
        self.update(other)
        return self

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    __class_getitem__ = classmethod(GenericAlias)


class finalize:
    """func(*args, **kwargs) once: when called, when obj is collected, or at exit."""

    __slots__ = ()
    _registry = {}      # finalize -> [weak reference, func, args, kwargs, atexit]
    _registered = False
    _shutdown = False   # the end of the program has been served: whatever dies now dies unnoticed

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered:
            import atexit
            finalize._registered = True
            atexit.register(finalize._run_all)
        finalize._registry[self] = [ref(obj, self), func, args, kwargs, True]

    def __call__(self, _=None):
        """Call the function unless that was done."""
        info = finalize._registry.pop(self, None)
        return None if info is None or finalize._shutdown else info[1](*info[2], **info[3])

    def detach(self):
        """Never call; returns what would have been called, with its object."""
        info = finalize._registry.get(self)
        obj = info and info[0]()
        if obj is not None and finalize._registry.pop(self, None):
            return obj, info[1], info[2], info[3]
        return None

    def peek(self):
        info = finalize._registry.get(self)
        obj = info and info[0]()
        return None if obj is None else (obj, info[1], info[2], info[3])

    @property
    def alive(self):
        return self in finalize._registry

    @property
    def atexit(self):
        info = finalize._registry.get(self)
        return bool(info) and info[4]

    @atexit.setter
    def atexit(self, value):
        info = finalize._registry.get(self)
        if info:
            info[4] = bool(value)

    def __repr__(self):
        info = finalize._registry.get(self)
        obj = info and info[0]()
        if obj is None:
            return f'<{type(self).__name__} object at {id(self):#x}; dead>'
        return (f'<{type(self).__name__} object at {id(self):#x}; for {type(obj).__qualname__!r} '
                f'at {id(obj):#x}>')

    @classmethod
    def _run_all(cls):
        """At exit: call the rest, the last made first."""
        import sys
        try:
            while pending := [final for final, info in list(cls._registry.items()) if info[4]]:
                try:
                    pending[-1]()
                except Exception:
                    sys.excepthook(*sys.exc_info())
        finally:
            finalize._shutdown = True
