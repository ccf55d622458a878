"""What the collector hands out are objects that a script may use, no parts of them."""
import collections
import gc
import json
import queue
import threading

simple, plain, barrier = queue.SimpleQueue(), queue.Queue(), threading.Barrier(2)
simple.put([1])
plain.put([2])
decoder, encoder = json.JSONDecoder(), json.JSONEncoder()
encoder.encode([])

for o in gc.get_objects():
    assert isinstance(o, type) or '__class__' in object.__dir__(o), type(o)
    assert hasattr(type(o), '__mro__')

print(sorted(type(o).__name__ for o in gc.get_referents(simple) if type(o) not in (type, list)))

print('__call__' in dir(decoder.scan_once))
items = plain.queue
print(type(items), items is plain.queue, list(items), plain.get(), list(items))
print(any(o is items for o in gc.get_objects()), [type(o) for o in gc.get_referrers(items) if isinstance(o, collections.deque)])
