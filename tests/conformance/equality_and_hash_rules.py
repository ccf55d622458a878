def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class E:
    def __eq__(self, o):
        return True


class H:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return isinstance(o, H) and self.v == o.v

    def __hash__(self):
        return hash(self.v)


print(E.__hash__, H(1) == H(1), len({H(1), H(1), H(2)}), {H(1): "x"}[H(1)])
for value in ([], {}, set(), E(), slice(1), {1: [2]}.values(), ([],), bytearray(b"x")):
    try:
        print(type(value).__name__, hash(value) is not None)
    except TypeError as error:
        print(error)
print(hash(1) == hash(1.0) == hash(True), hash(0) == hash(0.0) == hash(-0.0) == hash(False), hash(-1), hash(-2))
print(hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(10**30), hash(0.5), hash(1e300), hash(float("inf")), hash(-float("inf")))
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), hash((1, (2, 3))), hash((0,)), hash(()), hash(None) == hash(None))
print(hash(frozenset({1, 2})) == hash(frozenset([2, 1])), hash(range(0)) == hash(range(2, 1)), hash("a") == hash("a"))
print(hash("") == 0, hash(b"") == 0, hash("ab") == hash(b"ab"), hash(1j), hash(1 + 0j))


class Sub(E):
    __hash__ = H.__hash__
    v = 5


print(hash(Sub()))


class NoHash:
    __hash__ = None


show(hash, NoHash())
show(lambda: {NoHash(): 1})
show(lambda: {[]: 1})
show(lambda: {1: 2}[[]])
show(lambda: {[1]})
show(lambda: [] in {1: 2})
show(lambda: {1} in {1})
print({1: "int", 1.0: "float", True: "bool"}, {0: "a", False: "b", 0.0: "c"})
nan = float("nan")
print(nan == nan, nan in [nan], {nan: 1}[nan], len({nan, float("nan")}), [nan] == [nan], (nan,) == (float("nan"),))
