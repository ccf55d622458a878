"""Three philosophers each take the left fork, then the right: all hold one and wait for the next."""

import threading

N = 3
forks = [threading.Lock() for _ in range(N)]
meals = [0] * N


def dine(seat):
    left, right = forks[seat], forks[(seat + 1) % N]
    with left:
        with right:
            meals[seat] += 1


philosophers = [threading.Thread(target=dine, args=(seat,)) for seat in range(N)]
for philosopher in philosophers:
    philosopher.start()
for philosopher in philosophers:
    philosopher.join()
assert meals == [1] * N
