"""gc.get_objects, get_referents, get_referrers, is_tracked; callbacks around gc.collect()."""
import gc


class Node:
    def __init__(self, value):
        self.value = value


class Slots:
    __slots__ = ('item',)


class Bare:
    __slots__ = ()


leaf = Node('leaf')
numbers = [3, 1, 2]
slots = Slots()
slots.item = leaf
node = Node(leaf)
pair = (leaf, leaf)
mapping = {'key': leaf}
members = {leaf}

print(sorted(gc.get_referents(numbers)), gc.get_referents(pair) == [leaf, leaf], leaf in gc.get_referents(mapping))
print(gc.get_referents(1, 'a', 4j, None), gc.get_referents())
print(leaf in gc.get_referents(node), Node in gc.get_referents(node), leaf in gc.get_referents(slots), gc.get_referents(members) == [leaf])


def closure():
    def inner(default=numbers):
        return leaf_of_closure
    leaf_of_closure = leaf
    return inner


inner = closure()
print(inner.__closure__ in gc.get_referents(inner), inner.__defaults__ in gc.get_referents(inner),
      inner.__globals__ in gc.get_referents(inner), inner.__code__ in gc.get_referents(inner))
print(leaf in gc.get_referents(inner.__closure__[0]))

found = gc.get_referrers(leaf)
for holder in (slots, pair, mapping, members, inner.__closure__[0], globals()):
    print(type(holder).__name__, any(each is holder for each in found))
print(any(each is numbers for each in found), gc.get_referrers())

objects = gc.get_objects()
for each in (leaf, numbers, Node, slots, pair, mapping, members, inner):
    print(type(each).__name__, any(other is each for other in objects))
print(any(type(each) in (int, float, str, bytes) for each in objects), any(each is objects for each in objects))
fresh = Node('fresh')
print(any(each is fresh for each in gc.get_objects()))
for argument in (-2, 3, 'a'):
    try:
        gc.get_objects(argument)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)

print([gc.is_tracked(each) for each in ([], [1], set(), node, Node, inner, slots)])
print([gc.is_tracked(each) for each in (1, 1.5, 'a', b'a', None, True, 3j, bytearray(b'a'), Bare(), int)])

seen = []
gc.disable()
gc.callbacks.append(lambda phase, info: seen.append((phase, info['generation'], sorted(info))))
gc.collect()
gc.collect(0)
gc.callbacks.pop()
gc.collect()
print(seen)
before = gc.get_stats()
gc.collect(0), gc.collect(1), gc.collect(1)
print([new['collections'] - old['collections'] for new, old in zip(gc.get_stats(), before)])
