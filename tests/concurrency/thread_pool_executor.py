import threading
from concurrent.futures import ThreadPoolExecutor


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


with ThreadPoolExecutor(max_workers=3, thread_name_prefix="pre") as ex:
    print(list(ex.map(lambda x: x * x, range(8))), list(ex.map(pow, [2, 3], [3, 2])))
    f = ex.submit(lambda a, b=0: a + b, 1, b=2)
    print(f.result(3600), f.done(), f.running(), f.cancelled(), f.exception(), f.cancel())
    e = ex.submit(lambda: 1 // 0)
    show(e.result)
    print(repr(e.exception()), threading.current_thread().name)
    print(ex.submit(lambda: threading.current_thread().name.startswith("pre_")).result())
    called = []
    g = ex.submit(int, "5")
    g.result()
    g.add_done_callback(lambda fut: called.append(fut.result()))
    print(called, type(g).__name__)
    it = ex.map(lambda x: 10 // x, [5, 0, 2])
    print(next(it))
    show(next, it)
    show(next, it)
    gate = threading.Event()
    waiting = ex.submit(gate.wait)
    show(waiting.result, 0.01)
    gate.set()
show(ex.submit, len, "a")
show(ThreadPoolExecutor, 0)
with ThreadPoolExecutor(1) as one:
    gate = threading.Event()
    first = one.submit(gate.wait)
    second = one.submit(print, "never runs")
    print(second.cancel(), second.cancelled(), second.done())
    show(second.result)
    gate.set()
print(first.result())
with ThreadPoolExecutor(4) as ex:
    print(sum(f.result() for f in [ex.submit(sum, range(i)) for i in range(500)]))
