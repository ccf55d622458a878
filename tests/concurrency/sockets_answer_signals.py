"""A signal interrupts each call of a socket that waits; a handler that returns lets it go on (PEP 475)."""
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time


class Interrupt(Exception):
    pass


def raising(number, frame):
    raise Interrupt


def once_asleep(function, *args):
    """A thread that calls the function once the main thread is asleep in the call that is made()."""
    def run():
        while not is_asleep():
            time.sleep(0.001)
        function(*args)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def made(call):
    return call()


def is_asleep():
    frame = sys._current_frames()[threading.main_thread().ident]
    while frame is not None and frame.f_code is not made.__code__:
        frame = frame.f_back
    with open(f'/proc/self/task/{os.getpid()}/stat') as file:
        return frame is not None and file.read().rpartition(')')[2].split()[0] == 'S'


a, b = socket.socketpair()
server = socket.create_server(('127.0.0.1', 0))
full, other = socket.socketpair()
full.setblocking(False)
try:
    while True:
        full.send(b'x' * 4096)
except BlockingIOError:
    full.setblocking(True)
epoll = select.epoll()
limited, partner = socket.socketpair()
limited.settimeout(3600)
child = subprocess.Popen(['sleep', '3600'])
CALLS = {'recv': lambda: a.recv(1), 'recv with timeout': lambda: limited.recv(1), 'accept': server.accept, 'send': lambda: full.sendall(b'x' * 100000),
         'recvmsg': lambda: a.recvmsg(1), 'select': lambda: select.select([a], [], []), 'epoll': lambda: epoll.poll(), 'wait': child.wait}

signal.signal(signal.SIGUSR1, raising)
for name, call in CALLS.items():
    sender = once_asleep(os.kill, os.getpid(), signal.SIGUSR1)
    try:
        made(call)
    except Interrupt:
        print(name, 'interrupted')
    sender.join()

count = []
for number in signal.SIGUSR1, signal.SIGALRM:
    signal.signal(number, lambda *args: count.append(1))


def signal_then_send():
    os.kill(os.getpid(), signal.SIGUSR1)
    while not count:
        time.sleep(0.01)
    b.send(b'y')


sender = once_asleep(signal_then_send)
print(made(lambda: a.recv(1)), len(count))
sender.join()
# A signal, at whatever moment of it, makes no time-out shorter.
before = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 0.03)
limited.settimeout(0.2)
try:
    limited.recv(1)
except TimeoutError:
    print('timed out', time.monotonic() - before >= 0.2)
while len(count) < 2:
    time.sleep(0.01)
child.kill()
print(child.wait())
