/* The module math: functions of doubles. Errors are found from the results, as C99's annex F defines those. */
#include <math.h>

#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/module.h"
#include "runtime/modules/math_functions.h"
#include "runtime/tuple.h"

Value math_raise_domain(struct thread *t)
{
    return raise_error(t, &ValueError_type, "math domain error");
}

Value math_raise_range(struct thread *t)
{
    return raise_error(t, &OverflowError_type, "math range error");
}

/* ---- one argument ---- */

/* An infinite result of a finite argument: a pole, or an overflow for functions that have no pole. */
static Value unary(struct thread *t, Value *args, double (*function)(double), bool has_pole)
{
    double x;
    if (!number_to_double(t, args[0], &x)) {
        return VALUE_ERROR;
    }
    double result = function(x);
    if (UNLIKELY(isnan(result) && !isnan(x))) {
        return math_raise_domain(t);
    }
    if (UNLIKELY(isinf(result) && isfinite(x))) {
        return has_pole ? math_raise_domain(t) : math_raise_range(t);
    }
    return float_from_double(t, result);
}

#define UNARY_FUNCTION(name, has_pole)                                                             \
    FUNCTION(math_##name)                                                                          \
    {                                                                                              \
        return unary(t, args, name, has_pole);                                                     \
    }
UNARY_FUNCTION(acos, true)
UNARY_FUNCTION(acosh, true)
UNARY_FUNCTION(asin, true)
UNARY_FUNCTION(asinh, true)
UNARY_FUNCTION(atan, true)
UNARY_FUNCTION(atanh, true)
UNARY_FUNCTION(cbrt, true)
UNARY_FUNCTION(cos, true)
UNARY_FUNCTION(cosh, false)
UNARY_FUNCTION(erf, true)
UNARY_FUNCTION(erfc, true)
UNARY_FUNCTION(exp, false)
UNARY_FUNCTION(exp2, false)
UNARY_FUNCTION(expm1, false)
UNARY_FUNCTION(fabs, true)
UNARY_FUNCTION(log1p, true)
UNARY_FUNCTION(sin, true)
UNARY_FUNCTION(sinh, false)
UNARY_FUNCTION(sqrt, true)
UNARY_FUNCTION(tan, true)
UNARY_FUNCTION(tanh, true)
#undef UNARY_FUNCTION

static bool is_pole_of_gamma(double x)
{
    return (x <= 0.0 && x == floor(x)) || x == -INFINITY;
}

FUNCTION(math_gamma)
{
    double x;
    if (!number_to_double(t, args[0], &x)) {
        return VALUE_ERROR;
    }
    if (is_pole_of_gamma(x)) {
        return math_raise_domain(t);
    }
    double result = (double)tgammal(x);
    if (x == floor(x) && x <= 23.0) { /* (x - 1)! is a double */
        result = 1.0;
        for (double i = 2.0; i < x; i += 1.0) {
            result *= i;
        }
    }
    return isinf(result) && isfinite(x) ? math_raise_range(t) : float_from_double(t, result);
}

FUNCTION(math_lgamma)
{
    double x;
    int sign;
    if (!number_to_double(t, args[0], &x)) {
        return VALUE_ERROR;
    }
    if (isinf(x)) {
        return float_from_double(t, INFINITY);
    }
    if (is_pole_of_gamma(x)) {
        return math_raise_domain(t);
    }
    double result =
        (double)lgammal_r(x, &sign); /* the wider one is right to the last bit of a double */
    return isinf(result) && isfinite(x) ? math_raise_range(t) : float_from_double(t, result);
}

FUNCTION(math_degrees)
{
    double x;
    return number_to_double(t, args[0], &x) ? float_from_double(t, x * (180.0 / M_PI))
                                            : VALUE_ERROR;
}

FUNCTION(math_radians)
{
    double x;
    return number_to_double(t, args[0], &x) ? float_from_double(t, x * (M_PI / 180.0))
                                            : VALUE_ERROR;
}

FUNCTION(math_isfinite)
{
    double x;
    return number_to_double(t, args[0], &x) ? value_from_bool(isfinite(x)) : VALUE_ERROR;
}

FUNCTION(math_isinf)
{
    double x;
    return number_to_double(t, args[0], &x) ? value_from_bool(isinf(x)) : VALUE_ERROR;
}

FUNCTION(math_isnan)
{
    double x;
    return number_to_double(t, args[0], &x) ? value_from_bool(isnan(x)) : VALUE_ERROR;
}

FUNCTION(math_ulp)
{
    double x;
    if (!number_to_double(t, args[0], &x)) {
        return VALUE_ERROR;
    }
    x = fabs(x);
    if (!isfinite(x)) {
        return float_from_double(t, x);
    }
    double next = nextafter(x, INFINITY);
    return float_from_double(t, isinf(next) ? x - nextafter(x, -INFINITY) : next - x);
}

/* ---- logarithms: of ints of any size ---- */

/* log of an int that no double holds: of its mantissa and its exponent apart. */
static double log_of_large(Value v, double (*function)(double))
{
    struct magnitude m;
    magnitude_of(&m, v);
    int64_t exponent;
    double mantissa = int_frexp(&m, &exponent);
    return function(mantissa) + function(2.0) * (double)exponent;
}

static bool logarithm(struct thread *t, Value v, double (*function)(double), double *result)
{
    double x;
    if (value_is_int(v)) {
        if (int_sign(v) <= 0) {
            math_raise_domain(t);
            return false;
        }
        if (int_bit_length(v) > 1023) {
            *result = log_of_large(v, function);
            return true;
        }
    }
    if (!number_to_double(t, v, &x)) {
        return false;
    }
    if (x <= 0.0) {
        math_raise_domain(t);
        return false;
    }
    *result = function(x);
    return true;
}

FUNCTION(math_log)
{
    double result, base;
    if (n_args < 1 || n_args > 2) {
        return raise_error(t, &TypeError_type, "math.log requires 1 to 2 arguments");
    }
    if (!reject_keywords(t, "math.log", keyword_names) || !logarithm(t, args[0], log, &result)) {
        return VALUE_ERROR;
    }
    if (n_args == 1) {
        return float_from_double(t, result);
    }
    if (!logarithm(t, args[1], log, &base)) {
        return VALUE_ERROR;
    }
    return base == 0.0 ? raise_error(t, &ZeroDivisionError_type, "float division by zero")
                       : float_from_double(t, result / base);
}

FUNCTION(math_log2)
{
    double result;
    return logarithm(t, args[0], log2, &result) ? float_from_double(t, result) : VALUE_ERROR;
}

FUNCTION(math_log10)
{
    double result;
    return logarithm(t, args[0], log10, &result) ? float_from_double(t, result) : VALUE_ERROR;
}

/* ---- two arguments ---- */

static Value binary(struct thread *t, Value *args, double (*function)(double, double))
{
    double x, y;
    if (!number_to_double(t, args[0], &x) || !number_to_double(t, args[1], &y)) {
        return VALUE_ERROR;
    }
    double result = function(x, y);
    if (isnan(result) && !isnan(x) && !isnan(y)) {
        return math_raise_domain(t);
    }
    return float_from_double(t, result);
}

FUNCTION(math_atan2)
{
    return binary(t, args, atan2);
}

FUNCTION(math_copysign)
{
    return binary(t, args, copysign);
}

FUNCTION(math_fmod)
{
    return binary(t, args, fmod);
}

FUNCTION(math_nextafter)
{
    return binary(t, args, nextafter);
}

FUNCTION(math_remainder)
{
    return binary(t, args, remainder);
}

FUNCTION(math_pow)
{
    double x, y;
    if (!number_to_double(t, args[0], &x) || !number_to_double(t, args[1], &y)) {
        return VALUE_ERROR;
    }
    double result = pow(x, y);
    if (isnan(result) && !isnan(x) && !isnan(y)) {
        return math_raise_domain(t);
    }
    if (isinf(result) && isfinite(x) && isfinite(y)) {
        return x == 0.0 ? math_raise_domain(t) : math_raise_range(t);
    }
    return float_from_double(t, result);
}

FUNCTION(math_ldexp)
{
    double x;
    if (!number_to_double(t, args[0], &x)) {
        return VALUE_ERROR;
    }
    if (!value_is_int(args[1])) {
        return raise_error(t, &TypeError_type, "Expected an int as second argument to ldexp.");
    }
    int64_t exponent;
    if (!int_to_int64(args[1], &exponent)) {
        exponent = int_sign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
    }
    int clipped = exponent > 5000 ? 5000 : exponent < -5000 ? -5000 : (int)exponent;
    double result = ldexp(x, clipped);
    return isinf(result) && isfinite(x) ? math_raise_range(t) : float_from_double(t, result);
}

static Value pair_of_floats(struct thread *t, double x, double y)
{
    Value first = float_from_double(t, x);
    Value second = first == VALUE_ERROR ? first : float_from_double(t, y);
    return second == VALUE_ERROR ? second : tuple_of(t, 2, first, second);
}

FUNCTION(math_frexp)
{
    double x;
    if (!number_to_double(t, args[0], &x)) {
        return VALUE_ERROR;
    }
    int exponent = 0;
    double mantissa = isfinite(x) ? frexp(x, &exponent) : x;
    Value first = float_from_double(t, mantissa);
    return first == VALUE_ERROR ? first : tuple_of(t, 2, first, value_from_small_int(exponent));
}

FUNCTION(math_modf)
{
    double x, whole;
    if (!number_to_double(t, args[0], &x)) {
        return VALUE_ERROR;
    }
    double fraction = modf(x, &whole);
    return pair_of_floats(t, fraction, whole);
}

FUNCTION(math_isclose)
{
    double a, b, relative = 1e-9, absolute = 0.0;
    if (!number_to_double(t, args[0], &a) || !number_to_double(t, args[1], &b) ||
        (args[2] != VALUE_UNBOUND && !number_to_double(t, args[2], &relative)) ||
        (args[3] != VALUE_UNBOUND && !number_to_double(t, args[3], &absolute))) {
        return VALUE_ERROR;
    }
    if (relative < 0.0 || absolute < 0.0) {
        return raise_error(t, &ValueError_type, "tolerances must be non-negative");
    }
    if (a == b) {
        return VALUE_TRUE;
    }
    if (isinf(a) || isinf(b)) {
        return VALUE_FALSE;
    }
    double distance = fabs(b - a);
    return value_from_bool(distance <= fabs(relative * b) || distance <= fabs(relative * a) ||
                           distance <= absolute);
}

#define ONE(name, doc)                                                                             \
    {                                                                                              \
#name, math_##name, "(x, /)", doc, NATIVE_METHOD                                           \
    }
const struct native_def math_real_functions[] = {
    ONE(acos,
        "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."),
    ONE(acosh, "Return the inverse hyperbolic cosine of x."),
    ONE(asin,
        "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    ONE(asinh, "Return the inverse hyperbolic sine of x."),
    ONE(atan, "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 "
              "and pi/2."),
    {"atan2", math_atan2, "(y, x, /)", "Return the arc tangent (measured in radians) of y/x.",
     NATIVE_METHOD},
    ONE(atanh, "Return the inverse hyperbolic tangent of x."),
    ONE(cbrt, "Return the cube root of x."),
    {"copysign", math_copysign, "(x, y, /)",
     "Return a float with the magnitude of x but the sign of y.", NATIVE_METHOD},
    ONE(cos, "Return the cosine of x (measured in radians)."),
    ONE(cosh, "Return the hyperbolic cosine of x."),
    ONE(degrees, "Convert angle x from radians to degrees."),
    ONE(erf, "Error function at x."),
    ONE(erfc, "Complementary error function at x."),
    ONE(exp, "Return e raised to the power of x."),
    ONE(exp2, "Return 2 raised to the power of x."),
    ONE(expm1, "Return exp(x)-1."),
    ONE(fabs, "Return the absolute value of the float x."),
    {"fmod", math_fmod, "(x, y, /)", "Return fmod(x, y), according to platform C.", NATIVE_METHOD},
    {"frexp", math_frexp, "(x, /)", "Return the mantissa and exponent of x, as pair (m, e).",
     NATIVE_METHOD},
    ONE(gamma, "Gamma function at x."),
    {"isclose", math_isclose, "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
     "Determine whether two floating point numbers are close in value.", NATIVE_METHOD},
    ONE(isfinite, "Return True if x is neither an infinity nor a NaN, and False otherwise."),
    ONE(isinf, "Return True if x is a positive or negative infinity, and False otherwise."),
    ONE(isnan, "Return True if x is a NaN (not a number), and False otherwise."),
    {"ldexp", math_ldexp, "(x, i, /)", "Return x * (2**i).", NATIVE_METHOD},
    ONE(lgamma, "Natural logarithm of absolute value of Gamma function at x."),
    {"log", math_log, "(*)", "log(x, [base=math.e])\nReturn the logarithm of x to the given base.",
     NATIVE_METHOD},
    ONE(log10, "Return the base 10 logarithm of x."),
    ONE(log1p, "Return the natural logarithm of 1+x (base e)."),
    ONE(log2, "Return the base 2 logarithm of x."),
    {"modf", math_modf, "(x, /)", "Return the fractional and integer parts of x.", NATIVE_METHOD},
    {"nextafter", math_nextafter, "(x, y, /)",
     "Return the next floating-point value after x towards y.", NATIVE_METHOD},
    {"pow", math_pow, "(x, y, /)", "Return x**y (x to the power of y).", NATIVE_METHOD},
    ONE(radians, "Convert angle x from degrees to radians."),
    {"remainder", math_remainder, "(x, y, /)",
     "Difference between x and the closest integer multiple of y.", NATIVE_METHOD},
    ONE(sin, "Return the sine of x (measured in radians)."),
    ONE(sinh, "Return the hyperbolic sine of x."),
    ONE(sqrt, "Return the square root of x."),
    ONE(tan, "Return the tangent of x (measured in radians)."),
    ONE(tanh, "Return the hyperbolic tangent of x."),
    ONE(ulp, "Return the value of the least significant bit of the float x."),
    {0},
};
#undef ONE

static bool add_constant(struct thread *t, Value module, const char *name, double d)
{
    Value v = float_from_double(t, d);
    return v != VALUE_ERROR && module_add(t, module, name, v);
}

bool module_init_math(struct thread *t, Value module)
{
    return module_add_functions(t, module, math_real_functions) &&
           module_add_functions(t, module, math_integer_functions) &&
           module_add_functions(t, module, math_sum_functions) &&
           add_constant(t, module, "pi", M_PI) && add_constant(t, module, "e", M_E) &&
           add_constant(t, module, "tau", 2 * M_PI) && add_constant(t, module, "inf", INFINITY) &&
           add_constant(t, module, "nan", (double)NAN);
}
