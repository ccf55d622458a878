# A reader finds an attribute with one of its values, or not at all, while others delete and add it.
from _trial import attack, each


class Open:
    pass


thing = Open()
thing.kept = 'kept'


def changer(k):
    name = 'x%d' % k

    def change(i):
        setattr(thing, name, (i, i))
        assert getattr(thing, name) == (i, i)
        delattr(thing, name)
        assert not hasattr(thing, name)
    return change


def look():
    assert thing.kept == 'kept'
    for name in 'x0', 'x1', 'x2', 'x3':
        a, b = getattr(thing, name, (0, 0))
        assert a == b


attack(*each(changer), watch=[look, look])
print(vars(thing))
