"""A signal whose number cannot be written to the wake-up descriptor is handled nevertheless; the failure is reported, if wanted."""
import errno
import os
import signal
import sys

sys.unraisablehook = lambda args: print('unraisable:', args.exc_type.__name__, args.exc_value.errno == expected)
signal.signal(signal.SIGUSR1, lambda number, frame: print('handled'))
r, w = os.pipe()
os.set_blocking(w, False)
try:
    while True:
        os.write(w, bytes(4096))
except BlockingIOError as error:
    expected = error.errno
for options in {}, {'warn_on_full_buffer': False}, {'warn_on_full_buffer': True}:
    print(options)
    signal.set_wakeup_fd(w, **options)
    os.kill(os.getpid(), signal.SIGUSR1)
signal.set_wakeup_fd(w, warn_on_full_buffer=False)
os.close(r)
expected = errno.EPIPE
signal.signal(signal.SIGPIPE, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGUSR1)        # nobody can read it any more: that is more than full
print(signal.set_wakeup_fd(-1) == w)
