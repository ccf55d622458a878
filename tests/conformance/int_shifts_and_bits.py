def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for n in (0, 1, -1, 5, -5, 2**63, -(2**63), 2**100 + 1):
    print(n, [n << k for k in (0, 1, 64)], [n >> k for k in (0, 1, 63, 64, 200)], n & 6, n | 9, n ^ 5, n & -4, ~n, n.bit_count(), n.bit_length())
print(2**100 & -(2**70), 2**100 | -(2**70), 2**100 ^ -(2**70), -(2**100) & 2**99, -(2**100) | 1, -(2**100) ^ -1)
print(1 << 0, 0 << 10**20 if True else 0, -1 >> 10**20, 5 >> 10**20)
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 1.0, lambda: 1 << 10**20, lambda: 10**30 << -1):
    show(f)
print(True | False, True & 1, True ^ True, type(True | False).__name__, type(True & 1).__name__, ~True, True << 3)
