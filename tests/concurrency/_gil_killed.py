"""Dies in the middle of the work of three threads, once the trace has some of that."""
import os
import signal
import sys
import threading
import time


def work():
    while True:
        sum(range(1000))
        time.sleep(0.0001)


for _ in range(3):
    threading.Thread(target=work).start()
trace = next(word for word in sys.orig_argv if word.startswith('--gil-trace=')).split('=')[1]
while os.path.getsize(trace) < 100_000:
    time.sleep(0.01)
os.kill(os.getpid(), signal.SIGKILL)
