"""compile(): the file name as str, bytes and path, and what is refused."""
import pathlib
import warnings

warnings.simplefilter('ignore')


class Path:
    def __init__(self, name):
        self.name = name

    def __fspath__(self):
        return self.name


for name in 'a/b', b'ab', b'\xff\xc3\xa9', pathlib.Path('x') / 'y', Path('p'), Path(b'q'), bytearray(b'ba'), memoryview(b'mv'), 5, None, Path(3), 'a\0b', b'a\0b', '':
    try:
        print(ascii(compile('1', name, 'eval').co_filename))
    except Exception as error:
        print(type(error).__name__, error)
