# Classes made by several threads are all among the subclasses; bases change while methods are looked up.
from _trial import THREADS, attack, each


class Root:
    pass


class Left:
    def side(self):
        return 'left'


class Right:
    def side(self):
        return 'right'


class Child(Left):
    pass


kept = [[] for _ in range(THREADS)]


def maker(k):
    def make(i):
        kept[k].append(type('Made', (Root,), {'number': (k, i)}))
        Child.__bases__ = (Left,) if i % 2 else (Right,)
    return make


def look():
    assert Child().side() in ('left', 'right')
    for each_class in Root.__subclasses__():
        assert each_class.number[0] < THREADS


attack(*each(maker), rounds=60, watch=[look])
print(len(Root.__subclasses__()) == THREADS * 60, Child.__mro__[2] is object)
