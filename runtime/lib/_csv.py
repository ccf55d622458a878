"""Reading and writing of comma separated values, for csv."""
__version__ = '1.0'
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)

_dialects = {}
_field_limit = 128 * 1024


class Error(Exception):
    pass


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
                 '_skipinitialspace', '_strict')
    _names = tuple(name[1:] for name in __slots__)
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


def field_size_limit(*limit):
    """The length that a field read may have; sets it if called with a new one."""
    global _field_limit
    before = _field_limit
    if len(limit) > 1:
        raise TypeError(f'field_size_limit expected at most 1 argument, got {len(limit)}')
    if limit:
        if not isinstance(limit[0], int):
            raise TypeError('limit must be an integer')
        _field_limit = limit[0]
    return before


# Reading. What the next character belongs to:
(_RECORD, _FIELD, _ESCAPED, _PLAIN, _QUOTED, _QUOTED_ESCAPED, _AFTER_QUOTE, _LINE_END, _AFTER_ESCAPED_END) = range(9)


class Reader:
    """An iterator over records: lists of str."""

    def __init__(self, lines, dialect):
        self._lines = iter(lines)
        self._dialect = dialect
        self._line_num = 0
        self._reset()

    def _reset(self):
        self._state = _RECORD
        self._record = []
        self._text = []
        self._is_number = False

    dialect = property(lambda self: self._dialect)
    line_num = property(lambda self: self._line_num)

    def __iter__(self):
        return self

    def __next__(self):
        self._reset()
        while True:
            line = next(self._lines, self)
            if line is self:
                if not self._text and self._state != _QUOTED:
                    raise StopIteration
                if self._dialect._strict:
                    raise Error('unexpected end of data')
                self._save()
                return self._record
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__} '
                            '(the file should be opened in text mode)')
            self._line_num += 1
            record = self._split(line) if self._state == _RECORD else None
            if record is not None:
                return record
            for c in line:
                self._take(c)
            self._take('')
            if self._state == _RECORD:
                return self._record

    def _split(self, line):
        """The record of a line without quotes and other specialities; None if it has some."""
        d = self._dialect
        if (d._quoting == QUOTE_NONNUMERIC or d._skipinitialspace or (d._quotechar or '\n\n') in line
                or (d._escapechar or '\n\n') in line or d._delimiter in '\r\n'):
            return None
        text = line.rstrip('\r\n')
        if '\n' in text or '\r' in text or len(text) > _field_limit:
            return None
        return text.split(d._delimiter) if text else []

    def _save(self):
        text = ''.join(self._text)
        self._record.append(float(text) if self._is_number else text)
        self._text = []
        self._is_number = False

    def _add(self, c):
        if len(self._text) >= _field_limit:
            raise Error(f'field larger than field limit ({_field_limit})')
        self._text.append(c)

    def _end_field(self, c):
        """`c` ends a field, and the record unless it is the delimiter."""
        self._save()
        self._state = _FIELD if c == self._dialect._delimiter else _LINE_END if c else _RECORD

    def _take(self, c):
        """One character of the line; '' is its end."""
        d, state = self._dialect, self._state
        if state == _RECORD:
            if c == '':
                return
            if c in '\r\n':
                self._state = _LINE_END
                return
            state = _FIELD
        if state == _FIELD:
            self._start_field(c)
        elif state == _ESCAPED:
            self._add(c or '\n')
            self._state = _AFTER_ESCAPED_END if c and c in '\r\n' else _PLAIN
        elif state == _QUOTED:
            if c and c == d._escapechar:
                self._state = _QUOTED_ESCAPED
            elif c and c == d._quotechar and d._quoting != QUOTE_NONE:
                self._state = _AFTER_QUOTE if d._doublequote else _PLAIN
            elif c:
                self._add(c)
        elif state == _QUOTED_ESCAPED:
            self._add(c or '\n')
            self._state = _QUOTED
        elif state == _AFTER_QUOTE:
            self._after_quote(c)
        elif state == _LINE_END:
            if c == '':
                self._state = _RECORD
            elif c not in '\r\n':
                raise Error('new-line character seen in unquoted field - '
                            'do you need to open the file in universal-newline mode?')
        elif c or state == _PLAIN:
            self._go_on(c)

    def _start_field(self, c):
        d = self._dialect
        if c in '\r\n' or c == d._delimiter:
            self._end_field(c)
        elif c == d._quotechar and d._quoting != QUOTE_NONE:
            self._state = _QUOTED
        elif c == d._escapechar:
            self._state = _ESCAPED
        elif c == ' ' and d._skipinitialspace:
            self._state = _FIELD
        else:
            self._is_number = d._quoting == QUOTE_NONNUMERIC
            self._add(c)
            self._state = _PLAIN

    def _go_on(self, c):
        if c in '\r\n' or c == self._dialect._delimiter:
            self._end_field(c)
        elif c == self._dialect._escapechar:
            self._state = _ESCAPED
        else:
            self._add(c)
            self._state = _PLAIN

    def _after_quote(self, c):
        d = self._dialect
        if c and c == d._quotechar and d._quoting != QUOTE_NONE:
            self._add(c)
            self._state = _QUOTED
        elif c == d._delimiter or c in '\r\n':
            self._end_field(c)
        elif d._strict:
            raise Error(f"'{d._delimiter}' expected after '{d._quotechar}'")
        else:
            self._add(c)
            self._state = _PLAIN


def reader(lines, /, dialect=None, **options):
    """The records of lines, which any iterable of str gives."""
    return Reader(lines, Dialect(dialect, **options))


# Writing.

class Writer:
    """Writes records as lines to whatever has a method write()."""

    def __init__(self, write, dialect):
        self._write = write
        self._dialect = d = dialect
        self._special = {*d._lineterminator, d._delimiter, d._escapechar, d._quotechar} - {None}

    dialect = property(lambda self: self._dialect)

    def writerow(self, row):
        """Write a record; returns what write() returns."""
        try:
            row = iter(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        d = self._dialect
        fields = [self._field(v) for v in row]
        if fields == ['']:
            if d._quoting == QUOTE_NONE:
                raise Error('single empty field record must be quoted')
            fields = [d._quotechar * 2]
        return self._write(d._delimiter.join(fields) + d._lineterminator)

    def writerows(self, rows):
        """Write several records."""
        for row in rows:
            self.writerow(row)

    def _field(self, v):
        d = self._dialect
        text = v if isinstance(v, str) else '' if v is None else str(v)
        quote = d._quoting == QUOTE_ALL or d._quoting == QUOTE_NONNUMERIC and not _is_number(v)
        for c in self._special:
            if c in text:
                text, quote = self._escape(text, quote)
                break
        return d._quotechar + text + d._quotechar if quote else text

    def _escape(self, text, quote):
        d, escaped = self._dialect, []
        for c in text:
            if c in self._special:
                if d._quoting == QUOTE_NONE or c == d._escapechar or c == d._quotechar and not d._doublequote:
                    if d._escapechar is None:
                        raise Error('need to escape, but no escapechar set')
                    escaped.append(d._escapechar)
                else:
                    quote = True
                    if c == d._quotechar:
                        escaped.append(c)
            escaped.append(c)
        return ''.join(escaped), quote


def _is_number(v):
    kind = type(v)
    return hasattr(kind, '__index__') or hasattr(kind, '__int__') or hasattr(kind, '__float__') or kind is complex


def writer(file, /, dialect=None, **options):
    """What writes records to a file as lines."""
    write = getattr(file, 'write', None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    return Writer(write, Dialect(dialect, **options))
