def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


inf, nan = float("inf"), float("nan")
for a in (7.5, -7.5, 0.0, -0.0, inf):
    for b in (2.0, -2.0, 0.3, inf, -inf):
        print(a, b, a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0), lambda: 0.0**-1, lambda: 1e200**2, lambda: 1e308 * 10, lambda: (-1.0) ** 0.5, lambda: inf % 2, lambda: inf // 2, lambda: 2.0**1024):
    show(f)
print(inf - inf, inf * 0, nan + 1, 1e308 + 1e308, -1e308 * 10, 0.0 == -0.0, 1 / inf, -1 / inf, 5 % inf, -5 % inf, 5 // -inf, 0.1 * 3, 1e16 + 1, 2**0.5, 1.0**nan, nan**0, inf**0, 0.0**0)
print(abs(-0.0), -(0.0), +(-0.0), 3 - 2.5, 2.5 - 3, True + 0.5, 10**20 * 1.0, 1e20 // 1, -1e20 % 7)
print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]), 0.1 + 0.2 == 0.3, 0.5 + 0.25, sum([1, 2.5, 3]), sum([0.1, 1, 0.2]))
