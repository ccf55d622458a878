import threading

class P:
    pass


results = []


def make(k):
    for i in range(500):
        p = P()
        names = [f"n{(j * (k + 1)) % 7}" for j in range(7)]
        for n in names:
            setattr(p, n, (k, n))
        results.append(all(getattr(p, n) == (k, n) for n in names) and list(p.__dict__) == list(dict.fromkeys(names)))


threads = [threading.Thread(target=make, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(results), all(results))
