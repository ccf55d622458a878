import threading

items = []


def work(k):
    for i in range(5000):
        items.append((k, i))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(items), all([i for k, i in items if k == j] == list(range(5000)) for j in range(4)))
