def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


calls = []


class E:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        calls.append((self.n, getattr(o, "n", o)))
        return self.n == getattr(o, "n", o)


a, b = E(1), E(1)
print([a] == [a], calls, [a] == [b], calls)
calls.clear()
print([a, 2] == [b, 3, 4], calls, [a, b].index(b), calls, 1 in [a], calls)
calls.clear()
print([a, E(2)] < [b, E(2), 1], calls, [a].count(1), [a] != [b])


class Mutating:
    def __eq__(self, other):
        victim.clear()
        return False


victim = [Mutating(), 2, 3]
show(victim.index, 3)
victim = [Mutating(), 2, 3]
show(victim.remove, 3)
victim = [Mutating(), 2, 3]
print(victim == [1, 2, 3], victim)
victim = [Mutating(), 2, 3]
print(3 in victim, victim.count(3))


class Raises:
    def __eq__(self, o):
        raise ValueError("eq")


show(lambda: 1 in [Raises()])
show(lambda: [Raises()] == [1])
show([1, Raises()].index, 5)
print([float("nan")] == [float("nan")], (lambda n: [n] == [n])(float("nan")))
