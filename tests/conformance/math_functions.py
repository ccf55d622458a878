import math


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(math.pi, math.e, math.inf, math.nan, math.tau)
print(math.sqrt(16), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.fabs(-3), math.floor(10**20 + 0.5), math.ceil(7))
print(math.gcd(12, 18), math.gcd(), math.gcd(-4, 6, 10), math.lcm(4, 6), math.factorial(20), math.factorial(30), math.isqrt(10**20), math.isqrt(17), math.comb(10, 3), math.perm(5, 2), math.prod([1, 2, 3.5]))
print(math.sin(0), math.cos(0), round(math.atan2(1, 1), 12), math.exp(0), math.log(1), math.log(8, 2), math.log2(1024), math.log10(1000), math.log(10**400) > 900, math.pow(2, 3), math.hypot(3, 4))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(2.5), math.frexp(8.0), math.ldexp(0.5, 4), math.degrees(math.pi), math.fsum([0.1] * 10), math.isclose(0.1 + 0.2, 0.3))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000), lambda: math.floor(math.inf), lambda: math.floor(math.nan), lambda: math.sqrt("x"), lambda: math.gcd(1.5), lambda: math.isqrt(-1), lambda: math.acos(2), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.comb(-1, 2), lambda: math.sqrt()):
    show(f)
