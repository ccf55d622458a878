"""Ctrl-C while the interpreter starts: the program is ended by it, whatever was being done. While it ends: it ends."""
import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

OPTIONS = [option for option in sys.orig_argv[1:] if option.startswith('--gil')]
N_TIMES = 40
SLEEPER = 'import unittest, asyncio, time; time.sleep(3600)'
ENDER = '''
import atexit, os, threading
class Lingering:
    def __del__(self):
        for _ in range(3000): pass
things = [Lingering() for _ in range(5)]
def last():
    for _ in range(30000): pass
atexit.register(last)
threading.Thread(target=last).start()
threading.Thread(target=threading.Event().wait, daemon=True).start()
os.write(1, b'e')
'''
random.seed(20)


def run(program, prepare, delay):
    """(status, what stderr ends with)"""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([sys.executable, *OPTIONS, '-c', program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=errors)
        prepare(process)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        try:
            status = process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            return 'no end', process.wait()
        finally:
            process.stdout.close()
        errors.seek(0)
        lines = errors.read().decode().splitlines() or ['']
    # A callback's exception is told with a colon.
    return status, [line for line in lines if line][-1].rstrip(': ') if any(lines) else ''


def at_start(_):
    return run(SLEEPER, lambda process: None, random.random() ** 2 * 0.1)


def at_end(_):
    return run(ENDER, lambda process: process.stdout.read(1), random.random() ** 2 * 0.02)


SILENT, TOLD = (-signal.SIGINT, ''), (-signal.SIGINT, 'KeyboardInterrupt')
with ThreadPoolExecutor(4) as pool:
    print('start', sorted(set(pool.map(at_start, range(N_TIMES))) - {SILENT, TOLD}, key=str))
    # Too late, or in a callback, whose exceptions are told and forgotten.
    print('end', sorted(set(pool.map(at_end, range(N_TIMES))) - {SILENT, TOLD, (0, ''), (0, 'KeyboardInterrupt')}, key=str))
