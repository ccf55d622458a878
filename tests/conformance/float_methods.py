def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print((0.5).as_integer_ratio(), (-2.25).as_integer_ratio(), (0.1).as_integer_ratio(), (3.0).is_integer(), (3.5).is_integer(), float("inf").is_integer())
print((1.0).hex(), (-0.1).hex(), (5e-324).hex(), (0.0).hex(), float("inf").hex(), float("nan").hex(), 1e308.hex())
print(float.fromhex("0x1.8p3"), float.fromhex("-0x.1p-4"), float.fromhex("inf"), float.fromhex("1"), float.fromhex(" 0XA "))
show(float.fromhex, "xyz")
show(float.fromhex, "0x1p5000")
show(float("inf").as_integer_ratio)
show(float("nan").as_integer_ratio)
print((2.5).conjugate(), (2.5).real, (2.5).imag, (2.7).__trunc__(), (2.2).__ceil__(), (-2.2).__floor__(), (2.5).__int__(), (1.5).__eq__(1), (1.5).__add__(None), (1.5).__rsub__(1), (3.0).__divmod__(2))
print(hash(1.5), hash(-1.5), hash(1e100), hash(0.1), hash(float("inf")), float.__getformat__("double")[:4])
show(lambda: (1.5).bit_length())


class F(float):
    pass


print(F(1.5) + 1, type(F(2) * 2).__name__, F("3"), repr(F(2)), isinstance(F(1), float), [F(0.5)])
