# sys._current_frames shows where other threads are, with their callers and variables.
import sys
import threading
import traceback

ready = threading.Barrier(4)
done = threading.Event()


def outer(n):
    label = f'thread {n}'
    inner(n)
    return label


def inner(n):
    local = n * 10
    ready.wait()
    done.wait()
    return local


def frame_of_inner(thread):
    """A thread may return from a frame that we hold, on its way into done.wait()."""
    while True:
        frame = sys._current_frames()[thread.ident]
        while frame is not None:
            if frame.f_code.co_name == 'inner' and frame.f_back is not None:
                return frame
            frame = frame.f_back


threads = [threading.Thread(target=outer, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
ready.wait()
for _ in range(200):
    frames = sys._current_frames()
    exceptions = sys._current_exceptions()
assert set(exceptions) == set(frames)
assert frames[threading.get_ident()] is sys._getframe()
for thread in threads:
    frame = frame_of_inner(thread)
    names = [entry.name for entry in traceback.extract_stack(frame) if entry.name in ('inner', 'outer')]
    print(frame.f_locals, frame.f_back.f_locals, names)
done.set()
for thread in threads:
    thread.join()


# Threads that come, go and call meanwhile.
stop = False


def busy(depth):
    return busy(depth - 1) if depth else 0


def work():
    while not stop:
        busy(20)


threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for _ in range(300):
    for frame in sys._current_frames().values():
        while frame is not None:
            assert frame.f_lineno > 0 and frame.f_locals is not None
            frame = frame.f_back
stop = True
for thread in threads:
    thread.join()
print('ok')
