import threading
import time

said = threading.Event()


def work():
    said.wait()
    time.sleep(0.1)
    print("worker finished after main")


threading.Thread(target=work).start()
print("main ends")
said.set()
