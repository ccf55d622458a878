# Threads add attributes to the same objects at the same time: none is lost, none lands in another's place.
import threading

OBJECTS, NAMES = 4000, 6


class Thing:
    pass


things = [Thing() for _ in range(OBJECTS)]
start = threading.Barrier(4)


def work(k):
    names = [f"of_{k}_{j}" for j in range(NAMES)]
    start.wait()
    for thing in things:
        for j, name in enumerate(names):
            setattr(thing, name, k * NAMES + j)


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
expected = {f"of_{k}_{j}": k * NAMES + j for k in range(4) for j in range(NAMES)}
lost = sum(any(getattr(thing, name, None) != value for name, value in expected.items()) for thing in things)
print(lost, "lost;", sum(thing.__dict__ == expected for thing in things), "whole")
