# match: every kind of pattern.
import collections
import collections.abc


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"


class Color:
    RED = 1
    GREEN = "green"


def literals(v):
    match v:
        case 0:
            return "zero"
        case -1:
            return "minus one"
        case 1.5 | 2.5:
            return "float"
        case 1 + 2j:
            return "complex"
        case "a" "b":
            return "str"
        case b"x":
            return "bytes"
        case None:
            return "None"
        case True:
            return "True"
        case False:
            return "False"
        case Color.GREEN:
            return "green"
        case "":
            return "empty"
    return "nothing"


print([literals(v) for v in (0, -1, 1.5, 2.5, 1 + 2j, "ab", b"x", None, True, False, 1, "green", "", 0.0, -1.0, "b", bytearray(b"x"))])


def sequences(v):
    match v:
        case []:
            return "empty"
        case [x]:
            return "one", x
        case [1, x]:
            return "1 and", x
        case (x, 2):
            return "and 2", x
        case [x, y, 3]:
            return "and 3", x, y
        case [4, *rest]:
            return "4 and rest", rest
        case [*rest, 5]:
            return "rest and 5", rest
        case [6, *_, 7]:
            return "6 to 7"
        case [x, *_, 8, y]:
            return "8", x, y
        case [_, _, *_, _]:
            return "at least 3"
        case [_, _]:
            return "two"
        case [*_]:
            return "sequence"
    return "nothing"


class OldSequence:
    def __getitem__(self, i):
        if i > 1:
            raise IndexError
        return i

    def __len__(self):
        return 2


class Sequence(collections.abc.Sequence):
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, i):
        return self.items[i]

    def __len__(self):
        return len(self.items)


class Registered(OldSequence):
    pass


class Below(Registered):
    pass


collections.abc.Sequence.register(Registered)
for v in ([], [9], [1, 9], [9, 2], [1, 2], [9, 8, 3], [4, 9, 8, 7], [9, 9, 9, 5], [6, 1, 2, 7], [6, 7], [1, 2, 8, 3], [1, 8, 3, 9], (), (9,), "ab", b"ab",
          bytearray(b"ab"), range(2), range(1), collections.deque([1, 2]), memoryview(b"abc"), {1: 2, 3: 4}, {1, 2}, iter([]), OldSequence(), Sequence(),
          Sequence(1, 7), Registered(), Below(), 5, collections.UserList([1]) if hasattr(collections, "UserList") else [1]):
    print(sequences(v), end=" ")
print()


def mappings(v):
    match v:
        case {"a": 1, "b": x}:
            return "a and b", x
        case {"a": x, **rest}:
            return "a and rest", x, rest
        case {Color.GREEN: x}:
            return "green", x
        case {1: _, 2: [x, *_]}:
            return "1 and 2", x
        case {"n": {"m": x}}:
            return "nested", x
        case {"default": x, **rest} if not rest:
            return "only default", x
        case {**rest}:
            return "any", rest
    return "nothing"


class Mapping(collections.abc.Mapping):
    def __init__(self, **items):
        self.items_ = items

    def __getitem__(self, key):
        return self.items_[key]

    def __iter__(self):
        return iter(self.items_)

    def __len__(self):
        return len(self.items_)


default = collections.defaultdict(list)
for v in ({"a": 1, "b": 2}, {"a": 2, "b": 3}, {"a": 1}, {"green": 5, "x": 6}, {1: 0, 2: "no"}, {1: 0, 2: [3, 4]}, {"n": {"m": 8}}, {"n": 1}, {"default": 7},
          {"default": 7, "x": 8}, {}, default, Mapping(a=5, c=6), Mapping(), type.__dict__ and vars(Color)["RED"], [("a", 1)], 5):
    print(mappings(v), end=" ")
print(dict(default))
match {1: 2}:
    case {}:
        print("empty pattern matches any mapping")
print(type(vars(Point)).__name__, end=" ")
match vars(Point):
    case {"__match_args__": names}:
        print(names)


def classes(v):
    match v:
        case Point(x=0, y=0):
            return "origin"
        case Point(0, y):
            return "on y", y
        case Point(x, y=1):
            return "y is 1", x
        case Point(x, y) if x == y:
            return "diagonal", x
        case Point():
            return "point"
        case bool(x):
            return "bool", x
        case int(x) | float(x):
            return "number", x
        case str() as s:
            return "str", s
        case bytes(x) | bytearray(x):
            return "bytes", x
        case list([x, *_]):
            return "list", x
        case tuple((x, y)) | frozenset((x, y)):
            return "tuple", x, y
        case dict({"k": x}):
            return "dict", x
        case set(x):
            return "set", x
        case type(__name__=name):
            return "type", name
        case object(real=1):
            return "real"
    return "nothing"


class Sub(Point):
    pass


class IntSub(int):
    pass


for v in (Point(0, 0), Point(0, 5), Point(6, 1), Point(3, 3), Point(3, 4), True, 5, 5.5, "s", b"b", bytearray(b"c"), [1, 2], [], (1, 2), (1,), {"k": 1}, {},
          {3}, int, Sub(0, 0), IntSub(4), 1j, object(), None):
    print(classes(v), end=" ")
print()


class NoArgs:
    a = 1


class BadArgs:
    __match_args__ = ["a"]


class BadNames:
    __match_args__ = (1,)


class Twice:
    __match_args__ = ("a", "a")
    a = 1


class Raises:
    @property
    def a(self):
        raise KeyError("a")

    @property
    def b(self):
        raise AttributeError("b")


def no_args(v):
    match v:
        case NoArgs(x):
            return x


def bad_args(v):
    match v:
        case BadArgs(x):
            return x


def bad_names(v):
    match v:
        case BadNames(x):
            return x


def twice(v):
    match v:
        case Twice(x, y):
            return x


def twice_keyword(v):
    match v:
        case Point(x, x=y):
            return x


def too_many(v):
    match v:
        case Point(a, b, c):
            return a


def too_many_for_int(v):
    match v:
        case int(a, b):
            return a


def raises(v):
    match v:
        case Raises(b=x):
            return x
        case Raises(a=x):
            return x


def no_class(v):
    match v:
        case NoArgs.a():
            return 1


def duplicate_key(v):
    match v:
        case {Color.RED: x, 1: y}:
            return x


def wrong_args_unused(v):
    match v:
        case BadArgs():
            return "ok"


print(attempt(no_args, NoArgs()), attempt(bad_args, BadArgs()), attempt(bad_names, BadNames()), attempt(twice, Twice()), sep="\n")
print(attempt(twice_keyword, Point(1, 2)), attempt(too_many, Point(1, 2)), attempt(too_many_for_int, 5), attempt(raises, Raises()), sep="\n")
print(attempt(no_class, 5), attempt(duplicate_key, {1: 2}), attempt(wrong_args_unused, BadArgs()), sep="\n")


def alternatives(v):
    match v:
        case [1, x] | [x, 1] | {"x": x}:
            return "one", x
        case [(x, y), z] | [x, [y, z, _]] | Point(x=z, y=[x, y]):
            return x, y, z
        case (0 | 1 as n) | [n]:
            return "n", n
        case [(1 | 2) as a, ("b" | "c") as b]:
            return a, b
        case [x, (y as z)]:
            return "as", x, y, z


for v in ([1, 5], [5, 1], {"x": 6}, [[1, 2], 3], [1, [2, 3, 4]], Point(3, [1, 2]), 0, 1, 2, [7], [2, "c"], ["q", "r"]):
    print(alternatives(v), end=" ")
print()


def binding(v):
    x = y = "before"
    match v:
        case [x, 1]:
            pass
        case [_, y] if False:
            pass
        case [z]:
            pass
    try:
        return x, y, z
    except UnboundLocalError as e:
        return x, y, str(e)


print(binding([1, 1]), binding([2, 2]), binding([3]), binding(4))


def guards(v):
    log = []
    match v:
        case x if log.append(x) or False:
            return "no"
        case [x, y] if (w := x + y) > 3:
            return "big", w
        case [x, y] if x:
            return "small", x, y
        case _ if log:
            return "log", log


print(guards([2, 3]), guards([1, 1]), guards([0, 1]), guards(5))


def closures(v):
    match v:
        case [x, y]:
            return lambda: (x, y)
        case x:
            return lambda: x


print(closures([1, 2])(), closures(3)())


def loops():
    out = []
    for v in [1, "stop", [2, 3], None, 5]:
        match v:
            case "stop":
                continue
            case [x, y]:
                out.append((x, y))
            case None:
                break
            case n:
                out.append(n)
    else:
        out.append("else")
    return out


print(loops())


def tries(v):
    try:
        match v:
            case [x]:
                return x
            case _:
                raise ValueError(v)
    finally:
        print("finally", end=" ")


print(tries([1]), attempt(tries, 2))


class Class:
    match 5:
        case int(value):
            found = value

    def method(self):
        match self:
            case Class(found=x):
                return x


print(Class.found, Class.value, Class().method())
match 1, 2:
    case a, b:
        print(a, b)
match [1, [2, 3]]:
    case a, [*b]:
        print(a, b)
match (x := 7):
    case y:
        print(x, y)
match = case = type_ = 5
match[0:1] if False else print(match, case)
match, = [6]
print(match)
match match:
    case case:
        print(case)
global_value = None


def sets_global():
    global global_value
    match 8:
        case global_value:
            pass


sets_global()
print(global_value)


def generator(v):
    match v:
        case [x, y]:
            yield x
            yield y
        case {"from": items}:
            yield from items


print(list(generator([1, 2])), list(generator({"from": "ab"})))
order = []


class Watch:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        order.append((self.name, other))
        return False


match Watch("w"):
    case 1 | 2:
        pass
    case Color.RED:
        pass
print(order)


class LenOnce:
    def __init__(self):
        self.calls = []

    def __len__(self):
        self.calls.append("len")
        return 2

    def __getitem__(self, i):
        self.calls.append(i)
        if i > 1:
            raise IndexError
        return i


collections.abc.Sequence.register(LenOnce)
for source in "[a]", "[a, b]", "[a, *_]", "[*_, b]", "[a, *r]", "[_, _]", "[*r]", "[_]", "[*_]", "[0, *_, 1]":
    names = {"v": LenOnce()}
    exec(f"match v:\n case {source}: pass", names)
    print(source, names["v"].calls, {k: v for k, v in names.items() if k in "abr"})
