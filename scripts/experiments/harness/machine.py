"""Facts about the machine, to be written beside every result."""

import os
import platform
import subprocess
import time

from harness.experiment import CORES, HASP, PYTHON3


def first_line(path, prefix=''):
    """What follows the prefix (and a colon) on the first line that begins with it; '' if none."""
    try:
        with open(path) as file:
            for line in file:
                if line.startswith(prefix):
                    return line[len(prefix):].strip(' :\t\n')
    except OSError:
        pass
    return ''


def says(*command):
    """The first line that a command prints; 'unknown' where it fails."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.stdout.splitlines()[0] if done.returncode == 0 else 'unknown'
    except (OSError, IndexError):
        return 'unknown'


def facts():
    """A dict, name to text."""
    system = os.uname()
    found = {
        'date': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()),
        'cpu': first_line('/proc/cpuinfo', 'model name'),
        'cores': str(CORES),
        'pinning': first_line('/proc/self/status', 'Cpus_allowed_list'),
        'mhz': first_line('/proc/cpuinfo', 'cpu MHz'),
        'governor': first_line('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor') or 'unknown',
        'memory': first_line('/proc/meminfo', 'MemTotal'),
        'load': ' '.join('%.2f' % load for load in os.getloadavg()),
        'system': '%s %s %s' % (system.sysname, system.release, system.machine),
        'compiler': says(os.environ.get('CC', 'gcc'), '--version'),
        'hasp': says(HASP, '--version'),
        'run by': '%s %s' % (platform.python_implementation(), platform.python_version()),
        'commit': says('git', 'rev-parse', '--short', 'HEAD'),
    }
    if PYTHON3:
        found['python3'] = says(PYTHON3, '--version')
    return found
