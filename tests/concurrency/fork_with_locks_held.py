# fork while other threads hold, or wait for, everything that threads can hold or wait for: the child has one thread, and what it
# makes afresh, or what nobody held, works.
import os
import queue
import threading
from multiprocessing.pool import ThreadPool

lock, rlock, condition = threading.Lock(), threading.RLock(), threading.Condition()
free, event, semaphore = threading.Lock(), threading.Event(), threading.Semaphore(0)
q, simple, barrier = queue.Queue(), queue.SimpleQueue(), threading.Barrier(2)
pool = ThreadPool(1)
up = threading.Semaphore(0)
end = threading.Event()


def hold():
    with lock, rlock, q.mutex, pool._feeder_lock:     # that of imap()
        up.release()
        end.wait()


def wait(function):
    up.release()
    function()


def wait_notified():
    with condition:
        up.release()
        condition.wait()


threads = [threading.Thread(target=hold), threading.Thread(target=wait_notified)]
for function in event.wait, semaphore.acquire, simple.get, barrier.wait, lock.acquire, rlock.acquire, q.get:
    threads.append(threading.Thread(target=wait, args=(function,), daemon=True))
for thread in threads:
    thread.start()
for thread in threads:
    up.acquire()


def child():
    facts = [threading.active_count(), threading.current_thread() is threading.main_thread()]
    facts.append([thread.is_alive() for thread in threads].count(True))
    facts += [lock.acquire(False), rlock.acquire(False), q.mutex.acquire(False)]
    with free, condition:
        condition.notify_all()
    event.set()
    semaphore.release()
    simple.put(1)
    facts += [event.wait(), semaphore.acquire(), simple.get(), semaphore.acquire(timeout=0.01)]
    done = []
    inner = threading.Condition()

    def work():
        with inner:
            done.append(event.is_set())
            inner.notify()

    thread = threading.Thread(target=work)
    with inner:
        thread.start()
        inner.wait_for(lambda: done)
    thread.join()
    fresh = queue.Queue(1)
    thread = threading.Thread(target=lambda: [fresh.put(i) for i in range(5)])
    thread.start()
    facts.append([fresh.get() for _ in range(5)])
    thread.join()
    with ThreadPool(1) as made:
        facts.append(list(made.imap(abs, [-1, -2])))
    return facts


for _ in range(5):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writer, repr(child()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader) as file:
        print(file.read())
    print(os.waitpid(pid, 0)[1])

end.set()
with condition:
    condition.notify_all()
threads[0].join()
threads[1].join()
pool.terminate()
