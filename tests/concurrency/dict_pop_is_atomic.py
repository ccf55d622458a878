import threading

d = {i: i for i in range(10000)}
taken = [[] for _ in range(4)]


def work(k):
    while True:
        try:
            taken[k].append(d.popitem()[0])
        except KeyError:
            return


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
every = sum(taken, [])
print(len(every), len(set(every)), sum(every), d)
