# The system gives no more processes, and no more threads: an error each time, nothing is lost, and the program goes on.
import _thread
import concurrent.futures
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import warnings

NOBODY = 64999
# The limit does not hold for root.
if os.getuid() == 0:
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    os.environ['TMPDIR'] = '/tmp'


def attempt(text, function, *args, **kwargs):
    try:
        print(text, repr(function(*args, **kwargs)))
    except Exception as error:
        print(text, type(error).__name__, error)


def fork():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return os.waitpid(pid, 0)[1]


def pool():
    with multiprocessing.Pool(2) as pool:
        return pool.map(abs, [-1, -2])


def executor(kind):
    with kind(2) as executor:
        return executor.submit(abs, -3).result()


def run_process(method):
    process = multiprocessing.get_context(method).Process(target=time.sleep, args=(0,))
    process.start()
    process.join()
    return process.exitcode


def start_thread():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def try_everything():
    attempt('os.fork', fork)
    attempt('os.posix_spawn', lambda: os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)[1])
    attempt('subprocess.run', lambda: subprocess.run(['true']).returncode)
    attempt('subprocess.Popen, pipes', lambda: subprocess.run(['cat'], input=b'x', capture_output=True).stdout)
    attempt('subprocess.Popen, preexec_fn', lambda: subprocess.run(['true'], preexec_fn=int).returncode)
    attempt('os.system', os.system, 'true')
    attempt('os.popen', lambda: os.popen('echo x').read())
    for method in 'fork', 'spawn':
        attempt(f'Process {method}', run_process, method)
    attempt('Pool', pool)
    attempt('Thread', start_thread)
    attempt('_thread', lambda: _thread.start_new_thread(int, ()) > 0)
    attempt('Timer', lambda: threading.Timer(0, int).start())
    attempt('ThreadPoolExecutor', executor, concurrent.futures.ThreadPoolExecutor)
    attempt('ProcessPoolExecutor', executor, concurrent.futures.ProcessPoolExecutor)
    for child in multiprocessing.active_children():
        child.join()


if __name__ == '__main__':
    warnings.simplefilter('ignore')
    soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, hard))
    try_everything()
    print(threading.active_count(), multiprocessing.active_children())
    resource.setrlimit(resource.RLIMIT_NPROC, (soft, hard))
    try_everything()
