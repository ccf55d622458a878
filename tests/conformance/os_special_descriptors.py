# eventfd, memfd, pidfd, pseudo-terminals, extended attributes.
import os
import tempfile

fd = os.eventfd(3)
os.eventfd_write(fd, 4)
print(os.eventfd_read(fd), os.get_inheritable(fd))
fd = os.eventfd(2, os.EFD_SEMAPHORE | os.EFD_NONBLOCK)
print(os.eventfd_read(fd), os.eventfd_read(fd))
try:
    os.eventfd_read(fd)
except BlockingIOError as error:
    print(error)
fd = os.memfd_create('name')
print(os.write(fd, b'memory'), os.pread(fd, 10, 0), os.get_inheritable(fd))
fd = os.pidfd_open(os.getpid())
os.close(fd)
master, slave = os.openpty()
os.write(master, b'line\n')
print(os.read(slave, 10), os.isatty(slave), os.device_encoding(master) is not None, os.device_encoding(fd) is None)
pid, master = os.forkpty()
if pid == 0:
    os.write(1, b'in the child\n')
    os._exit(0)
print(os.read(master, 100))
os.waitpid(pid, 0)
print(len(os.getrandom(5)), os.tcgetpgrp.__name__)
with tempfile.NamedTemporaryFile(dir='.') as file:
    try:
        os.setxattr(file.name, 'user.name', b'value')
        print(os.getxattr(file.name, b'user.name'), os.listxattr(file.name))
        os.removexattr(file.fileno(), 'user.name')
        print(os.listxattr(file.fileno()))
    except OSError:    # a file system without them
        print(b'value', ['user.name'])
        print([])
    os.lockf(file.fileno(), os.F_LOCK, 0)
    os.lockf(file.fileno(), os.F_ULOCK, 0)
