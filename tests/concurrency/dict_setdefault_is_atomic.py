import threading

d = {}
got = [[] for _ in range(4)]
barrier = threading.Barrier(4)


def work(k):
    barrier.wait()
    for i in range(3000):
        got[k].append(d.setdefault(i, (k, i)))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(d), all(got[k][i] is d[i] for k in range(4) for i in range(3000)))
