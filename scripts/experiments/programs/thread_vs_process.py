"""One measurement of the thread-versus-process experiment.

    hasp --gil=on|off thread_vs_process.py KIND N WORK

KIND is CpuThread, CpuProcess, IoThread or IoProcess. N of them start at once; each does WORK loop
rounds (Cpu...) or sleeps WORK seconds (Io...). Prints the seconds from the first start to the last
join, and what a thread computed ("-" where there is nothing to compare).
"""

import multiprocessing
import sys
import threading
import time


def cpu_func(result, niters):
    """Useless work whose ints grow beyond 64 bits; cpu_twin.c does the same."""
    for i in range(niters):
        result = (result * result * i + 2 * result * i * i + 3) % 10000000
    return result


class CpuThread(threading.Thread):
    def __init__(self, niters):
        super().__init__()
        self.niters = niters
        self.result = 1

    def run(self):
        self.result = cpu_func(self.result, self.niters)


class CpuProcess(multiprocessing.Process):
    def __init__(self, niters):
        super().__init__()
        self.niters = niters

    def run(self):
        cpu_func(1, self.niters)


class IoThread(threading.Thread):
    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds

    def run(self):
        time.sleep(self.seconds)


class IoProcess(multiprocessing.Process):
    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds

    def run(self):
        time.sleep(self.seconds)


KINDS = {
    'CpuThread': CpuThread,
    'CpuProcess': CpuProcess,
    'IoThread': IoThread,
    'IoProcess': IoProcess,
}


def measure(kind, n, work):
    """The workers after they have ended, and the seconds they took together."""
    begin = time.perf_counter()
    workers = []
    for _ in range(n):
        worker = kind(work)
        workers.append(worker)
        worker.start()
    for worker in workers:
        worker.join()
    return workers, time.perf_counter() - begin


def outcome(workers):
    """What the workers computed; ends the program if they disagree or one has failed."""
    if isinstance(workers[0], CpuThread):
        results = {worker.result for worker in workers}
        if len(results) != 1:
            sys.exit('the threads computed %s' % sorted(results))
        return str(results.pop())
    if isinstance(workers[0], multiprocessing.Process):
        if any(worker.exitcode != 0 for worker in workers):
            sys.exit('exit codes %s' % [worker.exitcode for worker in workers])
    return '-'


if __name__ == '__main__':
    if len(sys.argv) != 4 or sys.argv[1] not in KINDS:
        sys.exit('usage: thread_vs_process.py %s N WORK' % '|'.join(KINDS))
    workers, seconds = measure(KINDS[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3]))
    print('%.6f %s' % (seconds, outcome(workers)))
