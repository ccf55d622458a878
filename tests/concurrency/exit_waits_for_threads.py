import threading
import time

def work():
    time.sleep(0.1)
    print("worker finished after main")


threading.Thread(target=work).start()
print("main ends")
