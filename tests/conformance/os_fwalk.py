# fwalk: a descriptor for each directory, links are not followed, errors are told.
import os
import tempfile

with tempfile.TemporaryDirectory() as top:
    for name in 'a/b/c', 'd':
        os.makedirs(os.path.join(top, name))
    for name in 'one', 'a/two', 'a/b/c/three':
        open(os.path.join(top, name), 'w').close()
    os.symlink(os.path.join(top, 'a'), os.path.join(top, 'link'))
    for topdown in True, False:
        for where, dirs, files, fd in os.fwalk(top, topdown=topdown):
            dirs.sort()
            print(os.path.relpath(where, top), dirs, sorted(files), sorted(os.listdir(fd)))
    print(sum(1 for _ in os.fwalk(top, follow_symlinks=True)))
    for where, dirs, files, fd in os.fwalk(os.fsencode(top)):
        print(type(where), sorted(dirs), files)
        dirs.clear()
    parent = os.open(top, os.O_RDONLY)
    print(sorted(where for where, *_ in os.fwalk('a', dir_fd=parent)))
    try:
        list(os.fwalk(os.path.join(top, 'nothing')))
    except FileNotFoundError as error:
        print(error.errno)
    os.close(parent)
print(os.get_exec_path({'PATH': '/a:/b'}), os.get_exec_path({b'PATH': b'/c'}), os.get_exec_path({}))
try:
    os.get_exec_path({'PATH': '', b'PATH': b''})
except ValueError as error:
    print(error)
