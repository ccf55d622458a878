"""select.epoll: registering, waiting, closing, and what is refused."""
import os
import select
import selectors
import socket
import time


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


a, b = socket.socketpair()
ep = select.epoll()
print(ep.register(a, select.EPOLLIN), attempt(ep.register, a.fileno()))
print(ep.poll(0), ep.poll(0.01), b.send(b'x'), ep.poll() == [(a.fileno(), select.EPOLLIN)], ep.poll(-1, 1) == ep.poll(5))
print(ep.modify(a, select.EPOLLOUT), ep.poll(maxevents=1) == [(a.fileno(), select.EPOLLOUT)])
print(ep.register(b), [events for _, events in sorted(ep.poll())], ep.unregister(b), attempt(ep.unregister, b))
for wrong in 'x', 0, -2:
    print(attempt(ep.poll, 0, wrong) if wrong != 'x' else attempt(ep.poll, wrong))
print(attempt(ep.register, 'x'), attempt(ep.register, 99999), attempt(ep.register, a, -1), attempt(ep.modify, a))
print(attempt(select.epoll, -2), attempt(select.epoll, -1, 12345))
copy = select.epoll.fromfd(os.dup(ep.fileno()))
print(copy.poll(1) == ep.poll(1), copy.closed)
with copy as same:
    print(same is copy)
print(copy.closed, attempt(copy.poll, 0), attempt(copy.fileno), copy.close(), attempt(copy.__enter__))
started = time.monotonic()
ep.unregister(a)
print(ep.poll(0.05), time.monotonic() - started >= 0.05)
ep.close()
print(selectors.DefaultSelector is selectors.EpollSelector)
with selectors.DefaultSelector() as selector:
    selector.register(a, selectors.EVENT_READ, 'data')
    print([(key.data, events) for key, events in selector.select(1)])
