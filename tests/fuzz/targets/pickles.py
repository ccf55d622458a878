"""A pickle, good or bad: what loads it, and what can be pickled again must come back the same."""

import io
import pickle

MOST = 2000
GLOBALS = {('builtins', name) for name in ('set', 'frozenset', 'complex', 'object', 'bytearray', 'range', 'slice', 'list', 'dict', 'int')}
GLOBALS |= {('copyreg', '_reconstructor'), ('pickles', 'Point'), ('pickles', 'Slots'), ('pickles', 'Keywords'), ('pickles', 'State')}


class Point:
    pass


class Slots:
    __slots__ = 'a', 'b'


class Keywords:
    def __new__(cls, *args, **keywords):
        return object.__new__(cls)


class State:
    def __setstate__(self, state):
        self.state = state


class Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in GLOBALS:
            raise pickle.UnpicklingError('forbidden')
        return globals()[name] if module == 'pickles' else super().find_class(module, name)

    def persistent_load(self, pid):
        return pid


class Stream:
    """Gives a byte or two at a time where it may."""

    def __init__(self, data):
        self.file = io.BytesIO(data)
        self.read = self.file.read
        self.readline = self.file.readline

    def peek(self, n):
        at = self.file.tell()
        return self.file.getvalue()[at:at + 3]


def load(source):
    try:
        return True, Unpickler(source, encoding='latin-1', buffers=[bytearray(b'buffer'), b'constant']).load()
    except (MemoryError, SystemError):
        raise
    except Exception:
        return False, None


def one_input(data):
    data = data[:MOST]
    done, value = load(io.BytesIO(data))
    assert load(Stream(data))[0] == done
    if not done:
        return
    for protocol in range(6):
        try:
            again = pickle.dumps(value, protocol)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError, ValueError):
            continue
        done, back = load(io.BytesIO(again))
        assert not done or type(back) is type(value)
