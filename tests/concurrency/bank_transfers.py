import threading

accounts = [1000] * 10
locks = [threading.Lock() for _ in accounts]


def transfer(a, b, amount):
    first, second = min(a, b), max(a, b)
    with locks[first], locks[second]:
        if accounts[a] >= amount:
            accounts[a] -= amount
            accounts[b] += amount


def work(seed):
    x = seed
    for _ in range(2000):
        x = (x * 1103515245 + 12345) % 2**31
        a, b = x % 10, (x // 10) % 10
        if a != b:
            transfer(a, b, x % 50)


threads = [threading.Thread(target=work, args=(s,)) for s in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sum(accounts), min(accounts) >= 0)
