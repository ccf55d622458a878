# Waits with short timeouts against notifications: each item is taken once, and a wait that says True was notified.
import threading

N_ITEMS, N_TAKERS = 2000, 4
condition = threading.Condition(threading.Lock())
items, taken = [], []
done = False


def take():
    while True:
        with condition:
            while not items:
                if done:
                    return
                condition.wait(0.0005)
            taken.append(items.pop())


takers = [threading.Thread(target=take) for _ in range(N_TAKERS)]
for taker in takers:
    taker.start()
for i in range(N_ITEMS):
    with condition:
        items.append(i)
        condition.notify()
with condition:
    done = True
    condition.notify_all()
for taker in takers:
    taker.join()
print(len(taken), sorted(taken) == list(range(N_ITEMS)), len(condition._waiters))
