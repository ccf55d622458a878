"""select and poll: which timeouts, descriptors and masks they take."""
import select


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


class File:
    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number


poll, epoll = select.poll(), select.epoll()
for timeout in 1 << 64, 1 << 40, float('nan'), float('inf'), 'x', b'', 0, 0.0:
    print(timeout, attempt(poll.poll, timeout), attempt(epoll.poll, timeout))
for timeout in 1 << 64, -1, -1e-12, -1.5, float('nan'), 'x', 0:
    print(timeout, attempt(select.select, [], [], [], timeout))
print(attempt(select.select, 1, [], []), attempt(select.select, [-1], [], []), attempt(select.select, ['x'], [], []))
print(attempt(select.select, [File('x')], [], []), attempt(select.select, [File(-5)], [], []), attempt(poll.register, File(1.5)))
print(attempt(poll.register, -1), attempt(poll.register, 0, -1), attempt(poll.register, 0, 1 << 64), attempt(poll.register, 0, 65536))
print(attempt(poll.unregister, 77), attempt(select.epoll, None), attempt(select.epoll, 0), attempt(select.epoll, 'x'))
