"""heapq in C and in Python: the same heaps, both orders, and what happens when comparing changes the list."""
import random
import sys

import heapq as in_c
saved = sys.modules.pop('heapq')
sys.modules['_heapq'] = None
import heapq as in_python
del sys.modules['_heapq']
sys.modules['heapq'] = saved

random.seed(3)
items = [random.randrange(100) for _ in range(200)]
for function in 'heapify', 'heappush', 'heappop', '_heapify_max', '_heappop_max', '_heapreplace_max', 'heapreplace', 'heappushpop':
    print(function, getattr(in_c, function).__module__, getattr(in_python, function).__module__)
results = []
for module in in_c, in_python:
    heap, biggest = items[:], items[:]
    module.heapify(heap)
    module._heapify_max(biggest)
    start = heap[:], biggest[:]
    pushed = []
    for item in items:
        module.heappush(pushed, item)
    steps = [module.heapreplace(heap, 50), module.heappushpop(heap, -1), module.heappushpop(heap, 7), module._heapreplace_max(biggest, 3)]
    results.append((start, pushed, steps, [module.heappop(heap) for _ in items], [module._heappop_max(biggest) for _ in items]))
print(results[0] == results[1], results[0][2], results[0][3][:5], results[0][4][:5])
print(list(in_c.merge([1, 4], [2, 3], reverse=False)), list(in_c.merge([(3, 'a'), (1, 'b')], [(3, 'c')], key=lambda p: p[0], reverse=True)))


class Odd:
    """Changes the list that it is in when it is compared."""

    def __init__(self, action):
        self.action = action

    def __lt__(self, other):
        self.action()
        return True


for name in 'heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop':
    heap = []
    heap.extend(Odd(heap.clear) for _ in range(5))
    try:
        print(getattr(in_c, name)(heap, *[Odd(heap.clear)] * (name[-1] in 'hep' and name not in ('heappop',))))
    except (IndexError, RuntimeError, TypeError) as error:
        print(name, type(error).__name__, error)
for call in (lambda: in_c.heappop([]), lambda: in_c.heapreplace([], 1), lambda: in_c.heappush((), 1), lambda: in_c.heappop(None), lambda: in_c._heapify_max('x'),
             lambda: in_c.heappush([1], 'x'), lambda: in_c.heappush([1])):
    try:
        print(call())
    except (IndexError, TypeError) as error:
        print(type(error).__name__, error)
