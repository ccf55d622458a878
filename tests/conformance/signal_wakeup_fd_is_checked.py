# The descriptor that signals are written to must exist and must not block.
import os
import signal

r, w = os.pipe()
for fd in w, 12345:
    try:
        print(signal.set_wakeup_fd(fd))
    except (ValueError, OSError) as error:
        print(type(error).__name__, str(error).replace(str(w), 'fd', 1))
os.set_blocking(w, False)
print(signal.set_wakeup_fd(w))
signal.signal(signal.SIGUSR1, lambda number, frame: None)
os.kill(os.getpid(), signal.SIGUSR1)
print(os.read(r, 10) == bytes([signal.SIGUSR1]), signal.set_wakeup_fd(-1) == w)
