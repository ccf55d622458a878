# Executors and futures: results, exceptions, callbacks, cancelling, waiting and mapping.
import concurrent.futures as cf, threading, time
with cf.ThreadPoolExecutor(2, thread_name_prefix='pool') as ex:
    f = ex.submit(pow, 2, 10)
    print(f.result(), f.done(), f.running(), f.cancelled(), f.exception(), f.cancel())
    bad = ex.submit(int, 'x')
    print(repr(bad.exception()), bad.done())
    try:
        bad.result()
    except ValueError as e:
        print(e)
    print(list(ex.map(lambda a, b: a * b, [1, 2, 3], [4, 5, 6])), list(ex.map(str, [])))
    gate = threading.Event()
    busy = [ex.submit(gate.wait) for _ in range(2)]
    waiting = ex.submit(print, 'never printed')
    print(waiting.cancel(), waiting.cancelled(), waiting.done())
    for action in (lambda: waiting.result(), lambda: busy[0].result(timeout=0.01), lambda: list(ex.map(lambda x: x, [1], timeout=0.01)), lambda: cf.wait(busy, timeout=0.01).done):
        try:
            print(action())
        except (cf.CancelledError, cf.TimeoutError) as e:
            print(type(e).__name__, str(e).split(' at ')[0])
    order = []
    busy[0].add_done_callback(lambda fut: order.append(('callback', fut.result())))
    gate.set()
    done, not_done = cf.wait(busy)
    print(len(done), len(not_done), cf.wait(busy, return_when=cf.FIRST_COMPLETED).not_done)
    busy[0].add_done_callback(lambda fut: order.append('at once'))
    names = {ex.submit(lambda: threading.current_thread().name).result()}
    print(all(n.startswith('pool_') for n in names), sorted(f.result() for f in cf.as_completed([ex.submit(abs, -i) for i in range(4)])), 'at once' in order)
    def fail(i):
        if i == 2: raise KeyError(i)
        return i
    it = ex.map(fail, range(4))
    print(next(it), next(it))
    try:
        next(it)
    except KeyError as e:
        print('KeyError', e)
try:
    ex.submit(print)
except RuntimeError as e:
    print(e)
f = cf.Future()
print(f.set_running_or_notify_cancel(), f.running(), f.set_result('set'), f.result(), repr(f).split(' at ')[0])
for action in (lambda: f.set_result(1), lambda: f.set_exception(ValueError()), lambda: cf.Future().result(timeout=0), lambda: cf.ThreadPoolExecutor(0), lambda: cf.ThreadPoolExecutor(initializer=5), lambda: next(cf.as_completed([cf.Future()], timeout=0))):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, str(e).split(' at ')[0])
def init(x): ready.append(x)
ready = []
with cf.ThreadPoolExecutor(1, initializer=init, initargs=('initialised',)) as ex: print(ex.submit(lambda: ready[0]).result())
ex = cf.ThreadPoolExecutor(1)
g, running = threading.Event(), threading.Event()
a, b = ex.submit(lambda: running.set() or g.wait()), ex.submit(print, 'cancelled at shutdown')
running.wait()
ex.shutdown(wait=False, cancel_futures=True)
g.set()
print(a.result(), b.cancelled())
