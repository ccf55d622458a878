# Locks, conditions, semaphores, barriers and events: results, errors and what they show.
import threading
lock, rlock = threading.Lock(), threading.RLock()
print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock.locked(), lock.release(), lock.locked())
print(rlock.acquire(), rlock.acquire(), rlock.release(), rlock.release())
with lock, rlock: print('held', repr(lock).split(' at ')[0], repr(rlock).split(' at ')[0].split('owner')[0])
e = threading.Event()
print(e.is_set(), e.wait(0.01), e.set(), e.wait(), e.clear(), e.is_set())
s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.acquire(timeout=0.01), s.release(2), s.acquire(False))
b = threading.BoundedSemaphore(1)
c = threading.Condition()
with c: print(c.wait(0.01), c.wait_for(lambda: 'truthy'), c.wait_for(lambda: 0, timeout=0.01), c.notify(), c.notify_all())
bar = threading.Barrier(1, action=lambda: print('action'))
print(bar.wait(), bar.parties, bar.n_waiting, bar.broken, bar.abort(), bar.broken, bar.reset(), bar.wait())
for source in ('lock.release()', 'rlock.release()', 'b.release()', 'c.notify()', 'c.wait()', 'lock.acquire(False, 1)', 'lock.acquire(timeout=-2)', 'lock.acquire(timeout=10 ** 20)', 'threading.Semaphore(-1)', 's.release(0)', 's.acquire(False, timeout=1)', 'threading.Barrier(0)', 'threading.Barrier(2).wait(0.01)', 'threading.Lock(1)', 'threading.Thread(None, 5).start.__name__', 'threading.Thread(group=1)', 'threading.Thread().join()', 'threading.current_thread().join()', 'threading.main_thread().start()', 'threading.Timer(1, print).interval', 'threading.stack_size(1)', 'threading.settrace', 'lock.acquire("a", "b")', 'threading.Condition(5)', 'threading.Thread(target=print, nme=1)', 'threading.Thread(daemon=True).daemon', 'threading.local().x'):
    try:
        print(source, '=', str(eval(source)).split(' at ')[0])
    except Exception as err:
        print(source, '->', type(err).__name__, err)
t = threading.Thread(target=lambda: print('in', threading.current_thread().name), name='worker')
print(t.is_alive(), t.ident, t.native_id, t.name, t.daemon, repr(t))
t.start()
t.join()
print(t.is_alive(), t.ident is not None, repr(t).startswith('<Thread(worker, stopped'))
for action in (t.start, lambda: setattr(t, 'daemon', True)):
    try:
        action()
        print('fine')
    except RuntimeError as err:
        print(err)
local = threading.local()
local.x = 'main'
def other():
    try:
        local.x
    except AttributeError as err:
        print('other thread:', err)
    local.x = 'other'
    print(local.x, vars(local))
t = threading.Thread(target=other)
t.start(), t.join()
print(local.x, vars(local))
class Own(threading.local):
    def __init__(self, n):
        print('init in', threading.current_thread().name)
        self.n = n
own = Own(1)
own.n = 2
t = threading.Thread(target=lambda: print(own.n), name='second')
t.start(), t.join()
print(own.n, threading.active_count(), threading.main_thread() is threading.current_thread(), threading.enumerate() == [threading.main_thread()])
seen = []
threading.excepthook = lambda args: seen.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
t = threading.Thread(target=lambda: 1 / 0, name='fails')
t.start(), t.join()
print(seen)
threading.excepthook = threading.__excepthook__
timer = threading.Timer(0.01, lambda *a, **k: print('timer', a, k), [1], {'k': 2})
timer.start(), timer.join()
timer = threading.Timer(60, print)
timer.start(), timer.cancel(), timer.join()
print(timer.finished.is_set())
