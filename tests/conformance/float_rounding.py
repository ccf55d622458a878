def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 1e16, 123.456, -0.04, 1e300, 0.1):
    print(x, round(x), round(x, 1), round(x, 2), round(x, -1), round(x, 20), round(x, -400), int(x))
for x in (float("inf"), float("nan"), -float("inf")):
    show(round, x)
    show(int, x)
    print(round(x, 2))
print(type(round(2.5)).__name__, type(round(2.5, 0)).__name__, round(1e308, -308), round(5e-324, 400), round(2.5, None), int(1e20), int(-2.9), int(1e300) % 1000)
show(round, 1.7e308, -308)
show(round, 1.5, "x")
