import sys
import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(sys.getswitchinterval())
sys.setswitchinterval(1e-6)
count = 0
lock = threading.Lock()


def work():
    global count
    for _ in range(3000):
        with lock:
            count += 1


threads = [threading.Thread(target=work) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(count, 0 < sys.getswitchinterval() < 2e-6)
sys.setswitchinterval(0.5)
t = threading.Thread(target=work)
t.start()
t.join()
print(count, sys.getswitchinterval())
for v in (0, -1, "x", None):
    show(sys.setswitchinterval, v)
