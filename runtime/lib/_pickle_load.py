"""The reading half of pickle: the stack machine.

Model: opcodes are taken one by one from a buffer and each runs a function from a table of 256.
stack holds the values since the last MARK; outer stacks wait in metastack; memo maps numbers to
objects.  The buffer is the whole pickle (loads()) or what was read of a file so far: as much as an
opcode or a frame asks for and never more, because another pickle may follow in the file.

Thread-safety with the global lock off: an Unpickler belongs to one thread.

Native: sys.modules, sys.intern, _struct.unpack for floats, copyreg for extension codes.
"""

import sys

from _pickle_format import HIGHEST_PROTOCOL, OPCODES, UnpicklingError, modern_name, resolve

globals().update((_name, _byte[0]) for _name, _byte in OPCODES)


class Unpickler:
    """Reads objects from a binary file (see load())."""

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
        self._file_read = getattr(file, 'read', None)
        self._file_readline = getattr(file, 'readline', None)
        if self._file_read is None or self._file_readline is None:
            raise TypeError("file must have 'read' and 'readline' attributes")
        self._reset(b'', fix_imports, encoding, errors, buffers)

    def _reset(self, data, fix_imports, encoding, errors, buffers):
        self.data = data
        self.pos = 0
        self.fix_imports = fix_imports
        self.encoding = encoding
        self.errors = errors
        self.buffers = iter(buffers or ())
        self.memo = {}
        self.proto = 0

    def load(self):
        """Read one pickle and return the object it builds."""
        self.stack = []
        self.metastack = []
        self.append = self.stack.append
        run = _RUN
        try:
            while True:
                pos = self.pos
                if pos == len(self.data):
                    self._refill(1, EOFError('Ran out of input'))
                    pos = 0
                self.pos = pos + 1
                opcode = self.data[pos]
                if opcode == STOP:
                    break
                run[opcode](self)
            return self.stack.pop()
        except IndexError:
            if self.stack:
                raise    # not ours: from something that the pickle called
            raise UnpicklingError('unpickling stack underflow') from None

    # Input.

    def _refill(self, size, error):
        """Make size bytes available at pos, which becomes 0."""
        rest = self.data[self.pos:]
        missing = size - len(rest)
        more = self._file_read(missing) if self._file_read is not None else b''
        if len(more) < missing:
            raise error
        self.data = rest + more if rest else more
        self.pos = 0

    def _take(self, size):
        pos = self.pos
        end = pos + size
        if end > len(self.data):
            self._refill(size, UnpicklingError('pickle data was truncated'))
            pos, end = 0, size
        self.pos = end
        return self.data[pos:end]

    def _take_byte(self):
        pos = self.pos
        if pos == len(self.data):
            return self._take(1)[0]
        self.pos = pos + 1
        return self.data[pos]

    def _take_size(self, width):
        size = int.from_bytes(self._take(width), 'little')
        if size > sys.maxsize:
            raise UnpicklingError('pickle data was truncated')
        return size

    def _take_line(self):
        end = self.data.find(b'\n', self.pos)
        if end < 0:
            if self._file_readline is not None:
                self.data = self.data[self.pos:] + self._file_readline()
                self.pos = 0
            end = len(self.data) - 1
            if end < self.pos or self.data[end] != 10:
                raise UnpicklingError('pickle data was truncated')
        line = self.data[self.pos:end]
        self.pos = end + 1
        return line

    # The stack.

    def pop_mark(self):
        """Return the values since the last MARK and go back to the stack before it."""
        if not self.metastack:
            raise UnpicklingError('could not find MARK')
        items = self.stack
        self.stack = self.metastack.pop()
        self.append = self.stack.append
        return items

    # Hooks.

    def persistent_load(self, pid):
        raise UnpicklingError('A load persistent id instruction was encountered,\n'
                              'but no persistent_load function was specified.')

    def find_class(self, module_name, name):
        """The global of that name; the module is imported if needed."""
        if self.proto < 3 and self.fix_imports:
            module_name, name = modern_name(module_name, name)
        __import__(module_name)
        module = sys.modules[module_name]
        if self.proto >= 4:
            return resolve(module, name)
        try:
            return getattr(module, name)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {module!r}") from None

    def _text(self, data):
        """A Python 2 string."""
        return data if self.encoding == 'bytes' else data.decode(self.encoding, self.errors)


_RUN = [None] * 256


def _on(opcode):
    """Enter a function into the table of opcodes."""
    def enter(function):
        _RUN[opcode] = function
        return function
    return enter


def _invalid(code):
    def run(u):
        raise UnpicklingError("invalid load key, '%s'." % (
            chr(code) if 32 <= code < 127 else f'\\x{code:02x}'))
    return run


# Frames.

@_on(PROTO)
def _proto(u):
    proto = u._take_byte()
    if proto > HIGHEST_PROTOCOL:
        raise ValueError(f'unsupported pickle protocol: {proto}')
    u.proto = proto


@_on(FRAME)
def _frame(u):
    size = u._take_size(8)
    if u.pos + size > len(u.data):
        u._refill(size, UnpicklingError('pickle data was truncated'))


# Atoms.

@_on(NONE)
def _none(u):
    u.append(None)


@_on(NEWTRUE)
def _true(u):
    u.append(True)


@_on(NEWFALSE)
def _false(u):
    u.append(False)


@_on(BININT1)
def _int1(u):
    u.append(u._take_byte())


@_on(BININT2)
def _int2(u):
    u.append(int.from_bytes(u._take(2), 'little'))


@_on(BININT)
def _int4(u):
    u.append(int.from_bytes(u._take(4), 'little', signed=True))


@_on(LONG1)
def _long1(u):
    u.append(int.from_bytes(u._take(u._take_byte()), 'little', signed=True))


@_on(LONG4)
def _long4(u):
    size = int.from_bytes(u._take(4), 'little', signed=True)
    if size < 0:
        raise UnpicklingError('LONG pickle has negative byte count')
    u.append(int.from_bytes(u._take(size), 'little', signed=True))


@_on(INT)
def _int_line(u):
    line = u._take_line()
    if line == b'00' or line == b'01':
        u.append(line == b'01')
        return
    try:
        u.append(int(line, 0))
    except ValueError:
        raise ValueError('could not convert string to int') from None


@_on(LONG)
def _long_line(u):
    u.append(int(u._take_line().rstrip(b'L'), 0))


@_on(FLOAT)
def _float_line(u):
    u.append(float(u._take_line()))


@_on(BINFLOAT)
def _float(u):
    u.append(_unpack_float('>d', u._take(8))[0])


def _unpack_float(form, data):
    global _unpack_float
    from _struct import unpack as _unpack_float
    return _unpack_float(form, data)


# Strings.

def _str_of(width):
    def run(u):
        u.append(str(u._take(u._take_size(width)), 'utf-8', 'surrogatepass'))
    return run


def _bytes_of(width):
    def run(u):
        u.append(bytes(u._take(u._take_size(width))))
    return run


_RUN[SHORT_BINUNICODE] = _str_of(1)
_RUN[BINUNICODE] = _str_of(4)
_RUN[BINUNICODE8] = _str_of(8)
_RUN[SHORT_BINBYTES] = _bytes_of(1)
_RUN[BINBYTES] = _bytes_of(4)
_RUN[BINBYTES8] = _bytes_of(8)


@_on(BYTEARRAY8)
def _bytearray(u):
    u.append(bytearray(u._take(u._take_size(8))))


@_on(UNICODE)
def _str_line(u):
    u.append(str(u._take_line(), 'raw-unicode-escape'))


@_on(STRING)
def _quoted_line(u):
    line = u._take_line().strip()
    if len(line) < 2 or line[0] != line[-1] or line[0] not in b'"\'':
        raise UnpicklingError('the STRING opcode argument must be quoted')
    import _codecs
    u.append(u._text(_codecs.escape_decode(line[1:-1])[0]))


@_on(BINSTRING)
def _old_string(u):
    size = int.from_bytes(u._take(4), 'little', signed=True)
    if size < 0:
        raise UnpicklingError('BINSTRING pickle has negative byte count')
    u.append(u._text(u._take(size)))


@_on(SHORT_BINSTRING)
def _old_short_string(u):
    u.append(u._text(u._take(u._take_byte())))


@_on(NEXT_BUFFER)
def _next_buffer(u):
    try:
        u.append(next(u.buffers))
    except StopIteration:
        raise UnpicklingError('not enough out-of-band buffers') from None


@_on(READONLY_BUFFER)
def _readonly_buffer(u):
    with memoryview(u.stack[-1]) as view:
        if not view.readonly:
            u.stack[-1] = view.toreadonly()


# Containers.

@_on(MARK)
def _mark(u):
    u.metastack.append(u.stack)
    u.stack = []
    u.append = u.stack.append


@_on(POP)
def _pop(u):
    if u.stack:
        u.stack.pop()
    elif u.metastack:
        u.pop_mark()
    else:
        raise UnpicklingError('unpickling stack underflow')


@_on(POP_MARK)
def _pop_to_mark(u):
    u.pop_mark()


@_on(DUP)
def _dup(u):
    u.append(u.stack[-1])


@_on(EMPTY_TUPLE)
def _empty_tuple(u):
    u.append(())


@_on(TUPLE1)
def _tuple1(u):
    u.stack[-1] = (u.stack[-1],)


@_on(TUPLE2)
def _tuple2(u):
    second = u.stack.pop()
    u.stack[-1] = (u.stack[-1], second)


@_on(TUPLE3)
def _tuple3(u):
    third = u.stack.pop()
    second = u.stack.pop()
    u.stack[-1] = (u.stack[-1], second, third)


@_on(TUPLE)
def _tuple(u):
    items = u.pop_mark()
    u.append(tuple(items))


@_on(EMPTY_LIST)
def _empty_list(u):
    u.append([])


@_on(LIST)
def _list(u):
    items = u.pop_mark()
    u.append(items)


@_on(EMPTY_DICT)
def _empty_dict(u):
    u.append({})


@_on(DICT)
def _dict(u):
    items = u.pop_mark()
    u.append({items[i]: items[i + 1] for i in range(0, len(items), 2)})


@_on(EMPTY_SET)
def _empty_set(u):
    u.append(set())


@_on(FROZENSET)
def _frozenset(u):
    items = u.pop_mark()
    u.append(frozenset(items))


@_on(APPEND)
def _append(u):
    item = u.stack.pop()
    u.stack[-1].append(item)


@_on(APPENDS)
def _appends(u):
    items = u.pop_mark()
    target = u.stack[-1]
    extend = getattr(target, 'extend', None)
    if extend is not None:
        extend(items)
        return
    for item in items:
        target.append(item)


@_on(SETITEM)
def _setitem(u):
    value = u.stack.pop()
    key = u.stack.pop()
    u.stack[-1][key] = value


@_on(SETITEMS)
def _setitems(u):
    items = u.pop_mark()
    target = u.stack[-1]
    for i in range(0, len(items), 2):
        target[items[i]] = items[i + 1]


@_on(ADDITEMS)
def _additems(u):
    items = u.pop_mark()
    target = u.stack[-1]
    if isinstance(target, set):
        target.update(items)
        return
    for item in items:
        target.add(item)


# The memo.

@_on(MEMOIZE)
def _memoize(u):
    u.memo[len(u.memo)] = u.stack[-1]


@_on(BINPUT)
def _put1(u):
    u.memo[u._take_byte()] = u.stack[-1]


@_on(LONG_BINPUT)
def _put4(u):
    u.memo[u._take_size(4)] = u.stack[-1]


@_on(PUT)
def _put_line(u):
    u.memo[int(u._take_line())] = u.stack[-1]


def _get(u, index):
    try:
        u.append(u.memo[index])
    except KeyError:
        raise UnpicklingError(f'Memo value not found at index {index}') from None


@_on(BINGET)
def _get1(u):
    _get(u, u._take_byte())


@_on(LONG_BINGET)
def _get4(u):
    _get(u, u._take_size(4))


@_on(GET)
def _get_line(u):
    _get(u, int(u._take_line()))


# Globals and instances.

@_on(GLOBAL)
def _global(u):
    module_name = u._take_line().decode('utf-8')
    name = u._take_line().decode('utf-8')
    u.append(u.find_class(module_name, name))


@_on(STACK_GLOBAL)
def _stack_global(u):
    if len(u.stack) < 2:
        raise UnpicklingError('STACK_GLOBAL requires str')
    name = u.stack.pop()
    module_name = u.stack.pop()
    if type(name) is not str or type(module_name) is not str:
        raise UnpicklingError('STACK_GLOBAL requires str')
    u.append(u.find_class(module_name, name))


def _extension(width):
    def run(u):
        code = int.from_bytes(u._take(width), 'little')
        import copyreg
        if code not in copyreg._extension_cache:
            key = copyreg._inverted_registry.get(code)
            if key is None:
                raise ValueError(f'unregistered extension code {code}')
            copyreg._extension_cache[code] = u.find_class(*key)
        u.append(copyreg._extension_cache[code])
    return run


_RUN[EXT1] = _extension(1)
_RUN[EXT2] = _extension(2)
_RUN[EXT4] = _extension(4)


@_on(REDUCE)
def _reduce(u):
    args = u.stack.pop()
    u.stack[-1] = u.stack[-1](*args)


@_on(NEWOBJ)
def _newobj(u):
    args = u.stack.pop()
    cls = u.stack[-1]
    u.stack[-1] = cls.__new__(cls, *args)


@_on(NEWOBJ_EX)
def _newobj_ex(u):
    kwargs = u.stack.pop()
    args = u.stack.pop()
    cls = u.stack[-1]
    u.stack[-1] = cls.__new__(cls, *args, **kwargs)


def _instantiate(u, cls, args):
    if args or not isinstance(cls, type) or hasattr(cls, '__getinitargs__'):
        u.append(cls(*args))
    else:
        u.append(cls.__new__(cls))


@_on(INST)
def _inst(u):
    module_name = u._take_line().decode('ascii')
    name = u._take_line().decode('ascii')
    args = u.pop_mark()
    _instantiate(u, u.find_class(module_name, name), args)


@_on(OBJ)
def _obj(u):
    args = u.pop_mark()
    cls = args.pop(0)
    _instantiate(u, cls, args)


@_on(BUILD)
def _build(u):
    state = u.stack.pop()
    target = u.stack[-1]
    setstate = getattr(target, '__setstate__', None)
    if setstate is not None:
        setstate(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        attributes = target.__dict__
        for name, value in state.items():
            attributes[sys.intern(name) if type(name) is str else name] = value
    if slots:
        for name, value in slots.items():
            setattr(target, name, value)


@_on(PERSID)
def _persid(u):
    u.append(u.persistent_load(u._take_line().decode('ascii')))


@_on(BINPERSID)
def _binpersid(u):
    u.stack[-1] = u.persistent_load(u.stack[-1])


for _code, _run in enumerate(_RUN):
    if _run is None:
        _RUN[_code] = _invalid(_code)
