# copy, pickle and __reduce__, __setstate__, __length_hint__ of iterators.
import collections
import copy
import itertools
import operator
import pickle


def attempt(what, f):
    try:
        print(what, "->", f())
    except Exception as e:
        print(what, "->", type(e).__name__, e)


def shown(x):
    """repr without addresses"""
    if isinstance(x, tuple):
        return "(" + ", ".join(map(shown, x)) + ")"
    text = repr(x)
    return text if " at 0x" not in text else f"<{type(x).__name__}>"


class Sequence:
    def __getitem__(self, i):
        if i < 4:
            return i * 10
        raise IndexError

    def __len__(self):
        return 4

    def __eq__(self, other):
        return type(other) is Sequence

    def __repr__(self):
        return "Sequence()"


def sentinel_function(state=[0]):
    state[0] += 1
    return state[0]


def add(x, y):
    return x + y


def mul(x, y):
    return x * y


def not_(x):
    return not x


MAKERS = {
    "list": lambda: iter([1, 2, 3, 4]),
    "list reversed": lambda: reversed([1, 2, 3, 4]),
    "tuple": lambda: iter((1, 2, 3, 4)),
    "str ascii": lambda: iter("abcd"),
    "str": lambda: iter("aé€😀"),
    "bytes": lambda: iter(b"abcd"),
    "bytearray": lambda: iter(bytearray(b"abcd")),
    "range": lambda: iter(range(4)),
    "range step": lambda: iter(range(10, 0, -3)),
    "range long": lambda: iter(range(2**70, 2**70 + 4)),
    "range reversed": lambda: reversed(range(4)),
    "dict": lambda: iter({1: 2, 3: 4, 5: 6, 7: 8}),
    "dict values": lambda: iter({1: 2, 3: 4, 5: 6, 7: 8}.values()),
    "dict items": lambda: iter({1: 2, 3: 4, 5: 6, 7: 8}.items()),
    "dict reversed": lambda: reversed({1: 2, 3: 4, 5: 6, 7: 8}),
    "dict values reversed": lambda: reversed({1: 2, 3: 4, 5: 6, 7: 8}.values()),
    "dict items reversed": lambda: reversed({1: 2, 3: 4, 5: 6, 7: 8}.items()),
    "set": lambda: iter({1, 2, 3, 4}),
    "frozenset": lambda: iter(frozenset({1, 2, 3, 4})),
    "sequence": lambda: iter(Sequence()),
    "sequence reversed": lambda: reversed(Sequence()),
    "enumerate": lambda: enumerate([5, 6, 7, 8], 3),
    "enumerate long": lambda: enumerate([5, 6, 7, 8], 2**65),
    "zip": lambda: zip([1, 2, 3, 4], "abcd"),
    "zip strict": lambda: zip([1, 2, 3, 4], "abcd", strict=True),
    "map": lambda: map(add, [1, 2, 3, 4], [5, 6, 7, 8]),
    "filter": lambda: filter(None, [0, 1, 2, 0, 3, 4]),
    "deque": lambda: iter(collections.deque([1, 2, 3, 4])),
    "deque reversed": lambda: reversed(collections.deque([1, 2, 3, 4])),
    "count": lambda: itertools.count(5),
    "count step": lambda: itertools.count(5, 2),
    "count float": lambda: itertools.count(0.5, 0.25),
    "count long": lambda: itertools.count(2**64),
    "cycle": lambda: itertools.cycle([1, 2, 3]),
    "repeat": lambda: itertools.repeat("x", 4),
    "repeat forever": lambda: itertools.repeat("x"),
    "accumulate": lambda: itertools.accumulate([1, 2, 3, 4]),
    "accumulate func": lambda: itertools.accumulate([1, 2, 3, 4], mul),
    "accumulate initial": lambda: itertools.accumulate([1, 2, 3], initial=10),
    "chain": lambda: itertools.chain([1, 2], [3, 4], []),
    "chain from": lambda: itertools.chain.from_iterable([[1, 2], [3, 4]]),
    "compress": lambda: itertools.compress("abcdef", [1, 0, 1, 0, 1, 1]),
    "dropwhile": lambda: itertools.dropwhile(not_, [0, 0, 1, 0, 2, 3]),
    "takewhile": lambda: itertools.takewhile(bool, [1, 2, 3, 4, 0, 5]),
    "filterfalse": lambda: itertools.filterfalse(None, [0, 1, "", 2, (), 0.0]),
    "islice": lambda: itertools.islice([1, 2, 3, 4, 5, 6, 7, 8], 1, 7, 2),
    "starmap": lambda: itertools.starmap(add, [(1, 2), (3, 4), (5, 6)]),
    "zip_longest": lambda: itertools.zip_longest([1, 2, 3], "abcd", fillvalue="-"),
    "product": lambda: itertools.product("ab", [1, 2]),
    "permutations": lambda: itertools.permutations([1, 2, 3], 2),
    "combinations": lambda: itertools.combinations([1, 2, 3, 4], 2),
    "combinations wr": lambda: itertools.combinations_with_replacement([1, 2, 3], 2),
    "pairwise": lambda: itertools.pairwise([1, 2, 3, 4, 5]),
    "groupby": lambda: itertools.groupby("aabbcd"),
    "tee": lambda: itertools.tee([1, 2, 3, 4])[0],
}


def rest(iterator, n=6):
    return [x if not isinstance(x, tuple) or not hasattr(x[-1], "__next__") else x[0] for x in itertools.islice(iterator, n)]


for name, make in MAKERS.items():
    print("---", name)
    for n_taken in 0, 2, 20:
        iterator = make()
        for _ in range(n_taken):
            if next(iterator, "end") == "end":
                break
        attempt("hint", lambda: operator.length_hint(iterator, -1))
        attempt("reduce", lambda: shown(iterator.__reduce__()))
        attempt("copy", lambda: rest(copy.copy(iterator)))
        iterator = make()
        for _ in range(n_taken):
            if next(iterator, "end") == "end":
                break
        attempt("deepcopy", lambda: rest(copy.deepcopy(iterator)))
        for protocol in (4,) if "byte" in name else (2, 4):
            attempt("pickle", lambda: rest(pickle.loads(pickle.dumps(iterator, protocol))))
        attempt("own", lambda: rest(iterator))
    attempt("setstate", lambda: [(i := make()).__setstate__(2), rest(i)])
    attempt("setstate -5", lambda: [(i := make()).__setstate__(-5), rest(i)])
    attempt("setstate 100", lambda: [(i := make()).__setstate__(100), rest(i)])
    attempt("setstate str", lambda: [(i := make()).__setstate__("a"), rest(i)])
    print([m for m in dir(make()) if m in ("__length_hint__", "__reduce__", "__setstate__", "__copy__")], "__reduce__" in vars(type(make())))

print("--- callable")
iterator = iter(sentinel_function, 3)
print(shown(iterator.__reduce__()), next(iterator), list(iterator), shown(iterator.__reduce__()), list(iterator))
print("--- generators")
attempt("copy", lambda: copy.copy(x for x in []))
attempt("pickle", lambda: pickle.dumps(x for x in []))
