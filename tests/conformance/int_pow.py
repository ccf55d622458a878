def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(2**10, (-2) ** 3, (-2) ** 4, 0**0, 0**5, 2**-1, (-2) ** -3, 10**0, (-1) ** 10**18, -(2**2), -2**2)
print(pow(3, 200, 13), pow(3, -1, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 10**30, 10**9 + 7), pow(10**30, 3, 10**20 + 39), pow(5, 0, 1), pow(0, 0, 3), pow(38, -1, 97))
for args in ((2, -1, 4), (2, 3, 0), (2.0, 3, 5), (2, 3.0, 5), ("a", 2), (0, -1), (2, 3, "x"), (0.0, -1), (2,)):
    show(pow, *args)
print((-8) ** (1 / 3), 2**0.5, 4**0.5, pow(2, 3), pow(base=2, exp=3, mod=5), 2.0**3, (-1.5) ** 2, 3**100, (2**64) ** 3)
