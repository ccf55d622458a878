"""The profiler beneath cProfile: _lsprof.

Model: the functions that run lie on a stack, each with when it began and how long what it has called took. An entry a
function, in it an entry for each function that it has called, sums up what has returned. The time that the profiler takes
itself is taken out: `lost` is how far its clock lies behind the timer's.

Thread-safety with the global lock off: a profiler watches the thread that has enabled it; getstats() in another thread
meanwhile gives sums that may be behind.

Native: sys.setprofile, time.perf_counter.
"""

import sys
from collections import namedtuple
from time import perf_counter

profiler_entry = namedtuple('profiler_entry', 'code callcount reccallcount totaltime inlinetime calls')
profiler_subentry = namedtuple('profiler_subentry', 'code callcount reccallcount totaltime inlinetime')
for _type in profiler_entry, profiler_subentry:
    _type.__module__ = '_lsprof'


class _Sum:
    """What is known of a function, or of a function as called by another."""

    __slots__ = 'code', 'calls', 'recursive_calls', 'total', 'inline', 'depth', 'called'

    def __init__(self, code):
        self.code = code
        self.calls = self.recursive_calls = self.depth = 0
        self.total = self.inline = 0
        self.called = {}

    def add(self, total, inline):
        self.calls += 1
        self.inline += inline
        self.depth -= 1
        if self.depth:  # the outermost call has that time, too
            self.recursive_calls += 1
        else:
            self.total += total

    def scaled(self, unit):
        return self.code, self.calls, self.recursive_calls, self.total * unit, self.inline * unit


class _Running:
    """A call that has not returned."""

    __slots__ = 'sum', 'begin', 'in_calls', 'as_called'

    def __init__(self, entry, as_called):
        self.sum = entry
        self.as_called = as_called
        self.in_calls = 0


class Profiler:
    """Profiler(timer=None, timeunit=None, subcalls=True, builtins=True): counts and times calls."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = perf_counter if timer is None else timer
        self._unit = timeunit if timer is not None and timeunit > 0.0 else 1
        self._subcalls, self._builtins = subcalls, builtins
        self._labels = {}
        self.clear()

    def clear(self):
        """Forget everything so far."""
        self._sums, self._running = {}, []
        self._lost = 0

    def enable(self, subcalls=None, builtins=None):
        """Watch the calls of this thread from now on: who calls whom, and functions in C, as was said or is said now."""
        self._subcalls = self._subcalls if subcalls is None else subcalls
        self._builtins = self._builtins if builtins is None else builtins
        sys.setprofile(self._event)

    def disable(self):
        """Watch no more; what still runs is taken as having returned."""
        sys.setprofile(None)
        now = self._timer() - self._lost
        while self._running:
            self._leave(now)

    def getstats(self):
        """A list of profiler_entry; times are in seconds."""
        unit = self._unit
        return [profiler_entry(*entry.scaled(unit),
                               [profiler_subentry(*called.scaled(unit)) for called in list(entry.called.values())] or None)
                for entry in list(self._sums.values()) if entry.calls]

    def _enter(self, code):
        entry = self._sums.get(code)
        if entry is None:
            entry = self._sums[code] = _Sum(code)
        entry.depth += 1
        as_called = None
        if self._subcalls and self._running:
            called = self._running[-1].sum.called
            as_called = called.get(code)
            if as_called is None:
                as_called = called[code] = _Sum(code)
            as_called.depth += 1
        running = _Running(entry, as_called)
        self._running.append(running)
        return running

    def _leave(self, now):
        running = self._running.pop()
        total = now - running.begin
        inline = total - running.in_calls
        running.sum.add(total, inline)
        if running.as_called is not None:
            running.as_called.add(total, inline)
        if self._running:
            self._running[-1].in_calls += total

    def _label(self, function):
        """The name of a function in C, as reports show it."""
        owner, name = getattr(function, '__self__', None), function.__name__
        if owner is None or type(owner) is type(sys):
            key, found = function, None
        else:
            key = type(owner), name
            found = getattr(type(owner), name, None)
        label = self._labels.get(key)
        if label is None:
            module = function.__module__
            label = (repr(found) if found is not None
                     else f'<built-in method {module}.{name}>' if module else f'<built-in method {name}>')
            self._labels[key] = label
        return label

    def _event(self, frame, event, argument):
        timer = self._timer
        begin = timer()
        now = begin - self._lost
        running = None
        code = frame.f_code
        if code in _OWN and (event != 'call' and event != 'return' or not self._builtins):
            pass  # what this module does is no affair of the program's
        elif event == 'call':
            running = self._enter(_OWN.get(code, code))
        elif event == 'return':
            if self._running:
                self._leave(now)
        elif self._builtins:
            if event == 'c_call':
                running = self._enter(self._label(argument))
            elif self._running:
                self._leave(now)
        if running is not None:
            running.begin = now
        self._lost += timer() - begin


# The profiler's own methods are shown as what they are in CPython.
_OWN = {getattr(Profiler, _name).__code__: f"<method '{_name}' of '_lsprof.Profiler' objects>"
        for _name in ('clear', 'disable', 'enable', 'getstats')}
