# However many threads release a multiprocessing semaphore at once, it never holds more units than it may.
import multiprocessing
import sys
import threading

N_THREADS, N_ROUNDS = 3, 40000
sys.setswitchinterval(0.0001)
semaphore = multiprocessing.BoundedSemaphore(1)
released = [0] * N_THREADS
taken = [0] * N_THREADS
too_many = []


def work(number):
    for _ in range(N_ROUNDS):
        taken[number] += semaphore.acquire(False)
        try:
            semaphore.release()
            released[number] += 1
        except ValueError:
            pass
        if semaphore.get_value() > 1:
            too_many.append(semaphore.get_value())


threads = [threading.Thread(target=work, args=(n,)) for n in range(N_THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(too_many[:3], 1 - sum(taken) + sum(released) == semaphore.get_value(), sum(taken) >= N_ROUNDS)
