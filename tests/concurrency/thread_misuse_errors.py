import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


t = threading.Thread(target=lambda: None)
show(t.join)
t.start()
show(t.start)
t.join()
show(t.start)
t.join()
show(threading.current_thread().join)
show(setattr, threading.current_thread(), "daemon", True)
show(threading.Thread, 1)
show(threading.Thread, foo=1)
show(lambda: threading.Thread(target=5, name=7).name)


class NoInit(threading.Thread):
    def __init__(self):
        pass


show(lambda: NoInit().start())
show(lambda: NoInit().name)
hold = threading.Event()
w = threading.Thread(target=hold.wait)
w.start()
print(w.join(0.01), w.is_alive(), w.join(timeout=0))
show(setattr, w, "daemon", True)
hold.set()
w.join()
print(w.is_alive())
results = []


def self_join():
    try:
        threading.current_thread().join()
    except RuntimeError as error:
        results.append(str(error))


j = threading.Thread(target=self_join)
j.start()
j.join()
print(results)
