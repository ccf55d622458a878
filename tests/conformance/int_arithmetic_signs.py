def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for a in (7, -7, 0, 10**20, -(10**20)):
    for b in (3, -3, 10**10 + 1, -(10**25)):
        print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b), (a // b) * b + a % b == a)
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 0**-1, lambda: 10**30 // 0, lambda: 10**30 % 0):
    show(f)
