"""Number strings: int, float, complex, their repr and the ways back."""

import json

MOST = 400


def attempt(function, *args):
    try:
        return function(*args)
    except (ValueError, TypeError, OverflowError, SyntaxError, MemoryError):
        return None


def same(a, b):
    return a == b or a != a


def check_int(n):
    assert int(hex(n), 16) == n and int(str(n)) == n and int(oct(n), 0) == n
    size = n.bit_length() // 8 + 1
    assert int.from_bytes(n.to_bytes(size, 'little', signed=True), 'little', signed=True) == n
    divisor = n >> 7 | 1
    quotient, rest = divmod(n, divisor)
    assert quotient * divisor + rest == n
    x = attempt(float, n)
    assert x is None or abs(int(x) - n) <= abs(n) >> 52


def check_float(x):
    assert same(float(repr(x)), x)
    assert same(float.fromhex(x.hex()), x)
    if x - x == 0:
        n, m = x.as_integer_ratio()
        assert n / m == x
        assert float('%.17g' % x) == x
        round(x, 3), f'{x:.5e}', int(x)


def one_input(data):
    data = data[:MOST]
    base = data[0] % 38 if data else 0
    for text in data[1:], data[1:].decode('utf-8', 'replace'):
        for n in attempt(int, text), attempt(int, text, base):
            if n is not None:
                check_int(n)
        x = attempt(float, text)
        if x is not None:
            check_float(x)
    z = attempt(complex, text)
    if z is not None:
        assert same(complex(repr(z)), z)
    x = attempt(float.fromhex, text)
    if x is not None:
        check_float(x)
    attempt(json.loads, text)
