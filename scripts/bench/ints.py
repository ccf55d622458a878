"""The loop of the experiment with values near 10**EXPONENT: ints.py EXPONENT."""
import sys

from timed import timed


def loop(result, niters, modulus):
    for i in range(niters):
        result = (result * result * i + 2 * result * i * i + 3) % modulus
    return result


# The square of a remainder times i, which grows to 10**6, is what comes near 10**EXPONENT.
timed(loop, 1, 1000000, 10 ** ((int(sys.argv[1]) - 6) // 2))
