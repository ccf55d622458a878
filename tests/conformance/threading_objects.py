# What the objects of threading say of themselves, what they refuse, and how they may be derived from.
import re
import threading


def ask(function, *args):
    try:
        result = function(*args)
    except Exception as error:
        result = f'{type(error).__name__}: {error}'
    print(function.__name__, args, '->', result)


def show(v):
    print(re.sub('0x[0-9a-f]+', '0x', repr(v)))


class Derived(threading.Event):
    def __init__(self, name):
        super().__init__()
        self.name = name


event, semaphore = threading.Event(), threading.Semaphore(2)
bounded, barrier = threading.BoundedSemaphore(3), threading.Barrier(3)
for v in event, semaphore, bounded, barrier, threading.Condition(), threading.Condition(threading.Lock()):
    show(v)
    v.remark = 'kept'
    print(v.remark, vars(v)['remark'], type(v).__module__, type(v).__mro__)
event.set()
semaphore.acquire()
barrier.abort()
show(event)
show(semaphore)
show(barrier)
print(semaphore._value, bounded._initial_value, barrier.parties, barrier.n_waiting, barrier.broken)

derived = Derived('own')
derived.set()
show(derived)
print(derived.name, derived.is_set(), derived.wait())

ask(threading.Semaphore, -1)
ask(threading.Semaphore, 'a')
ask(semaphore.release, 0)
ask(semaphore.release, 'a')
semaphore.release(3)
print(semaphore._value)
ask(bounded.release)
bounded.acquire()
ask(bounded.release, 2)
ask(bounded.release)

condition = threading.Condition()
ask(condition.wait)
ask(condition.notify)
ask(condition.notify_all)
ask(condition.release)
ask(threading.Condition, 1)
with condition:
    with condition:
        print(condition._is_owned())
        for n in 0, -1, 10 ** 30:
            ask(condition.notify, n)
print(condition._is_owned())


class Loud:
    """A lock as a script may write it, without the methods that only CPython's own have."""

    def __init__(self):
        self.lock = threading.Lock()

    def acquire(self, *args):
        print('acquire', args)
        return self.lock.acquire(*args)

    def release(self):
        print('release')
        self.lock.release()

    def __enter__(self):
        print('enter')
        return self.acquire()

    def __exit__(self, *args):
        print('exit', args)
        self.release()


condition = threading.Condition(Loud())
with condition:
    print(condition.wait(0))
    condition.notify()
print(condition.acquire(False), condition.acquire(False))
condition.release()


class Counting(threading.Semaphore):
    def release(self, n=1):
        print('release', n)
        super().release(n)


with Counting() as taken:
    print(taken)

# A name that is false is none.
for name in ('', 0, [], None, '0'):
    print(threading.Thread(name=name, target=print).name.split('-')[0])
