"""Modular powers by squaring, modulo a prime of 61 bits: the squares have up to 122."""
from timed import timed


def power(base, exponent, modulus):
    result = 1
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def powers(n):
    modulus = (1 << 61) - 1
    total = 0
    for base in range(3, 3 + n):
        total ^= power(base, modulus - 2, modulus)
    return total


timed(powers, 20000)
