import multiprocessing
import os
import signal
import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def normal():
    pass


def status(n):
    sys.exit(n)


def fail():
    sys.stderr = open(os.devnull, "w")
    raise ValueError("child")


def kill():
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else 9)


def hard():
    os._exit(9)


if __name__ == "__main__":
    for target, args in ((normal, ()), (status, (0,)), (status, (3,)), (status, (None,)), (status, (True,)), (fail, ()), (kill, ()), (hard, ())):
        p = multiprocessing.Process(target=target, args=args, name="P")
        print(target.__name__, args, p.exitcode, p.is_alive(), p.pid, end=" ")
        p.start()
        p.join()
        print(p.exitcode, p.is_alive(), p.pid > 0, p.name, p.daemon)
    show(p.start)
    show(multiprocessing.Process(target=normal).join)
    p.close()
    show(lambda: p.exitcode)
    print(multiprocessing.current_process().name, multiprocessing.active_children(), multiprocessing.get_start_method(), multiprocessing.cpu_count() > 0, multiprocessing.parent_process())
