from collections import deque


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d, len(d), d[0], d[-1], 2 in d, list(d), list(reversed(d)))
d.extend("ab")
d.extendleft("xy")
print(d)
d.rotate(2)
print(d)
d.rotate(-1)
d.remove("a")
d.insert(1, "ins")
d.reverse()
print(d, d.count(1), d.index(2), d.copy() == d, d == list(d), d.maxlen)
m = deque(range(5), maxlen=3)
m.append(9)
m.appendleft(-1)
print(m, m.maxlen, deque(maxlen=0), deque([1], 2))
d[0] = "set"
del d[1]
print(d, d + deque([1]), d * 2, deque("ab") < deque("b"), bool(deque()), deque([deque()]))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: d[99], lambda: d.remove("zz"), lambda: d.index("zz"), lambda: deque(5), lambda: deque([], -1), lambda: deque([], "a"), lambda: d + [1], lambda: hash(d), lambda: m.insert(0, 1), lambda: d[0:1], lambda: d.rotate("a"), lambda: setattr(m, "maxlen", 5)):
    show(f)
try:
    for x in d:
        d.append(1)
except RuntimeError as error:
    print(error)
d.clear()
print(d, d == deque())
