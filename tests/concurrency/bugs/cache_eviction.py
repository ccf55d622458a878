"""A cache of recently used values: between asking for a key and moving it to the end, another thread evicts it."""

import collections
import threading


class Cache:
    def __init__(self, size):
        self.size = size
        self.values = collections.OrderedDict()

    def get(self, key, compute):
        if key in self.values:
            self.values.move_to_end(key)
            return self.values[key]
        value = self.values[key] = compute(key)
        if len(self.values) > self.size:
            self.values.popitem(last=False)
        return value


def use(keys):
    for key in keys:
        assert cache.get(key, str) == str(key)


cache = Cache(size=2)
users = [threading.Thread(target=use, args=(keys,)) for keys in ((1, 2, 1), (3, 4))]
for user in users:
    user.start()
for user in users:
    user.join()
