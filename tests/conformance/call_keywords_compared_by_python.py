# Names of keywords whose comparison is Python code, which calls functions of its own while the call is being made.
import gc


def spoil(*things):
    a, b, c, d = [[n] * 9 for n in range(4)]
    gc.collect()
    return [a, b, c, d, things]


class Name(str):
    def __hash__(self):
        spoil(1, 2)
        return 5

    def __eq__(self, other):
        spoil(self, other)
        return str.__eq__(self, other)


def plain(first, /, *rest, last='last', **others):
    return first, rest, last, others


def gathering(*rest, **others):
    return rest, others


def generating(*rest, **others):
    yield rest, others


class Made:
    def __init__(self, *rest, **others):
        self.all = rest, others

    def method(self, *rest, **others):
        return self is made, rest, others


def fresh(*names):
    return {Name(name): [name] for name in names}


print(plain([0], [1], [2], **fresh('x', 'y', 'z')))
print(plain(*[[0], [1]], **fresh('x', 'y'), last=['l'], **{'w': 1}))
print(gathering(**fresh('p', 'q')), gathering([3], a=1, **fresh('p', 'q', 'r')))
print(next(generating([4], **fresh('s', 't', 'u'))))
made = Made([5], **fresh('v', 'w'))
print(made.all, made.method([6], **fresh('k', 'l', 'm')))
print([gathering([n], **fresh('i', 'j')) for n in range(3)])
print(list(map(lambda n: gathering([n], **fresh('i', 'j')), range(2))))
