# __index__ of a slice's bound may change what is sliced: its length is taken afterwards.
class Bound:
    def __init__(self, n, change):
        self.n, self.change = n, change

    def __index__(self):
        self.change()
        return self.n


def show(make, change, use):
    x = make()
    try:
        result = use(x, Bound(1, lambda: change(x)), Bound(-1, lambda: change(x)))
    except Exception as error:
        result = (type(error).__name__, str(error))
    print(result, x)


def get(x, a, b):
    return x[a:], x[:b], x[a:b], x[::b]


def store(x, a, b):
    x[a:] = type(x)(x[:1])


def delete(x, a, b):
    del x[a:]


def delete_step(x, a, b):
    del x[::b]


for make in (lambda: [1, 2, 3], lambda: bytearray(b"abc")):
    for change in (lambda x: x.append(65), lambda x: x.pop(), lambda x: x.clear(), lambda x: x.extend(x[:1] * 20)):
        for use in (get, store, delete, delete_step):
            show(make, change, use)


class Watched:
    def __eq__(self, other):
        print("asked", end=" ")
        return True


w = Watched()
print((w, 1) == (2, 1, 3), (w,) != (1, 2), [w] == [1, 2], (w, 5) < (1, 6, 7), () == (w,))
