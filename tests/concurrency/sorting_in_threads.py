import threading

results = {}
shared = [(i * 7919) % 2003 for i in range(2000)]


def work(k):
    data = [((i * 7919 + k) % 1009, i) for i in range(3000)]
    data.sort(key=lambda p: p[0])
    results[k] = all(a[0] < b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(data, data[1:])) and sorted(shared) == sorted(shared, key=lambda x: x)


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(results == dict.fromkeys(range(4), True))


def sort_shared():
    for _ in range(20):
        try:
            shared.sort()
            shared.reverse()
        except ValueError as error:
            if str(error) != "list modified during sort":
                print("wrong", error)


threads = [threading.Thread(target=sort_shared) for _ in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(all(type(x) is int for x in shared))
