"""The asynchronous half of contextlib: see there. Each class is the twin of the one without Async in its name."""

import sys
from abc import ABC, abstractmethod

__all__ = ['AbstractAsyncContextManager', 'AsyncContextDecorator', 'AsyncExitStack', 'aclosing', 'asynccontextmanager']


def _has_methods(cls, *names):
    """Has each method, and has not set it to None."""
    for name in names:
        for base in cls.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return False
                break
        else:
            return False
    return True


class AbstractAsyncContextManager(ABC):
    """Something for an async with statement."""

    __class_getitem__ = classmethod(type(list[int]))

    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is AbstractAsyncContextManager:
            return _has_methods(subclass, '__aenter__', '__aexit__') or NotImplemented
        return NotImplemented


class AsyncContextDecorator:
    """Lets an asynchronous context manager be used as a decorator of coroutine functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        from functools import wraps

        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


class _AsyncGeneratorContextManager(AsyncContextDecorator, AbstractAsyncContextManager):
    """What a function decorated with asynccontextmanager() returns."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, '__doc__', None) or type(self).__doc__

    def _recreate_cm(self):
        return type(self)(self.func, self.args, self.kwds)

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            await self._complain("generator didn't stop")
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(typ, value, traceback)
        except StopAsyncIteration as error:
            # Suppressed, unless it is the very exception that was thrown in.
            return error is not value
        except RuntimeError as error:
            if error is value:
                error.__traceback__ = traceback
                return False
            if isinstance(value, (StopIteration, StopAsyncIteration)) and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        await self._complain("generator didn't stop after athrow()")

    async def _complain(self, text):
        try:
            raise RuntimeError(text)
        finally:
            await self.gen.aclose()


def asynccontextmanager(func):
    """Make a function that returns asynchronous context managers of an asynchronous generator function."""
    from functools import wraps

    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return helper


class aclosing(AbstractAsyncContextManager):
    """Awaits thing.aclose() at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


def _protocol(cm, enter, leave, kind):
    cls = type(cm)
    try:
        return getattr(cls, enter), getattr(cls, leave)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the {kind}"
                        'context manager protocol') from None


class AsyncExitStack(AbstractAsyncContextManager):
    """Context managers and callbacks of both kinds, left in reverse order."""

    def __init__(self):
        self._exits = []  # (is asynchronous, exit function)

    async def __aexit__(self, *exc_info):
        from contextlib import _set_context
        pending = exc_info[1]
        received = pending is not None
        outer = sys.exc_info()[1]
        suppressed = changed = False
        while self._exits:
            is_async, leave = self._exits.pop()
            kind = None if pending is None else type(pending)
            try:
                result = leave(kind, pending, pending and pending.__traceback__)
                if is_async:
                    result = await result
                if result:
                    suppressed, changed, pending = True, False, None
            except BaseException as error:
                _set_context(error, pending, outer)
                changed, pending = True, error
        if changed:
            context = pending.__context__
            try:
                raise pending
            except BaseException:
                # Raising replaced the context by what is being handled here.
                pending.__context__ = context
                raise
        return received and suppressed

    def enter_context(self, cm):
        """Enter cm now, leave it with the stack."""
        enter, leave = _protocol(cm, '__enter__', '__exit__', '')
        result = enter(cm)
        self._exits.append((False, lambda *exc: leave(cm, *exc)))
        return result

    async def enter_async_context(self, cm):
        """The same for an asynchronous one."""
        enter, leave = _protocol(cm, '__aenter__', '__aexit__', 'asynchronous ')
        result = await enter(cm)
        self._exits.append((True, lambda *exc: leave(cm, *exc)))
        return result

    def _push(self, is_async, exit, name):
        leave = getattr(type(exit), name, None)
        self._exits.append((is_async, exit if leave is None else lambda *exc: leave(exit, *exc)))
        return exit

    def push(self, exit):
        """Leave a context manager, or call an exit function, with the stack."""
        return self._push(False, exit, '__exit__')

    def push_async_exit(self, exit):
        """The same for an asynchronous one."""
        return self._push(True, exit, '__aexit__')

    def callback(self, callback, /, *args, **kwds):
        """Call callback(*args, **kwds) with the stack."""
        def leave(exc_type, exc, tb):
            callback(*args, **kwds)
        leave.__wrapped__ = callback
        self._exits.append((False, leave))
        return callback

    def push_async_callback(self, callback, /, *args, **kwds):
        """Await callback(*args, **kwds) with the stack."""
        async def leave(exc_type, exc, tb):
            await callback(*args, **kwds)
        leave.__wrapped__ = callback
        self._exits.append((True, leave))
        return callback

    def pop_all(self):
        """Move everything to a new stack."""
        stack = type(self)()
        stack._exits, self._exits = self._exits, []
        return stack

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)


for _name in __all__:
    globals()[_name].__module__ = 'contextlib'
