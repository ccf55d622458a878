# UserString, UserDict, UserList and ChainMap do what str, dict and list do, and give their own class.
import copy
from collections import ChainMap, Counter, UserDict, UserList, UserString, _count_elements, deque
from collections.abc import AsyncGenerator, MutableSequence


class Name(UserString):
    pass


n = Name('ab Cd')
for text in n.upper(), n.title(), n.replace('b', Name('x')), n.center(9, '*'), n.strip('a'), n[1:3], n + '!', '!' + n, n * 2:
    print(type(text).__name__, text, end='; ')
print()
print(n.split(), n.partition(' '), n.find(UserString('C')), n.count('b'), n.isalpha(), n.join(['x', 'y']), n.encode())
print(Name('%s-%d') % ('a', 3), 'x %s' % n, int(Name('12')), float(Name('1.5')), n == 'ab Cd', n < Name('b'), hash(n) == hash('ab Cd'))
print(type('%s' % n), Name.maketrans('a', 'b'), n.translate({97: 'z'}), n.removeprefix('ab'), n.format_map({}))

d = UserDict(a=1)
print(d | {'b': 2}, {'a': 0, 'c': 3} | d, type(d | UserDict(z=1)).__name__)
d |= [('q', 5)]
print(d)
for wrong in (lambda: d | [1], lambda: ChainMap() | [('a', 1)], lambda: [1] | ChainMap()):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
lists = UserList([1, 2])
lists.extra = ['kept']
twin = copy.copy(lists)
print(twin, twin.data is lists.data, twin.extra is lists.extra, type(lists + [3]).__name__)
print(ChainMap({'a': 1}, {'b': 2}) | {'b': 3, 'c': 4}, {'x': 0, 'a': 9} | ChainMap({'a': 1}))
counts = Counter('abca')
_count_elements(counts, 'ab')
print(counts, issubclass(deque, MutableSequence))


class Steps(AsyncGenerator):
    async def asend(self, value):
        raise StopAsyncIteration

    async def athrow(self, typ, val=None, tb=None):
        print('thrown', typ.__name__)
        raise typ


try:
    Steps().aclose().send(None)
except StopIteration as stop:
    print('closed', stop.value)
