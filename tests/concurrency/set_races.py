import threading
from _at_once import list_at_once

s = set()
stop = []
seen = []


def add(k):
    for i in range(4000):
        s.add(i)
        s.add((k, i))
        s.discard((k, i - 50))


def look():
    while not stop:
        try:
            for x in s:
                x in s
        except RuntimeError as error:
            seen.append(str(error))


reader = threading.Thread(target=look)
reader.start()
threads = [threading.Thread(target=add, args=(k,)) for k in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
stop.append(1)
reader.join()
print(len(s), sum(x for x in s if type(x) is int), set(seen) <= {"Set changed size during iteration"})

# As many adds at one time as can be.
complete = []
for _ in range(10):
    s = set()
    list_at_once(map(s.add, range(20000)), map(s.add, range(20000, 40000)))
    complete.append(len(s) == 40000 and sorted(s) == list(range(40000)))
print(all(complete))
