"""Many runs of a script, each with a schedule of its own.

An interpreter that has come up is a server: it forks for every run (vm/run_server.h tells the messages). So a run begins
with a fresh interpreter, the same for the same schedule, and costs no start.
"""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from typing import NamedTuple

from hasplab.command import UsageError

DEADLOCK_STATUS = 97        # lock/schedule.h
MESSAGE = 64


class Finished(NamedTuple):
    """A run that has ended."""
    key: object             # what the caller calls it
    schedule: str           # as after --gil=seeded:
    status: int             # -N: ended by signal N
    timed_out: bool
    output: str             # files
    errors: str


class Server:
    """One of the interpreters, which has one run at a time."""

    def __init__(self, program, schedule, output, errors):
        self.output = output        # files, '' for our own streams
        self.errors = errors
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            environment = dict(os.environ, HASP_RUN_SERVER=str(theirs.fileno()))
            apart = dict(stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True) if errors else {}
            self.process = subprocess.Popen([sys.executable, f'--gil=seeded:{schedule}', *program], env=environment,
                                            pass_fds=[theirs.fileno()], **apart)
        self.run = None             # (key, schedule) of the one that is under way
        self.pid = None
        self.timed_out = False

    def begin(self, key, schedule, source, limit):
        self.run = key, schedule
        self.pid = None
        self.timed_out = False
        self.deadline = time.monotonic() + limit
        self.send(f'seeded:{schedule}', source, self.output, self.errors)

    def send(self, *lines):
        try:
            self.socket.send('\n'.join(lines).encode(errors='surrogateescape'))
        except OSError:
            self.complain()

    def complain(self):
        """The server is gone: whatever it said is why."""
        said = self.process.stderr.read().decode(errors='replace').strip() if self.process.stderr else ''
        raise UsageError(said.removeprefix('hasp: ') or 'an interpreter has died')

    def receive(self):
        """The server has said something: a Finished if its run has ended."""
        message = self.socket.recv(MESSAGE)
        if not message:
            self.complain()
        if self.pid is None:
            self.pid = int(message)
            return None
        (key, schedule), self.run = self.run, None
        return Finished(key, schedule, os.waitstatus_to_exitcode(int(message)), self.timed_out, self.output, self.errors)

    def stop_late(self, now):
        """Ends a run that takes too long, with all that it has started."""
        if self.run is not None and self.pid is not None and now > self.deadline:
            self.timed_out = True
            self.deadline = now + 1
            for end in (os.killpg, os.kill):
                try:
                    end(self.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass

    def close(self):
        self.socket.close()
        if self.run is not None:
            self.process.kill()     # its run dies with it
        if self.process.stderr:
            self.process.stderr.close()
        self.process.wait()


class Runs:
    """Servers, as many as there are processors, as a context manager; without a directory one, that uses our streams."""

    def __init__(self, program, schedule, directory, source='', limit=float('inf')):
        self.source = source        # a file: each run's stdin
        self.limit = limit          # seconds for a run
        self.servers = []
        self.selector = selectors.DefaultSelector()
        for number in range(len(os.sched_getaffinity(0)) if directory else 1):
            files = [os.path.join(directory, f'{number}.{end}') if directory else '' for end in ('out', 'err')]
            server = Server(program, schedule, *files)
            self.servers.append(server)
            self.selector.register(server.socket, selectors.EVENT_READ, server)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.selector.close()
        for server in self.servers:
            server.close()

    def all(self, jobs):
        """Runs every (key, schedule) and yields them as they finish, not always in order.

        The files of a run are those of the next one as soon as the caller goes on. When it stops early, what is under way
        is finished first.
        """
        jobs = iter(jobs)
        n_running = 0
        for server in self.servers:
            n_running += self.give(server, jobs)
        while n_running:
            for entry, _ in self.selector.select(0.5):
                server = entry.data
                finished = server.receive()
                if finished is not None:
                    n_running -= 1
                    yield finished
                    n_running += self.give(server, jobs)
            now = time.monotonic()
            for server in self.servers:
                server.stop_late(now)

    def give(self, server, jobs):
        job = next(jobs, None)
        if job is None:
            return 0
        server.begin(*job, self.source, self.limit)
        return 1

    def one(self, schedule):
        """Runs once."""
        return list(self.all([(None, schedule)]))[0]
