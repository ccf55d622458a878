# Reading into and writing from several buffers, and copying inside the kernel.
import array
import os
import tempfile

with tempfile.TemporaryFile() as file:
    fd = file.fileno()
    print(os.writev(fd, [b'one', bytearray(b'two'), memoryview(b'three')]))
    print(os.pwritev(fd, (b'ONE',), 0), os.pread(fd, 20, 0))
    os.lseek(fd, 0, os.SEEK_SET)
    first, numbers, rest = bytearray(2), array.array('H', [0, 0]), bytearray(50)
    print(os.readv(fd, [first, numbers, rest]), first, numbers.tobytes(), rest[:6])
    print(os.preadv(fd, [first], 3), first)
    for wrong in lambda: os.readv(fd, [b'read-only']), lambda: os.writev(fd, 5), lambda: os.preadv(fd, [first], -1):
        try:
            print(wrong())
        except (TypeError, BufferError, OSError) as error:
            print(type(error).__name__, error)
    with tempfile.TemporaryFile() as copy:
        print(os.copy_file_range(fd, copy.fileno(), 5, offset_src=3), os.pread(copy.fileno(), 20, 0))
        print(os.sendfile(copy.fileno(), fd, 0, 3), os.pread(copy.fileno(), 20, 0))
    r, w = os.pipe()
    print(os.splice(fd, w, 6, offset_src=0), os.read(r, 20))
    try:
        os.copy_file_range(fd, w, -1)
    except ValueError as error:
        print(error)
    print(os.read(r, 0), os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_SEQUENTIAL), os.posix_fallocate(fd, 0, 100),
          os.fstat(fd).st_size)
