"""Who holds a future's _condition may change its state and its result one after the other: nobody sees one without the other."""
import threading
import time
from concurrent.futures import Future

N_THREADS = 3


def finish(future, wait, seen):
    """The attributes change while threads wait, and while others come."""
    def look():
        seen.append(wait(future))

    def start(n):
        threads = [threading.Thread(target=look) for _ in range(n)]
        for thread in threads:
            thread.start()
        return threads

    threads = start(N_THREADS)
    with future._condition:
        future._state = 'FINISHED'
        threads += start(N_THREADS)
        time.sleep(0.02)    # whoever did not wait for the lock has looked by now
        future._result = 'result'
        future._exception = ValueError('late') if wait is Future.exception else None
        future._condition.notify_all()
    for thread in threads:
        thread.join()


for wait in Future.result, Future.exception:
    seen = []
    for _ in range(5):
        finish(Future(), wait, seen)
    print(wait.__name__, len(seen), set(map(repr, seen)))

future = Future()
with future._condition:    # its holder may ask, too
    future.set_result(7)
    print(future.result(timeout=0))
