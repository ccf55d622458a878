import _operator
import copy
import operator
import pickle


class A:
    pass


a = A()
a.b = A()
a.b.c = 3
getters = [
    (operator.itemgetter(1), "xyz"),
    (operator.itemgetter(1, 0), "xyz"),
    (operator.attrgetter("b.c"), a),
    (operator.attrgetter("b.c", "b.c"), a),
    (operator.methodcaller("split", "y"), "xyz"),
    (operator.methodcaller("split", sep="y", maxsplit=0), "xyz"),
]
for getter, v in getters:
    print(getter, getter(v))
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(getter, protocol))
        assert type(again) is type(getter) and again(v) == getter(v)
    print(copy.copy(getter)(v) == getter(v))

inner = operator.methodcaller("f", [])
inner.__reduce__()[1][1].append(inner)
print(inner)


print(sorted([(2, "a"), (1, "b")], key=operator.itemgetter(1)))
try:

    class Sub(operator.itemgetter):
        pass

except TypeError as error:
    print(error)


class Sequence:
    def __getitem__(self, i):
        raise IndexError

    def __add__(self, other):
        return "added"


calls = [
    lambda: operator.concat(Sequence(), Sequence()),
    lambda: operator.concat([1], 2),
    lambda: operator.concat(1, [2]),
    lambda: operator.iconcat([1], (2,)),
    lambda: operator.iconcat(1, 2),
    lambda: operator.countOf(5, 1),
    lambda: operator.indexOf("abc", "z"),
    lambda: operator.call(print, "called", end="!\n"),
    lambda: operator.call(),
    lambda: operator.itemgetter(1)(),
    lambda: operator.itemgetter(1)([1], [2]),
    lambda: operator.itemgetter(1)(x=1),
    lambda: operator.itemgetter(x=1),
    lambda: operator.attrgetter("b..c")(a),
    lambda: operator.attrgetter(),
    lambda: operator.methodcaller(1),
    lambda: operator.add(1),
    lambda: operator.add(1, 2, 3),
    lambda: operator.index(True),
    lambda: _operator._compare_digest("abc", b"abc"),
    lambda: _operator._compare_digest("é", "é"),
    lambda: (_operator._compare_digest(b"abc", bytearray(b"abc")), _operator._compare_digest("ab", "abc")),
]
for call in calls:
    try:
        print(call())
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        print(f"{type(error).__name__}: {error}")
