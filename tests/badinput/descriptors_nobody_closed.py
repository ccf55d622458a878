"""Programs that leave the closing to the end of an object's life do not run out of descriptors, whatever asks for the next."""
import io
import multiprocessing
import os
import resource
import select
import shutil
import socket
import subprocess
import sys
import tempfile

FOLDER = tempfile.mkdtemp()
sys.path.insert(0, FOLDER)
for number in range(3):
    with open(os.path.join(FOLDER, f'module_{number}_of_this_test.py'), 'w') as file:
        file.write('x = 1\n')
resource.setrlimit(resource.RLIMIT_NOFILE, (48, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
server = socket.create_server(('127.0.0.1', 0))
pair = socket.socketpair()


def accept():
    client = socket.create_connection(server.getsockname())
    server.accept()
    return client


def run():
    child = subprocess.Popen(['true'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.wait()
    return child


def in_another_process():
    process = multiprocessing.get_context('fork').Process(target=len, args=('',))
    process.start()
    process.join()
    return process


def dropped(times, make):
    for _ in range(times):
        make()


def fill():
    """All but few descriptors belong to files that nobody refers to."""
    for _ in range(39):
        io.FileIO('/dev/null')


CALLS = {'socket': socket.socket, 'socketpair': socket.socketpair, 'dup of a socket': pair[0].dup, 'accept': accept, 'epoll': select.epoll,
         'open': lambda: open('/dev/null'), 'descriptor': lambda: open(os.open('/dev/null', os.O_RDONLY), 'rb', buffering=0),
         'pipe': lambda: [open(fd, 'rb', buffering=0) for fd in os.pipe()], 'dup': lambda: open(os.dup(0), 'rb', buffering=0),
         'eventfd': lambda: open(os.eventfd(0), 'rb', buffering=0), 'memfd': lambda: open(os.memfd_create('x'), 'rb', buffering=0),
         'Pipe': multiprocessing.Pipe, 'Queue': multiprocessing.Queue, 'SimpleQueue': multiprocessing.SimpleQueue,
         'Popen': run, 'Process': in_another_process, 'TemporaryFile': tempfile.TemporaryFile}
for name, make in CALLS.items():
    try:
        dropped(50, make)
        print(name, 'finds room')
    except OSError as error:
        print(name, error)
try:
    for number in range(3):
        fill()
        __import__(f'module_{number}_of_this_test')
        fill()
        os.listdir(FOLDER)
        fill()
        list(os.scandir(FOLDER))
    print('imports and lists')
except OSError as error:
    print(error)
shutil.rmtree(FOLDER)
