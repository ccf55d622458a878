# Threads append to, pop from and slice one array: nothing is lost or torn, and views see whole items.
import threading
from array import array

N, ROUNDS = 4, 2000
shared = array('q')
slots = array('Q', bytes(8 * N))
view = memoryview(slots)
torn = []


def work(k):
    pattern = int.from_bytes(bytes([k + 1]) * 8, 'little')
    for i in range(ROUNDS):
        shared.append(k * ROUNDS + i)
        view[k] = pattern if i % 2 else 0
        seen = view[(k + 1) % N]
        if len(set(seen.to_bytes(8, 'little'))) != 1:
            torn.append(seen)
        if i % 100 == 0:
            shared.reverse()
            len(shared[::3]), shared.tobytes(), shared.count(-1)


threads = [threading.Thread(target=work, args=(k,)) for k in range(N)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(shared) == list(range(N * ROUNDS)), torn)

taken = []


def take():
    mine = []
    try:
        while True:
            mine.append(shared.pop())
    except IndexError:
        taken.extend(mine)


threads = [threading.Thread(target=take) for _ in range(N)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(taken) == list(range(N * ROUNDS)), shared)
