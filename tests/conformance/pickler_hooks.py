# pickle: what subclasses and attributes of Pickler and Unpickler change.
import copyreg
import io
import pickle

def dumps(pickler_class, value, protocol=None, **attributes):
    file = io.BytesIO()
    pickler = pickler_class(file, protocol)
    for name, v in attributes.items():
        setattr(pickler, name, v)
    pickler.dump(value)
    return file.getvalue()

# Persistent ids: of strings and tuples too, not asked about the id itself.
class Persistent(pickle.Pickler):
    def persistent_id(self, obj):
        if isinstance(obj, str) and obj.startswith('id'):
            return obj[2:]
        if isinstance(obj, tuple):
            return obj
class Loading(pickle.Unpickler):
    def persistent_load(self, pid):
        return 'loaded', pid
for protocol in 0, 2, 4:
    data = dumps(Persistent, ['id7', 'x', {'idk': 1}], protocol)
    print(data, Loading(io.BytesIO(data)).load() if protocol else None)
data = dumps(Persistent, [(1, 2), ('a',)], 4)
print(data, Loading(io.BytesIO(data)).load())
for attempt in [lambda: dumps(Persistent, 'id\xe9', 0), lambda: pickle.loads(b'P1\n.'), lambda: pickle.loads(b'K\1Q.'), lambda: Loading(io.BytesIO(b'P\xe9\n.')).load()]:
    try:
        print(attempt())
    except pickle.PickleError as e:
        print(type(e).__name__, e)
print(dumps(pickle.Pickler, [1, 'a'], 4, persistent_id=lambda obj: 'all' if obj == 'a' else None))
unpickler = pickle.Unpickler(io.BytesIO(b'K\1Q.'))
unpickler.persistent_load = lambda pid: ('hook', pid)
print(unpickler.load())
for object_, name in (pickle.Pickler(io.BytesIO()), 'persistent_id'), (pickle.Unpickler(io.BytesIO()), 'persistent_load'):
    for action in [lambda: getattr(object_, name), lambda: setattr(object_, name, 5), lambda: delattr(object_, name)]:
        try:
            print(action())
        except (AttributeError, TypeError) as e:
            print(type(e).__name__, e)

# Dispatch tables: of a pickler, of a class, as any mapping.
class Point:
    def __init__(self, x):
        self.x = x
def reduce_point(p):
    return Point, (p.x * 10,)
print(pickle.loads(dumps(pickle.Pickler, Point(1), dispatch_table={Point: reduce_point})).x)
class WithTable(pickle.Pickler):
    dispatch_table = {Point: reduce_point}
print(pickle.loads(dumps(WithTable, Point(2))).x)
class Mapping:
    def __getitem__(self, key):
        if key is Point:
            return reduce_point
        raise KeyError(key)
print(pickle.loads(dumps(pickle.Pickler, [Point(3), 1j, Ellipsis], dispatch_table=Mapping()))[0].x)
copyreg.pickle(Point, reduce_point)
print(pickle.loads(pickle.dumps(Point(4))).x, pickle.loads(dumps(pickle.Pickler, Point(5), dispatch_table={})).x)
del copyreg.dispatch_table[Point]
pickler = pickle.Pickler(io.BytesIO())
print(hasattr(pickler, 'dispatch_table'))

# reducer_override comes before tables, functions and classes, and after the containers.
class Overriding(pickle.Pickler):
    def reducer_override(self, obj):
        seen.append(type(obj).__name__)
        if obj is Point:
            return 'Point'
        if isinstance(obj, Point):
            return int, ('7',)
        if callable(obj) and getattr(obj, '__name__', '') == '<lambda>':
            return str, ('a function',)
        return NotImplemented
seen = []
print(pickle.loads(dumps(Overriding, [Point(1), Point, lambda: 0, 5, 'text', (1,), {2}, int])), seen)

# find_class
class Restricted(pickle.Unpickler):
    def find_class(self, module, name):
        print('find', module, name)
        if module in ('builtins', '__builtin__'):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f'{module}.{name} is forbidden')
for protocol in range(6):
    print(Restricted(io.BytesIO(pickle.dumps([range(3), len], protocol))).load())
for value in Point, Point(1), reduce_point:
    try:
        Restricted(io.BytesIO(pickle.dumps(value))).load()
    except pickle.UnpicklingError as e:
        print(e)

# Extension codes
copyreg.add_extension('__main__', 'Point', 0x7f0)
print(pickle.dumps(Point, 1), pickle.dumps([Point, Point], 2), pickle.loads(pickle.dumps(Point, 2)) is Point)
copyreg.remove_extension('__main__', 'Point', 0x7f0)
try:
    pickle.loads(b'\x80\x02\x83\xf0\x07.')
except ValueError as e:
    print(e)

# The memo outlives a dump().
file = io.BytesIO()
pickler = pickle.Pickler(file)
shared = ['shared']
pickler.dump(shared)
size = file.tell()
pickler.dump(shared)
print(file.getvalue()[size:], sorted(pickler.memo.copy().values()))
pickler.clear_memo()
size = file.tell()
pickler.dump(shared)
print(file.getvalue()[size:])
pickler.memo = {id(shared): (40, shared)}
size = file.tell()
pickler.dump(shared)
print(file.getvalue()[size:], pickler.memo.copy() == {id(shared): (40, shared)})
other = pickle.Pickler(io.BytesIO())
other.memo = pickler.memo
pickler.memo.clear()
print(len(other.memo.copy()), len(pickler.memo.copy()), type(other.memo).__name__)
unpickler = pickle.Unpickler(io.BytesIO(pickle.dumps(['a', 'bc']) + b'h\1.'))
print(unpickler.load(), unpickler.memo.copy(), unpickler.load())
for memo in [5, {'a': 1}, {-1: None}, {0: 'zero'}]:
    try:
        unpickler.memo = memo
        print('assigned', type(unpickler.memo).__name__)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for memo in [5, {1: 2}, {1: (2, 3, 4)}]:
    try:
        pickler.memo = memo
    except TypeError as e:
        print(e)

# fast and bin
print(dumps(pickle.Pickler, [shared, shared, 'a', 'a'], fast=1), dumps(pickle.Pickler, [1, 'a'], 2, bin=0))
print(pickle.Pickler(io.BytesIO(), 0).bin, pickle.Pickler(io.BytesIO(), 3).bin, pickle.Pickler(io.BytesIO()).fast)
loop = []
loop.append(loop)
try:
    dumps(pickle.Pickler, loop, fast=True)
except ValueError as e:
    print(str(e).rpartition(' at ')[0])
