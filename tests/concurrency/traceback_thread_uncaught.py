import threading

def work(x):
    raise KeyError(x)


t = threading.Thread(target=work, args=("lost",), name="worker")
t.start()
t.join()
print("main goes on")
