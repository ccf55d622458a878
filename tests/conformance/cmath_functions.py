"""cmath: values, special values, what is undefined or too large, polar coordinates."""
import cmath

INF, NAN = float('inf'), float('nan')


def attempt(function, *args, **options):
    try:
        return function(*args, **options)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)


def shown(v):
    return f'{v.real:.9g} {v.imag:.9g}' if isinstance(v, complex) else v


FUNCTIONS = [cmath.acos, cmath.acosh, cmath.asin, cmath.asinh, cmath.atan, cmath.atanh, cmath.cos, cmath.cosh, cmath.exp, cmath.log,
             cmath.log10, cmath.sin, cmath.sinh, cmath.sqrt, cmath.tan, cmath.tanh]
POINTS = [0, -0.0, 1, -1, 1j, -1j, 0.5 + 2j, -3 - 0.25j, 1e-300j, 800, 1e308 + 1e308j, complex(INF, 0), complex(-INF, 2), complex(1, INF),
          complex(0, -INF), complex(INF, INF)]
for f in FUNCTIONS:
    print(f.__name__, [shown(attempt(f, z)) for z in POINTS])

print(cmath.log(8, 2), attempt(cmath.log, 1, 1), attempt(cmath.log, 5, 0), cmath.log(-1, 10j), attempt(cmath.log, 1, 2, 3))
print(cmath.polar(3 + 4j), cmath.polar(-1), cmath.phase(-1 - 0j), cmath.polar(complex(INF, 1)), attempt(cmath.polar, 1e308 * (1 + 1j)))
for r, phi in (2, 0), (1, cmath.pi), (-1, 0), (INF, 0), (INF, 1), (1, INF), (0, INF), (NAN, INF), (1, NAN), (INF, NAN), (0, NAN), (-INF, -0.0):
    print(r, phi, attempt(cmath.rect, r, phi))
print(cmath.isfinite(1j), cmath.isfinite(complex(0, INF)), cmath.isinf(complex(NAN, -INF)), cmath.isnan(complex(0, NAN)))
print(cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 1.1), cmath.isclose(1, 1.1, rel_tol=0.2), cmath.isclose(complex(INF, 1), complex(INF, 1)),
      cmath.isclose(INF, 1), cmath.isclose(0, 1e-12, abs_tol=1e-9), attempt(cmath.isclose, 1, 1, rel_tol=-1))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj)


class Complex:
    def __complex__(self):
        return 3 + 4j


class Index:
    def __index__(self):
        return -4


print(cmath.sqrt(Complex()), cmath.sqrt(Index()), attempt(cmath.sqrt, 'x'), attempt(cmath.sqrt), attempt(cmath.sqrt, 10 ** 400))
