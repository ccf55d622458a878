# A deque with maxlen never holds more; iterating one that changes is the RuntimeError of CPython.
from collections import deque

from _trial import attack, each

items = deque(maxlen=10)


def appender(k):
    def append(i):
        (items.append if k % 2 else items.appendleft)((k, i))
    return append


def look():
    assert len(items) <= 10
    try:
        assert len([item for item in items]) <= 10
    except RuntimeError as error:
        assert str(error) == 'deque mutated during iteration', error


attack(*each(appender), rounds=800, watch=[look])
print(len(items))
