# An executor that is dropped without shutdown() lets its threads go, though nothing asks for a collection meanwhile; one
# that is in use keeps them, however long they are idle.
import threading
from concurrent.futures import ThreadPoolExecutor


def dropped():
    executor = ThreadPoolExecutor(3)
    gate = threading.Barrier(3)
    for future in [executor.submit(gate.wait) for _ in range(3)]:
        future.result()
    return list(executor._threads)


kept = ThreadPoolExecutor(1)
ident = kept.submit(threading.get_ident).result()
threads = dropped()
for thread in threads:
    thread.join()
print(len(threads), [thread.is_alive() for thread in threads])
print(kept.submit(threading.get_ident).result() == ident)
kept.shutdown()
