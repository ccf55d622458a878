# A method of an unrelated type in a class is called, and refuses the instance.
class A(int):
    __eq__ = str.__eq__
    __add__ = str.__add__
    __lt__ = list.__lt__


class D(dict):
    __getitem__ = list.__getitem__
    __len__ = list.__len__


class L(list):
    __add__ = list.__add__


a = A(3)
calls = [
    lambda: a == a,
    lambda: a != a,
    lambda: a + a,
    lambda: a + 1,
    lambda: 1 + a,
    lambda: a < a,
    lambda: a > a,
    lambda: D()[1],
    lambda: len(D()),
    lambda: L([1]) + [2],
]
for call in calls:
    try:
        print(call())
    except TypeError as error:
        print(error)
