import threading

class O:
    pass


o = O()
errors = []


def work(k):
    for i in range(2000):
        setattr(o, f"a{k}_{i % 20}", (k, i))
        o.shared = (k, i)
        if getattr(o, f"a{k}_{i % 20}") != (k, i):
            errors.append("lost")
        if i % 3 == 0:
            delattr(o, f"a{k}_{i % 20}")
        if type(o.shared) is not tuple:
            errors.append("torn")


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(errors, sorted(n for n in o.__dict__ if n.startswith("a0"))[:3], len(o.__dict__))
