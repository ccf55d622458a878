def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(4))), list(reversed({"a": 1, "b": 2})), list(reversed({1: 2, 3: 4}.items())), "".join(reversed("héy")))
print(any([]), all([]), any([0, 1]), all([1, 0]), any("a"), all(x > 0 for x in [1, 2]), any({}), all([[]]))


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


class Rev:
    def __reversed__(self):
        return "anything"


class No:
    __reversed__ = None


print(list(reversed(Seq())), reversed(Rev()))
for f in (lambda: reversed({1}), lambda: reversed(5), lambda: reversed(iter([])), lambda: reversed(No()), lambda: reversed(), lambda: any(5), lambda: all(None), lambda: any(), lambda: any([1], [2])):
    show(f)
seen = []
print(any(seen.append(x) or x > 1 for x in range(10)), seen)
