def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print((255).to_bytes(2, "big"), (255).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (5).to_bytes(), (0).to_bytes(0, "big"))
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\xff\xfe", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "big"), int.from_bytes(b"", "big"))
print((2**70).to_bytes(10, "little"), int.from_bytes(b"\x80" + bytes(15), "big", signed=True))
show((256).to_bytes, 1, "big")
show((-1).to_bytes, 1, "big")
show((1).to_bytes, 1, "middle")
show((1).to_bytes, -1, "big")
print((6).bit_length(), (-6).bit_length(), (0).bit_length(), (7).bit_count(), (-7).bit_count(), (10).conjugate(), (3).real, (3).imag, (3).numerator, (3).denominator)
print((5).as_integer_ratio(), (-4).__abs__(), (7).__floordiv__(2), (7).__add__("x"), (7).__rsub__(10), (3).__bool__(), (3).__index__())
print(int.__doc__ is not None, (3).__eq__(3.0), (3).__eq__(4), (3).__lt__(4), (5).__divmod__(3), int.__add__(1, 2), (2).__pow__(3, 5), (5).__trunc__(), (5).__ceil__(), (1234).__round__(-2))
show(lambda: (5).nothing)
