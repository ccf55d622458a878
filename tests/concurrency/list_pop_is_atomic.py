import threading

l = list(range(20000))
taken = [[] for _ in range(4)]


def work(k):
    try:
        while True:
            taken[k].append(l.pop())
    except IndexError as error:
        taken[k].append(str(error))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print({t.pop() for t in taken}, sorted(sum(taken, [])) == list(range(20000)), l)
