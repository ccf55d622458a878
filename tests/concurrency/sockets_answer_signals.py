"""A signal interrupts each call of a socket that waits; a handler that returns lets it go on (PEP 475)."""
import os
import select
import signal
import socket
import subprocess
import threading
import time


class Interrupt(Exception):
    pass


def raising(number, frame):
    raise Interrupt


def after(seconds, function, *args):
    timer = threading.Timer(seconds, function, args)
    timer.start()
    return timer


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
limited.settimeout(60)
child = subprocess.Popen(['sleep', '60'])
CALLS = {'recv': lambda: a.recv(1), 'recv with timeout': lambda: limited.recv(1), 'accept': server.accept, 'send': lambda: full.sendall(b'x' * 100000),
         'recvmsg': lambda: a.recvmsg(1), 'select': lambda: select.select([a], [], []), 'epoll': lambda: epoll.poll(), 'wait': child.wait}

signal.signal(signal.SIGUSR1, raising)
for name, call in CALLS.items():
    try:
        timer = after(0.05, os.kill, os.getpid(), signal.SIGUSR1)
        call()
    except Interrupt:
        print(name, 'interrupted')
    timer.join()

count = []
signal.signal(signal.SIGUSR1, lambda *args: count.append(1))


def signal_then_send():
    os.kill(os.getpid(), signal.SIGUSR1)
    while not count:
        time.sleep(0.01)
    b.send(b'y')


timer = after(0.03, signal_then_send)
print(a.recv(1), len(count))
timer.join()
before = time.monotonic()
timer = after(0.03, os.kill, os.getpid(), signal.SIGUSR1)
limited.settimeout(0.2)
try:
    limited.recv(1)
except TimeoutError:
    print('timed out', time.monotonic() - before >= 0.2)
timer.join()
while len(count) < 2:
    time.sleep(0.01)
child.kill()
print(child.wait())
