# What a suspended generator has yielded is not kept by it.
import gc
import weakref


class Thing:
    pass


def fresh():
    for _ in range(2):
        yield Thing()


def taken():
    things = [Thing(), Thing()]
    while things:
        got = yield things.pop()
        print('got', got)


def named():
    for _ in range(2):
        thing = Thing()
        yield thing


def run(generator):
    for thing in generator:
        reference = weakref.ref(thing)
        del thing
        gc.collect()
        print(generator.__name__, reference() is None)


run(fresh())
run(taken())
run(named())
