"""Several threads do random operations on one thing; what they may see is checked as they go."""

import threading

THREADS = 4


class Dice:
    """Random numbers that each thread draws for itself."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 4294967296

    def __call__(self, n):
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return (self.state >> 8) % n


def attack(operations, rounds, allowed=()):
    """Each thread does `rounds` operations, drawn from the list; exceptions of the kinds `allowed`
    may come out of them, any other ends the test."""
    failures = []

    def work(seed):
        dice = Dice(seed)
        try:
            for _ in range(rounds):
                try:
                    operations[dice(len(operations))](dice)
                except allowed:
                    pass
        except BaseException as error:
            failures.append('%s: %s' % (type(error).__name__, error))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(1, THREADS + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        print(failure)
    print(len(failures), 'threads failed')
