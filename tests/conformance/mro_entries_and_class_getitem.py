# __mro_entries__, __class_getitem__, __orig_bases__ and subscription of classes.
class Entry:
    def __init__(self, *bases): self.bases = bases
    def __mro_entries__(self, bases):
        print('entries', len(bases))
        return self.bases
class X: pass
class A(Entry(X, dict)): pass
class B(Entry()): pass
class C(X, Entry(list)): pass
print(A.__bases__, B.__bases__, C.__bases__, len(A.__orig_bases__), hasattr(X, '__orig_bases__'))
class BadEntry:
    def __mro_entries__(self, bases): return [int]
for source in ('class D(BadEntry()): pass', 'class D(5): pass', 'type("D", (Entry(X),), {})', 'class D(Entry(X, X)): pass', 'class D(Entry(5)): pass'):
    try:
        exec(source)
    except TypeError as e:
        print(source, '->', e)
class G:
    def __class_getitem__(cls, item): return cls.__name__, item
class H(G): pass
print(G[int], H[1, 2], G[:], H[...], G['a':'b'], type(G.__dict__['__class_getitem__']).__name__)
class MG(type):
    def __getitem__(cls, i): return 'meta', i
class I(G, metaclass=MG): pass
print(I[3])
for source in ('X[int]', 'int[0]', 'G()[1]', 'list[int][str]', 'list[int]()', 'dict[str, int]({"a": 1})', 'list[int] == list[int]', 'list[int] == list', 'hash(list[int]) == hash(list[int])', 'list[int].append', 'list[int].__origin__', 'list[int].__args__', 'tuple[int, ...]', 'tuple[()]', 'dict[str, list[int]]', 'type[int]', 'set[int].nope', 'list[int].x = 1' if False else 'list[int].__parameters__', 'list["X"]', 'list[1]', 'list[int] | None', 'isinstance([], list[int])', 'class_ := list[int].__class__', 'list[int].__name__', 'repr(list[X])', 'list[None]', 'list[...]', 'list[[int]]', 'iter(list[int]).__class__.__name__', '[*list[int]]', '[*tuple[int]]', 'list[int].__reduce__()', 'type(list[int])(list, (int,))', 'type(list[int])(5, int)', 'dir(list[int]) == dir(list) ', 'list[int].__mro_entries__(())', 'bytes[int]', 'str[0]', 'enumerate[int]', 'range[int]', 'type(len)[int]', 'type(lambda: 0)[int]', 'slice[int]', 'frozenset[int]', 'object[int]', 'Exception[int]', 'memoryview[int]', 'property[int]', 'staticmethod[int]', 'reversed[int]', 'zip[int]', 'BaseExceptionGroup[int]'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
class D(list[int]): pass
print(D.__bases__, D.__orig_bases__, D([1, 2]), D[str])
