"""The asynchronous half of contextlib: see there. Each class is the twin of the one without Async in its name."""

from abc import ABC, _check_methods, abstractmethod

from _contextlib_common import GeneratorManager, Stack, Unwinding

__all__ = ['AbstractAsyncContextManager', 'AsyncContextDecorator', 'AsyncExitStack', 'aclosing', 'asynccontextmanager']


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
            return _check_methods(subclass, '__aenter__', '__aexit__')
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


class _AsyncGeneratorContextManager(GeneratorManager, AsyncContextDecorator, AbstractAsyncContextManager):
    """What a function decorated with asynccontextmanager() returns."""

    _ends = (StopIteration, StopAsyncIteration)

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
        except BaseException as error:
            if not self._came_back(error, value):
                raise
            value.__traceback__ = traceback
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


class AsyncExitStack(Stack, AbstractAsyncContextManager):
    """Context managers and callbacks of both kinds, left in reverse order."""

    async def __aexit__(self, *exc_info):
        state = Unwinding(exc_info[1])
        while self._exits:
            is_async, leave = self._exits.pop()
            try:
                result = leave(*state.details())
                if is_async:
                    result = await result
                if result:
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

    async def enter_async_context(self, cm):
        """As enter_context, for an asynchronous one."""
        cls = type(cm)
        try:
            enter, leave = cls.__aenter__, cls.__aexit__
        except AttributeError:
            raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the "
                            'asynchronous context manager protocol') from None
        result = await enter(cm)
        self._exits.append((True, lambda *exc: leave(cm, *exc)))
        return result

    def push_async_exit(self, exit):
        """As push, for an asynchronous one."""
        return self._push(True, exit, '__aexit__')

    def push_async_callback(self, callback, /, *args, **kwds):
        """Await callback(*args, **kwds) with the stack."""
        async def leave(exc_type, exc, tb):
            await callback(*args, **kwds)
        leave.__wrapped__ = callback
        self._exits.append((True, leave))
        return callback

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)


for _name in __all__:
    globals()[_name].__module__ = 'contextlib'
