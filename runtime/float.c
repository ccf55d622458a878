/* floats: boxes, arithmetic with CPython's rules, hash. */
#include "runtime/float.h"

#include <errno.h>
#include <math.h>

#include "runtime/call.h"
#include "runtime/complex.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* For doubles that are no flonum: -0.0, infinities, NaN, extreme exponents. */
Value float_box(struct thread *t, double d)
{
    struct float_object *o = gc_allocate(t, sizeof *o, &float_type);
    if (UNLIKELY(o == NULL)) {
        return VALUE_ERROR;
    }
    o->d = d;
    return value_from_object(o);
}

/* ---- arithmetic ---- */

/* Floor division and remainder that agree: the remainder has the divisor's sign, and v == quotient * w + remainder
   as nearly as doubles allow. */
void float_divmod(double v, double w, double *quotient, double *remainder)
{
    double rest = fmod(v, w), whole = (v - rest) / w;
    if (rest != 0.0) {
        if ((w < 0.0) != (rest < 0.0)) {
            rest += w;
            whole -= 1.0;
        }
    } else {
        rest = copysign(0.0, w);
    }
    if (whole != 0.0) {
        *quotient = floor(whole);
        if (whole - *quotient > 0.5) {
            *quotient += 1.0;
        }
    } else {
        *quotient = copysign(0.0, v / w);
    }
    *remainder = rest;
}

static double remainder_of(double v, double w)
{
    double rest = fmod(v, w);
    if (rest == 0.0) {
        return copysign(0.0, w);
    }
    return (w < 0.0) != (rest < 0.0) ? rest + w : rest;
}

static COLD Value raise_division(struct thread *t, const char *message)
{
    return raise_error(t, &ZeroDivisionError_type, "%s", message);
}

/* OverflowError(34, 'Numerical result out of range'), as if from the C library. */
static COLD Value raise_range(struct thread *t)
{
    Value text = str_from_cstr(t, "Numerical result out of range");
    Value pair = text == VALUE_ERROR ? text : tuple_of(t, 2, value_from_small_int(ERANGE), text);
    Value e = pair == VALUE_ERROR
                  ? pair
                  : call_tuple(t, value_from_object(&OverflowError_type), pair, VALUE_UNBOUND);
    return e == VALUE_ERROR ? e : raise_exception(t, e);
}

static Value power(struct thread *t, double v, double w)
{
    if (v == 0.0 && w < 0.0 && isfinite(w)) {
        return raise_division(t, "0.0 cannot be raised to a negative power");
    }
    if (v < 0.0 && isfinite(v) && isfinite(w) && w != floor(w)) {
        return complex_power_of_doubles(t, v, w);
    }
    double result = pow(v, w);
    if (isinf(result) && isfinite(v) && isfinite(w)) {
        return raise_range(t);
    }
    return float_from_double(t, result);
}

Value float_binary(struct thread *t, enum binary_op op, double v, double w)
{
    double quotient, remainder;
    switch (op) {
    case BINARY_ADD:
        return float_from_double(t, v + w);
    case BINARY_SUBTRACT:
        return float_from_double(t, v - w);
    case BINARY_MULTIPLY:
        return float_from_double(t, v * w);
    case BINARY_TRUE_DIVIDE:
        return w == 0.0 ? raise_division(t, "float division by zero") : float_from_double(t, v / w);
    case BINARY_FLOOR_DIVIDE:
        if (w == 0.0) {
            return raise_division(t, "float floor division by zero");
        }
        float_divmod(v, w, &quotient, &remainder);
        return float_from_double(t, quotient);
    case BINARY_REMAINDER:
        return w == 0.0 ? raise_division(t, "float modulo")
                        : float_from_double(t, remainder_of(v, w));
    case BINARY_POWER:
        return power(t, v, w);
    default:
        return VALUE_NOT_IMPLEMENTED;
    }
}

/* ---- hash: that of the equal number, whatever its type ---- */

/* Rotates a number modulo 2^61 - 1 left: multiplies it by 2^by. */
static uint64_t rotate_61(uint64_t n, int by)
{
    const uint64_t prime = (UINT64_C(1) << 61) - 1;
    return ((n << by) & prime) | (by == 0 ? 0 : n >> (61 - by));
}

int64_t double_hash(double d)
{
    const uint64_t prime = (UINT64_C(1) << 61) - 1;
    if (isinf(d)) {
        return d > 0 ? 314159 : -314159;
    }
    int exponent;
    double mantissa = frexp(fabs(d), &exponent);
    uint64_t n = (uint64_t)ldexp(mantissa, 53) % prime;
    exponent -= 53;
    int by = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
    n = rotate_61(n, by);
    int64_t hash = d < 0 ? -(int64_t)n : (int64_t)n;
    return hash == -1 ? -2 : hash;
}

int64_t float_hash(Value v)
{
    double d = float_to_double(v);
    if (isnan(d)) { /* by identity */
        uint64_t bits = value_bits(v);
        return (int64_t)(bits >> 4 | bits << 60);
    }
    return double_hash(d);
}
