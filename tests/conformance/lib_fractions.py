# Fraction: construction from everything, arithmetic with other numbers, limits and formatting.
from decimal import Decimal
from fractions import Fraction as F
import math

print(F(6, -4), F('3/7'), F(' -1.25 '), F('1e-3'), F(0.5), F(Decimal('0.1')), F(F(1, 2), F(3, 4)), repr(F(1, 3)), F(5))
print(F(1, 2) + F(1, 3), F(1, 2) - 1, 2 * F(3, 4), F(1, 2) / F(1, 4), F(7, 2) // 1, F(-7, 2) % 2, divmod(F(7, 2), 2), F(4, 9) ** F(1, 2), F(2, 3) ** -2, 2 ** F(2))
print(F(1, 2) + 0.25, F(1, 2) * 1j, F(1, 2) == 0.5, F(1, 3) < 0.34, hash(F(1, 2)) == hash(0.5), F(10) == 10, F(1, 3) == 1 / 3)
print(round(F(5, 2)), round(F(7, 2)), round(F(22, 7), 2), math.floor(F(-1, 2)), math.ceil(F(1, 2)), math.trunc(F(-7, 2)), int(F(9, 2)), float(F(1, 3)), abs(F(-1, 2)), bool(F(0)))
print(F(math.pi).limit_denominator(100), F(0.1).limit_denominator(), F(3, 4).numerator, F(3, 4).as_integer_ratio(), sorted([F(1, 2), 0.3, 1]))
for source in ("F('x')", 'F(1, 0)', "F('1/0')", 'F(1.5, 2)', "F(float('nan'))", "F(float('inf'))", 'F(1, 2) / 0', "F(1) + 'a'", "F(1, 3).limit_denominator(0)", 'F(None)', 'F(0) ** -1'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
