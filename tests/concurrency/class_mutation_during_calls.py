import threading

class C:
    value = 0

    def method(self):
        return "old"


allowed = {"old", "new", "other"}
bad = []
stop = []


def call():
    c = C()
    while not stop:
        r = c.method()
        if r not in allowed or type(C.value) is not int or c.value < 0:
            bad.append(r)


readers = [threading.Thread(target=call) for _ in range(3)]
[t.start() for t in readers]
for i in range(1500):
    C.method = lambda self: "new"
    C.value = i
    C.extra = i
    C.method = lambda self: "other"
    del C.extra
stop.append(1)
[t.join() for t in readers]
print(bad, C.value, C().method())
