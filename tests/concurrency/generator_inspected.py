"""A generator is looked at (f_locals, gi_yieldfrom) by threads while another runs it: it loses no step, and shows nothing odd."""
import threading
def inner(n):
    for i in range(n): yield i
def outer(n):
    total = 0
    yield from inner(n)
N = 30000
g = outer(N)
next(g)
stop = False
bad = []
def look():
    n = 0
    while not stop:
        f = g.gi_frame
        if f is not None:
            d = f.f_locals
            if d.get('n', N) != N: bad.append(d)
        y = g.gi_yieldfrom
        if y is not None and type(y).__name__ != 'generator': bad.append(y)
        n += 1
ts = [threading.Thread(target=look) for _ in range(2)]
for t in ts: t.start()
count = 1
for _ in g: count += 1
stop = True
for t in ts: t.join()
print(count, bad[:3])
