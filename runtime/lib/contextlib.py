"""Tools for the with statement.

Model: contextmanager() turns a generator that yields once into a context manager: what stands
before the yield is entering, what stands after it is leaving, and an exception of the body comes
out of the yield. An ExitStack is a list of exits, run in reverse.

Thread-safety with the global lock off: a context manager belongs to the thread that enters it.
redirect_stdout changes sys.stdout for all threads.

Native: generators, sys.
"""

import sys
from abc import ABC, _check_methods, abstractmethod

from _contextlib_async import (AbstractAsyncContextManager, AsyncContextDecorator, AsyncExitStack, aclosing,
                               asynccontextmanager)
from _contextlib_common import GeneratorManager, Stack, Unwinding

__all__ = ['AbstractAsyncContextManager', 'AbstractContextManager', 'AsyncContextDecorator', 'AsyncExitStack',
           'ContextDecorator', 'ExitStack', 'aclosing', 'asynccontextmanager', 'chdir', 'closing', 'contextmanager',
           'nullcontext', 'redirect_stderr', 'redirect_stdout', 'suppress']


class AbstractContextManager(ABC):
    """Something for a with statement."""

    __class_getitem__ = classmethod(type(list[int]))

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is not AbstractContextManager:
            return NotImplemented
        return _check_methods(subclass, '__enter__', '__exit__')


class ContextDecorator:
    """Lets a context manager be used as a decorator, around each call."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        from functools import wraps

        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class _GeneratorContextManager(GeneratorManager, ContextDecorator, AbstractContextManager):
    """What a function decorated with contextmanager() returns."""

    _ends = StopIteration

    def __enter__(self):
        # The arguments are not needed again, and may be large.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            self._complain("generator didn't stop")
        if value is None:
            value = typ()
        try:
            self.gen.throw(typ, value, traceback)
        except StopIteration as error:
            # Suppressed, unless it is the very exception that was thrown in.
            return error is not value
        except BaseException as error:
            if not self._came_back(error, value):
                raise
            value.__traceback__ = traceback
            return False
        self._complain("generator didn't stop after throw()")

    def _complain(self, text):
        try:
            raise RuntimeError(text)
        finally:
            self.gen.close()


def contextmanager(func):
    """Make a function that returns context managers of a generator function."""
    from functools import wraps

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper


class closing(AbstractContextManager):
    """Calls thing.close() at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class _Redirect(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exc_type, exc, tb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    """sys.stdout is something else meanwhile."""

    _stream = 'stdout'


class redirect_stderr(_Redirect):
    """sys.stderr is something else meanwhile."""

    _stream = 'stderr'


class suppress(AbstractContextManager):
    """Drops exceptions of the given kinds."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class ExitStack(Stack, AbstractContextManager):
    """Context managers and callbacks collected while running, left in reverse order."""

    def __exit__(self, *exc_info):
        state = Unwinding(exc_info[1])
        while self._exits:
            _, leave = self._exits.pop()
            try:
                if leave(*state.details()):
                    state.suppress()
            except BaseException as error:
                state.replace(error)
        if state.changed:
            context = state.pending.__context__
            try:
                raise state.pending
            except BaseException:
                # Raising replaced the context by what is being handled here.
                state.pending.__context__ = context
                raise
        return state.received and state.suppressed

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir(AbstractContextManager):
    """The working directory is another meanwhile; for all threads."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import posix
        self._old_cwd.append(posix.getcwd())
        posix.chdir(self.path)

    def __exit__(self, *excinfo):
        import posix
        posix.chdir(self._old_cwd.pop())
