# Ctrl-C reaches the main thread while others compute; not caught, it ends the program by the signal.
import os
import sys
import threading
import time

stop = False
ready = threading.Barrier(3)
main = threading.get_ident()


def compute():
    ready.wait()
    n = 0
    while not stop:
        n += 1


def frames():
    """Where the main thread is, the innermost frame first."""
    frame = sys._current_frames()[main]
    while frame is not None:
        yield frame
        frame = frame.f_back


def interrupt(is_there):
    """Once the main thread has come to the place where it is to be interrupted."""
    while not is_there():
        time.sleep(0.001)
    time.sleep(0.05)    # now it will have gone to sleep, most likely
    os.kill(os.getpid(), 2)


def interrupted(wait):
    def is_there():
        return any(frame.f_code is wait.__code__ for frame in frames())

    threading.Thread(target=interrupt, args=(is_there,)).start()
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
print('asleep', interrupted(lambda: time.sleep(3600)))
print('computing', interrupted(spin))
print('waiting for a lock', interrupted(lambda: threading.Event().wait(3600)))
stop = True
for thread in threads:
    thread.join()
print('joined', flush=True)
last = len(open(__file__).readlines())
threading.Thread(target=interrupt, args=(lambda: [frame.f_lineno for frame in frames()] == [last],), daemon=True).start()
time.sleep(3600)
