# A traceback shows the lines of the program alone where the library is in C.
import codecs
import csv
import pickle
import string
import sys
import traceback
import warnings


def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, [(entry.name, entry.line) for entry in traceback.extract_tb(e.__traceback__)])


class Unwilling:
    def __reduce__(self):
        raise ValueError('no pickle')


warnings.simplefilter('error')
attempt(lambda: warnings.warn('text'))
attempt(lambda: warnings.warn_explicit('text', UserWarning, 'file', 1))
attempt(lambda: warnings.warn('text', category=int))
attempt(lambda: codecs.lookup('no-such-encoding'))
attempt(lambda: b'\xff'.decode('cp1252x'))
attempt(lambda: codecs.lookup_error('no such handler'))
attempt(lambda: csv.reader(5))
attempt(lambda: list(csv.reader(['"a'], strict=True)))
attempt(lambda: pickle.dumps(Unwilling()))
attempt(lambda: pickle.loads(b'garbage'))
attempt(lambda: string.Formatter().format('{'))
