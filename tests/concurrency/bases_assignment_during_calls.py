"""__bases__ is assigned while other threads call methods: each call finds the method of one base or of the other."""
import threading

CALLERS, ROUNDS = 4, 100


class Left:
    side = "left"

    def which(self):
        return "left"

    def __len__(self):
        return 1


class Right:
    side = "right"

    def which(self):
        return "right"

    def __len__(self):
        return 2


class Middle(Left):
    pass


class Leaf(Middle):
    pass


stop = threading.Event()
wrong = []
calls = []


def call():
    n = 0
    while not stop.is_set():
        leaf = Leaf()
        seen = leaf.which(), leaf.side, Leaf.side, len(leaf)
        n += 1
        if not {seen[0], seen[1], seen[2]} <= {"left", "right"} or seen[3] not in (1, 2):
            wrong.append(seen)
    calls.append(n)


def cycle(first, second):
    for _ in range(ROUNDS):
        try:
            first.__bases__ = (second,)
        except TypeError as error:
            if "cycle" not in str(error):
                wrong.append(error)
        else:
            first.__bases__ = (Left,)


class P(Left):
    pass


class Q(Left):
    pass


callers = [threading.Thread(target=call) for _ in range(CALLERS)]
cyclers = [threading.Thread(target=cycle, args=pair) for pair in ((P, Q), (Q, P))]
for thread in callers + cyclers:
    thread.start()
for i in range(ROUNDS):
    Middle.__bases__ = (Right,) if i % 2 == 0 else (Left,)
for thread in cyclers:
    thread.join()
stop.set()
for thread in callers:
    thread.join()
leaf = Leaf()
print(wrong, all(calls), leaf.which(), leaf.side, len(leaf), Leaf.__mro__[2].__name__)
Middle.__bases__ = (Right,)
print(leaf.which(), leaf.side, len(leaf), Leaf.__mro__[2].__name__, Left.__subclasses__().count(Middle),
      Right.__subclasses__().count(Middle))
P.__bases__, Q.__bases__ = (Left,), (Left,)
print(P.__mro__[1:] == Q.__mro__[1:] == Left.__mro__)
