"""Starts processes and says what they used.

The kernel counts a new process's peak memory from what its parent has in memory. A small interpreter is therefore
started first, which starts the program and waits for it: so the figure is never above that of a bare interpreter by
anything but the program.
"""

import os
import signal
import subprocess
import sys
from typing import NamedTuple

# Arguments: a file for the result, those for the program's stdin, stdout and stderr, the program and its arguments.
LAUNCHER = '''
import os, sys, time
result, source, output, errors, *command = sys.argv[1:]
streams = [(os.POSIX_SPAWN_OPEN, 0, source, os.O_RDONLY, 0)]
for number, path in (1, output), (2, errors):
    streams.append((os.POSIX_SPAWN_OPEN, number, path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
began = time.monotonic()
pid = os.posix_spawnp(command[0], command, os.environ, file_actions=streams)
_, status, usage = os.wait4(pid, 0)
wall = time.monotonic() - began
with open(result, 'w') as file:
    print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss,
          usage.ru_nvcsw + usage.ru_nivcsw, file=file)
'''


class Usage(NamedTuple):
    """What one run took; seconds and bytes."""
    wall: float
    user: float
    system: float
    memory: int
    switches: int           # of the kernel's between threads and processes

    @property
    def cores(self):
        """How many processors were busy, on average."""
        return (self.user + self.system) / self.wall if self.wall else 0.0


class Outcome(NamedTuple):
    status: int             # -N: ended by signal N
    usage: Usage
    output: str             # the files that hold what it wrote
    errors: str


def status_text(status):
    if status >= 0:
        return f'status {status}'
    try:
        return f'signal {signal.Signals(-status).name}'
    except ValueError:
        return f'signal {-status}'


class Launcher:
    """Runs commands in turn, their files in one directory."""

    def __init__(self, directory, source):
        self.directory = directory
        self.source = source    # a file: each run's stdin
        self.n_runs = 0

    def path(self, name):
        return os.path.join(self.directory, f'{self.n_runs}.{name}')

    def run(self, command):
        """Runs a command to its end and returns its Outcome."""
        self.n_runs += 1
        result, output, errors = self.path('result'), self.path('out'), self.path('err')
        launcher = subprocess.Popen(
            [sys.executable, '-I', '-S', '-c', LAUNCHER, result, self.source, output, errors, *command],
            start_new_session=True, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            _, complaint = launcher.communicate()
        except BaseException:
            # The program and all that it has started share the session.
            os.killpg(launcher.pid, signal.SIGKILL)
            launcher.wait()
            raise
        if launcher.returncode != 0:
            raise OSError(complaint.strip().splitlines()[-1] if complaint.strip() else 'the launcher failed')
        with open(result) as file:
            status, wall, user, system, kilobytes, switches = file.read().split()
        usage = Usage(float(wall), float(user), float(system), int(kilobytes) * 1024, int(switches))
        return Outcome(int(status), usage, output, errors)
