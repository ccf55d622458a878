import threading

fired = []
done = threading.Event()
t = threading.Timer(0.01, lambda *a, **k: (fired.append((a, k)), done.set()), args=(1,), kwargs={"x": 2})
t.start()
done.wait()
t.join()
c = threading.Timer(3600, fired.append, ["never"])
c.start()
print(c.is_alive())
c.cancel()
c.join()
print(fired, c.is_alive(), t.is_alive(), c.finished.is_set(), isinstance(c, threading.Thread))
n = threading.Timer(1, print)
n.cancel()
n.start()
n.join()
print("ended early")
