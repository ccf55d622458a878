import threading

COUNT = 300000
items = []
start = threading.Barrier(4)


def work(k):
    start.wait()
    for i in range(COUNT):
        items.append(i * 4 + k)


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(items), all([i for i in items if i % 4 == k] == list(range(k, 4 * COUNT, 4)) for k in range(4)))
