# A worker that is being started while its pool ends is waited for like the others, and the call that wanted it is refused.
import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


class Worker:
    """A process whose start and end take as long as the test likes."""

    made = []

    def __init__(self, process):
        self.process = process
        self.is_joined = False
        self.made.append(self)

    def start(self):
        if len(self.made) == 2:         # the second one
            starting.set()
            go_on.wait()
        self.process.start()

    def join(self):
        if self is self.made[0]:        # the pool is ending
            go_on.set()
            submitted.wait()
        self.process.join()
        self.is_joined = True

    def __getattr__(self, name):
        return getattr(self.process, name)


class Context:
    """Starts workers as they are needed."""

    def get_start_method(self):
        return 'spawn'

    def Process(self, target, args):
        return Worker(fork.Process(target=target, args=args))


fork = multiprocessing.get_context('fork')
may_end = fork.Event()
starting, go_on, submitted = threading.Event(), threading.Event(), threading.Event()


def wait_for_end():
    return may_end.wait()


def submit(executor):
    try:
        outcome.append(executor.submit(pow, 2, 5).result())
    except Exception as error:
        outcome.append(f'{type(error).__name__}: {error}')
    submitted.set()


executor = ProcessPoolExecutor(2, Context())
outcome = []
first = executor.submit(wait_for_end)
other = threading.Thread(target=submit, args=(executor,))
other.start()
starting.wait()
executor.shutdown(wait=False)
may_end.set()
print(first.result())
other.join()
print(*outcome)
executor.shutdown()
print([worker.is_joined for worker in Worker.made], multiprocessing.active_children())


# A callback that ends the pool's thread leaves no future without an end.
def leave(future):
    raise SystemExit


may_end.clear()
executor = ProcessPoolExecutor(1)
first = executor.submit(wait_for_end)
first.add_done_callback(leave)
others = [executor.submit(pow, 2, i) for i in range(3)]
may_end.set()
print(first.result())
for future in others:
    try:
        future.result()
    except BrokenProcessPool as error:
        print(type(error).__name__)
executor.shutdown()
