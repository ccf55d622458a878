import threading
import time

def forever():
    while True:
        time.sleep(0.001)


def spin():
    while True:
        sum(range(100))


for f in (forever, spin, spin):
    threading.Thread(target=f, daemon=True).start()
threading.Thread(target=threading.Event().wait, daemon=True).start()
print("main ends", threading.active_count())
