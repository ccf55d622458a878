# The threads of one process share a multiprocessing.RLock: one is inside, however often it takes the lock again, and
# nobody takes a lock for his own that he has just given up.
import multiprocessing
import sys
import threading

N_THREADS, N_ROUNDS = 4, 30000
sys.setswitchinterval(0.0001)
lock = multiprocessing.RLock()
inside = rounds = 0
wrong = []


def work():
    global inside, rounds
    for _ in range(N_ROUNDS):
        if lock._semlock._is_mine():
            wrong.append('owned before')
        with lock:
            with lock:
                inside += 1
                if inside != 1 or lock._semlock._count() != 2:
                    wrong.append((inside, lock._semlock._count()))
                rounds += 1
                inside -= 1


threads = [threading.Thread(target=work) for _ in range(N_THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(rounds, wrong[:3], lock._semlock._count(), lock._semlock._get_value())
