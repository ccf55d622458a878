def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for spec in ("", "f", ".0f", ".2f", ".10f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", "10.2f", "<10.2f", "^10.1f", "010.2f", "+.1f", " .1f", ",.2f", "_.1f", "*>12.3e", "=+10.1f", "#.0f", "#g", "n", "5", ".5", "z.1f", "012,.1f", ".17g"):
    print(repr(spec), [format(x, spec) for x in (1234567.891, -0.04, 0.0, 1e20, 1e-10)])
inf, nan = float("inf"), float("nan")
for spec in ("", "f", "010", "+f", "%", "e", "F", "x>6", "G"):
    print(repr(spec), format(inf, spec), format(-inf, spec), format(nan, spec))
for spec in ("d", "x", "s", "c", ",n", ".f", "b", ".-1f", "..2f"):
    show(format, 1.5, spec)
print("%f %.1f %e %g %G %10.3f|%-10.2f|%+.1f|%05.1f %.0f %s %r" % (1.5, 2.25, 12345.678, 1e-5, 1e20, 3.14159, 2.5, 1.0, 2.5, 0.5, 1.0, 0.1))
print("%.50f" % 0.1, "%.3g %.10g %#.3g %%" % (1234.5, 1234.5, 1.0), "%5.1f%%" % 99.5)
