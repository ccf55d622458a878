import threading

def numbers():
    for i in range(20000):
        yield i


g = numbers()
got = [[] for _ in range(3)]
messages = set()


def work(k):
    while True:
        try:
            got[k].append(next(g))
        except StopIteration:
            return
        except ValueError as error:
            messages.add(str(error))


threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(sum(got, [])) == list(range(20000)), messages <= {"generator already executing"}, all(p == sorted(p) for p in got))
