"""A crew: worker processes that run calls for their parent.

Model: two pairs of sockets that keep the bounds of messages (_multiprocessing.send_packet). All workers
take their tasks from one end of the first pair, and all answer into one end of the second. A packet
comes whole or not at all, so no lock is shared between processes, and a worker that dies cannot leave
one locked or a message half read.

    submit --> _pending --(the pump)--> tasks socket --> a worker --> results socket --> foreman --> answer

What is to be sent comes from sources: next_packet() gives (kind, job, index, body), or None, and says in
`more` whether to ask again. It may run anybody's code, since that pickles. One thread at a time has the
pump: a submitting one, which hands over at once what there is room for, or the foreman, a thread that
goes on once there is room again. The foreman also receives the answers, and sees to workers that ended.

Thread-safety with the global lock off: what is marked below changes under _lock only; no hook and no
source runs under it. Only who has the pump sends tasks and changes what goes with that; only the foreman
receives. The descriptors are closed by whoever is last: the foreman, or who has the pump then.

Native: _multiprocessing, _socket.socketpair, select.poll; threading.
"""

import gc
import threading
from _collections import deque
from _multiprocessing import end_packets, receive_packet, send_packet
from _thread import allocate_lock, get_ident
from select import POLLIN, POLLOUT, poll
from time import monotonic

import posix

from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler

# A crew's life: RUN -> CLOSE, what was submitted is done -> ENDING, nothing more comes -> OVER; TERMINATE -> OVER at once.
RUN, CLOSE, ENDING, TERMINATE, OVER = 'RUN', 'CLOSE', 'ENDING', 'TERMINATE', 'OVER'
_OPEN = RUN, CLOSE                  # there are workers for what is submitted

# Kinds of packets that every crew has; those of tasks and answers are its own.
WAKE, RETIRE = -1, -2

_parents_ends = set()               # of all crews of this process
_births = threading.RLock()         # held while ends or workers are made: no worker has an end that is not in the set
posix.register_at_fork(after_in_child=_births._at_fork_reinit)

_BUFFER = 208 << 10                 # what the system allows
_ROUND = 100                        # answers that are taken before the foreman looks about


def _socket_pair():
    """A packet that goes into the first comes out of the second."""
    import _socket
    writer, reader = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
    writer.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDBUF, _BUFFER)
    writer.setblocking(True)        # whatever socket.setdefaulttimeout() says
    reader.setblocking(True)
    return Connection(writer.detach(), readable=False), Connection(reader.detach(), writable=False)


# Workers.

def _begin(tasks, results, serve, *args):
    """In a worker: let go of all that shows the parent's death to other workers, too."""
    for end in _parents_ends:
        end.close()
    _parents_ends.clear()
    serve(Inbox(tasks), results, *args)


class Inbox:
    """What a worker takes its tasks from. What it has no more use for dies when it has been idle for a while."""

    def __init__(self, connection):
        self._connection = connection
        self._fd = connection.fileno()
        self._poller = poll()
        self._poller.register(self._fd, POLLIN)
        self._idle = 0.1            # seconds: 20 times what the last collection took, and not less than this

    def receive(self, has_worked):
        """The next task; None when no more comes."""
        try:
            while has_worked:
                packet = receive_packet(self._fd, False)
                if packet is not None:
                    return packet
                if not self._poller.poll(self._idle * 1000):
                    self._collect()
                    has_worked = False
            return receive_packet(self._fd, True)
        except (EOFError, OSError):
            return None

    def _collect(self):
        begin = monotonic()
        gc.collect()
        self._idle = max(0.1, 20 * (monotonic() - begin))


def serve(inbox, results, max_tasks, run, failed):
    """The life of a worker. run(kind, body) and failed(error) give the kind and the body of an answer."""
    fd = results.fileno()
    n_tasks = 0
    while packet := inbox.receive(n_tasks > 0):
        kind, job, index, body = packet
        kind, body = run(kind, body) if body.__class__ is bytes else failed(body)
        n_tasks += 1
        if n_tasks == max_tasks:
            send_packet(fd, RETIRE, posix.getpid(), 0, b'', True)
        try:
            send_packet(fd, kind, job, index, body, True)
        except BrokenPipeError:
            return
        except OSError as error:    # there are no more descriptors, or there is no room for a file
            kind, body = failed(error)
            send_packet(fd, kind, job, index, body, True)
        if n_tasks == max_tasks:
            return
        packet = body = None


_loads = ForkingPickler.loads


def loads(body):
    """What is in an answer; raises what kept it from being read."""
    if body.__class__ is not bytes:
        raise body
    return _loads(body)


# The parent.

class Crew:
    """Up to size workers; subclasses say what answers mean and what happens when a worker is gone."""

    def __init__(self, size, make_process, serve, args=(), *, limit=None, eager=True):
        """limit: how many tasks may be on their way at a time. eager: all workers at once, not as they are needed."""
        self._size = size
        self._make_process = make_process
        self._serve = serve, *args
        self._limit = limit or 1 << 62
        self._eager = eager
        self._tasks = self._results = self._workers_tasks = self._workers_results = None
        # Under _lock.
        self._lock = allocate_lock()
        self._state = RUN
        self._pending = deque()     # sources that have packets to send
        self._pumper = None         # which thread has the pump
        self._feeders = set()       # tokens of those who will submit even when the crew is closed
        self._workers = []
        self._newcomers = []        # workers that the foreman has not seen
        self._retired = set()       # pids of workers that were told to end, by their number of tasks
        self._n_starting = 0
        self._n_idle = 0            # answers that no submission has used up; at most the number of workers
        # The pump's own; others only look, under _lock while nobody has it.
        self._source = None         # one that may have more to send
        self._unsent = None         # a packet for which there was no room
        self._n_sent = 0
        # The foreman's own.
        self._n_answered = 0
        self._poller = poll()
        self._sentinels = {}        # of the workers -> worker
        self._waits_for_room = False
        self._is_short = False      # workers may be missing
        self.foreman = threading.Thread(target=self._run, daemon=True)

    def start(self):
        """Start the workers, if all are to be there at once, then the foreman."""
        with _births:
            self._tasks, self._workers_tasks = _socket_pair()
            self._workers_results, self._results = _socket_pair()
            _parents_ends.update((self._tasks, self._results))
        self._poller.register(self._results.fileno(), POLLIN)
        try:
            if self._eager:
                self.refill()
            self.foreman.start()
        except BaseException:
            self.terminate()
            self._dismiss()
            raise

    def processes(self):
        """The workers that have not ended and are not about to."""
        with self._lock:
            return [process for process in self._workers if process.pid not in self._retired]

    # What others call, from any thread.

    def submit(self, source):
        """Have what source gives sent. False if it is too late for that."""
        if not self._eager:
            self._find_worker()
        with self._lock:
            if self._state not in _OPEN:
                return False
            self._pending.append(source)
        self._pump()
        return True

    def close(self):
        """The foreman ends when all is answered.  Does not wait."""
        with self._lock:
            if self._state is RUN:
                self._state = CLOSE
            self._wake_locked()

    def terminate(self):
        """Kill the workers; their tasks stay unfinished.  Does not wait."""
        workers = []
        with self._lock:
            if self._state is ENDING:       # the foreman waits for them already
                workers = self._workers.copy()
            if self._state is not OVER:
                self._state = TERMINATE
            self._wake_locked()
        for process in workers:
            process.terminate()

    def cancel_pending(self):
        """Take the sources back that nothing was asked of yet."""
        with self._lock:
            sources = list(self._pending)
            self._pending.clear()
        return sources

    def join(self):
        """Wait for the foreman and hence for every worker."""
        if self.foreman.ident is not None and self.foreman is not threading.current_thread():
            self.foreman.join()

    def hold(self, token):
        """Somebody is going to submit more, whether the crew is closed or not, until release(). False: it is too late."""
        with self._lock:
            if self._state not in _OPEN:
                return False
            self._feeders.add(token)
            return True

    def release(self, token):
        """Whether it is held or not."""
        with self._lock:
            self._feeders.discard(token)
            self._wake_locked()

    # Hooks, called by the foreman.

    def answer(self, kind, job, index, body):
        """A worker's answer; body is an exception if it was lost."""

    def unsendable(self, job, index, error):
        """A packet could not be sent.  Called by who has the pump."""

    def worker_gone(self, process):
        """A worker ended that had not been told to."""

    def foreman_failed(self):
        """What a hook has raised is about to end the foreman."""

    def ended(self):
        """The foreman's last act."""

    # The pump.

    def _pump(self):
        """Send what can be sent, unless another thread is about it."""
        me = get_ident()
        is_mine = False
        try:
            with self._lock:
                if self._pumper is not None:
                    return
                is_mine = True
                self._pumper = me
            while (packet := self._next_packet()) is not None:
                try:
                    if not send_packet(self._tasks._handle, *packet, False):
                        break
                except OSError as error:
                    self._n_sent -= 1
                    self.unsendable(packet[1], packet[2], error)
                self._unsent = None
        finally:
            if is_mine:
                with self._lock:
                    if self._pumper == me:
                        self._leave_pump_locked()

    def _next_packet(self):
        """What is to be sent now, which is kept as _unsent, too; None if that is nothing, and the pump is left."""
        if self._unsent is not None:
            return self._unsent
        while self._state in _OPEN:
            source = self._source
            if source is None or self._n_sent - self._n_answered >= self._limit:
                source = self._next_source()
                if source is None:
                    return None
            self._source = source if source.more else None
            self._unsent = packet = source.next_packet()
            if not source.more:
                self._source = None
            if packet is not None:
                self._n_sent += 1       # before the answer can be there
                return packet
        return None

    def _next_source(self):
        """What to ask now; None if nothing, and the pump is left."""
        with self._lock:
            is_full = self._n_sent - self._n_answered >= self._limit
            if is_full or not (self._source or self._pending):
                self._leave_pump_locked()
                return None
            return self._source or self._pending.popleft()

    def _leave_pump_locked(self):
        self._pumper = None
        if self._state is OVER:
            self._close_tasks_locked()
        elif (self._unsent is not None or self._state is not RUN) and (
                get_ident() != self.foreman.ident):
            self._wake_locked()

    # Workers.

    def refill(self):
        """Start as many workers as are wanted and missing."""
        while self._start_worker(self._is_missing_locked):
            pass

    def _find_worker(self):
        """Start one more worker if none is idle and there may be more; that some are there is enough if that fails."""
        try:
            if not self._start_worker(self._is_needed_locked):
                return
        except OSError:
            if not self._workers:
                raise
        with self._lock:
            self._wake_locked()

    def _is_missing_locked(self):
        if self._state not in _OPEN:
            return False
        n_wanted = self._n_sent - self._n_answered + len(self._pending)
        if self._eager and self._state is RUN or n_wanted > self._size:
            n_wanted = self._size
        return self._n_workers_locked() < n_wanted

    def _is_needed_locked(self):
        if self._n_idle > 0:
            self._n_idle -= 1
            return False
        return self._n_workers_locked() < self._size and self._state is RUN

    def _n_workers_locked(self):
        return len(self._workers) - len(self._retired) + self._n_starting

    def _start_worker(self, is_wanted):
        """Start a worker, if is_wanted(), asked under the lock, says so; else False."""
        is_counted = False
        try:
            with self._lock:
                if not is_wanted():
                    return False
                is_counted = True
                self._n_starting += 1
            process = self._make_process(
                _begin, (self._workers_tasks, self._workers_results) + self._serve)
            with _births:
                process.start()
        except BaseException:
            if is_counted:
                with self._lock:
                    self._n_starting -= 1
            raise
        with self._lock:
            self._n_starting -= 1
            is_late = self._state not in _OPEN
            if not is_late:
                self._workers.append(process)
                self._newcomers.append(process)
        if is_late:
            process.terminate()
            process.join()
        return True

    # The foreman.

    def _run(self):
        try:
            while True:
                self._receive()
                self._pump()
                if self._is_over():
                    break
                for process in self._wait():
                    self._see_off(process)
                self._refill_if_possible()
        except BaseException:
            self.foreman_failed()
            raise
        finally:
            self._dismiss()
            self.ended()

    def _is_over(self):
        """Is there nothing more to do? Then nothing more is taken, and no worker that is starting will find anything."""
        with self._lock:
            if self._state is CLOSE and self._n_sent <= self._n_answered and not (
                    self._pending or self._source or self._pumper or self._feeders):
                self._state = ENDING
            return self._state not in _OPEN

    def _receive(self):
        """Take answers while there are any; True if there may be more."""
        for _ in range(_ROUND):
            packet = receive_packet(self._results._handle, False)
            if packet is None:
                return False
            kind, job, index, body = packet
            if kind == RETIRE:
                with self._lock:
                    self._retired.add(job)
                    self._n_idle = min(self._n_idle, self._n_workers_locked())
                self._is_short = True
            elif kind != WAKE:
                self._n_answered += 1
                if not self._eager:
                    self._note_idle()
                self.answer(kind, job, index, body)
            packet = body = None
        return True

    def _note_idle(self):
        with self._lock:
            if self._n_idle < self._n_workers_locked():
                self._n_idle += 1

    def _wait(self):
        """Until something is to be done; gives the workers that ended."""
        with self._lock:
            newcomers, self._newcomers = self._newcomers, []
            waits_for_room = self._unsent is not None and self._pumper is None
            if self._state is TERMINATE:
                return []
        for process in newcomers:
            self._sentinels[process.sentinel] = process
            self._poller.register(process.sentinel, POLLIN)
        if waits_for_room is not self._waits_for_room:
            self._waits_for_room = waits_for_room
            if waits_for_room:
                self._poller.register(self._tasks.fileno(), POLLOUT)
            else:
                self._poller.unregister(self._tasks.fileno())
        ready = self._poller.poll(100 if self._is_short else None)
        return [self._sentinels[fd] for fd, _ in ready if fd in self._sentinels]

    def _see_off(self, process):
        """A worker ended; all that it has said is heard first."""
        while self._receive():
            pass
        self._poller.unregister(process.sentinel)
        del self._sentinels[process.sentinel]
        process.join()
        with self._lock:
            self._workers.remove(process)
            was_told = process.pid in self._retired
            self._retired.discard(process.pid)
            self._n_idle = min(self._n_idle, self._n_workers_locked())
        if not was_told:
            self._is_short = True
            self.worker_gone(process)

    def _refill_if_possible(self):
        try:
            if self._is_short:
                self.refill()
                self._is_short = False
        except OSError:
            pass        # it is tried again

    def _dismiss(self):
        """End all workers, gently or not, and wait for them."""
        with self._lock:
            is_gentle = self._state is not TERMINATE
            if is_gentle:
                self._state = ENDING
            workers = self._workers.copy()
        if is_gentle:
            end_packets(self._tasks.fileno())
        else:
            for process in workers:
                process.terminate()
        for process in workers:
            process.join()
        with self._lock:
            self._state = OVER
            self._workers.clear()
            for end in self._results, self._workers_results, self._workers_tasks:
                end.close()
            if self._pumper is None:
                self._close_tasks_locked()
        _parents_ends.discard(self._results)

    def _close_tasks_locked(self):
        self._tasks.close()
        _parents_ends.discard(self._tasks)

    def _wake_locked(self):
        if self._workers_results is not None and self._state is not OVER:
            send_packet(self._workers_results.fileno(), WAKE, 0, 0, b'', False)


class JobCrew(Crew):
    """The crew of a Pool: an answer is set in its job, whatever it is, and workers that are gone are replaced."""

    def __init__(self, result_kind, *args, **options):
        super().__init__(*args, **options)
        self.jobs = {}      # number -> what has _set(index, ok, value)
        self._result_kind = result_kind

    def answer(self, kind, job, index, body):
        """Called by the foreman."""
        job = self.jobs.get(job)
        if job is None:
            return
        try:
            ok, value = kind == self._result_kind, loads(body)
        except BaseException as error:      # an object may call sys.exit() as it is made
            ok, value = False, error
        job._set(index, ok, value)

    def unsendable(self, job, index, error):
        """Called by who has the pump."""
        job = self.jobs.get(job)
        if job is not None:
            job._set(index, False, error)
