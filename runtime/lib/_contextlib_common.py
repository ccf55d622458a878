"""What the plain and the asynchronous half of contextlib share."""

import sys


class GeneratorManager:
    """A generator that yields once, as a context manager. A kind of generator has `_ends`: what ends it."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, '__doc__', None) or type(self).__doc__

    def _recreate_cm(self):
        return type(self)(self.func, self.args, self.kwds)

    def _came_back(self, error, value):
        """Is `error`, which came out of the generator, the exception that was thrown into it?"""
        return error is value or (isinstance(error, RuntimeError) and isinstance(value, self._ends)
                                  and error.__cause__ is value)


class Stack:
    """What is to be left, in reverse order: pairs of (is asynchronous, exit function)."""

    def __init__(self):
        self._exits = []

    def _push(self, is_async, exit, name):
        leave = getattr(type(exit), name, None)
        self._exits.append((is_async, exit if leave is None else lambda *exc: leave(exit, *exc)))
        return exit

    def enter_context(self, cm):
        """Enter cm now, leave it with the stack."""
        cls = type(cm)
        try:
            enter, leave = cls.__enter__, cls.__exit__
        except AttributeError:
            raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the "
                            'context manager protocol') from None
        result = enter(cm)
        self._exits.append((False, lambda *exc: leave(cm, *exc)))
        return result

    def push(self, exit):
        """Leave a context manager, or call an exit function, with the stack."""
        return self._push(False, exit, '__exit__')

    def callback(self, callback, /, *args, **kwds):
        """Call callback(*args, **kwds) with the stack."""
        def leave(exc_type, exc, tb):
            callback(*args, **kwds)
        leave.__wrapped__ = callback
        self._exits.append((False, leave))
        return callback

    def pop_all(self):
        """Move everything to a new stack."""
        stack = type(self)()
        stack._exits, self._exits = self._exits, []
        return stack


class Unwinding:
    """The exception on its way through the exits of a stack."""

    def __init__(self, value):
        self.pending = value
        self.received = value is not None
        self.outer = sys.exc_info()[1]
        self.suppressed = self.changed = False

    def details(self):
        """The arguments of the next exit."""
        pending = self.pending
        return None if pending is None else type(pending), pending, pending and pending.__traceback__

    def suppress(self):
        self.suppressed, self.changed, self.pending = True, False, None

    def replace(self, error):
        """An exit has raised another one."""
        _set_context(error, self.pending, self.outer)
        self.changed, self.pending = True, error


def _set_context(new, old, outer):
    """Make old the context of new, as nested with statements would."""
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outer:
            break
        new = context
    new.__context__ = old
