"""Tracebacks as text.

Model: a StackSummary is a list of FrameSummary objects taken from a chain of tracebacks or frames;
a TracebackException adds the exception and, recursively, its cause or context, so that nothing
refers to frames any more. Source lines come from linecache; the marks below a line from the code's
positions, with ~ around the operator of a binary operation or the brackets of a subscript (PEP
657).

Thread-safety with the global lock off: everything is computed from the arguments. A running frame
of another thread may be anywhere by the time its text is read.

Native: traceback, frame and code objects (co_positions), sys._getframe, sys.exc_info,
_traceback.anchors.
"""

import sys

import linecache
from _traceback import anchors

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only',
           'format_list', 'format_stack', 'format_tb', 'print_exc', 'format_exc',
           'print_exception', 'print_last', 'print_stack', 'print_tb', 'clear_frames',
           'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb']

_CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'
_HEADER = 'Traceback (most recent call last):\n'
_RECURSIVE_CUTOFF = 3


class _Unset:
    def __repr__(self):
        return '<implicit>'


_unset = _Unset()


class FrameSummary:
    """One line of a traceback."""

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = {key: repr(value) for key, value in locals.items()} if locals else None
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        if lookup_line:
            self.line

    @property
    def _original_line(self):
        self.line
        return self._line

    @property
    def line(self):
        """The source line without the space around it; None if there is no line number."""
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other) and self.locals == other.locals
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'


class StackSummary(list):
    """Frames, the outermost first."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Take the frames of a generator of (frame, line number)."""
        return cls._extract(((frame, (lineno, None, None, None)) for frame, lineno in frame_gen),
                            limit, lookup_lines, capture_locals)

    @classmethod
    def _extract(cls, located_frames, limit, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        found = list(located_frames)
        if limit is not None:
            found = found[:limit] if limit >= 0 else found[limit:]
        stack = cls()
        for frame, (lineno, end_lineno, colno, end_colno) in found:
            code = frame.f_code
            linecache.lazycache(code.co_filename, frame.f_globals)
            stack.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=frame.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno))
        for filename in {summary.filename for summary in stack}:
            linecache.checkcache(filename)      # before the first line is asked for
        if lookup_lines:
            for summary in stack:
                summary.line
        return stack

    @classmethod
    def from_list(cls, a_list):
        """Take a list of FrameSummary objects or of tuples of four."""
        stack = cls()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            stack.append(frame)
        return stack

    def format_frame_summary(self, frame_summary):
        """The text of one frame."""
        frame = frame_summary
        rows = [f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n']
        if frame.line:
            rows.append(f'    {frame.line}\n')
            marks = _marks(frame)
            if marks:
                rows.append(f'    {marks}\n')
        if frame.locals:
            rows += [f'    {name} = {value}\n' for name, value in sorted(frame.locals.items())]
        return ''.join(rows)

    def format(self):
        """A list of texts, with long repetitions shortened."""
        texts = []
        last = None
        count = 0
        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            place = frame.filename, frame.lineno, frame.name
            if place != last:
                texts += _repeated(count)
                last, count = place, 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                texts.append(text)
        return texts + _repeated(count)


def _repeated(count):
    count -= _RECURSIVE_CUTOFF
    if count <= 0:
        return []
    return [f"  [Previous line repeated {count} more time{'s' if count > 1 else ''}]\n"]


# The marks below a line.

def _marks(frame):
    """The row of ^ and ~ for a frame, or '' where it would mark the whole line."""
    if frame.colno is None or frame.end_colno is None:
        return ''
    original = frame._original_line.rstrip('\n')
    stripped = original.strip()
    indent = len(original) - len(original.lstrip())
    start = _character_offset(original, frame.colno)
    if frame.lineno == frame.end_lineno:
        end = _character_offset(original, frame.end_colno)
    else:
        end = len(original.rstrip())
    segment = original[start:end]
    row = None
    if frame.lineno == frame.end_lineno:
        row = _anchored(segment)
    if row is None:
        if end - start >= len(stripped):
            return ''
        row = '^' * (end - start)
    return ' ' * (start - indent) + row


def _character_offset(line, byte_offset):
    return len(line.encode()[:byte_offset].decode(errors='replace'))


def _anchored(segment):
    """~~~^~~~ for a binary operation, ~~~^^^ for a subscript, None for anything else."""
    found = anchors(segment)
    if found is None:
        return None
    first, last = found
    return '~' * first + '^' * (last - first) + '~' * (len(segment) - last)


# Walking.

def walk_stack(f):
    """(frame, line number) from f, or the caller's frame, outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """(frame, line number) of each entry of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _located(tb):
    """(frame, (line, end line, column, end column)) of each entry of a traceback."""
    while tb is not None:
        yield tb.tb_frame, _position(tb)
        tb = tb.tb_next


def _position(tb):
    code = tb.tb_frame.f_code
    if tb.tb_lasti >= 0 and hasattr(code, 'co_positions'):
        for index, position in enumerate(code.co_positions()):
            if index == tb.tb_lasti // 2:
                if position[0] is None:
                    return (tb.tb_lineno,) + tuple(position[1:])
                # A traceback made by hand may have another line than its instruction.
                return position if position[0] == tb.tb_lineno else (tb.tb_lineno, None, None, None)
    return tb.tb_lineno, None, None, None


# Exceptions.

class TracebackException:
    """An exception with its chain, ready to be shown."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.stack = StackSummary._extract(_located(exc_traceback), limit, lookup_lines,
                                           capture_locals)
        self.exc_type = exc_type
        self._str = _text_of(exc_value)
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self._syntax = _syntax_of(exc_type, exc_value)
        self.__suppress_context__ = getattr(exc_value, '__suppress_context__', False)
        self.__cause__ = self.__context__ = self.exceptions = None
        self._max_group_width = max_group_width
        self._max_group_depth = max_group_depth
        if _seen is None:
            options = {'limit': limit, 'lookup_lines': lookup_lines,
                       'capture_locals': capture_locals, 'max_group_width': max_group_width,
                       'max_group_depth': max_group_depth, '_seen': seen}
            self._link_all(exc_value, compact, options)

    def _link_all(self, exc, compact, options):
        """Link causes, contexts and members, each exception once: the last of a group first."""
        left = [(self, exc)]
        while left:
            shown, exc = left.pop()
            if exc is not None:
                shown._link(exc, compact, options, left)

    def _link(self, exc, compact, options, left):
        def shown(other):
            made = TracebackException(type(other), other, other.__traceback__, **options)
            linked.append((made, other))
            return made

        linked = []
        seen = options['_seen']
        cause, context = exc.__cause__, exc.__context__
        if cause is not None and id(cause) not in seen:
            self.__cause__ = shown(cause)
        is_shown = not compact or (self.__cause__ is None and not exc.__suppress_context__)
        if context is not None and is_shown and id(context) not in seen:
            self.__context__ = shown(context)
        if isinstance(exc, BaseExceptionGroup):
            self.exceptions = [shown(member) for member in exc.exceptions]
        left.extend(linked)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def format_exception_only(self):
        """The lines after the stack: kind, text and notes."""
        if self.exc_type is None:
            yield _last_line(None, self._str)
            return
        name = self.exc_type.__qualname__
        module = self.exc_type.__module__
        if module not in ('__main__', 'builtins'):
            name = f"{module if isinstance(module, str) else '<unknown>'}.{name}"
        if self._syntax is not None:
            yield from _format_syntax(name, *self._syntax)
        else:
            yield _last_line(name, self._str)
        notes = self.__notes__
        if notes is None:
            return
        from _collections_abc import Sequence
        if isinstance(notes, Sequence):
            for note in notes:
                yield from (f'{line}\n' for line in _text_of(note, 'note').split('\n'))
        else:
            yield _text_of(notes, '__notes__', repr)

    def format(self, *, chain=True, _margin=None):
        """All lines, those of what led to this exception first."""
        margin = _Margin() if _margin is None else _margin
        links = []          # from this exception back, each with what leads from the one before
        exc = self
        while exc is not None:
            before = text = None
            if chain and exc.__cause__ is not None:
                before, text = exc.__cause__, _CAUSE
            elif chain and exc.__context__ is not None and not exc.__suppress_context__:
                before, text = exc.__context__, _CONTEXT
            links.append((exc, text))
            exc = before
        for exc, text in reversed(links):
            if text is not None:
                yield from margin.lines([text])
            if exc.exceptions is None:
                yield from exc._format_own(margin, _HEADER)
            elif margin.depth > self._max_group_depth:
                yield from margin.lines([f'... (max_group_depth is {self._max_group_depth})\n'])
            else:
                yield from exc._format_group(margin, chain)

    def _format_own(self, margin, header, corner='|'):
        if self.stack:
            yield from margin.lines([header], corner)
            yield from margin.lines(self.stack.format())
        yield from margin.lines(self.format_exception_only())

    def _format_group(self, margin, chain):
        """An exception group: each member indented, between rules with its number."""
        is_outermost = margin.depth == 0
        margin.depth += is_outermost
        yield from self._format_own(margin, 'Exception Group ' + _HEADER,
                                    '+' if is_outermost else '|')
        shown = self.exceptions[:self._max_group_width]
        n_more = len(self.exceptions) - len(shown)
        titles = [str(i) for i in range(1, len(shown) + 1)] + ['...'] * (n_more > 0)
        margin.is_closed = True
        for i, title in enumerate(titles):
            is_last = i == len(titles) - 1
            margin.is_closed = not is_last      # a group that comes last closes for all
            yield f"{margin.indent()}{'  ' if i else '+-'}+---------------- {title} ----------------\n"
            margin.depth += 1
            if title == '...':
                yield from margin.lines([f"and {n_more} more exception{'s'[:n_more - 1]}\n"])
            else:
                yield from shown[i].format(chain=chain, _margin=margin)
            if is_last and not margin.is_closed:
                yield f'{margin.indent()}+------------------------------------\n'
                margin.is_closed = True
            margin.depth -= 1
        margin.depth -= is_outermost

    def print(self, *, file=None, chain=True):
        """Write all lines."""
        file = sys.stderr if file is None else file
        for line in self.format(chain=chain):
            file.write(line)


class _Margin:
    """What stands left of the lines of a group's members."""

    depth = 0           # of groups that we are in
    is_closed = True    # no rule is due below the last member

    def indent(self):
        return '  ' * self.depth

    def lines(self, texts, corner='|'):
        left = f'{self.indent()}{corner} ' if self.depth else ''
        for text in texts:
            yield ''.join(left + line for line in text.splitlines(True))


def _text_of(value, what='exception', function=str):
    try:
        return function(value)
    except BaseException:
        return f'<{what} {function.__name__}() failed>'


def _last_line(name, text):
    return f'{name}: {text}\n' if text and (name or text != 'None') else f'{name}\n'


def _syntax_of(exc_type, value):
    if not isinstance(exc_type, type) or not issubclass(exc_type, SyntaxError) or value is None:
        return None
    return (value.msg, value.filename, value.lineno, value.text, value.offset,
            getattr(value, 'end_lineno', None), getattr(value, 'end_offset', None))


def _format_syntax(name, msg, filename, lineno, text, offset, end_lineno, end_offset):
    suffix = ''
    if lineno is not None:
        yield f'  File "{filename or "<string>"}", line {lineno}\n'
    elif filename is not None:
        suffix = f' ({filename})'
    if text is not None:
        shown = text.rstrip('\n').lstrip(' \n\f')
        yield f'    {shown}\n'
        if offset is not None:
            if end_offset in (None, 0):
                end_offset = offset
            if offset == end_offset or end_offset == -1:
                end_offset = offset + 1
            dropped = len(text.rstrip('\n')) - len(shown)
            start, end = offset - 1 - dropped, end_offset - 1 - dropped
            if start >= 0:
                space = ''.join(c if c.isspace() else ' ' for c in shown[:start])
                yield f"    {space}{'^' * (end - start)}\n"
    yield f"{name}: {msg or '<no detail available>'}{suffix}\n"


# The functions.

def _triple(exc, value, tb):
    if value is _unset and tb is _unset:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
        return type(exc), exc, getattr(exc, '__traceback__', None)
    if value is _unset or tb is _unset:
        raise ValueError('Both or neither of value and tb must be given')
    return type(value), value, tb


def format_exception(exc, /, value=_unset, tb=_unset, limit=None, chain=True):
    """The lines that the interpreter would print for an exception."""
    kind, value, tb = _triple(exc, value, tb)
    return list(TracebackException(kind or type(value), value, tb, limit=limit, compact=True)
                .format(chain=chain))


def print_exception(exc, /, value=_unset, tb=_unset, limit=None, file=None, chain=True):
    TracebackException(*_triple(exc, value, tb), limit=limit, compact=True).print(
        file=file, chain=chain)


def format_exception_only(exc, /, value=_unset):
    """The last lines of a traceback."""
    if value is _unset:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True)
                .format_exception_only())


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(*sys.exc_info(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return ''.join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def extract_tb(tb, limit=None):
    return StackSummary._extract(_located(tb), limit)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _write(format_tb(tb, limit), file)


def _stack_of(frame, limit):
    # limit counts from the innermost frame.
    stack = StackSummary.extract(walk_stack(frame), limit=limit)
    stack.reverse()
    return stack


def extract_stack(f=None, limit=None):
    return _stack_of(sys._getframe().f_back if f is None else f, limit)


def format_stack(f=None, limit=None):
    return _stack_of(sys._getframe().f_back if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _write(_stack_of(sys._getframe().f_back if f is None else f, limit).format(), file)


def _write(texts, file):
    file = sys.stderr if file is None else file
    for text in texts:
        file.write(text)


def clear_frames(tb):
    """Drop the local variables of the frames of a traceback that have ended."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next
