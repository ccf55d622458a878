# asyncio.Future and Task to the letter: states, messages, callbacks, contexts, cancellation counts, what is logged, what may be awaited.
import asyncio
import contextvars
import gc
import re
import sys
import types
import _asyncio

loop = asyncio.new_event_loop()


def shorten(text):
    text = re.sub(r'(running|done, defined) at [^>]*>', r'>', text)
    return re.sub(r'0x[0-9a-f]+', '0x', text)


def print(*args):
    sys.stdout.write(' '.join(shorten(str(arg)) for arg in args) + '\n')


print(asyncio.Future is _asyncio.Future, asyncio.Task is _asyncio.Task, asyncio.tasks._current_tasks is _asyncio._current_tasks)


def show(action):
    try:
        print(shorten(repr(action())))
    except BaseException as error:
        print(type(error).__name__, shorten(str(error)))


def turn(n=1):
    for _ in range(n):
        loop.call_soon(loop.stop)
        loop.run_forever()


def handler(loop, context):
    print('handler:', {key: shorten(repr(value)) for key, value in context.items() if key != 'source_traceback'},
          'source_traceback' in context)


loop.set_exception_handler(handler)

# A future by hand.
f = loop.create_future()
for name in ('_state', '_result', '_exception', '_callbacks', '_loop', '_cancel_message', '_log_traceback',
             '_asyncio_future_blocking', '_source_traceback'):
    print(name, getattr(f, name) is loop or getattr(f, name))
    show(lambda: setattr(f, name, None))
    show(lambda: delattr(f, name))
for action in (lambda: f.result(), lambda: f.exception(), lambda: f.set_exception(1), lambda: f.set_exception(StopIteration),
               lambda: f.set_exception(StopIteration(2)), lambda: _asyncio.Future(loop=1), lambda: f.get_loop() is loop,
               lambda: setattr(f, '_log_traceback', 1), lambda: f.done(), lambda: f.cancelled(), lambda: asyncio.isfuture(f)):
    show(action)
f.add_done_callback(print)
f.add_done_callback(len)
f.add_done_callback(print)
print(len(f._callbacks), f.remove_done_callback(print), f.remove_done_callback(print), [c[0] for c in f._callbacks])
f.remove_done_callback(len)
f.add_done_callback(lambda future: print('called', future.result()), context=contextvars.copy_context())
f.set_result('result')
show(lambda: f.set_result(1))
show(lambda: f.set_exception(KeyError()))
print(f.cancel(), f.done(), f)
turn()
f.add_done_callback(lambda future: print('late'))
turn()

f = loop.create_future()
print(f.cancel('why'), f.cancel(), f._cancel_message, f.cancelled(), f.done(), f)
show(lambda: f.result())
show(lambda: f.exception())
show(lambda: f._make_cancelled_error())

f = loop.create_future()
f.set_exception(OSError(5, 'five'))
print(f._log_traceback, f, f.exception(), f._log_traceback)
show(lambda: f.result())

# The iterator of await.
f = loop.create_future()
i = f.__await__()
print(type(i).__name__, next(i) is f, f._asyncio_future_blocking)
show(lambda: next(i))
f.set_result(5)
for _ in range(2):
    show(lambda: next(i))
for args in ((ValueError,), (ValueError, 2), (ValueError, (2, 3)), (ValueError(4),), (ValueError(4), 5), (6,), (ValueError, 7, 8)):
    show(lambda: iter(loop.create_future()).throw(*args))
show(lambda: iter(loop.create_future()).close())
show(lambda: iter(f).send(None))

# Without __init__.
f = _asyncio.Future.__new__(_asyncio.Future)
for action in (lambda: f._state, lambda: f._result, lambda: f._loop, lambda: f.result(), lambda: f.exception(), lambda: f.done(),
               lambda: f.cancel(), lambda: f.get_loop(), lambda: f.__await__(), lambda: repr(f), lambda: f.set_result(1),
               lambda: f.set_exception(1), lambda: f.add_done_callback(1), lambda: f.remove_done_callback(1)):
    show(action)


# Tasks.
async def nothing():
    return 'nothing'


t = loop.create_task(nothing(), name='named')
print(t, t.get_name(), t.get_coro().__name__, t._must_cancel, t._fut_waiter, t._log_destroy_pending, t.cancelling())
print(type(loop._ready[0]._callback).__name__, loop._ready[0]._callback.__self__ is t)
for action in (lambda: t.set_result(1), lambda: t.set_exception(1), lambda: _asyncio.Task(1, loop=loop),
               lambda: _asyncio._leave_task(loop, t), lambda: _asyncio.get_running_loop(), lambda: _asyncio._get_running_loop(),
               lambda: _asyncio._enter_task(loop, t), lambda: _asyncio._enter_task(loop, 1), lambda: _asyncio._leave_task(loop, 1),
               lambda: asyncio.current_task(loop) is t, lambda: _asyncio._leave_task(loop, t)):
    show(action)
turn()
print(t.result(), t, t in asyncio.all_tasks(loop), t.cancel())
t.set_name(3)
print(repr(t.get_name()))

var = contextvars.ContextVar('var', default='outside')


async def set_and_wait(value, future):
    var.set(value)
    await future
    return var.get()


f = loop.create_future()
context = contextvars.copy_context()
t1, t2 = loop.create_task(set_and_wait(1, f)), loop.create_task(set_and_wait(2, f), context=context)
turn()
print(shorten(repr(t1)), t1._fut_waiter is f, len(f._callbacks), f._callbacks[1][0].__qualname__, f._callbacks[1][1] is context)
f.set_result(None)
turn(2)
print(t1.result(), t2.result(), var.get(), context[var])


# What a coroutine may yield.
class Yields:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        return (yield self.what)


async def awaits(what):
    try:
        return await Yields(what)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


class LikeFuture:
    _asyncio_future_blocking = True
    _loop = loop

    def add_done_callback(self, callback, *, context=None):
        print('callback added', type(context).__name__)
        loop.call_soon(callback, self, context=context)

    def result(self):
        return print('asked for the result')

    def cancel(self, msg=None):
        return print('cancel', msg)


def generator():
    yield


other = asyncio.new_event_loop()
strange = other.create_future()
strange._asyncio_future_blocking = True
unblocked = LikeFuture()
unblocked._asyncio_future_blocking = False
for what in (None, 1, generator(), loop.create_future(), strange, LikeFuture(), unblocked):
    t = loop.create_task(awaits(what))
    turn(4)
    print(shorten(str(t.result())))


async def itself():
    try:
        await t
    except RuntimeError as error:
        return str(error)

t = loop.create_task(itself())
turn(3)
print(shorten(t.result()))


# Cancelling.
async def stubborn(n):
    caught = []
    for _ in range(n):
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError as error:
            caught.append(error.args)
    return caught

t = loop.create_task(stubborn(2))
turn()
print(t.cancel('first'), t.cancelling(), t.uncancel(), t.uncancel())
turn(3)
print(t.cancel(), t.cancelling(), t)
turn(3)
print(t.result(), t.cancel())


async def waits_for(task):
    return await task

inner = loop.create_task(asyncio.sleep(3600))
outer = loop.create_task(waits_for(inner))
turn(2)
print(outer.cancel('through'), inner._must_cancel, outer._must_cancel)
turn(5)
print(inner.cancelled(), outer.cancelled())
show(lambda: outer.result())
t = loop.create_task(nothing())
print(t.cancel('before it began'), t._must_cancel)
turn(2)
show(lambda: t.result())


async def cancel_at_the_end():
    asyncio.current_task().cancel('at the end')
    return 1

t = loop.create_task(cancel_at_the_end())
turn(2)
show(lambda: t.result())

# What ends the program goes through the loop.
for error in KeyboardInterrupt, SystemExit:
    async def raises():
        raise error('through')
    t = loop.create_task(raises())
    show(lambda: turn())
    print(t.exception().args)
    turn()


# Classes in Python.
class MyFuture(asyncio.Future):
    def result(self):
        return 'mine ' + super().result()


class MyTask(asyncio.Task):
    def cancel(self, msg=None):
        print('my cancel', msg)
        return super().cancel(msg=msg)


async def awaits_it(future):
    return await future, future.result()

f = MyFuture(loop=loop)
f.extra = 1
t = MyTask(awaits_it(f), loop=loop, name=5)
outer = loop.create_task(waits_for(t))
turn()
f.set_result('result')
turn(3)
print(t.result(), t.get_name(), f.extra, outer.result(), f)
t = MyTask(asyncio.sleep(3600), loop=loop)
outer = loop.create_task(waits_for(t))
turn(2)
outer.cancel('from outside')
turn(4)
print(outer.cancelled(), t.cancelled())

# The dead speak.
f = loop.create_future()
f.set_exception(ValueError('lost'))
del f
gc.collect()


def leave_pending():
    task = loop.create_task(waits_for(loop.create_future()))
    turn()
    return None

leave_pending()
strange = f = t = outer = inner = None
for _ in range(3):
    turn()
    gc.collect()
loop.set_debug(True)
f = loop.create_future()
print(type(f._source_traceback).__name__, 'created at' in repr(f))
loop.set_debug(False)
other.close()
loop.close()
print(_asyncio._current_tasks)
