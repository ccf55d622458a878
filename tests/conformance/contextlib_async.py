"""The asynchronous half of contextlib."""
import contextlib


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


@contextlib.asynccontextmanager
async def manager(name, swallow=()):
    print('enter', name)
    try:
        yield name
    except swallow as e:
        print('swallowed', repr(e))
    finally:
        print('exit', name)


@contextlib.asynccontextmanager
async def never():
    if 0:
        yield


@contextlib.asynccontextmanager
async def twice():
    yield 1
    yield 2


@manager('decorator')
async def decorated(x):
    print('body', x)
    return x * 2


class Closable:
    async def aclose(self):
        print('aclose')


class Plain:
    def __enter__(self):
        print('plain enter')
        return self

    def __exit__(self, *exc):
        print('plain exit', exc[0])


async def main():
    async with manager('a') as a, contextlib.nullcontext(5) as n:
        print(a, n)
    async with manager('b', ValueError):
        raise ValueError('x')
    try:
        async with manager('c', ValueError):
            raise KeyError('y')
    except KeyError as e:
        print('out', repr(e))
    for broken in [never, twice]:
        try:
            async with broken():
                pass
        except RuntimeError as e:
            print(e)
    print(await decorated(4))
    async with contextlib.aclosing(Closable()) as c:
        print(type(c).__name__)
    async with contextlib.AsyncExitStack() as stack:
        print(await stack.enter_async_context(manager('d')))
        stack.enter_context(Plain())
        stack.callback(print, 'callback', end='!\n')

        async def later(x):
            print('later', x)
        stack.push_async_callback(later, 1)
        stack.push_async_exit(manager('unentered') if 0 else Closer())
        moved = stack.pop_all()
    print('moved')
    await moved.aclose()
    try:
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(lambda: 1 / 0)
            raise KeyError('first')
    except ZeroDivisionError as e:
        print(repr(e), repr(e.__context__))
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(manager('e', ValueError))
        raise ValueError('in stack')
    for wrong in [lambda s: s.enter_context(5), lambda s: s.enter_async_context(Plain())]:
        stack = contextlib.AsyncExitStack()
        try:
            r = wrong(stack)
            await r
        except TypeError as e:
            print(e)
    print(isinstance(Closer(), contextlib.AbstractAsyncContextManager), isinstance(Plain(), contextlib.AbstractAsyncContextManager))
    print(contextlib.AbstractAsyncContextManager[int])
    return 'done'


class Closer:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        print('closer', exc[0])

print(run(main()))
