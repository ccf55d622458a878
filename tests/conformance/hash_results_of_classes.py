def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Eq:
    def __eq__(self, other):
        return True


class EqHash(Eq):
    def __hash__(self):
        return 5


class Sub(Eq):
    pass


class Back(Eq):
    __hash__ = object.__hash__


class NoHash:
    __hash__ = None


class Child(NoHash):
    def __hash__(self):
        return 1


for cls in Eq, EqHash, Sub, Back, NoHash, Child:
    print(cls.__name__, cls.__hash__ is None, "__hash__" in vars(cls))
    attempt(lambda: isinstance(hash(cls()), int))


class Result:
    def __init__(self, answer):
        self.answer = answer

    def __hash__(self):
        return self.answer


for answer in 5, -1, 2**61 - 1, 2**61, 2**64, -(2**70), True, 1.5, "x", None:
    attempt(lambda: hash(Result(answer)))


class IntSub(int):
    def __hash__(self):
        return 99


attempt(lambda: hash(Result(IntSub(3))))
attempt(lambda: hash(IntSub(3)))
print({IntSub(3): 1}.get(3), {3: 1}.get(IntSub(3)))
for unhashable in [], {}, set(), bytearray(), slice(1), [1].__iter__() and {1: []}.values() and {}.items():
    attempt(lambda: {unhashable})
    attempt(lambda: {unhashable: 1})
attempt(lambda: hash((1, [])))
attempt(lambda: hash(frozenset([1, (2,)])) == hash(frozenset([(2,), 1])))
from collections.abc import Hashable

print([isinstance(v, Hashable) for v in (1, [], (), ([],), Eq(), Sub(), Back(), NoHash(), Child())])


class Meta(type):
    def __hash__(cls):
        return 42

    def __eq__(cls, other):
        return NotImplemented


class WithMeta(metaclass=Meta):
    pass


print(hash(WithMeta), {WithMeta: 1}[WithMeta], hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(-1), hash(-2))


class Dynamic:
    pass


d = Dynamic()
before = hash(d)
Dynamic.__eq__ = lambda self, other: True
print(hash(d) == before)
Dynamic.__hash__ = None
attempt(lambda: hash(d))
del Dynamic.__hash__
print(hash(d) == before)
