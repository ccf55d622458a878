# More units than a semaphore holds, or than there are numbers for: refused, and the count stays what it was.
import multiprocessing
import threading


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


semaphore = threading.Semaphore(0)
for n in 0, -1, 1, 2 ** 31, 2 ** 62, 2 ** 63, 10 ** 30, 'x':
    attempt(semaphore.release, n)
print(semaphore._value, semaphore.acquire(False))
attempt(threading.Semaphore, -1)
attempt(threading.Semaphore, 10 ** 30)
bounded = threading.BoundedSemaphore(2)
attempt(bounded.release)
print(bounded.acquire())
attempt(bounded.release, 2)
attempt(bounded.release, 10 ** 25)
attempt(bounded.release)
attempt(bounded.release)
print(bounded._value)
shared = multiprocessing.Semaphore(2 ** 31 - 1)
attempt(shared.release)
print(shared.acquire())
attempt(shared.release)
attempt(shared.release)
print(shared.get_value())
attempt(multiprocessing.BoundedSemaphore, 2 ** 40)
attempt(multiprocessing.Lock().release)
attempt(multiprocessing.RLock().release)
