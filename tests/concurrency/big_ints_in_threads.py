import threading

results = {}


def work(k):
    x, total = k + 1, 0
    for i in range(3000):
        x = (x * 6364136223846793005 + 1442695040888963407 + k) % 2**127
        total += x // 3
    results[k] = total, 3**500 % (10**20 + k), str(7**300)[:10]


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
for k in range(4):
    print(k, *results[k])
