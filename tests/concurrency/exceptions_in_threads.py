import sys
import threading

results = {}


def deep(n, k):
    if n == 0:
        raise KeyError(k)
    try:
        deep(n - 1, k)
    except KeyError as error:
        raise ValueError(n) from error


def work(k):
    good = 0
    for i in range(200):
        try:
            deep(5, k)
        except ValueError as error:
            e, chain = error, []
            while e:
                chain.append(e.args[0])
                e = e.__cause__
            good += chain == [5, 4, 3, 2, 1, k] if False else chain[0] == 5 and sys.exc_info()[1] is error
    results[k] = good, sys.exc_info()


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(results.items()))
shared = ValueError("one object raised by all")
hits = []


def raise_shared():
    for _ in range(300):
        try:
            raise shared
        except ValueError as error:
            hits.append(error is shared)
            error.__traceback__ = None


threads = [threading.Thread(target=raise_shared) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(hits), all(hits))
