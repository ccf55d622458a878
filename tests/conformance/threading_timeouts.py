# Timeouts of 0, negative, huge, NaN and of the wrong type, in every wait of threading and queue.
import queue
import threading


def ask(text, function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f'{type(error).__name__}: {error}'
    print(text, args, kwargs, '->', result)


TIMEOUTS = 0, -1, -0.5, 1e100, 10 ** 20, 1e10, float('inf'), float('nan'), 'x'

lock = threading.Lock()
lock.acquire()
for timeout in TIMEOUTS[:1] + TIMEOUTS[2:]:
    ask('Lock', lock.acquire, True, timeout)
ask('Lock', lock.acquire, False, 1)
ask('Lock', lock.acquire, False, -1)

condition = threading.Condition()
with condition:
    for timeout in TIMEOUTS:
        ask('Condition.wait', condition.wait, timeout)
    for timeout in TIMEOUTS[:7]:
        ask('Condition.wait_for', condition.wait_for, list, timeout)

event = threading.Event()
for timeout in TIMEOUTS:
    ask('Event', event.wait, timeout)

semaphore = threading.Semaphore(0)
for timeout in TIMEOUTS[:7] + TIMEOUTS[8:]:
    ask('Semaphore', semaphore.acquire, timeout=timeout)
ask('Semaphore', semaphore.acquire, False, 1)
ask('Semaphore', semaphore.acquire, blocking=False, timeout=None)

barrier = threading.Barrier(2)
for timeout in TIMEOUTS[:3] + TIMEOUTS[8:]:
    ask('Barrier', barrier.wait, timeout)
    print(barrier.broken)
    barrier.reset()

full = queue.Queue(1)
full.put('item')
for timeout in TIMEOUTS[:7] + TIMEOUTS[8:]:
    ask('Queue.put', full.put, 1, True, timeout)
    ask('Queue.get', queue.Queue().get, True, timeout)
    ask('SimpleQueue.get', queue.SimpleQueue().get, True, timeout)
ask('Queue.put', full.put, 1, False, -1)
ask('Queue.get', full.get, False, -1)
ask('Queue.get', full.get, False, -1)

thread = threading.Thread(target=int)
ask('join', thread.join)
thread.start()
while thread.is_alive():
    pass
for timeout in TIMEOUTS[1:3] + TIMEOUTS[7:]:
    ask('join', thread.join, timeout)
