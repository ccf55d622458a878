# Each thread has a depth of its own; RecursionError in one leaves the others alone.
import threading


def forever(n):
    return forever(n + 1) + 1


def down(n):
    return 0 if n == 0 else down(n - 1) + 1


counts = []


def work():
    for _ in range(20):
        try:
            forever(0)
        except RecursionError:
            counts.append(down(500))


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(counts), set(counts))
