# A fork waits for what another thread does under the import lock: the child never sees the half of it.
import os
import sys
import threading
import warnings

warnings.simplefilter('ignore', DeprecationWarning)
import imp

held, forked = threading.Event(), []
for _ in range(20):
    def importer():
        imp.acquire_lock()
        sys.modules['fake'] = 'half'
        held.set()
        for _ in range(2000):
            pass
        sys.modules['fake'] = 'whole'
        imp.release_lock()

    held.clear()
    thread = threading.Thread(target=importer)
    thread.start()
    held.wait()
    pid = os.fork()
    if pid == 0:
        imp.acquire_lock()
        imp.release_lock()
        os._exit(0 if sys.modules['fake'] == 'whole' else 1)
    thread.join()
    forked.append(os.waitpid(pid, 0)[1])
print(forked.count(0), imp.lock_held())
