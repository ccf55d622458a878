"""What processes cost: processes.py fork|spawn|map_1|map|queue|ping.

fork, spawn   processes that do nothing, started and joined one after the other
map_1, map    Pool.map of 100,000 small ints, a task each or in chunks of the pool's choice
queue         items through a Queue, from a process that puts to one that gets
ping          one item to and fro through a Pipe
"""
import multiprocessing
import sys
import time

N_FORKS, N_SPAWNS, N_ITEMS, N_MESSAGES, N_ROUNDS = 200, 20, 100000, 50000, 20000


def nothing():
    pass


def same(x):
    return x


def start_and_join(context, n):
    for _ in range(n):
        process = context.Process(target=nothing)
        process.start()
        process.join()
        if process.exitcode != 0:
            raise SystemExit('a process failed')
    return n


def pool_map(chunk_size):
    with multiprocessing.Pool(2) as pool:
        pool.map(same, range(10))
        begin = time.perf_counter()
        result = sum(pool.map(same, range(N_ITEMS), chunk_size))
        return time.perf_counter() - begin, result


def put_all(queue):
    for i in range(N_MESSAGES):
        queue.put(i)


def queue_throughput():
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=put_all, args=(queue,))
    process.start()
    total = sum(queue.get() for _ in range(N_MESSAGES))
    process.join()
    return total


def echo(connection):
    for _ in range(N_ROUNDS):
        connection.send(connection.recv())


def ping_pong():
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=echo, args=(there,))
    process.start()
    total = 0
    for i in range(N_ROUNDS):
        here.send(i)
        total += here.recv()
    process.join()
    return total


def main(what):
    begin = time.perf_counter()
    if what in ('fork', 'spawn'):
        result = start_and_join(multiprocessing.get_context(what), N_FORKS if what == 'fork' else N_SPAWNS)
    elif what in ('map', 'map_1'):
        seconds, result = pool_map(1 if what == 'map_1' else None)
        begin = time.perf_counter() - seconds
    else:
        result = (queue_throughput if what == 'queue' else ping_pong)()
    print('%.6f %s' % (time.perf_counter() - begin, result))


if __name__ == '__main__':
    main(sys.argv[1])
