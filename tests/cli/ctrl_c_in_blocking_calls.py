"""Ctrl-C ends each blocking call by a KeyboardInterrupt, and that the program by the signal."""
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import _ctrl_c_cases  # noqa: E402

OPTIONS = [option for option in sys.orig_argv[1:] if option.startswith('--gil')]
PROGRAM = os.path.join(HERE, '_ctrl_c_cases.py')
PATIENCE = 40     # seconds


def is_blocked(pid, name):
    """Is the main thread asleep in the system (those that compute never are)?"""
    with open(f'/proc/{pid}/stat') as file:
        return name.startswith('computing') or file.read().rpartition(')')[2].split()[0] in 'SZ'


def interrupt(name, errors):
    """The first line and the status of the case's process, which is interrupted once it blocks."""
    process = subprocess.Popen([sys.executable, *OPTIONS, PROGRAM, name], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=errors, text=True, start_new_session=True)
    try:
        first = process.stdout.readline()
        while not is_blocked(process.pid, name):
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        return first, process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return first, 'still blocked'
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)    # the children that it waited for
        except ProcessLookupError:
            pass
        process.wait()
        process.stdout.close()


def try_case(name):
    """What is wrong with the case, or None."""
    with tempfile.TemporaryFile('w+') as errors:
        first, status = interrupt(name, errors)
        errors.seek(0)
        text = errors.read()
    good = first == 'ready\n' and status == -signal.SIGINT and text.rstrip().endswith('\nKeyboardInterrupt')
    return None if good else f'{name}: {first!r} status {status} {text[-1500:]}'


if __name__ == '__main__':
    names = sys.argv[1:] or list(_ctrl_c_cases.CASES)
    with ThreadPoolExecutor(4) as pool:
        wrong = list(filter(None, pool.map(try_case, names)))
    print(*wrong or ['every call was interrupted'], sep='\n')
