# Owners, modes and identities: what the calls do to one's own files and how they refuse bad numbers.
import os
import tempfile
me = os.getuid(), os.getgid()
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, 'file')
    os.symlink('file', os.path.join(d, 'link'))
    with open(p, 'w') as f:
        print(os.chown(p, *me), os.chown(f.fileno(), -1, -1), os.fchown(f.fileno(), -1, me[1]), os.fchmod(f.fileno(), 0o600))
    print(os.lchown(os.path.join(d, 'link'), -1, -1), os.chown(os.path.join(d, 'link'), -1, -1, follow_symlinks=False))
    fd = os.open(d, os.O_RDONLY)
    print(os.chown('file', -1, -1, dir_fd=fd), oct(os.stat(p).st_mode), os.stat(p).st_uid == me[0])
    here = os.getcwd()
    os.fchdir(fd)
    print(os.path.exists('file'), os.chdir(here))
    os.close(fd)
for source in ('os.chown("/no/such", 0, 0)', 'os.chown("/", "a", 0)', 'os.chown("/", -2, 0)', 'os.chown("/", 2 ** 70, 0)', 'os.chown("/", 0, -2 ** 70)', 'os.chown("/", 0)', 'os.chown(5, 0, 0, dir_fd=3)', 'os.lchown("/no/such", 0, 0)', 'os.fchown(-1, 0, 0)', 'os.fchmod(-1, 0)', 'os.fchdir("x")', 'os.fchdir(10 ** 4)', 'os.chroot("/no/such")', 'os.setuid("a")', 'os.seteuid(-2)', 'os.setreuid(1)', 'os.chown(None, 0, 0)', 'os.chown("/", 1.5, 0)'):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
print(os.getresuid() == (me[0], os.geteuid(), os.geteuid()), os.getresgid()[0] == me[1], type(os.getgroups()), os.setresuid(-1, -1, -1), os.setreuid(-1, -1), os.setresgid(-1, -1, -1), os.seteuid(os.geteuid()), os.setegid(os.getegid()))
print(os.chown in os.supports_dir_fd, os.chown in os.supports_fd, os.chown in os.supports_follow_symlinks)
