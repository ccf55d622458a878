# The bytes of a number move behind a view when somebody asks for them: no assignment is lost meanwhile, and no item is torn.
import ctypes
import threading

N = 300
HALVES = 0x1111111122222222, 0x3333333344444444
together = threading.Barrier(3)
numbers = [ctypes.c_int64(HALVES[0]) for _ in range(N)]
torn = []


def assign():
    for number in numbers:
        together.wait()
        for i in range(20):
            number.value = HALVES[i % 2]


def look():
    for number in numbers:
        together.wait()
        torn.append(sum(number.value not in HALVES for _ in range(20)))


def ask():
    for number in numbers:
        together.wait()
        bool(number)


threads = [threading.Thread(target=f) for f in (assign, look, ask)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sum(torn), sum(number.value != HALVES[1] for number in numbers))
