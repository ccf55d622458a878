import sys
import threading
import time

said = threading.Event()


def work():
    said.wait()
    time.sleep(0.05)
    print("thread done")


threading.Thread(target=work).start()
print("exiting")
said.set()
sys.exit(7)
