# A thread that waits for an event is woken by set(), even if clear() follows at once; and the pattern "clear, then look" loses
# nothing.
import threading

event = threading.Event()
ready = threading.Semaphore(0)
ended = []


def wait():
    ready.release()
    ended.append(event.wait())


for _ in range(50):
    threads = [threading.Thread(target=wait) for _ in range(4)]
    for thread in threads:
        thread.start()
        ready.acquire()
    while any(thread.is_alive() for thread in threads):
        event.set()
        event.clear()
    for thread in threads:
        thread.join()
print(len(ended), all(ended), event.is_set())

box, got = [], []
N = 3000


def take():
    while len(got) < N:
        event.wait()
        event.clear()
        while box:
            got.append(box.pop())


taker = threading.Thread(target=take)
taker.start()
for i in range(N):
    box.append(i)
    event.set()
taker.join()
print(sorted(got) == list(range(N)))
