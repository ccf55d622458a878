def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a = 3 + 4j
print(a, abs(a), a.real, a.imag, a.conjugate(), -a, a * 2, a / 2, a * (1 - 1j), a**2, a == 3 + 4j, 1j * 1j, a + 1.5, 1 - a)
print(complex(1, 2), complex("1+2j"), complex(" -1.5j "), complex("(1-1j)"), complex(), complex(2), complex("inf"), complex(1j, 1j), repr(1j), str(-1j), 0j, -0j, 1e20j)
print(bool(0j), hash(3 + 0j) == hash(3), 2 ** (1j), (1 + 1j) ** 3, 1j**2, {1j: 2}[1j], 1 / (1 + 1j))
for f in (lambda: 1j < 2, lambda: 1j // 1, lambda: 1j % 1, lambda: int(1j), lambda: 1j / 0, lambda: complex("x"), lambda: complex("1 + 2j"), lambda: 0j**-1, lambda: complex("1", 2), lambda: complex(1, "2"), lambda: round(1j), lambda: divmod(1j, 1)):
    show(f)
print(f"{a} {a:.2f} {a:>10} {1j:g}", format(1.5 + 2.5j, ".1f"), "%s" % a)
print(complex(float("nan"), -0.0), complex(-0.0, float("inf")), (1 - 0j), -(1 + 0j))
