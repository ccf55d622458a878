"""Binary heaps in plain lists (Williams 1964): heap[k] <= heap[2k+1] and heap[k] <= heap[2k+2].

Taking the smallest item moves the hole down to a leaf along the smaller children and then lifts
the last item from there (Floyd's variant): the item that fills the hole came from the bottom, so
about one comparison a level is saved.  Items need only the < operator.

Thread-safety with the global lock off: each function is a sequence of list operations, so a heap
that threads share needs a lock around every call (queue.PriorityQueue has one).

Native: nothing.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop']


def _lift(heap, top, pos):
    """Move the item at pos up towards top until its parent is not larger."""
    item = heap[pos]
    while pos > top:
        parent_pos = (pos - 1) >> 1
        parent = heap[parent_pos]
        if not item < parent:
            break
        heap[pos] = parent
        pos = parent_pos
    heap[pos] = item


def _refill(heap, top):
    """Restore the order below top, whose item may be too large."""
    end = len(heap)
    item = heap[top]
    pos = top
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _lift(heap, top, pos)


def heappush(heap, item, /):
    """Add item."""
    heap.append(item)
    _lift(heap, 0, len(heap) - 1)


def heappop(heap, /):
    """Remove and return the smallest item."""
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _refill(heap, 0)
    return smallest


def heapreplace(heap, item, /):
    """Remove and return the smallest item, then add item; the length stays the same."""
    smallest = heap[0]
    heap[0] = item
    _refill(heap, 0)
    return smallest


def heappushpop(heap, item, /):
    """Add item, then remove and return the smallest."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _refill(heap, 0)
    return item


def heapify(heap, /):
    """Order any list as a heap, in linear time."""
    for pos in range(len(heap) // 2 - 1, -1, -1):
        _refill(heap, pos)


class _Largest:
    """A sort key that turns the order round."""

    __slots__ = ('key',)

    def __init__(self, key):
        self.key = key

    def __lt__(self, other):
        return other.key < self.key


def merge(*iterables, key=None, reverse=False):
    """Iterate over the items of sorted iterables in sorted order, equal ones in argument order."""
    heap = []
    for order, iterable in enumerate(iterables):
        step = iter(iterable).__next__
        try:
            item = step()
        except StopIteration:
            continue
        heap.append([_merge_key(item, key, reverse), order, item, step])
    heapify(heap)
    while heap:
        entry = heap[0]
        step = entry[3]
        try:
            while True:
                yield entry[2]
                entry[2] = item = step()
                entry[0] = _merge_key(item, key, reverse)
                _refill(heap, 0)
                entry = heap[0]
                step = entry[3]
        except StopIteration:
            heappop(heap)


def _merge_key(item, key, reverse):
    if key is not None:
        item = key(item)
    return _Largest(item) if reverse else item


def _first(n, iterable, key, reverse):
    """sorted(...)[:n], with memory for a few times n items: surplus is cut off by sorting."""
    if n <= 0:
        return []
    limit = 4 * n + 1000
    kept = []
    for item in iterable:
        kept.append(item)
        if len(kept) > limit:
            kept.sort(key=key, reverse=reverse)
            del kept[n:]
    kept.sort(key=key, reverse=reverse)
    return kept[:n]


def nsmallest(n, iterable, key=None):
    """The n smallest items, in order."""
    return _first(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """The n largest items, the largest first."""
    return _first(n, iterable, key, True)
