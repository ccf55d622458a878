# decimal: contexts, rounding, special values, quantize and exact arithmetic.
from decimal import (Decimal, DivisionByZero, InvalidOperation, Inexact, ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, getcontext, localcontext)

print(Decimal('0.1') + Decimal('0.2'), Decimal(1) / 3, Decimal('1.10') * 2, Decimal(0.1), Decimal('1e3'), Decimal((1, (1, 2), -1)))
with localcontext() as c:
    c.prec = 5
    print(Decimal(2).sqrt(), Decimal(1) / 7, +Decimal('123456.789'), Decimal(10).ln(), Decimal(1).exp())
for mode in (ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP):
    print(mode, Decimal('2.5').quantize(Decimal('1'), mode), Decimal('-2.5').quantize(Decimal('1'), mode), Decimal('1.005').quantize(Decimal('.01'), mode))
print(Decimal('NaN') == Decimal('NaN'), Decimal('Infinity') > 10 ** 100, Decimal('-0') == 0, Decimal('-0'), Decimal('sNaN').is_snan())
print(Decimal('7') // 2, Decimal('-7') // 2, Decimal('-7') % 3, divmod(Decimal('7.5'), 2), Decimal(2) ** -2, Decimal(2) ** Decimal('0.5'))
print(Decimal('1.50').normalize(), Decimal('100').normalize(), Decimal('1.23E+5').to_eng_string(), Decimal('12.3').as_tuple(), Decimal('1.5').as_integer_ratio())
print(f"{Decimal('1234567.891'):,.2f} {Decimal('0.00001'):e} {Decimal('0.5'):%} {Decimal('5'):>6}|", repr(Decimal('-1.0')), round(Decimal('2.675'), 2), round(Decimal('3.5')), int(Decimal('-3.9')))
print(Decimal('1.0') == 1.0, Decimal('0.1') == 0.1, Decimal('0.5') < 0.75, hash(Decimal('2.0')) == hash(2), sum([Decimal('0.1')] * 10) == 1, max(Decimal(3), 2))
for source in ("Decimal('x')", 'Decimal(1) / 0', 'Decimal(0) / 0', 'Decimal(1) + 1.5', "Decimal('-1').sqrt()", "Decimal('inf').as_integer_ratio()", "int(Decimal('nan'))", "Decimal('1e9').quantize(Decimal('1e-30'))"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__)
with localcontext() as c:
    c.traps[Inexact] = True
    c.traps[DivisionByZero] = False
    print(Decimal(1) / 0)
    try:
        Decimal(1) / 3
    except Inexact as e:
        print('inexact')
print(getcontext().prec, getcontext().rounding)
