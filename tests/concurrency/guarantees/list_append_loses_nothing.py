# What threads append is all there, and in each thread's own order.
from _trial import THREADS, attack, each

items = []


def appender(k):
    return lambda i: items.append((k, i))


attack(*each(appender), rounds=1500)
print(len(items), all([i for k, i in items if k == thread] == list(range(1500)) for thread in range(THREADS)))
