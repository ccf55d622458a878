import sys
import threading
import time

threading.Thread(target=lambda: (time.sleep(0.05), print("thread done"))).start()
print("exiting")
sys.exit(7)
