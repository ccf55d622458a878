import threading
import time
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Future, ThreadPoolExecutor, as_completed, wait


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


with ThreadPoolExecutor(3) as ex:
    gates = [threading.Event() for _ in range(3)]
    fs = [ex.submit(lambda g=g, i=i: (g.wait(), i)[1]) for i, g in enumerate(gates)]
    gates[1].set()
    done, waiting = wait(fs, return_when=FIRST_COMPLETED)
    print([f.result() for f in done], len(waiting))
    show(lambda: list(as_completed(fs, timeout=0.05)))
    done, waiting = wait(fs, timeout=0.01)
    print(len(done), len(waiting))
    order = []
    for f in as_completed(fs):
        order.append(f.result())
        for g in gates[::-1]:
            if not g.is_set():
                g.set()
                break
    print(order)
    bad = ex.submit(lambda: [][0])
    done, waiting = wait([bad], return_when=FIRST_EXCEPTION)
    print(len(done), len(waiting), wait(fs, return_when=ALL_COMPLETED).not_done)
f = Future()
print(f.done(), f.running(), f.cancel(), f.cancelled(), f.set_running_or_notify_cancel())
g = Future()
g.add_done_callback(lambda x: print("callback", x.result()))
g.set_running_or_notify_cancel()
g.set_result(5)
print(g.result(), g.done(), g.cancel(), repr(g).split("state=")[1])
try:
    g.set_result(6)
except Exception as error:
    print(type(error).__name__, str(error).split(":")[0])
h = Future()
h.set_exception(ValueError("set"))
show(h.result)
show(Future().result, 0.01)
