# A fork at the moment when a thread that waits for an item is on its way: in the child, where it does not exist, the queue
# still wakes those who wait there.
import os
import queue
import threading

N_FORKS = 20


def child(q):
    done = threading.Event()

    def take():
        while q.get() != 'end':
            pass
        done.set()

    threading.Thread(target=take).start()
    while not q.empty():
        pass
    q.put('end')
    os._exit(7 if done.wait(60) else 8)


q = queue.SimpleQueue()
counted = threading.Semaphore(0)


def count():
    while q.get() is not None:
        counted.release()


taker = threading.Thread(target=count)
taker.start()
statuses = []
for n in range(N_FORKS):
    q.put(n)
    pid = os.fork()
    if pid == 0:
        child(q)
    statuses.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    counted.acquire()
q.put(None)
taker.join()
print(set(statuses), q.qsize())
