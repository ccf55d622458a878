# A lock that is held once is released by one of many, also while others wait for it; the rest are told that it is not held.
import threading

N_THREADS, N_ROUNDS = 4, 1500


def rounds(name, n_waiting):
    lock = threading.Lock()
    begin, end = threading.Barrier(N_THREADS + 1), threading.Barrier(N_THREADS + 1)
    released = [0] * N_THREADS
    refused = [0] * N_THREADS

    def release(i):
        for _ in range(N_ROUNDS):
            begin.wait()
            try:
                lock.release()
                released[i] += 1
            except RuntimeError:
                refused[i] += 1
            end.wait()

    def acquire(i):
        for _ in range(N_ROUNDS // n_waiting):
            lock.acquire()
            taken.append(i)

    taken = []
    threads = [threading.Thread(target=release, args=(i,)) for i in range(N_THREADS)]
    waiting = [threading.Thread(target=acquire, args=(i,)) for i in range(n_waiting)]
    lock.acquire()
    for thread in threads + waiting:
        thread.start()
    for _ in range(N_ROUNDS):
        begin.wait()
        end.wait()
        if not n_waiting:
            lock.acquire()
    for thread in threads:
        thread.join()
    while any(thread.is_alive() for thread in waiting):
        try:
            lock.release()
            released[0] += 1
        except RuntimeError:
            pass
    n_acquired = len(taken) + 1 + (0 if n_waiting else N_ROUNDS)
    print(name, sum(released) + lock.locked() == n_acquired, sum(released) > 0)


rounds('nobody waits', 0)
rounds('two wait', 2)
