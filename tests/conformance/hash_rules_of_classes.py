# Defining __eq__ without __hash__ makes instances unhashable, unless a class says otherwise.
class E:
    def __eq__(self, o): return True
class Sub(E):
    __hash__ = object.__hash__
class Explicit:
    __hash__ = None
class Inherit(Explicit):
    pass
class Big:
    def __hash__(self): return 2 ** 70 + 5
class Negative:
    def __hash__(self): return -1
class Text:
    def __hash__(self): return 'x'
class Bool:
    def __hash__(self): return True
for make in (E, Sub, Explicit, Inherit, Big, Negative, Text, Bool):
    try:
        h = hash(make())
        print(make.__name__, h if make in (Big, Negative, Bool) else 'hashable')
    except TypeError as e:
        print(make.__name__, e)
from collections.abc import Hashable
print(isinstance(E(), Hashable), isinstance(Sub(), Hashable), issubclass(Inherit, Hashable), E.__hash__, isinstance([], Hashable))
print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(2 ** 61 - 1), hash(-2 ** 61), hash(float('inf')), hash(-1), hash(0.5), hash(1e300), hash(3.5 + 2j), hash(None) == hash(None), hash(()) , hash((1, 2, 3)), hash(frozenset()))
print(hash(range(3)) == hash(range(0, 3)), hash(''), hash(b''), hash(-0.0), hash(10 ** 30), hash(Ellipsis) == hash(...))
for source in ('hash(slice(1))', 'hash({})', 'hash({1})', 'hash([1])', 'hash(bytearray())', 'hash((1, []))', 'hash(memoryview(bytearray(1)))'):
    try:
        print(eval(source))
    except (TypeError, ValueError) as e:
        print(source, type(e).__name__, e)
