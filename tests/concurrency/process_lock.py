import multiprocessing
import os


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


path = f"/tmp/hasp_{os.getpid()}_lock"


def bump(lock, path):
    for _ in range(100):
        with lock:
            with open(path) as f:
                n = int(f.read())
            with open(path, "w") as f:
                f.write(str(n + 1))


if __name__ == "__main__":
    with open(path, "w") as f:
        f.write("0")
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=bump, args=(lock, path)) for _ in range(3)]
    [p.start() for p in processes]
    [p.join() for p in processes]
    print(open(path).read(), [p.exitcode for p in processes])
    os.remove(path)
    print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock.release())
    show(lock.release)
