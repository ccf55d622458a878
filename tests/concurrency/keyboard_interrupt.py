# Ctrl-C reaches the main thread while others compute; not caught, it ends the program by the signal.
import os
import threading
import time

stop = False
ready = threading.Barrier(3)


def compute():
    ready.wait()
    n = 0
    while not stop:
        n += 1


def interrupt():
    time.sleep(0.2)
    os.kill(os.getpid(), 2)


def interrupted(wait):
    threading.Thread(target=interrupt).start()
    try:
        wait()
    except KeyboardInterrupt:
        return True
    return False


def spin():
    while True:
        pass


threads = [threading.Thread(target=compute) for _ in range(2)]
for thread in threads:
    thread.start()
ready.wait()
print('asleep', interrupted(lambda: time.sleep(30)))
print('computing', interrupted(spin))
print('waiting for a lock', interrupted(lambda: threading.Event().wait(30)))
stop = True
for thread in threads:
    thread.join()
print('joined', flush=True)
threading.Thread(target=interrupt, daemon=True).start()
time.sleep(30)
