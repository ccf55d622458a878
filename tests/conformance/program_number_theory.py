# Big integers at work: sieves, modular inverses, Miller-Rabin, continued fractions, digits of pi and e.
from math import gcd, isqrt, lcm, comb, factorial, prod
def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[:2] = b'\0\0'
    for i in range(2, isqrt(n) + 1):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, f in enumerate(flags) if f]
primes = sieve(10000)
print(len(primes), primes[-1], sum(primes), prod(primes[:25]))
def is_prime(n, bases=(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
    if n < 2: return False
    d, s = n - 1, 0
    while d % 2 == 0: d, s = d // 2, s + 1
    for a in bases:
        if a % n == 0: continue
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else:
            return False
    return True
print([p for p in range(2, 60) if is_prime(p)] == primes[:17], is_prime(2 ** 127 - 1), is_prime(2 ** 128 + 1), next(n for n in range(10 ** 30, 10 ** 31) if is_prime(n)))
print(pow(3, -1, 10 ** 9 + 7), pow(7, -3, 2 ** 89 - 1), lcm(*range(1, 40)), gcd(2 ** 200 - 1, 2 ** 150 - 1), isqrt(10 ** 61), comb(200, 100) % 1000003, factorial(60))
try:
    pow(6, -1, 9)
except ValueError as e:
    print(e)
def pi_digits(n):
    q, r, t, k, m, x, out = 1, 0, 1, 1, 3, 3, ''
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out += str(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out
print(pi_digits(120))
a, b = 0, 1
for _ in range(1000): a, b = b, a + b
print(a, a.bit_length(), len(str(a)), a % 10 ** 20, int(str(a)[::-1]) % 97)
def egcd(a, b):
    x, y, u, v = 0, 1, 1, 0
    while a: (q, r), = [divmod(b, a)]; x, y, u, v, b, a = u, v, x - u * q, y - v * q, a, r
    return b, x, y
print(egcd(240, 46), (-7) // 2, -7 % 3, 7 % -3, divmod(-10 ** 20, 3 ** 20), (10 ** 40) // -(7 ** 30), hash(10 ** 50) % 1000, ~(2 ** 70) >> 3, -(2 ** 65) >> 64, 5 ^ -(2 ** 66), (-(2 ** 70)) & (2 ** 69 + 5), (1 << 100) | -1)
