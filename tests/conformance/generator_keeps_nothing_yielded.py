# A suspended generator does not keep alive what it has yielded, as long as no variable of its does.
import gc
import weakref


class Thing:
    pass


def fresh():
    while True:
        yield Thing()


def in_expression():
    while True:
        print([1, (yield Thing()), 2])


def from_list():
    things = [Thing(), Thing(), Thing()]
    while things:
        yield things.pop()


def delegated():
    yield from fresh()


def variable():
    while True:
        thing = Thing()
        yield thing


def received():
    while True:
        got = yield Thing()
        print(got)


class Awaitable:
    def __await__(self):
        yield Thing()
        yield Thing()


async def coroutine():
    await Awaitable()


for make in fresh, in_expression, from_list, delegated, variable, received:
    generator = make()
    alive = []
    for _ in range(2):
        thing = next(generator)
        reference = weakref.ref(thing)
        del thing
        gc.collect()
        alive.append(reference() is not None)
    print(make.__name__, alive)

alive = []
steps = coroutine()
for _ in range(2):
    reference = weakref.ref(steps.send(None))
    gc.collect()
    alive.append(reference() is not None)
steps.close()
print('coroutine', alive)
alive = []
for thing in (Thing() for _ in range(2)):
    reference = weakref.ref(thing)
    del thing
    gc.collect()
    alive.append(reference() is not None)
print('expression', alive)
