import threading

base = "shared-"
results = {}


def build(k):
    s = base
    for i in range(3000):
        s += chr(97 + (i + k) % 26)
    results[k] = s


threads = [threading.Thread(target=build, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(base, all(results[k] == "shared-" + "".join(chr(97 + (i + k) % 26) for i in range(3000)) for k in range(4)))
grow = "x"
prefix = [grow]


def extend(k):
    mine = prefix[0]
    for i in range(500):
        mine += str(k)
    results[k] = mine


threads = [threading.Thread(target=extend, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print([results[k] == "x" + str(k) * 500 for k in range(4)], prefix)
