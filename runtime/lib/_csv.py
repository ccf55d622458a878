"""Reading and writing of comma separated values, for csv.

Native: _csv_records: Reader, Writer, Error, field_size_limit, and Format, what a dialect is for them. Here are the dialects.
"""

from _csv_records import Error, Format, Reader, Writer, field_size_limit

__version__ = '1.0'
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)

_dialects = {}


# Dialects.

def _character(name, v, may_be_none=True):
    if may_be_none and v is None:
        return None
    if not isinstance(v, str):
        raise TypeError(f'"{name}" must be string{" or None" * may_be_none}, not {type(v).__name__}')
    if len(v) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return v


class Dialect:
    """The rules of a CSV file: an immutable set of attributes."""
    __slots__ = ('_delimiter', '_doublequote', '_escapechar', '_lineterminator', '_quotechar', '_quoting',
                 '_skipinitialspace', '_strict', '_format')
    _names = tuple(name[1:] for name in __slots__[:-1])
    _defaults = {'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n',
                 'quotechar': '"', 'quoting': QUOTE_MINIMAL, 'skipinitialspace': False, 'strict': False}

    def __new__(cls, dialect=None, **options):
        for name in options:
            if name not in cls._names:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if type(dialect) is Dialect and cls is Dialect and not options:
            return dialect
        if dialect is not None:
            for name in cls._names:
                if name not in options and hasattr(dialect, name):
                    options[name] = getattr(dialect, name)
        self = object.__new__(cls)
        self._check(options)
        self._format = Format(*[getattr(self, '_' + name) for name in cls._names])
        return self

    def __init__(self, dialect=None, **options):
        pass

    def _check(self, options):
        get = {**self._defaults, **options}.__getitem__
        self._delimiter = _character('delimiter', get('delimiter'), False)
        self._doublequote = bool(get('doublequote'))
        self._escapechar = _character('escapechar', get('escapechar'))
        self._lineterminator = end = get('lineterminator')
        if end is not None and not isinstance(end, str):
            raise TypeError('"lineterminator" must be a string')
        self._quotechar = _character('quotechar', get('quotechar'))
        self._quoting = quoting = get('quoting')
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if self._quotechar is None and 'quotechar' in options and 'quoting' not in options:
            self._quoting = quoting = QUOTE_NONE
        self._skipinitialspace = bool(get('skipinitialspace'))
        self._strict = bool(get('strict'))
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NONE:
            raise TypeError('bad "quoting" value')
        if quoting != QUOTE_NONE and self._quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        if end is None:
            raise TypeError('lineterminator must be set')

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' instances")


for _name in Dialect._names:
    setattr(Dialect, _name, property(lambda self, _slot=getattr(Dialect, '_' + _name): _slot.__get__(self)))
del _name


def register_dialect(name, /, dialect=None, **options):
    """Give a dialect a name."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    """Forget the dialect of a name."""
    try:
        del _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def get_dialect(name):
    """The dialect of a name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


# Records.

_plain = Dialect()


def reader(lines, /, dialect=None, **options):
    """The records of lines, which any iterable of str gives."""
    d = Dialect(dialect, **options) if options or dialect is not None else _plain
    return Reader(lines, d, d._format)


def writer(file, /, dialect=None, **options):
    """What writes records to a file as lines."""
    write = getattr(file, 'write', None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    d = Dialect(dialect, **options) if options or dialect is not None else _plain
    return Writer(write, d, d._format)
