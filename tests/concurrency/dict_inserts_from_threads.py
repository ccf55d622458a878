import threading
from _at_once import list_at_once

d = {}


def work(k):
    for i in range(5000):
        d[k, i] = i
        d["shared", i] = i


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(d), sum(d.values()), all(d[k, i] == i for k in range(4) for i in range(5000)), len(list(d)), len(set(d)))

# As many stores at one time as can be.
complete = []
for _ in range(10):
    d = {}
    list_at_once(*(map(d.__setitem__, keys, keys) for keys in (range(20000), range(20000, 40000))))
    complete.append(len(d) == 40000 and sorted(d) == sorted(d.values()) == list(range(40000)))
print(all(complete))
