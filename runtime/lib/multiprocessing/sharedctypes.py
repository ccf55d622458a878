"""C objects in memory that processes share.

Model: RawValue and RawArray make an object of ctypes over a block of a shared heap (multiprocessing.heap);
Value and Array put a lock beside it. A child that is started afresh gets the block by its arena, and the
same type over it.

    Synchronized --_obj--> object of ctypes --_wrapper--> block of the heap
         `-------_lock--> RLock

Thread-safety with the global lock off: an item is read and written whole; what takes more than that,
such as v.value += 1, needs the lock.

Native: ctypes, and the library's heap, which stands on mmap.
"""

import ctypes

from multiprocessing import get_context, heap
from multiprocessing.context import assert_spawning

__all__ = ['RawValue', 'RawArray', 'Value', 'Array', 'copy', 'synchronized']

typecode_to_type = {
    'c': ctypes.c_char, 'u': ctypes.c_wchar,
    'b': ctypes.c_byte, 'B': ctypes.c_ubyte,
    'h': ctypes.c_short, 'H': ctypes.c_ushort,
    'i': ctypes.c_int, 'I': ctypes.c_uint,
    'l': ctypes.c_long, 'L': ctypes.c_ulong,
    'q': ctypes.c_longlong, 'Q': ctypes.c_ulonglong,
    'f': ctypes.c_float, 'd': ctypes.c_double,
}


def _type_of(typecode_or_type):
    return typecode_to_type.get(typecode_or_type, typecode_or_type)


def _over(type_, block):
    """An object over the block, which it keeps."""
    obj = type_.from_buffer(block.create_memoryview())
    obj._wrapper = block
    return obj


def _new(type_):
    """A zeroed object in shared memory."""
    obj = _over(type_, heap.BufferWrapper(ctypes.sizeof(type_)))
    obj._memory[:] = bytes(len(obj._memory))    # the heap uses blocks again
    return obj


def RawValue(typecode_or_type, *args):
    """An object in shared memory, made of args as its type does."""
    obj = _new(_type_of(typecode_or_type))
    obj.__init__(*args)
    return obj


def RawArray(typecode_or_type, size_or_initializer):
    """An array in shared memory: of that many zeros, or of the items of a sequence."""
    type_ = _type_of(typecode_or_type)
    if isinstance(size_or_initializer, int):
        return _new(type_ * size_or_initializer)
    obj = _new(type_ * len(size_or_initializer))
    obj.__init__(*size_or_initializer)
    return obj


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """RawValue with a lock; lock is one that there is, or whether to make one."""
    return _with_lock(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """RawArray with a lock; lock is one that there is, or whether to make one."""
    return _with_lock(RawArray(typecode_or_type, size_or_initializer), lock, ctx)


def _with_lock(obj, lock, ctx):
    if lock is False:
        return obj
    if lock in (True, None):
        lock = (ctx or get_context()).RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError(f'{lock!r} has no method \'acquire\'')
    return synchronized(obj, lock, ctx=ctx)


def copy(obj):
    """A copy in shared memory, without a lock."""
    made = _new(type(obj))
    made._memory[:] = obj._memory
    return made


def synchronized(obj, lock=None, ctx=None):
    """The object with a lock: its attributes, each of which takes the lock."""
    assert not isinstance(obj, SynchronizedBase), 'object already synchronized'
    if isinstance(obj, ctypes._SimpleCData):
        return Synchronized(obj, lock, ctx)
    if isinstance(obj, ctypes.Array):
        kind = SynchronizedString if obj._type_ is ctypes.c_char else SynchronizedArray
        return kind(obj, lock, ctx)
    return _class_for(type(obj))(obj, lock, ctx)


# Pickling, for children that are started afresh.

def reduce_ctype(obj):
    """How an object in shared memory is pickled: its block travels, not its value."""
    assert_spawning(obj)
    if isinstance(obj, ctypes.Array):
        return rebuild_ctype, (obj._type_, obj._wrapper, obj._length_)
    return rebuild_ctype, (type(obj), obj._wrapper, None)


def rebuild_ctype(type_, wrapper, length):
    """The other end of reduce_ctype()."""
    return _over(type_ if length is None else type_ * length, wrapper)


def _reduce(obj, protocol):
    """Objects in shared memory as above, others as ctypes does."""
    return reduce_ctype(obj) if hasattr(obj, '_wrapper') else object.__reduce_ex__(obj, protocol)


ctypes._CData.__reduce_ex__ = _reduce


# Objects with a lock.

def _guarded(name):
    """A property that is the object's attribute, read and written under the lock."""
    def get(self):
        self.acquire()
        try:
            return getattr(self._obj, name)
        finally:
            self.release()

    def put(self, value):
        self.acquire()
        try:
            setattr(self._obj, name, value)
        finally:
            self.release()
    return property(get, put)


class SynchronizedBase:
    """An object and its lock."""

    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or (ctx or get_context()).RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __reduce__(self):
        assert_spawning(self)
        return synchronized, (self._obj, self._lock)

    def get_obj(self):
        """The object without the lock."""
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return f'<{type(self).__name__} wrapper for {self._obj}>'


class Synchronized(SynchronizedBase):
    """A number or character."""

    @property
    def value(self):
        self.acquire()
        try:
            return self._obj.value
        finally:
            self.release()

    @value.setter
    def value(self, value):
        self.acquire()
        try:
            self._obj.value = value
        finally:
            self.release()


class SynchronizedArray(SynchronizedBase):
    """An array."""

    def __len__(self):
        return len(self._obj)

    def __getitem__(self, index):
        with self._lock:
            return self._obj[index]

    def __setitem__(self, index, value):
        with self._lock:
            self._obj[index] = value


class SynchronizedString(SynchronizedArray):
    """An array of c_char."""

    value = _guarded('value')
    raw = _guarded('raw')


_classes = {}       # type of a structure -> the class of those with a lock


def _class_for(type_):
    if type_ not in _classes:
        fields = {name: _guarded(name) for name in type_._names}
        _classes[type_] = type('Synchronized' + type_.__name__, (SynchronizedBase,), fields)
    return _classes[type_]
