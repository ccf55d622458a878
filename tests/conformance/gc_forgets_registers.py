"""What nobody can reach any more dies in gc.collect(), whatever lies in registers that are of no use any more."""
import contextlib
import gc
import threading
import weakref


class Thing:
    def same(self, *others):
        return self


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


def report(what, r):
    gc.collect()
    print(what, 'dead' if r() is None else 'alive')


def litter(x):
    """Leaves x in as many temporaries as it can."""
    [x.same(x, x).same(x, [x, x, x, x, x, x, x, x, x, x]), x.same(x, x, x, x, x)]


def in_with():
    x = Thing()
    r = weakref.ref(x)
    litter(x), x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
    del x
    with Manager():
        with Manager() as manager:
            report('with', r)


def in_try():
    x = Thing()
    r = weakref.ref(x)
    x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
    del x
    try:
        try:
            report('try', r)
        except ValueError:
            pass
    finally:
        report('finally', r)


def in_handler():
    x = Thing()
    r = weakref.ref(x)
    x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
    del x
    try:
        raise ValueError
    except ValueError as e:
        report('except', r)


def in_loop():
    x = Thing()
    r = weakref.ref(x)
    x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
    del x
    for i in [1]:
        for j in [2]:
            report('for', r)


def in_arguments():
    x = Thing()
    r = weakref.ref(x)
    x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
    del x
    str(len(str(report('arguments', r))))
    str(report('keyword', r), *[], **{})


def drop(x):
    r = weakref.ref(x)
    del x
    report('argument', r)


def drop_all(*args):
    r = weakref.ref(args[0])
    del args
    report('star argument', r)


def generate():
    with Manager():
        x = Thing()
        r = weakref.ref(x)
        x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
        yield x
        del x
        with Manager():
            yield r


def in_generator():
    g = generate()
    next(g)
    report('generator', next(g))


@contextlib.contextmanager
def yield_variable():
    x = Thing()
    r = weakref.ref(x)
    x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
    x.same()
    del x
    yield r


def in_suspended_generator():
    with yield_variable() as r:
        report('suspended generator', r)


async def wait_with():
    x = Thing()
    r = weakref.ref(x)
    x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
    del x
    async with AsyncManager():
        async for _ in numbers():
            report('async', r)


class AsyncManager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return False


async def numbers():
    yield 1


def in_other_thread():
    """Of a thread that sleeps."""
    ready, done = threading.Event(), threading.Event()
    found = []

    def work():
        x = Thing()
        found.append(weakref.ref(x))
        x.same(x, x).same(x, x, x), [x, x, x, x, x, x]
        litter(x)
        del x
        with Manager():
            ready.set()
            done.wait()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    report('thread', found[0])
    done.set()
    thread.join()


in_with()
in_try()
in_handler()
in_loop()
in_arguments()
drop(Thing())
drop_all(Thing())
in_generator()
in_suspended_generator()
try:
    wait_with().send(None)
except StopIteration:
    pass
in_other_thread()
