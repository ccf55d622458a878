# A child forked while other threads talk to the resource tracker can talk to it, too.
import os
import signal
import threading
from multiprocessing import resource_tracker

N_FORKS, N_THREADS = 20, 3
stop = False
resource_tracker.ensure_running()


def talk(name):
    resource_tracker.register(name, 'noop')
    resource_tracker.unregister(name, 'noop')


def keep_talking(name):
    while not stop:
        talk(name)


threads = [threading.Thread(target=keep_talking, args=(f'of_thread_{n}',)) for n in range(N_THREADS)]
for thread in threads:
    thread.start()
statuses = set()
for n in range(N_FORKS):
    pid = os.fork()
    if pid == 0:
        signal.alarm(40)        # instead of hanging
        talk(f'of_child_{n}')
        os._exit(0)
    statuses.add(os.waitpid(pid, 0)[1])
stop = True
for thread in threads:
    thread.join()
print(statuses)
