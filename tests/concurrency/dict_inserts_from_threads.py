import threading

d = {}


def work(k):
    for i in range(5000):
        d[k, i] = i
        d["shared", i] = i


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(d), sum(d.values()), all(d[k, i] == i for k in range(4) for i in range(5000)), len(list(d)), len(set(d)))
