import threading

l, d = list(range(50)), {i: i for i in range(50)}
stop = []
bad = []


def mutate(k):
    for i in range(3000):
        l.append(i)
        d[k, i] = i
        if len(l) > 60:
            l.pop(0)
        d.pop((k, i - 9), None)


def iterate():
    while not stop:
        for view in (l, d, d.keys(), d.values(), d.items(), reversed(l), enumerate(l), sorted(l), l[1:]):
            try:
                for x in view:
                    type(x)
            except RuntimeError as error:
                if "during iteration" not in str(error):
                    bad.append(repr(error))


readers = [threading.Thread(target=iterate) for _ in range(2)]
writers = [threading.Thread(target=mutate, args=(k,)) for k in range(2)]
[t.start() for t in readers + writers]
[t.join() for t in writers]
stop.append(True)
[t.join() for t in readers]
print(bad, len(d))
