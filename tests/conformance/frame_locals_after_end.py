"""f_locals of frames that have ended, of suspended generators; a dict from locals() stays as it was."""
import sys


def failing(a, *rest, **more):
    x = 1
    def inner(): return x
    del a
    raise ValueError


try:
    failing(1, 2, k=3)
except ValueError as e:
    found = e.__traceback__.tb_next.tb_frame.f_locals
    print(sorted(found), found['x'], found['rest'], found['more'])


def snapshot():
    y = 2
    copy = locals()
    del copy['y']
    y = 3
    return copy, sys._getframe()


copy, frame = snapshot()
print(copy, sorted(frame.f_locals), frame.f_locals['y'], frame.f_locals is copy)
frame.clear()
print(frame.f_locals)


def generator():
    z = 1
    got = yield
    z = 2
    yield


g = generator()
print(g.gi_frame.f_locals)
next(g)
frame = g.gi_frame
print(frame.f_locals)
g.send('sent')
print(frame.f_locals, g.gi_frame is frame)
print(list(g), frame.f_locals, g.gi_frame)


def closing():
    try:
        yield
    finally:
        print('closed')


g = closing()
next(g)
g.gi_frame.clear()
print(list(g))


async def waiting():
    local = 'of coroutine'
    await Awaitable()


class Awaitable:
    def __await__(self):
        inside = 'of awaitable'
        yield


c = waiting()
print(c.cr_await)
c.send(None)
print(c.cr_frame.f_locals, c.cr_await.gi_frame.f_locals['inside'])
c.close()
print(c.cr_await, c.cr_frame)
