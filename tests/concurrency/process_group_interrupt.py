# Ctrl-C reaches a whole process group: the program ends with KeyboardInterrupt whatever its pool is doing, and leaves no process.
import os
import signal
import subprocess
import sys

PROGRAM = '''
import multiprocessing, os, signal, sys, time
from concurrent.futures import ProcessPoolExecutor

def ready():
    os.write(int(sys.argv[2]), b'r')

def work(x):
    if x == 20:
        ready()
    return x

def sleep(x):
    ready()
    time.sleep(3600)

if __name__ == '__main__':
    what = sys.argv[1]
    try:
        if what == 'busy':      # workers are reading tasks and writing results all the time
            with multiprocessing.Pool(3) as pool:
                while True:
                    pool.map(work, range(1000), 1)
        elif what == 'large':   # packets that go by a file
            with multiprocessing.Pool(3) as pool:
                pool.map(work, range(21), 1)
                while True:
                    pool.map(len, [b'x' * 100000] * 100, 1)
        elif what == 'asleep':
            with multiprocessing.Pool(3) as pool:
                pool.map(sleep, range(3), 1)
        elif what == 'idle':
            with multiprocessing.Pool(3) as pool:
                pool.map(work, range(21), 1)
                time.sleep(3600)
        elif what == 'imap':
            with multiprocessing.Pool(3) as pool:
                for _ in pool.imap(work, iter(int, 1)):
                    pool.apply(work, (20,))
        elif what == 'exit':    # nobody ends the pool but the end of the program
            pool = multiprocessing.Pool(3)
            while True:
                pool.map(work, range(1000), 1)
        elif what == 'executor':
            with ProcessPoolExecutor(3) as executor:
                while True:
                    list(executor.map(work, range(100)))
    except KeyboardInterrupt:
        print('interrupted', flush=True)
        sys.exit(7)
    except BaseException as error:      # executors break when their workers die
        print('interrupted' if 'terminated abruptly' in str(error) else error, flush=True)
        sys.exit(7)
'''

options = [option for option in sys.orig_argv[1:] if option.startswith('--gil')]
path = os.path.join(os.environ['TMPDIR'], 'program.py')
with open(path, 'w') as file:
    file.write(PROGRAM)


def interrupt(what):
    reader, writer = os.pipe()
    process = subprocess.Popen([sys.executable, *options, path, what, str(writer)], pass_fds=[writer],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    os.close(writer)
    os.read(reader, 1)
    os.killpg(process.pid, signal.SIGINT)
    output = process.communicate()[0].decode().strip()
    while os.read(reader, 1000):    # the end of the pipe: no process has it any more
        pass
    os.close(reader)
    return output, process.returncode


for what in sys.argv[1:] or ('busy', 'large', 'asleep', 'idle', 'imap', 'exit', 'executor'):
    print(what, *interrupt(what))
