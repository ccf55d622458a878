import threading

value = 0
bad = []
stop = []


def read():
    while not stop:
        if type(value) is not int:
            bad.append(value)
        try:
            flicker
        except NameError as error:
            if str(error) != "name 'flicker' is not defined":
                bad.append(error)


def write(k):
    global value
    for i in range(3000):
        value = i
        globals()[f"made_{k}_{i % 100}"] = i


readers = [threading.Thread(target=read) for _ in range(2)]
writers = [threading.Thread(target=write, args=(k,)) for k in range(2)]
[t.start() for t in readers + writers]
for i in range(1000):
    flicker = i
    del flicker
[t.join() for t in writers]
stop.append(1)
[t.join() for t in readers]
print(bad, value, sum(n.startswith("made_") for n in globals()), made_1_99)
