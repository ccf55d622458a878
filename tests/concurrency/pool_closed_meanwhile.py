# A pool that another thread closes while work is given to it either does it all or refuses it; nobody waits for ever.
import multiprocessing.pool
import threading


def give(pool, give_one, outcomes):
    n_done = 0
    try:
        while True:
            assert give_one(pool) == [0, 1, 4]
            n_done += 1
            begun.set()
    except ValueError as error:
        outcomes.append(str(error))


def square(x):
    return x * x


ways = {
    'map': lambda pool: pool.map(square, [0, 1, 2]),
    'apply': lambda pool: [pool.apply(square, (x,)) for x in range(3)],
    'imap': lambda pool: list(pool.imap(square, [0, 1, 2])),
    'imap_unordered': lambda pool: sorted(pool.imap_unordered(square, [0, 1, 2])),
}
for kind, n_rounds in (multiprocessing.pool.ThreadPool, 30), (multiprocessing.Pool, 3):
    for name, way in ways.items():
        outcomes = []
        for _ in range(n_rounds):
            begun = threading.Event()
            pool = kind(2)
            threads = [threading.Thread(target=give, args=(pool, way, outcomes)) for _ in range(2)]
            for thread in threads:
                thread.start()
            begun.wait()
            pool.close()
            for thread in threads:
                thread.join()
            pool.join()
        print(kind.__name__, name, len(outcomes) == 2 * n_rounds, set(outcomes))
