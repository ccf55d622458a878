"""What the functions of os that take a path accept, refuse and say, and that they heed dir_fd and follow_symlinks."""
import os


def show(name, function, *args, **kwargs):
    try:
        print(name, function(*args, **kwargs))
    except Exception as error:
        print(name, type(error).__name__, error)


class Wrong:
    def __fspath__(self):
        return 5


class Path:
    def __fspath__(self):
        return "missing/path"


more = {"chmod": (0o600,), "access": (os.R_OK,), "truncate": (0,), "rename": ("x",), "replace": ("x",), "link": ("x",),
        "symlink": ("missing/x",), "open": (0,), "execv": (["a"],)}
bad = [None, 1.5, "a\0b", b"a\0b", Wrong(), Path(), [], object, 2**70, 10**9]
for name in ("stat lstat rmdir unlink remove chdir mkdir chmod access truncate mkfifo readlink rename replace link "
             "symlink utime listdir scandir open execv").split():
    for value in bad[name in ("listdir", "scandir"):]:
        show(f"{name}({value if isinstance(value, (int, float, str, bytes)) else type(value).__name__!r})",
             getattr(os, name), value, *more.get(name, ()))

show("dst", os.rename, "a", None)
show("dir_fd", os.stat, "a", dir_fd="x")
show("dir_fd", os.stat, "a", dir_fd=2**70)
show("dir_fd", os.stat, 0, dir_fd=4)
show("dir_fd", os.rename, "a", "b", src_dir_fd="a")
show("follow", os.stat, 1, follow_symlinks=False)
show("follow", os.utime, 1, follow_symlinks=False)
show("mode", os.mkdir, "a", "x")
show("argv", os.execv, "a", "x")
show("argv", os.execv, "a", ())
show("argv", os.execv, "a", [""])

base = f"{os.environ.get('TMPDIR', '/tmp')}/hasp_{os.getpid()}_path"
os.mkdir(base)
fd = os.open(base, os.O_RDONLY)
os.mkdir("d", dir_fd=fd)
os.close(os.open("f", os.O_CREAT | os.O_WRONLY, dir_fd=fd))
os.symlink("f", "s", dir_fd=fd)
os.link("f", "l", src_dir_fd=fd, dst_dir_fd=fd)
os.mkfifo("p", dir_fd=fd)
print(sorted(os.listdir(fd)), os.readlink("s", dir_fd=fd), os.stat("f", dir_fd=fd).st_nlink)
print(os.stat("s", dir_fd=fd, follow_symlinks=False).st_size, os.stat("s", dir_fd=fd).st_size)
os.chmod("f", 0o640, dir_fd=fd)
print(oct(os.stat(base + "/f").st_mode), os.access("f", os.R_OK, dir_fd=fd), os.access("g", os.R_OK, dir_fd=fd))
show("chmod", os.chmod, base + "/s", 0o600, follow_symlinks=False)
os.utime("s", (5, 6), dir_fd=fd, follow_symlinks=False)
os.utime("f", (7, 8), dir_fd=fd)
print(os.lstat("s", dir_fd=fd).st_mtime, os.stat("f", dir_fd=fd).st_mtime)
with os.scandir(fd) as entries:
    print(sorted((e.name, e.path, e.is_dir(), e.is_symlink(), e.stat().st_mode & 0o170000) for e in entries))
os.rename("f", "d/f", src_dir_fd=fd, dst_dir_fd=fd)
print(sorted(os.listdir(base + "/d")))
for name in ("s", "l", "p", "d/f"):
    os.unlink(name, dir_fd=fd)
os.rmdir("d", dir_fd=fd)
print(os.listdir(fd))
os.close(fd)
os.rmdir(base)
