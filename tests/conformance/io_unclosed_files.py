# Files that are dropped without being closed: written all the same, outer ones before inner ones, with a warning.
import gc
import io
import os
import warnings


def drop(name, make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        make(name)
        for _ in range(3):
            gc.collect()
    with open(name, 'rb') as file:
        print([str(w.message).replace(name, 'NAME') for w in caught], file.read())


def text(name):
    open(name, 'w', encoding='utf-8').write('text')


def registered(name):
    open(name, 'w', encoding='cp1252').write('€')


def bytes_(name):
    open(name, 'wb').write(b'bytes')


class Raw(io.FileIO):
    pass


def over_a_class(name):
    io.TextIOWrapper(io.BufferedWriter(Raw(name, 'w')), encoding='utf-16-le').write('xy')


name = os.path.join(os.environ.get('TMPDIR', '/tmp'), 'unclosed')
for make in text, registered, bytes_, over_a_class:
    drop(name, make)
os.unlink(name)
