import threading

COUNT = 100000
l = list(range(COUNT))
taken = [[] for _ in range(4)]
start = threading.Barrier(4)


def work(k):
    mine = taken[k]
    start.wait()
    try:
        while True:
            mine.append(l.pop())
    except IndexError as error:
        mine.append(str(error))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print({t.pop() for t in taken}, sorted(sum(taken, [])) == list(range(COUNT)), l)
