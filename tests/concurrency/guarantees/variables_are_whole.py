# A global, a captured variable and an attribute hold what one thread stored, never a mixture.
from _trial import attack, each

shared = (0, 0)


def cell():
    captured = (0, 0)

    def store(value):
        nonlocal captured
        captured = value

    return store, lambda: captured


store_captured, load_captured = cell()


class Holder:
    pair = (0, 0)


holder = Holder()
holder.pair = (0, 0)


def writer(k):
    def write(i):
        global shared
        shared = (k * 1000 + i, k * 1000 + i)
        store_captured((i, i))
        holder.pair = [i, i]
        Holder.pair = (i, i)
    return write


def look():
    for a, b in shared, load_captured(), holder.pair, Holder.pair:
        assert a == b, (a, b)


attack(*each(writer), watch=[look, look])
print('whole')
