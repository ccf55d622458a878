# Workers that die in the middle of a task, and what their parent sees of it.
import multiprocessing
import os
import signal
import subprocess
import sys
import time

# The program that is killed: a pool and a child at work, shared memory, and a pipe whose write end all of them hold.
VICTIM = '''
import multiprocessing, os, sys, time
from multiprocessing import shared_memory
def work(x):
    time.sleep(3600)
if __name__ == '__main__':
    context = multiprocessing.get_context(sys.argv[2])
    os.set_inheritable(int(sys.argv[1]), True)
    memory = shared_memory.SharedMemory(create=True, size=100)
    pool = context.Pool(2)
    pool.map(abs, range(10))
    print(memory.name, *(process.pid for process in pool._pool), flush=True)
    time.sleep(3600)
'''


def die(how):
    if how == 'kill':
        os.kill(os.getpid(), signal.SIGKILL)
    if how == 'exit':
        os._exit(7)
    return os.getpid()


def wait_for_replacement(pool, pids):
    """The pool looks after its workers every tenth of a second."""
    while len(set(process.pid for process in pool._pool) - pids) < 1 or any(process.exitcode for process in pool._pool):
        time.sleep(0.02)


def hold(connection, pids):
    connection.send(os.getpid())
    time.sleep(3600)


if __name__ == '__main__':
    for how in ('kill', 'exit'):
        with multiprocessing.Pool(2) as pool:
            pids = set(process.pid for process in pool._pool)
            lost = pool.apply_async(die, (how,))
            wait_for_replacement(pool, pids)
            print(how, len(set(pool.map(die, ['live'] * 20, 1))) > 0, lost.ready())
    for how, status in (('kill', -signal.SIGKILL), ('exit', 7)):
        process = multiprocessing.Process(target=die, args=(how,))
        process.start()
        print(multiprocessing.connection.wait([process.sentinel]) == [process.sentinel])
        process.join()
        print(process.exitcode == status)
    # A lock that a dead process held stays locked: nobody hangs who gives a timeout.
    lock = multiprocessing.Lock()

    def take_and_die():
        lock.acquire()
        os._exit(0)
    process = multiprocessing.Process(target=take_and_die)
    process.start()
    process.join()
    print(lock.acquire(timeout=0.01), lock.acquire(False))
    # The parent is killed: workers end, and the tracker removes the shared memory.
    with open(os.path.join(os.environ['TMPDIR'], 'victim.py'), 'w') as file:
        file.write(VICTIM)
    for method in ('fork', 'spawn'):
        reader, writer = os.pipe()
        options = [option for option in sys.orig_argv[1:] if option.startswith('--gil')]
        victim = subprocess.Popen([sys.executable, *options, file.name, str(writer), method], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, pass_fds=[writer])
        os.close(writer)
        name, *workers = victim.stdout.readline().decode().split()
        print(method, os.path.exists('/dev/shm/' + name), len(workers))
        victim.kill()
        print(victim.wait() == -signal.SIGKILL, victim.stdout.read(), os.read(reader, 1))
        while os.path.exists('/dev/shm/' + name) or any(os.path.exists('/proc/' + pid) and
                                                        open(f'/proc/{pid}/stat').read().split()[2] != 'Z' for pid in workers):
            time.sleep(0.02)
        os.close(reader)
    print('gone')
