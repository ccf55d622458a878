"""Threads change one heap without a lock: items may be lost, but what is in it are items, and no thread fails otherwise."""
import bisect
import heapq
import random
import threading

ROUNDS = 25000
heap = [float(number) for number in range(30)]
STEPS = [lambda item: heapq.heappush(heap, item), lambda item: heapq.heappop(heap), lambda item: heapq.heapify(heap),
         lambda item: heapq.heapreplace(heap, item), lambda item: heapq.nsmallest(3, heap), lambda item: bisect.insort(heap, item),
         lambda item: heapq.heappushpop(heap, item), lambda item: heap.pop(), lambda item: item < 0.1 and heap.clear()]


def work(seed):
    dice = random.Random(seed)
    for _ in range(ROUNDS):
        try:
            dice.choice(STEPS)(dice.random())
        except (IndexError, RuntimeError):      # empty, or changed in size meanwhile
            pass


threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print('items:', all(type(item) is float for item in heap))
