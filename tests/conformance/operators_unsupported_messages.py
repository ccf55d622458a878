import math

ops = [
    ("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b), ("/", lambda a, b: a / b),
    ("//", lambda a, b: a // b), ("%", lambda a, b: a % b), ("**", lambda a, b: a**b), ("<<", lambda a, b: a << b),
    ("&", lambda a, b: a & b), ("@", lambda a, b: a @ b), ("<", lambda a, b: a < b), (">=", lambda a, b: a >= b),
    ("[]", lambda a, b: a[b]), ("in", lambda a, b: a in b),
]
values = [1, 1.5, "s", b"b", [1], (1,), {1: 2}, {1}, None, len]
for name, op in ops:
    for a in values:
        for b in values:
            try:
                op(a, b)
            except TypeError as error:
                print(name, type(a).__name__, type(b).__name__, error)
            except Exception as error:
                print(name, type(a).__name__, type(b).__name__, type(error).__name__, error)
for f in (lambda x: -x, lambda x: +x, lambda x: ~x):
    for v in values[1:]:
        try:
            f(v)
        except TypeError as error:
            print(error)
