/* The methods and attributes of float. */
#include "runtime/float_methods.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include "runtime/int_text.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { FIXED_TEXT_BYTES = 700 }; /* 309 digits before the point, 323 after it */

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, UNUSED uint32_t n_args,                       \
                      UNUSED Value keyword_names)

Value float_exact(struct thread *t, Value v)
{
    return value_type(v) == &float_type ? v : float_from_double(t, float_to_double(v));
}

METHOD(itself)
{
    return float_exact(t, args[0]);
}

METHOD(format_)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "__format__() argument must be str, not %A",
                           args[1]);
    }
    return value_to_str(args[1])->length == 0 ? object_str(t, args[0])
                                              : format_float(t, args[0], args[1]);
}

METHOD(is_integer)
{
    (void)t;
    double d = float_to_double(args[0]);
    return value_from_bool(isfinite(d) && d == floor(d));
}

METHOD(truncate)
{
    return int_from_double(t, float_to_double(args[0]));
}

METHOD(floor_)
{
    return int_from_double(t, floor(float_to_double(args[0])));
}

METHOD(ceil_)
{
    return int_from_double(t, ceil(float_to_double(args[0])));
}

METHOD(getnewargs)
{
    Value v = float_exact(t, args[0]);
    return v == VALUE_ERROR ? v : tuple_of(t, 1, v);
}

METHOD(getformat)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "__getformat__() argument must be str, not %A",
                           args[1]);
    }
    if (!str_equals_cstr(args[1], "double") && !str_equals_cstr(args[1], "float")) {
        return raise_error(t, &ValueError_type,
                           "__getformat__() argument 1 must be 'double' or 'float'");
    }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return str_from_cstr(t, "IEEE, little-endian");
#else
    return str_from_cstr(t, "IEEE, big-endian");
#endif
}

METHOD(as_integer_ratio)
{
    double d = float_to_double(args[0]);
    if (!isfinite(d)) {
        return isnan(d) ? raise_error(t, &ValueError_type, "cannot convert NaN to integer ratio")
                        : raise_error(t, &OverflowError_type,
                                      "cannot convert Infinity to integer ratio");
    }
    int exponent;
    double mantissa = frexp(d, &exponent);
    for (int i = 0; i < 53 && mantissa != floor(mantissa); i++) {
        mantissa *= 2;
        exponent--;
    }
    Value numerator = int_from_double(t, mantissa), denominator = value_from_small_int(1);
    Value by = value_from_small_int(abs(exponent));
    if (exponent > 0 && numerator != VALUE_ERROR) {
        numerator = int_binary(t, BINARY_LEFT_SHIFT, numerator, by, 0);
    } else {
        denominator = int_binary(t, BINARY_LEFT_SHIFT, denominator, by, 0);
    }
    return numerator == VALUE_ERROR || denominator == VALUE_ERROR
               ? VALUE_ERROR
               : tuple_of(t, 2, numerator, denominator);
}

/* ---- round ---- */

/* To the nearest multiple of 10^-digits for digits < 0: exactly half goes to the even one, as printf rounds. */
static double round_to_tens(double d, int digits)
{
    char text[64];
    snprintf(text, sizeof text, "%.17e", d);
    int exponent = atoi(strchr(text, 'e') + 1), precision = exponent + digits;
    if (precision >= 0) {
        snprintf(text, sizeof text, "%.*e", precision < 40 ? precision : 40, d);
        return strtod(text, NULL);
    }
    snprintf(text, sizeof text, "5e%d", -digits - 1);
    return precision == -1 && fabs(d) > strtod(text, NULL) ? copysign(pow(10.0, -digits), d)
                                                           : copysign(0.0, d);
}

/* The powers of ten that are doubles. */
static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/*
 * In doubles, if d * 10^digits lies below 2^52: then its nearest integer n and 10^digits are both exact, and one division
 * gives the double nearest to the decimal fraction n / 10^digits. The product is `scaled + rest` exactly; the distance to n
 * is a multiple of the last place of `scaled`, of which `rest` is at most half, so that `rest` matters to a distance of
 * exactly one half only.
 */
static bool round_exactly(double d, int digits, double *rounded)
{
    if (digits >= (int)COUNT_OF(powers_of_ten)) {
        return false;
    }
    double power = powers_of_ten[digits];
    volatile double product = d * power; /* so that no compiler fuses it with the difference */
    double scaled = product;
    if (!(fabs(scaled) < 0x1p52) || fabs(scaled) < 0x1p-900) {
        return false;
    }
    double rest = fma(d, power, -scaled), n = rint(scaled), distance = scaled - n;
    if (distance == 0.5 && rest > 0) {
        n += 1;
    } else if (distance == -0.5 && rest < 0) {
        n -= 1;
    }
    *rounded = n / power;
    return true;
}

/* %f is exact and rounds half to even in glibc. */
static double round_to_places(double d, int digits)
{
    double rounded;
    if (round_exactly(d, digits, &rounded)) {
        return rounded;
    }
    char text[FIXED_TEXT_BYTES];
    snprintf(text, sizeof text, "%.*f", digits, d);
    return strtod(text, NULL);
}

METHOD(round_)
{
    double d = float_to_double(args[0]);
    int64_t digits;
    if (args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE) {
        return int_from_double(t, isfinite(d) ? rint(d) : d);
    }
    if (!number_to_index_clipped(t, args[1], &digits)) {
        return VALUE_ERROR;
    }
    if (!isfinite(d) || digits > 323) {
        return float_from_double(t, d);
    }
    if (digits < -308) {
        return float_from_double(t, copysign(0.0, d));
    }
    double rounded = digits < 0 ? round_to_tens(d, (int)digits) : round_to_places(d, (int)digits);
    if (isinf(rounded)) {
        return raise_error(t, &OverflowError_type, "rounded value too large to represent");
    }
    return float_from_double(t, rounded);
}

/* ---- hexadecimal ---- */

METHOD(hex)
{
    double d = float_to_double(args[0]);
    if (!isfinite(d)) {
        return float_to_str(t, d);
    }
    uint64_t bits = double_to_bits(d), mantissa = bits & ((UINT64_C(1) << 52) - 1);
    int exponent = (int)(bits >> 52 & 0x7ff);
    char text[40];
    if (d == 0.0) {
        snprintf(text, sizeof text, "%s0x0.0p+0", signbit(d) ? "-" : "");
    } else {
        snprintf(text, sizeof text, "%s0x%d.%013llxp%+d", signbit(d) ? "-" : "", exponent != 0,
                 (unsigned long long)mantissa, exponent != 0 ? exponent - 1023 : -1022);
    }
    return str_from_cstr(t, text);
}

METHOD(fromhex)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "bad argument type for built-in operation");
    }
    size_t n;
    double d;
    const char *text = str_to_utf8(t, args[1], &n);
    if (text == NULL || !float_parse_hexadecimal(t, text, n, &d)) {
        return VALUE_ERROR;
    }
    Value v = float_from_double(t, d);
    return v == VALUE_ERROR || args[0] == value_from_object(&float_type) ? v
                                                                         : call_1(t, args[0], v);
}
#undef METHOD

const struct native_def float_methods[] = {
    {"conjugate", itself, "(self, /)", "Return self, the complex conjugate of any float.",
     NATIVE_METHOD},
    {"as_integer_ratio", as_integer_ratio, "(self, /)", "Return integer ratio.", NATIVE_METHOD},
    {"fromhex", fromhex, "(type, string, /)",
     "Create a floating-point number from a hexadecimal string.", NATIVE_CLASS_METHOD},
    {"hex", hex, "(self, /)", "Return a hexadecimal representation of a floating-point number.",
     NATIVE_METHOD},
    {"is_integer", is_integer, "(self, /)", "Return True if the float is an integer.",
     NATIVE_METHOD},
    {"__trunc__", truncate, "(self, /)", "Return the Integral closest to x between 0 and x.",
     NATIVE_METHOD},
    {"__floor__", floor_, "(self, /)", "Return the floor as an Integral.", NATIVE_METHOD},
    {"__ceil__", ceil_, "(self, /)", "Return the ceiling as an Integral.", NATIVE_METHOD},
    {"__round__", round_, "(self, ndigits=None, /)",
     "Return the Integral closest to x, rounding half toward even.", NATIVE_METHOD},
    {"__format__", format_, "(self, format_spec, /)", "Formats the float according to format_spec.",
     NATIVE_METHOD},
    {"__getnewargs__", getnewargs, "(self, /)", NULL, NATIVE_METHOD},
    {"__getformat__", getformat, "(type, typestr, /)",
     "You probably don't want to use this function.", NATIVE_CLASS_METHOD},
    {0},
};

static Value get_imag(struct thread *t, UNUSED Value self)
{
    return float_from_double(t, 0.0);
}

const struct getset_def float_getsets[] = {
    {"real", float_exact, NULL, "the real part of a complex number"},
    {"imag", get_imag, NULL, "the imaginary part of a complex number"},
    {0},
};
