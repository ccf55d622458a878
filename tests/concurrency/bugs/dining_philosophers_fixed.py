"""Three philosophers, of whom only two may sit down at the same time."""

import threading

N = 3
forks = [threading.Lock() for _ in range(N)]
chairs = threading.Semaphore(N - 1)
meals = [0] * N


def dine(seat):
    left, right = forks[seat], forks[(seat + 1) % N]
    with chairs, left:
        with right:
            meals[seat] += 1


philosophers = [threading.Thread(target=dine, args=(seat,)) for seat in range(N)]
for philosopher in philosophers:
    philosopher.start()
for philosopher in philosophers:
    philosopher.join()
assert meals == [1] * N
