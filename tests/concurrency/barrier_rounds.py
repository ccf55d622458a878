# Threads meet again and again; an action runs once a round, while nobody else does; a thread that leaves late is no arrival.
import threading

N_THREADS, N_ROUNDS = 4, 100
rounds, indices = [], []
inside = 0


def action():
    rounds.append(inside)


barrier = threading.Barrier(N_THREADS, action)


def work():
    global inside
    for _ in range(N_ROUNDS):
        with lock:
            inside += 1
        indices.append(barrier.wait())
        with lock:
            inside -= 1
        barrier.wait()


lock = threading.Lock()
threads = [threading.Thread(target=work) for _ in range(N_THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(rounds), rounds[0::2] == [N_THREADS] * N_ROUNDS, rounds[1::2] == [0] * N_ROUNDS)
print(all(indices.count(i) == N_ROUNDS for i in range(N_THREADS)), barrier.n_waiting, barrier.broken)

errors = []


def wait():
    try:
        barrier.wait()
    except threading.BrokenBarrierError as error:
        errors.append(error)


for end in barrier.abort, barrier.reset:
    threads = [threading.Thread(target=wait) for _ in range(N_THREADS - 1)]
    for thread in threads:
        thread.start()
    while barrier.n_waiting < N_THREADS - 1:
        pass
    end()
    for thread in threads:
        thread.join()
    print(len(errors), barrier.broken)
    barrier.reset()
