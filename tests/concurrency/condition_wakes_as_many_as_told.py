# notify(n) ends exactly n waits, in order of arrival, whoever waits: with a plain lock, a recursive one, at any depth.
import threading


def run(lock, depth):
    condition = threading.Condition(lock)
    woken = []

    def wait(number):
        for _ in range(depth):
            condition.acquire()
        ready.release()
        condition.wait()
        woken.append(number)
        for _ in range(depth):
            condition.release()

    ready = threading.Semaphore(0)
    threads = []
    for number in range(10):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        ready.acquire()
    counts = []
    for n in 1, 2, 0, 3:
        with condition:
            condition.notify(n)
        while True:
            with condition:
                if len(woken) >= sum((1, 2, 0, 3)[:len(counts) + 1]):
                    break
        counts.append(len(woken))
    with condition:
        condition.notify_all()
    for thread in threads:
        thread.join()
    return counts, sorted(woken[:6]), sorted(woken)


print(run(threading.Lock(), 1))
print(run(threading.RLock(), 3))
print(run(None, 1))
