"""fcntl, resource, pwd and grp: results, and what is refused."""
import fcntl
import grp
import os
import pwd
import resource


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


root = pwd.getpwuid(0)
print(root.pw_name, root[2:4], root.pw_dir, root == pwd.getpwnam('root'), root in pwd.getpwall(), len(root))
print(attempt(pwd.getpwnam, 'no such user'), attempt(pwd.getpwnam, 3), attempt(pwd.getpwuid, 4000000000), attempt(pwd.getpwuid, 'x'))
print(grp.getgrgid(0).gr_name, grp.getgrnam('root').gr_gid, grp.getgrnam('root').gr_mem, grp.getgrgid(0) in grp.getgrall())
print(attempt(grp.getgrnam, 'no such group'), attempt(grp.getgrgid, 'x'))

read, write = os.pipe()
print(fcntl.fcntl(read, fcntl.F_GETFD), fcntl.fcntl(read, fcntl.F_SETFL, os.O_NONBLOCK), attempt(os.read, read, 1))
print(attempt(fcntl.fcntl, 12345, fcntl.F_GETFD), attempt(fcntl.fcntl, 'x', 1), attempt(fcntl.fcntl, read, 1, b'x' * 1025))
with open(__file__) as file:
    print(fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB), fcntl.lockf(file, fcntl.LOCK_SH), attempt(fcntl.lockf, file, 0))
os.write(write, b'12345')
FIONREAD = 0x541B
print(fcntl.ioctl(read, FIONREAD, bytes(4)), fcntl.ioctl(read, FIONREAD, bytearray(4)))
array = bytearray(4)
print(fcntl.ioctl(read, FIONREAD, array), array, fcntl.ioctl(read, FIONREAD, array, False))

soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
print(resource.setrlimit(resource.RLIMIT_CORE, (0, hard)), resource.getrlimit(resource.RLIMIT_CORE)[0])
print(attempt(resource.getrlimit, 99), attempt(resource.setrlimit, 4, (1,)), attempt(resource.getrusage, 7))
usage = resource.getrusage(resource.RUSAGE_SELF)
print(len(usage), usage.ru_maxrss > 1000, usage.ru_utime == usage[0], resource.RLIM_INFINITY, resource.error is OSError)
print(resource.prlimit(0, resource.RLIMIT_CORE)[0], resource.getpagesize() % 4096)
