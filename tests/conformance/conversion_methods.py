class C:
    def __init__(self, v):
        self.v = v

    def __int__(self):
        return self.v

    def __float__(self):
        return self.v

    def __complex__(self):
        return self.v

    def __bool__(self):
        return self.v

    def __str__(self):
        return self.v

    def __repr__(self):
        return self.v

    def __len__(self):
        return self.v

    def __hash__(self):
        return self.v

    def __index__(self):
        return self.v

    def __bytes__(self):
        return self.v

    def __format__(self, spec):
        return self.v


good = {int: 5, float: 2.5, complex: 2j, bool: True, str: "s", repr: "r", len: 3, hash: 7, bytes: b"b", format: "f", hex: 255}
for f, v in good.items():
    print(f.__name__, repr(f(C(v))), end=" ")
    for wrong in ("text", 1.5, None, -1):
        if f in (str, repr, format) and wrong == "text":
            continue
        try:
            print(repr(f(C(wrong))), end=" ")
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error, end="; ")
    print()


class Nothing:
    pass


for f in (int, float, complex, len, iter, next, reversed, abs, round, bytes, hex, sum, sorted, divmod):
    try:
        f(*([Nothing()] * (2 if f is divmod else 1)))
    except TypeError as error:
        print(error)
