# Items that come in bursts while several threads sleep: each is taken once, and nobody sleeps beside an item.
import queue
import threading

N_BURSTS, BURST, N_TAKERS = 150, 20, 4
q = queue.SimpleQueue()
counted = threading.Semaphore(0)
taken = [0] * N_TAKERS


def take(number):
    while q.get(timeout=(None, 60)[number % 2]) is not None:
        taken[number] += 1
        counted.release()


def put():
    for i in range(BURST):
        q.put(i)


takers = [threading.Thread(target=take, args=(n,)) for n in range(N_TAKERS)]
for taker in takers:
    taker.start()
for _ in range(N_BURSTS):
    putter = threading.Thread(target=put)
    putter.start()
    put()
    putter.join()
    for _ in range(2 * BURST):
        counted.acquire()       # all of them, though nothing more is put
for _ in takers:
    q.put(None)
for taker in takers:
    taker.join()
print(sum(taken), q.empty())
