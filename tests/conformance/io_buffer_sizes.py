# The sizes of buffers that a script asks for, and names that derived files are given.
import io
import os
import warnings

name = os.path.join(os.environ.get('TMPDIR', '/tmp'), 'sized')


def on_disk():
    return os.stat(name).st_size


for size in 2, 10, 100:
    with open(name, 'wb', buffering=size) as file:
        sizes = []
        for _ in range(6):
            file.write(b'abcd')
            sizes.append(on_disk())
        print(size, sizes)
    with io.BufferedReader(io.FileIO(name), size) as file:
        print(file.peek()[:3], file.read1(), file.read(5), file.readline(3), file.tell(), len(file.read()))
with io.TextIOWrapper(io.BufferedReader(io.FileIO(name), 3), 'utf-16-le') as text:
    print(ascii(text.read(3)), ascii(text.readline()), text.tell())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    open(name, 'wb', 1).close()
    print([(w.category.__name__, str(w.message)) for w in caught])
for size in 0, -5:
    try:
        io.BufferedWriter(io.FileIO(name, 'w'), size)
    except ValueError as error:
        print(error)


class Named(io.FileIO):
    def __setattr__(self, key, value):
        if key == 'name':
            print('set', os.path.basename(value) if isinstance(value, str) else type(value).__name__)
            if value != name:
                raise KeyError(key)
        super().__setattr__(key, value)


with Named(name) as file:
    print(file.name == name)
fd = os.open(name, os.O_RDONLY)
try:
    Named(fd)
except KeyError as error:
    print('refused', error)
os.close(fd)
with io.FileIO(name) as file:
    print(file._blksize == os.stat(name).st_blksize)
    del file.name
    print(hasattr(file, 'name'), 'fd=' in repr(file))
os.unlink(name)
