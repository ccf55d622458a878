# Ctrl-C in the blocking calls of multiprocessing: KeyboardInterrupt in the parent, which alone gets it, and no process is left.
import os
import signal
import subprocess
import sys
import time

PROGRAM = '''
import multiprocessing, os, signal, sys
def ready():
    os.write(int(sys.argv[2]), b'r')
def work(x):
    if x == 0:
        ready()
    signal.pause()
if __name__ == '__main__':
    what = sys.argv[1]
    try:
        if what == 'map':
            with multiprocessing.Pool(2) as pool:
                pool.map(work, range(10), 1)
        elif what == 'queue':
            queue = multiprocessing.Queue()
            ready()
            queue.get()
        elif what == 'recv':
            here, there = multiprocessing.Pipe()
            ready()
            here.recv()
        elif what == 'lock':
            lock = multiprocessing.Lock()
            lock.acquire()
            ready()
            lock.acquire()
        elif what == 'condition':
            condition = multiprocessing.Condition()
            with condition:
                ready()
                condition.wait()
        elif what == 'join':
            process = multiprocessing.Process(target=work, args=(1,))
            process.daemon = True
            process.start()
            ready()
            process.join()
    except KeyboardInterrupt:
        print('interrupted', what, flush=True)
'''

options = [option for option in sys.orig_argv[1:] if option.startswith('--gil')]
with open(os.path.join(os.environ['TMPDIR'], 'program.py'), 'w') as file:
    file.write(PROGRAM)


def has_slept(pid):
    """Is the process asleep in a system call?"""
    with open(f'/proc/{pid}/stat') as file:
        return file.read().rpartition(')')[2].split()[0] == 'S'


for what in ('map', 'queue', 'recv', 'lock', 'condition', 'join'):
    reader, writer = os.pipe()
    process = subprocess.Popen([sys.executable, *options, file.name, what, str(writer)], pass_fds=[writer],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    os.close(writer)
    os.read(reader, 1)
    while not has_slept(process.pid):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    print(process.communicate()[0].decode().strip(), process.returncode)
    # The end of the pipe: no process has it any more.
    print(os.read(reader, 10).strip(b'r'))
    os.close(reader)
