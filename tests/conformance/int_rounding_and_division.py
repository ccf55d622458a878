def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for n in (15, 25, 35, -15, -25, 12345, 5, -5, 10**20 + 5 * 10**9):
    print(n, [round(n, k) for k in (0, -1, -2, -3, -10, 2)], round(n))
print(7 / 2, -7 / 2, 1 / 3, 2 / 1, 0 / 5, 10**18 / 3, (2**53 + 1) / 1, (10**17 + 1) / 10**17, 3 / 10**30, 5e-324 == 1 / 2**1074)
print((2**1074 + 1) / 2**1075, 2**2000 / 2**1990, -(2**2000) / 3**1260, 9007199254740993 / 1, 9007199254740995 / 2)
print(type(round(5)).__name__, type(round(5, 1)).__name__, type(4 / 2).__name__, 7 // 2.0, -7 // 2.0, 7 % 2.5, -7 % 2.5, 7 % -2.5)
show(round, 5, 1.5)
show(round, 5, None)
show(round, "x")
