import threading

shared = list(range(100))
errors = []


def work(k):
    for i in range(2000):
        try:
            shared.append(i)
            shared.insert(k, i)
            shared[k] = i
            shared.pop()
            try:
                shared[-1], shared[0:2], len(shared), i in shared[:5]
            except IndexError:
                pass  # without a lock another pop may come between the length and the item
            shared.pop(0)
        except Exception as error:
            errors.append(repr(error))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(shared), all(type(x) is int for x in shared), errors)
