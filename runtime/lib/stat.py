"""The bits of st_mode and the fields of a stat result (POSIX <sys/stat.h>, Linux values).

Thread-safety with the global lock off: constants and pure functions only.  Native: nothing.
"""

(ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME,
 ST_CTIME) = range(10)

S_IFDIR = 0o040000
S_IFCHR = 0o020000
S_IFBLK = 0o060000
S_IFREG = 0o100000
S_IFIFO = 0o010000
S_IFLNK = 0o120000
S_IFSOCK = 0o140000
S_IFDOOR = S_IFPORT = S_IFWHT = 0

S_ISUID = 0o4000
S_ISGID = S_ENFMT = 0o2000
S_ISVTX = 0o1000
S_IREAD = S_IRUSR = 0o0400
S_IWRITE = S_IWUSR = 0o0200
S_IEXEC = S_IXUSR = 0o0100
S_IRWXU = 0o0700
S_IRGRP, S_IWGRP, S_IXGRP, S_IRWXG = 0o040, 0o020, 0o010, 0o070
S_IROTH, S_IWOTH, S_IXOTH, S_IRWXO = 0o004, 0o002, 0o001, 0o007

_LETTERS = {S_IFLNK: 'l', S_IFSOCK: 's', S_IFREG: '-', S_IFBLK: 'b', S_IFDIR: 'd', S_IFCHR: 'c',
            S_IFIFO: 'p'}


def S_IMODE(mode):
    """The permission bits."""
    return mode & 0o7777


def S_IFMT(mode):
    """The bits that tell the kind of file."""
    return mode & 0o170000


def _kind_test(kind):
    def test(mode):
        return kind != 0 and mode & 0o170000 == kind
    return test


S_ISDIR = _kind_test(S_IFDIR)
S_ISCHR = _kind_test(S_IFCHR)
S_ISBLK = _kind_test(S_IFBLK)
S_ISREG = _kind_test(S_IFREG)
S_ISFIFO = _kind_test(S_IFIFO)
S_ISLNK = _kind_test(S_IFLNK)
S_ISSOCK = _kind_test(S_IFSOCK)
S_ISDOOR = _kind_test(S_IFDOOR)
S_ISPORT = _kind_test(S_IFPORT)
S_ISWHT = _kind_test(S_IFWHT)


def filemode(mode):
    """The mode as `ls -l` shows it."""
    text = [_LETTERS.get(S_IFMT(mode), '?')]
    for shift, special, letter in ((6, S_ISUID, 's'), (3, S_ISGID, 's'), (0, S_ISVTX, 't')):
        bits = mode >> shift
        text.append('r' if bits & 4 else '-')
        text.append('w' if bits & 2 else '-')
        if mode & special:
            text.append(letter if bits & 1 else letter.upper())
        else:
            text.append('x' if bits & 1 else '-')
    return ''.join(text)
