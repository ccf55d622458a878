"""reverse() loses no byte that another thread appends meanwhile."""
import threading

N = 3000
array = bytearray(range(200))
start = threading.Barrier(3)


def append(byte):
    start.wait()
    for _ in range(N):
        array.append(byte)


def reverse():
    start.wait()
    for _ in range(N):
        array.reverse()


threads = [threading.Thread(target=append, args=(byte,)) for byte in (201, 202)]
threads.append(threading.Thread(target=reverse))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(array), [array.count(byte) for byte in (0, 199, 201, 202)])
