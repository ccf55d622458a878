# What goes wrong in a Pool is the error of the call that it happened to, or costs a worker; the pool goes on.
import gc
import multiprocessing.pool
import os
import resource
import signal


class UnreadableError(Exception):
    """Can be sent; what is read calls it with too few arguments."""

    def __init__(self, one, two):
        super().__init__(one)


def refuse(text):
    raise ValueError(text)


class Unreadable:
    def __init__(self, how, text):
        self.how = how
        self.text = text

    def __reduce__(self):
        return self.how, (self.text,)


def same(x):
    return x


def fail(x):
    raise UnreadableError(x, x)


def unreadable(x):
    return Unreadable(refuse, 'result') if x == 1 else x


class Recursive:
    def __reduce__(self):
        return same, (Recursive(),)


def recursive(x):
    return Recursive()


def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        text = str(error).partition(' while ')[0]      # of a recursion: where the last frame was
        return type(error).__name__ + ' ' + text[:48]


def attempt(function, *args):
    print(outcome(function, *args))


def attempts(pool):
    attempt(pool.apply, same, (Unreadable(refuse, 'argument'),))
    attempt(pool.map, same, [1, Unreadable(refuse, 'argument'), 3])
    attempt(pool.apply, unreadable, (1,))
    attempt(pool.map, unreadable, range(5))
    attempt(pool.apply, fail, (1,))
    attempt(pool.map, fail, range(3))
    for how in pool.imap, pool.imap_unordered:
        it = how(unreadable, range(3))
        n_failed = 0
        for _ in range(3):
            try:
                next(it)
            except ValueError:
                n_failed += 1
        print(n_failed, list(it))
    attempt(pool.apply, same, (Recursive(),))
    attempt(pool.apply, recursive, (1,))
    print(pool.map(same, range(5)))


def leave(value):
    raise SystemExit(3)


def leaving_callbacks():
    """The thread that calls them goes on."""
    for kind in multiprocessing.Pool, multiprocessing.pool.ThreadPool:
        with kind(1) as pool:
            print(pool.apply_async(same, (1,), callback=leave).get(),
                  outcome(pool.apply_async(fail, (1,), error_callback=leave).get),
                  pool.map_async(same, range(3), callback=leave).get(), pool.apply(same, (2,)))


def set_limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def zeros(n):
    return bytes(n)


def no_room(context):
    """Large packets go by files, for which there may be no room."""
    with context.Pool(1) as pool:
        pool.apply(set_limit, (1000,))
        attempt(pool.apply, zeros, (10,))
        attempt(pool.apply, zeros, (1000000,))
        pool.apply(set_limit, (resource.RLIM_INFINITY,))
        print(len(pool.apply(zeros, (1000000,))))
        set_limit(1000)
        outcomes = [outcome(pool.apply, len, (bytes(1000000),)),
                    outcome(pool.map, len, [bytes(1000000), b'small'], 1)]
        set_limit(resource.RLIM_INFINITY)
        print(*outcomes)
        print(pool.map(len, [bytes(1000000), b'small'], 1))


def no_descriptors():
    """Nor may there be descriptors for them."""
    with multiprocessing.Pool(1) as pool:
        taken = []
        for _ in range(3):      # until no garbage has any left
            gc.collect()
            try:
                while True:
                    taken.append(os.dup(0))
            except OSError:
                pass
        attempt(pool.apply, zeros, (10,))
        attempt(pool.apply, zeros, (1000000,))
        attempt(pool.apply, len, (bytes(1000000),))
        for fd in taken:
            os.close(fd)
        print(len(pool.apply(zeros, (1000000,))))


def end(how):
    if how == 'exit':
        os._exit(3)
    os.kill(os.getpid(), signal.SIGKILL)


def deaths(context):
    """Idle or at work, by its own hand or another's: a worker that is gone is replaced."""
    with context.Pool(2) as pool:
        for _ in range(3):
            for process in pool._pool:
                process.kill()
                process.join()      # it might take one more task with it
            print(pool.map(same, range(5), 1))
        for how in 'exit', 'kill':
            lost = pool.apply_async(end, (how,))
            print(pool.map(same, range(5), 1), lost.ready())
    pool = context.Pool(2, maxtasksperchild=2)
    print(pool.map(same, range(20), 1), pool.apply(same, (bytes(300000),)) == bytes(300000))
    pool.close()
    pool.join()


if __name__ == '__main__':
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with multiprocessing.Pool(2) as pool:
        attempts(pool)
    leaving_callbacks()
    no_room(multiprocessing)
    no_descriptors()
    deaths(multiprocessing)
