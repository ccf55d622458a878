"""A crew: forked workers that run calls for their parent, one call each at a time.

Model: every worker has a pipe of its own in either direction. An idle worker waits at its task
pipe, so a submitting thread writes to it at once and cannot block for long; while all are busy,
tasks wait in a queue. One thread of the parent, the foreman, waits for results on all result
pipes, hands the worker its next task and then delivers the result. The end of a result pipe means
that the worker is gone; which task was lost with it is known, since a worker has only one. No lock
is shared between processes, so a worker that dies cannot leave one locked.

    submit --(idle worker)--> task pipe --> worker --> result pipe --> foreman --> task.finish
       `--(all busy)--> _pending ---------------------------------------^

A task is any object with
    call()              -> (function, args, kwargs), or None if it was cancelled meanwhile
    finish(ok, value)   called once, with the result or the exception
    lost(process)       called instead if the worker died

Messages: the parent sends a pickled call, or nothing, which means "stop"; the worker answers with a
pickled (ok, value).

Thread-safety with the global lock off: _idle, _pending, _workers, _state and every worker's task
and gone fields change under _lock only. A worker taken from _idle belongs to the thread that took
it until its task field is set. Callbacks into tasks run without the lock.

Native: posix.pipe, select.poll; threading, pickle.
"""

import threading
from _collections import deque
from _thread import allocate_lock
from pickle import dumps, loads
from select import POLLIN, poll

import posix

from multiprocessing.connection import Pipe

RUN, CLOSE, TERMINATE = 'RUN', 'CLOSE', 'TERMINATE'


def serve(tasks, results, initializer, initargs, wrap_error, wrap_unsendable):
    """The life of a worker, in the child."""
    if initializer is not None:
        initializer(*initargs)
    while True:
        try:
            message = tasks.recv_bytes()
        except (EOFError, OSError):
            return
        if not message:
            return
        try:
            function, args, kwargs = loads(message)
            reply = True, function(*args, **kwargs)
        except Exception as error:
            reply = False, wrap_error(error)
        try:
            message = dumps(reply)
        except Exception as error:
            message = dumps((False, wrap_unsendable(error, reply[1])))
        results.send_bytes(message)
        reply = message = function = args = kwargs = None


def _begin(parents_ends, serve, *args):
    """In the child: let go of the parent's ends, so that its death is seen on the task pipe."""
    for end in parents_ends:
        end.close()
    serve(*args)


class Worker:
    """A worker as the parent sees it."""

    __slots__ = ('process', 'tasks', 'results', 'task', 'n_tasks', 'gone')

    def __init__(self, process, tasks, results):
        self.process = process
        self.tasks = tasks
        self.results = results
        self.task = None        # what it works on
        self.n_tasks = 0        # how many it was given
        self.gone = False       # it ended, or was told to


class Crew:
    """size workers; subclasses say what happens when one is gone."""

    def __init__(self, size, make_process, *, initializer=None, initargs=(), max_tasks=None,
                 serve=serve, wrap_error=None, wrap_unsendable=None, name=None):
        self._lock = allocate_lock()
        self._idle = []
        self._pending = deque()
        self._workers = {}              # descriptor of the result pipe -> worker
        self._state = RUN
        self._size = size
        self._max_tasks = max_tasks
        self._make_process = make_process
        self._serve = serve
        self._serve_args = initializer, initargs, wrap_error, wrap_unsendable
        self._wake_r, self._wake_w = posix.pipe()
        self._poller = poll()
        self._poller.register(self._wake_r, POLLIN)
        self._name = name
        self.foreman = None

    def start(self):
        """Fork the workers, then start the foreman."""
        for _ in range(self._size):
            self._add_worker()
        self.foreman = threading.Thread(target=self._run, daemon=True, name=self._name)
        self.foreman.start()

    def submit(self, task):
        """Have a task done, now or when a worker becomes idle."""
        with self._lock:
            if not self._idle:
                self._pending.append(task)
                return
            worker = self._idle.pop()
        self._occupy(worker, task)

    def close(self):
        """Take no more tasks; the foreman ends when the rest is done.  Does not wait."""
        with self._lock:
            if self._state is not RUN:
                return
            self._state = CLOSE
        self._wake()

    def terminate(self):
        """Kill the workers; their tasks stay unfinished.  Does not wait."""
        self._state = TERMINATE
        self._wake()

    def cancel_pending(self):
        """Take the tasks back that no worker has begun."""
        with self._lock:
            tasks = list(self._pending)
            self._pending.clear()
        return tasks

    def join(self):
        """Wait for the foreman and hence for every worker."""
        if self.foreman is not None:
            self.foreman.join()

    # Hooks.

    def worker_gone(self, worker, task):
        """Called by the foreman: worker ended while it had task (or None)."""

    def unreadable(self, worker, task, error):
        """Called by the foreman: what worker has sent as the result of task cannot be unpickled."""
        task.finish(False, error)

    def ended(self):
        """Called by the foreman as its last act."""

    # Giving work.

    def _occupy(self, worker, task):
        """Keep a worker that the caller took busy: with task or, if that fails, the next one."""
        while task is not None:
            if self._send(worker, task):
                return
            task = self._next_task(worker)

    def _next_task(self, worker):
        """The next pending task for worker; None after putting worker among the idle."""
        with self._lock:
            if worker.gone:
                return None
            if self._pending:
                return self._pending.popleft()
            self._idle.append(worker)
        if self._state is not RUN:
            self._wake()
        return None

    def _send(self, worker, task):
        """True if worker is busy with task now, or gone; False if the task needs no worker."""
        try:
            call = task.call()
            if call is None:
                return False
            message = dumps(call)
        except Exception as error:
            task.finish(False, error)
            return False
        with self._lock:
            gone = worker.gone
            if not gone:
                worker.task = task
                worker.n_tasks += 1
        if gone:
            self.submit(_Fetched(task, call))
            return True
        try:
            worker.tasks.send_bytes(message)
        except OSError:
            pass    # it is gone; the foreman will see that on the result pipe
        return True

    # The foreman.

    def _run(self):
        try:
            while not self._is_over():
                for fd, _ in self._poller.poll():
                    if fd == self._wake_r:
                        posix.read(fd, 4096)
                        continue
                    worker = self._workers.get(fd)
                    if worker is not None:
                        self._receive(worker)
        finally:
            self._dismiss_all()
            self.ended()

    def _is_over(self):
        if self._state is TERMINATE:
            return True
        with self._lock:
            return self._state is CLOSE and not self._pending and (
                len(self._idle) == len(self._workers))

    def _receive(self, worker):
        """A worker has something to say: a result, or that it is gone."""
        try:
            message = worker.results.recv_bytes()
        except (EOFError, OSError):
            self._remove(worker)
            return
        task, worker.task = worker.task, None
        if self._max_tasks is not None and worker.n_tasks >= self._max_tasks:
            self._retire(worker)
        else:
            self._occupy(worker, self._next_task(worker))
        try:
            ok, value = loads(message)
        except BaseException as error:      # an object may call sys.exit() as it is made
            self.unreadable(worker, task, error)
        else:
            task.finish(ok, value)

    def _add_worker(self):
        """Fork one more worker, which is idle at first."""
        tasks_r, tasks_w = Pipe(False)
        results_r, results_w = Pipe(False)
        ends = [tasks_w, results_r]
        for other in list(self._workers.values()):
            ends += other.tasks, other.results
        process = self._make_process(
            _begin, (ends, self._serve, tasks_r, results_w) + self._serve_args)
        process.start()
        tasks_r.close()
        results_w.close()
        worker = Worker(process, tasks_w, results_r)
        fd = results_r.fileno()
        self._poller.register(fd, POLLIN)
        with self._lock:
            self._workers[fd] = worker
            task = self._pending.popleft() if self._pending else None
            if task is None:
                self._idle.append(worker)
        if task is not None:
            self._occupy(worker, task)

    def _retire(self, worker):
        """Replace a worker that has done its share."""
        self._forget(worker)
        _tell_to_stop(worker)
        self._add_worker()
        worker.process.join()
        worker.results.close()

    def _remove(self, worker):
        """worker ended by itself."""
        task = self._forget(worker)
        worker.tasks.close()
        worker.results.close()
        worker.process.join()
        self.worker_gone(worker, task)

    def _forget(self, worker):
        fd = worker.results.fileno()
        self._poller.unregister(fd)
        with self._lock:
            worker.gone = True
            task, worker.task = worker.task, None
            self._workers.pop(fd, None)
            if worker in self._idle:
                self._idle.remove(worker)
        return task

    def _dismiss_all(self):
        """End all workers, gently or not, and wait for them."""
        with self._lock:
            workers = list(self._workers.values())
            self._workers.clear()
            self._idle.clear()
            for worker in workers:
                worker.gone = True
        for worker in workers:
            if self._state is TERMINATE:
                worker.process.terminate()
            else:
                _tell_to_stop(worker)
        for worker in workers:
            worker.process.join()
            worker.results.close()
        with self._lock:
            posix.close(self._wake_r)
            posix.close(self._wake_w)
            self._wake_w = -1

    def _wake(self):
        with self._lock:
            if self._wake_w >= 0:
                posix.write(self._wake_w, b'w')


class _Fetched:
    """A task whose call was fetched already, on its way to another worker."""

    def __init__(self, task, call):
        self.call = lambda: call
        self.finish = task.finish
        self.lost = task.lost


def _tell_to_stop(worker):
    try:
        worker.tasks.send_bytes(b'')
    except OSError:
        pass
    worker.tasks.close()
