# Several threads add, change, delete and read the attributes of one object and of its class.
from _attack import attack


class Thing:
    shared = ('shared', 0)

    def method(self):
        return 'method'


thing = Thing()
NAMES = ['name%d' % i for i in range(30)]


def is_ours(name, value):
    assert value[0] == name, (name, value)


def store(dice):
    name = NAMES[dice(30)]
    setattr(thing, name, (name, dice(10)))


def read(dice):
    name = NAMES[dice(30)]
    is_ours(name, getattr(thing, name))


def delete(dice):
    delattr(thing, NAMES[dice(30)])


def fixed(dice):
    thing.fixed = ('fixed', dice(10))
    is_ours('fixed', thing.fixed)


def call(dice):
    assert thing.method() in ('method', 'other')


def change_method(dice):
    if dice(10) == 0:
        Thing.method = lambda self: 'other'


def change_class(dice):
    Thing.shared = ('shared', dice(10))
    is_ours('shared', thing.shared)


def add_to_class(dice):
    name = 'class%d' % dice(10)
    setattr(Thing, name, (name, 1))
    is_ours(name, getattr(thing, name))


def dictionary(dice):
    for name, value in list(vars(thing).items()):
        is_ours(name, value)


def through_dictionary(dice):
    name = NAMES[dice(30)]
    thing.__dict__[name] = (name, 11)


def create(dice):
    fresh = Thing()
    for name in NAMES[:dice(30)]:
        setattr(fresh, name, (name, 1))
    assert fresh.shared[0] == 'shared'


attack([store, store, read, read, delete, fixed, call, change_method, change_class, add_to_class, dictionary,
        through_dictionary, create], 3000, (AttributeError, RuntimeError))
