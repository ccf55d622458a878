# array.array: what each type code takes, and what it says about the rest.
from array import array, typecodes

print(typecodes)
for code in typecodes:
    a = array(code)
    for item in (-1, 255, 256, -129, 2 ** 15, -2 ** 15, 2 ** 31, 2 ** 32, 2 ** 63, 2 ** 64, -2 ** 64, 1.5, 'x', 'xy', None):
        try:
            a.append(item)
        except (TypeError, OverflowError) as error:
            print(code, repr(item), type(error).__name__, error)
    print(repr(a), a.itemsize, a.typecode, len(a))


class Index:
    def __index__(self):
        return 7

    def __float__(self):
        return 2.5


print(array('h', [Index()]), array('d', [Index(), True]), array('f', [1e300, 0.1]))
for arguments in (), ('x',), ('xx',), (1,), ('i', 'ab'), ('i', b'abc'), ('i', 5), ('b', array('u', 'a')), ('i', [], 1):
    try:
        print(array(*arguments))
    except (TypeError, ValueError) as error:
        print(arguments, type(error).__name__, error)
