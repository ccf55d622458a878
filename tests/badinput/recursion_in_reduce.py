# Objects whose pickling, or copying, never comes to an end: a RecursionError, in each thread, and a worker goes on.
import copy
import io
import multiprocessing
import pickle
import threading


class Deep:
    def __reduce__(self):
        return Deep, (Deep(),)


class CallsItself:
    def __reduce__(self):
        return self.__reduce__()


class PicklesItself:
    def __reduce_ex__(self, protocol):
        return pickle.dumps(self, protocol)


class CopiesItself:
    def __reduce_ex__(self, protocol):
        return copy.deepcopy(self)


class State:
    def __getstate__(self):
        return State()


class Arguments:
    def __getnewargs_ex__(self):
        return (Arguments(),), {}

    def __new__(cls, *args):
        return object.__new__(cls)


class Table(pickle.Pickler):
    def reducer_override(self, obj):
        return (list, (Deep(),)) if isinstance(obj, Deep) else NotImplemented


def python_pickler(x):
    pickle._Pickler(io.BytesIO()).dump(x)


def persistent(x):
    class Persistent(pickle.Pickler):
        def persistent_id(self, obj):
            return [obj, pickle.dumps(x)]
    Persistent(io.BytesIO()).dump(x)


WAYS = {'dumps': pickle.dumps, 'dumps 0': lambda x: pickle.dumps(x, 0), 'deepcopy': copy.deepcopy, 'in Python': python_pickler,
        'processes': multiprocessing.reduction.ForkingPickler.dumps, 'override': lambda x: Table(io.BytesIO()).dump(x),
        'persistent': persistent}


def ask(kind):
    outcomes = []
    for name, way in WAYS.items():
        try:
            way(kind())
            outcomes.append(f'{name}: done')
        except RecursionError:
            outcomes.append(f'{name}: too deep')
    return ', '.join(outcomes)


def ask_in_thread(kind):
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(ask(kind)))
    thread.start()
    thread.join()
    return outcomes[0]


if __name__ == '__main__':
    for kind in Deep, CallsItself, PicklesItself, CopiesItself, State, Arguments:
        print(kind.__name__, ask(kind))
        print(ask_in_thread(kind) == ask(kind))
    with multiprocessing.Pool(1) as pool:
        for kind in Deep, CallsItself:
            for function, argument in (kind, ()), (abs, (kind(),)):
                try:
                    pool.apply(function, argument)
                except RecursionError:
                    print('argument')
                except multiprocessing.pool.MaybeEncodingError:
                    print('result')
        print(pool.apply(abs, (-1,)))
