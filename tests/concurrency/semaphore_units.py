# Never more threads inside than there are units, none is lost, and a bounded semaphore counts its releases.
import threading

N_THREADS, N_ROUNDS, N_UNITS = 6, 300, 3
semaphore = threading.BoundedSemaphore(N_UNITS)
lock = threading.Lock()
inside = most = passed = 0


def work(number):
    global inside, most, passed
    for i in range(N_ROUNDS):
        while not semaphore.acquire(timeout=(None, 0.001, 5)[(i + number) % 3]):
            pass
        with lock:
            inside += 1
            most = max(most, inside)
        with lock:
            inside -= 1
            passed += 1
        semaphore.release()


threads = [threading.Thread(target=work, args=(n,)) for n in range(N_THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(most <= N_UNITS, passed, semaphore._value)

gate = threading.Semaphore(0)
through = threading.Semaphore(0)


def pass_gate():
    gate.acquire()
    through.release()


threads = [threading.Thread(target=pass_gate) for _ in range(20)]
for thread in threads:
    thread.start()
for n in 1, 5, 14:
    gate.release(n)
    for _ in range(n):
        through.acquire()
print(through.acquire(False), gate._value)
for thread in threads:
    thread.join()
