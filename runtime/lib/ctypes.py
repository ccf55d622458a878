"""C's numbers, characters, arrays and structures as Python objects over memory.

This is the part of ctypes that describes data: what multiprocessing shares. Foreign functions, pointers,
unions and bit fields do not exist here (a LibraryLoader refuses to load), and the objects do not show the buffer protocol.

Model: an object is a type and a view of bytes: its own, part of another object's, or those of a buffer that
somebody else has (from_buffer). A number or character is read and written in one piece.

    struct type   instance   _memory: memoryview of bytes, in which parts of a Structure or Array are views

Thread-safety with the global lock off: that of memoryview: an item is read and written whole.
Native: _cdata: the memory and numbers and characters in it, by the `_kind` of a type (that of the items of an Array; '' where
they are none) and its `_length_`.
"""

from _cdata import Data, Items, Number

__all__ = ['Array', 'LibraryLoader', 'Structure', 'alignment', 'create_string_buffer', 'sizeof', 'c_bool', 'c_byte',
           'c_char', 'c_double', 'c_float', 'c_int', 'c_int16', 'c_int32', 'c_int64', 'c_int8',
           'c_long', 'c_longlong', 'c_short', 'c_size_t', 'c_ssize_t', 'c_ubyte', 'c_uint',
           'c_uint16', 'c_uint32', 'c_uint64', 'c_uint8', 'c_ulong', 'c_ulonglong', 'c_ushort',
           'c_wchar']


class _DataType(type):
    """What all types of data can do: be measured, repeated, and laid over memory."""

    def __mul__(cls, length):
        return _array_type(cls, length)

    __rmul__ = __mul__

    def _over(cls, memory):
        """An object over those bytes, of exactly its size."""
        self = cls.__new__(cls)
        self._attach(memory)
        return self

    def from_buffer(cls, source, offset=0):
        """An object over the bytes of a writable buffer."""
        view = memoryview(source)
        if view.readonly:
            raise TypeError('underlying buffer is not writable')
        return cls._over(_part(cls, view, offset))

    def from_buffer_copy(cls, source, offset=0):
        """An object over a copy of the bytes of a buffer."""
        return cls._over(memoryview(bytearray(_part(cls, memoryview(source), offset))))


def _part(cls, view, offset):
    view = view.cast('B')
    if offset < 0:
        raise ValueError('offset cannot be negative')
    end = offset + cls._size
    if len(view) < end:
        raise ValueError(f'Buffer size too small ({len(view)} instead of at least {end} bytes)')
    return view[offset:end]


class _CData(Data):
    """An object over memory."""

    _kind, _length_ = '', 1

    def _allocate(self):
        """Before the first initialisation: memory of its own, unless it has been laid over some."""
        if self._memory is None:
            self._attach(memoryview(bytearray(self._size)))

    def _assign(self, other):
        """Take the bytes of an object of the same type."""
        self._memory[:] = other._memory

    def __reduce__(self):
        return _rebuild, (type(self), bytes(self._memory))


def _rebuild(cls, data):
    return cls.from_buffer_copy(data)


def sizeof(obj_or_type):
    """The size in bytes of a type or object."""
    try:
        return obj_or_type._size
    except AttributeError:
        raise TypeError('this type has no size') from None


def alignment(obj_or_type):
    """What addresses of a type or object are a multiple of."""
    try:
        return obj_or_type._alignment
    except AttributeError:
        raise TypeError('no alignment info') from None


# Numbers and characters.

class _SimpleType(_DataType):
    """A type named by a letter of the struct module."""

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if '_type_' in namespace:
            cls._kind = cls._type_
            letter = 'I' if cls._type_ == 'u' else cls._type_
            cls._size = cls._alignment = memoryview(bytearray(8)).cast(letter).itemsize


class _SimpleCData(_CData, Number, metaclass=_SimpleType):
    """One number or character."""

    def __bool__(self):
        return any(self._memory)

    def __repr__(self):
        if type(self).__base__ is not _SimpleCData:
            return object.__repr__(self)
        return f'{type(self).__name__}({self.value!r})'


class c_byte(_SimpleCData):
    _type_ = 'b'


class c_ubyte(_SimpleCData):
    _type_ = 'B'


class c_short(_SimpleCData):
    _type_ = 'h'


class c_ushort(_SimpleCData):
    _type_ = 'H'


class c_int(_SimpleCData):
    _type_ = 'i'


class c_uint(_SimpleCData):
    _type_ = 'I'


class c_long(_SimpleCData):
    _type_ = 'l'


class c_ulong(_SimpleCData):
    _type_ = 'L'


c_longlong, c_ulonglong = c_long, c_ulong
c_int8, c_int16, c_int32, c_int64 = c_byte, c_short, c_int, c_long
c_uint8, c_uint16, c_uint32, c_uint64 = c_ubyte, c_ushort, c_uint, c_ulong
c_ssize_t, c_size_t = c_long, c_ulong


class c_float(_SimpleCData):
    _type_ = 'f'


class c_double(_SimpleCData):
    _type_ = 'd'


class c_bool(_SimpleCData):
    _type_ = '?'


class c_char(_SimpleCData):
    _type_ = 'c'


class c_wchar(_SimpleCData):
    _type_ = 'u'


def _is_plain(cls):
    """Are parts of that type shown as their values? Those of a class that is derived from c_int, say, are objects."""
    return cls.__base__ is _SimpleCData


def _set(cls, memory, value):
    """Have the bytes become the value, as an object of that type."""
    part = cls._over(memory)
    if isinstance(value, cls):
        part._assign(value)
    elif issubclass(cls, _SimpleCData):
        part.value = value
    elif isinstance(value, tuple):
        part._assign(cls(*value))
    else:
        raise TypeError(f'expected {cls.__name__} instance, got {type(value).__name__}')


def _get(cls, memory):
    """The value in Python of a number or character; other parts as objects."""
    part = cls._over(memory)
    return part.value if _is_plain(cls) else part


# Arrays.

class _ArrayType(_DataType):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if bases[0] is not _CData:
            cls._size = cls._length_ * cls._type_._size
            cls._alignment = cls._type_._alignment
            cls._kind = cls._type_._kind if _is_plain(cls._type_) else ''


class Array(_CData, Items, metaclass=_ArrayType):
    """_length_ items of _type_."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, *items):
        self._allocate()
        if len(items) > self._length_:
            raise IndexError('invalid index')
        for i, item in enumerate(items):
            self[i] = item

    def _place(self, i):
        """The bytes of one item."""
        size = self._type_._size
        return self._memory[i * size:(i + 1) * size]

    # What subscripts do where the items are objects, and slices that are put together or written.

    def _get_slice(self, places):
        return self._joined([self[i] for i in range(*places.indices(self._length_))])

    def _get_item(self, i):
        return _get(self._type_, self._place(i))

    @staticmethod
    def _joined(items):
        return items

    def _set_slice(self, places, value):
        places = range(*places.indices(self._length_))
        if len(places) != len(value):
            raise ValueError('Can only assign sequence of same size')
        for i, item in zip(places, value):
            self[i] = item

    def _set_item(self, i, value):
        _set(self._type_, self._place(i), value)


class _ByteArray(Array):
    """An array of c_char: also a string of bytes that ends at the first zero."""

    _type_, _length_ = c_char, 0

    _joined = staticmethod(b''.join)

    @property
    def value(self):
        return bytes(self._memory).partition(b'\0')[0]

    @value.setter
    def value(self, value):
        if not isinstance(value, bytes):
            raise TypeError(f'bytes expected instead of {type(value).__name__} instance')
        if len(value) > self._length_:
            raise ValueError('byte string too long')
        value += b'\0' * (len(value) < self._length_)
        self._memory[:len(value)] = value

    @property
    def raw(self):
        """All bytes."""
        return bytes(self._memory)

    @raw.setter
    def raw(self, value):
        view = memoryview(value).cast('B')
        if len(view) > self._length_:
            raise ValueError('byte string too long')
        self._memory[:len(view)] = view


class _TextArray(Array):
    """An array of c_wchar: also a str that ends at the first zero."""

    _type_, _length_ = c_wchar, 0

    _joined = staticmethod(''.join)

    @property
    def value(self):
        return self[:].partition('\0')[0]

    @value.setter
    def value(self, value):
        if not isinstance(value, str):
            raise TypeError(f'unicode string expected instead of {type(value).__name__} instance')
        if len(value) > self._length_:
            raise ValueError('string too long')
        value += '\0' * (len(value) < self._length_)
        self[:len(value)] = value


_array_types = {}


def _array_type(item, length):
    """The type of arrays of that many items: one object for each."""
    if not hasattr(type(length), '__index__'):
        raise TypeError(f"can't multiply sequence by non-int of type '{type(length).__name__}'")
    if length < 0:
        raise ValueError(f'Array length must be >= 0, not {length}')
    made = _array_types.get((item, length))
    if made is None:
        base = _ByteArray if item is c_char else _TextArray if item is c_wchar else Array
        made = _ArrayType(f'{item.__name__}_Array_{length}', (base,),
                          {'_type_': item, '_length_': length})
        made = _array_types.setdefault((item, length), made)
    return made


def create_string_buffer(init, size=None):
    """An array of c_char that holds init and a zero, or has that many items."""
    if isinstance(init, int):
        return (c_char * init)()
    made = (c_char * (len(init) + 1 if size is None else size))()
    made.value = init
    return made


# Structures.

class _Field:
    """One field of a Structure: a descriptor."""

    def __init__(self, cls, offset):
        self._cls = cls
        self._kind = cls._kind if _is_plain(cls) else ''
        self.offset = offset
        self.size = cls._size

    def _place(self, obj):
        return obj._memory[self.offset:self.offset + self.size]

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return obj._load(self._kind, self.offset) if self._kind else _get(self._cls, self._place(obj))

    def __set__(self, obj, value):
        if self._kind and not isinstance(value, Data):
            obj._store(self._kind, self.offset, value)
        else:
            _set(self._cls, self._place(obj), value)

    def __repr__(self):
        return f'<Field type={self._cls.__name__}, ofs={self.offset}, size={self.size}>'


def _round_up(size, multiple):
    return -(-size // multiple) * multiple


class _StructureType(_DataType):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if '_fields_' in namespace:
            cls._lay_out()

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        if name == '_fields_':
            cls._lay_out()

    def _lay_out(cls):
        """Give each field its place behind those of the base, as a C compiler does."""
        base = cls.__mro__[1]
        size, align = base._size, base._alignment
        cls._names = list(base._names)
        for name, kind in cls._fields_:
            size = _round_up(size, kind._alignment)
            setattr(cls, name, _Field(kind, size))
            cls._names.append(name)
            size += kind._size
            align = max(align, kind._alignment)
        cls._size, cls._alignment = _round_up(size, align), align


class Structure(_CData, metaclass=_StructureType):
    """Named fields, listed in _fields_ as (name, type)."""

    _size, _alignment, _names = 0, 1, ()

    def __init__(self, *args, **kwargs):
        self._allocate()
        if len(args) > len(self._names):
            raise TypeError('too many initializers')
        for name, value in zip(self._names, args):
            if name in kwargs:
                raise TypeError(f'duplicate values for field {name!r}')
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)


class LibraryLoader:
    """Where libraries with foreign functions would come from."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, dlltype=None):
        self._dlltype = dlltype

    def LoadLibrary(self, name):
        raise OSError(f'{name}: Hasp calls no foreign functions')
