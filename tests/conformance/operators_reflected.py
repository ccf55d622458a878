def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class N:
    def __init__(self, name, give=True):
        self.name, self.give = name, give

    def __repr__(self):
        return self.name


def install(op):
    def forward(self, other):
        return f"{self}.{op}({other})" if self.give else NotImplemented

    def reflected(self, other):
        return f"{self}.r{op}({other})"

    setattr(N, f"__{op}__", forward)
    setattr(N, f"__r{op}__", reflected)


for op in "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul divmod".split():
    install(op)
a, b = N("a"), N("b", False)
print(a + 1, b + 1, 1 + a, a + b, b + a, sep=" | ") if False else None
for f in (
    lambda x, y: x + y, lambda x, y: x - y, lambda x, y: x * y, lambda x, y: x / y, lambda x, y: x // y,
    lambda x, y: x % y, lambda x, y: x**y, lambda x, y: x << y, lambda x, y: x >> y, lambda x, y: x & y,
    lambda x, y: x | y, lambda x, y: x ^ y, lambda x, y: x @ y, divmod,
):
    show(f, a, 1)
    show(f, 1, a)
    show(f, b, 1)
    show(f, b, a)


class Sub(N):
    def __radd__(self, other):
        return "sub first"


print(a + Sub("s"), N("n") + N("m"))
