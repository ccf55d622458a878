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
            shared[-1], shared[0:2], len(shared), i in shared[:5]
            shared.pop(0)
        except IndexError:
            pass
        except Exception as error:
            errors.append(repr(error))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(shared), all(type(x) is int for x in shared), errors)
