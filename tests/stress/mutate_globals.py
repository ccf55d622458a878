# Several threads bind, read and delete global names, by name and through the dict.
from _attack import attack

fixed = ('fixed', 0)


def bind(dice):
    global fixed
    fixed = ('fixed', dice(10))


def read(dice):
    assert fixed[0] == 'fixed'


def come_and_go(dice):
    global passing
    passing = ('passing', 1)
    assert passing[0] == 'passing'
    del passing


def through_dict(dice):
    name = 'made%d' % dice(50)
    globals()[name] = (name, 1)
    assert globals()[name][0] == name


def shadow_builtin(dice):
    global len
    if dice(20) == 0:
        len = lambda value: -1
        del len


def use_builtin(dice):
    assert len([1, 2]) in (2, -1)


def evaluate(dice):
    assert eval('fixed')[0] == 'fixed'
    exec('made_by_exec = ("made_by_exec", 1)', globals())


attack([bind, read, read, come_and_go, through_dict, shadow_builtin, use_builtin, evaluate], 3000, (NameError,))
