/*
 * The module cmath. The functions are libc's (C99, annex G); here is what Python makes of their special cases: a ValueError
 * where the result is undefined, an OverflowError where a finite argument has an infinite one.
 */
#include <complex.h>
#include <math.h>

#include "runtime/abstract.h"
#include "runtime/complex.h"
#include "runtime/module.h"
#include "runtime/modules/math_functions.h"
#include "runtime/tuple.h"

#ifndef CMPLX /* glibc defines it for gcc alone */
#define CMPLX(real, imaginary) __builtin_complex((double)(real), (double)(imaginary))
#endif

static bool is_finite(double complex z)
{
    return isfinite(creal(z)) && isfinite(cimag(z));
}

static bool is_infinite(double complex z)
{
    return isinf(creal(z)) || isinf(cimag(z));
}

static Value result_value(struct thread *t, double complex argument, double complex result)
{
    return is_finite(argument) && is_infinite(result)
               ? math_raise_range(t)
               : complex_new(t, creal(result), cimag(result));
}

static bool argument(struct thread *t, Value v, double complex *z)
{
    double real, imaginary;
    bool fine = complex_from_value(t, v, &real, &imaginary);
    *z = fine ? CMPLX(real, imaginary) : 0;
    return fine;
}

/* ---- where functions are not defined ---- */

static bool nowhere(double complex z)
{
    (void)z;
    return false;
}

static bool at_zero(double complex z)
{
    return creal(z) == 0 && cimag(z) == 0;
}

/* An angle that is infinite, of a radius that is not 0. */
static bool at_infinite_imaginary(double complex z)
{
    return isinf(cimag(z)) && !isnan(creal(z));
}

static bool at_infinite_imaginary_of_exp(double complex z)
{
    return at_infinite_imaginary(z) && creal(z) != -INFINITY;
}

static bool at_infinite_imaginary_of_tanh(double complex z)
{
    return isinf(cimag(z)) && isfinite(creal(z));
}

static double complex turned(double complex z)
{
    return CMPLX(-cimag(z), creal(z));
}

static bool at_infinite_real(double complex z)
{
    return at_infinite_imaginary(turned(z));
}

static bool at_infinite_real_of_tan(double complex z)
{
    return at_infinite_imaginary_of_tanh(turned(z));
}

static bool at_one(double complex z)
{
    return cimag(z) == 0 && fabs(creal(z)) == 1;
}

static bool at_one_imaginary(double complex z)
{
    return at_one(turned(z));
}

/* ---- one argument ---- */

static Value unary(struct thread *t, Value *args, double complex (*function)(double complex),
                   bool (*undefined)(double complex))
{
    double complex z;
    if (!argument(t, args[0], &z)) {
        return VALUE_ERROR;
    }
    return undefined(z) ? math_raise_domain(t) : result_value(t, z, function(z));
}

#define LN_10 2.302585092994045684017991454684364208
/* Divided by parts: as complex numbers, the zero of an argument would lose its sign. */
static double complex log_10(double complex z)
{
    double complex result = clog(z);
    return CMPLX(creal(result) / LN_10, cimag(result) / LN_10);
}

/* C99 knows one part where the real one is 0 and the other NaN; CPython does not. */
static double complex acosh_of(double complex z)
{
    return creal(z) == 0 && isnan(cimag(z)) ? CMPLX(NAN, NAN) : cacosh(z);
}

static double complex tanh_of(double complex z)
{
    return creal(z) == 0 && isnan(cimag(z)) ? CMPLX(NAN, NAN) : ctanh(z);
}

static double complex tan_of(double complex z)
{
    return cimag(z) == 0 && isnan(creal(z)) ? CMPLX(NAN, NAN) : ctan(z);
}

#define UNARY_FUNCTION(name, function, undefined)                                                  \
    FUNCTION(cmath_##name)                                                                         \
    {                                                                                              \
        return unary(t, args, function, undefined);                                                \
    }
UNARY_FUNCTION(acos, cacos, nowhere)
UNARY_FUNCTION(acosh, acosh_of, nowhere)
UNARY_FUNCTION(asin, casin, nowhere)
UNARY_FUNCTION(asinh, casinh, nowhere)
UNARY_FUNCTION(atan, catan, at_one_imaginary)
UNARY_FUNCTION(atanh, catanh, at_one)
UNARY_FUNCTION(cos, ccos, at_infinite_real)
UNARY_FUNCTION(cosh, ccosh, at_infinite_imaginary)
UNARY_FUNCTION(exp, cexp, at_infinite_imaginary_of_exp)
UNARY_FUNCTION(log10, log_10, at_zero)
UNARY_FUNCTION(sin, csin, at_infinite_real)
UNARY_FUNCTION(sinh, csinh, at_infinite_imaginary)
UNARY_FUNCTION(sqrt, csqrt, nowhere)
UNARY_FUNCTION(tan, tan_of, at_infinite_real_of_tan)
UNARY_FUNCTION(tanh, tanh_of, at_infinite_imaginary_of_tanh)
#undef UNARY_FUNCTION

/* args: z, base. */
FUNCTION(cmath_log)
{
    double complex z, base;
    if (!argument(t, args[0], &z)) {
        return VALUE_ERROR;
    }
    if (args[1] == VALUE_UNBOUND) {
        return at_zero(z) ? math_raise_domain(t) : result_value(t, z, clog(z));
    }
    if (!argument(t, args[1], &base)) {
        return VALUE_ERROR;
    }
    double complex divisor = at_zero(base) ? 0 : clog(base);
    return at_zero(z) || at_zero(divisor) ? math_raise_domain(t)
                                          : result_value(t, z, clog(z) / divisor);
}

/* ---- polar coordinates ---- */

FUNCTION(cmath_phase)
{
    double complex z;
    return argument(t, args[0], &z) ? float_from_double(t, carg(z)) : VALUE_ERROR;
}

FUNCTION(cmath_polar)
{
    double complex z;
    if (!argument(t, args[0], &z)) {
        return VALUE_ERROR;
    }
    double radius = cabs(z);
    if (is_finite(z) && isinf(radius)) {
        return math_raise_range(t);
    }
    Value r = float_from_double(t, radius), angle = float_from_double(t, carg(z));
    return r == VALUE_ERROR || angle == VALUE_ERROR ? VALUE_ERROR : tuple_pair(t, r, angle);
}

/* A product whose sign counts even where a factor is infinite: inf * 0 is a signed 0 here. */
static double stretched(double radius, double direction)
{
    return direction == 0 ? copysign(1, radius) * direction : radius * direction;
}

/* args: radius, angle. */
FUNCTION(cmath_rect)
{
    double radius, angle;
    if (!number_to_double(t, args[0], &radius) || !number_to_double(t, args[1], &angle)) {
        return VALUE_ERROR;
    }
    if (isinf(angle)) {
        return radius == 0     ? complex_new(t, 0, 0)
               : isnan(radius) ? complex_new(t, NAN, NAN)
                               : math_raise_domain(t);
    }
    if (angle == 0) {
        return complex_new(t, radius, stretched(radius, angle));
    }
    if (isnan(angle)) {
        return radius == 0     ? complex_new(t, 0, 0)
               : isinf(radius) ? complex_new(t, INFINITY, NAN)
                               : complex_new(t, NAN, NAN);
    }
    return complex_new(t, radius * cos(angle), radius * sin(angle));
}

/* ---- questions ---- */

FUNCTION(cmath_isfinite)
{
    double complex z;
    return argument(t, args[0], &z) ? value_from_bool(is_finite(z)) : VALUE_ERROR;
}

FUNCTION(cmath_isinf)
{
    double complex z;
    return argument(t, args[0], &z) ? value_from_bool(is_infinite(z)) : VALUE_ERROR;
}

FUNCTION(cmath_isnan)
{
    double complex z;
    return argument(t, args[0], &z) ? value_from_bool(isnan(creal(z)) || isnan(cimag(z)))
                                    : VALUE_ERROR;
}

/* args: a, b, rel_tol, abs_tol. */
FUNCTION(cmath_isclose)
{
    double complex a, b;
    double relative = 1e-9, absolute = 0;
    if (!argument(t, args[0], &a) || !argument(t, args[1], &b) ||
        (args[2] != VALUE_UNBOUND && !number_to_double(t, args[2], &relative)) ||
        (args[3] != VALUE_UNBOUND && !number_to_double(t, args[3], &absolute))) {
        return VALUE_ERROR;
    }
    if (relative < 0 || absolute < 0) {
        return raise_error(t, &ValueError_type, "tolerances must be non-negative");
    }
    if (creal(a) == creal(b) && cimag(a) == cimag(b)) {
        return VALUE_TRUE;
    }
    double distance = cabs(a - b);
    return value_from_bool(
        !is_infinite(a) && !is_infinite(b) &&
        (distance <= relative * cabs(a) || distance <= relative * cabs(b) || distance <= absolute));
}

#define UNARY_ROW(name, doc)                                                                       \
    {                                                                                              \
#name, cmath_##name, "(z, /)", doc, NATIVE_METHOD                                          \
    }
static const struct native_def functions[] = {
    UNARY_ROW(acos, "Return the arc cosine of z."),
    UNARY_ROW(acosh, "Return the inverse hyperbolic cosine of z."),
    UNARY_ROW(asin, "Return the arc sine of z."),
    UNARY_ROW(asinh, "Return the inverse hyperbolic sine of z."),
    UNARY_ROW(atan, "Return the arc tangent of z."),
    UNARY_ROW(atanh, "Return the inverse hyperbolic tangent of z."),
    UNARY_ROW(cos, "Return the cosine of z."),
    UNARY_ROW(cosh, "Return the hyperbolic cosine of z."),
    UNARY_ROW(exp, "Return the exponential value e**z."),
    {"isclose", cmath_isclose, "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
     "Determine whether two complex numbers are close in value.", NATIVE_METHOD},
    UNARY_ROW(isfinite, "Return True if both the real and imaginary parts of z are finite."),
    UNARY_ROW(isinf, "Checks if the real or imaginary part of z is infinite."),
    UNARY_ROW(isnan, "Checks if the real or imaginary part of z not a number (NaN)."),
    {"log", cmath_log, "(z, base=<unrepresentable>, /)",
     "log(z[, base]) -> the logarithm of z to the given base.", NATIVE_METHOD},
    UNARY_ROW(log10, "Return the base-10 logarithm of z."),
    UNARY_ROW(phase, "Return argument, also known as the phase angle, of a complex."),
    UNARY_ROW(polar, "Convert a complex from rectangular coordinates to polar coordinates."),
    {"rect", cmath_rect, "(r, phi, /)",
     "Convert from polar coordinates to rectangular coordinates.", NATIVE_METHOD},
    UNARY_ROW(sin, "Return the sine of z."),
    UNARY_ROW(sinh, "Return the hyperbolic sine of z."),
    UNARY_ROW(sqrt, "Return the square root of z."),
    UNARY_ROW(tan, "Return the tangent of z."),
    UNARY_ROW(tanh, "Return the hyperbolic tangent of z."),
    {0},
};
#undef UNARY_ROW

static bool add_complex(struct thread *t, Value module, const char *name, double imaginary)
{
    Value v = complex_new(t, 0, imaginary);
    return v != VALUE_ERROR && module_add(t, module, name, v);
}

bool module_init_cmath(struct thread *t, Value module)
{
    static const struct {
        const char *name;
        double number;
    } constants[] = {{"pi", M_PI}, {"e", M_E}, {"tau", 2 * M_PI}, {"inf", INFINITY}, {"nan", NAN}};
    for (size_t i = 0; i < COUNT_OF(constants); i++) {
        Value v = float_from_double(t, constants[i].number);
        if (v == VALUE_ERROR || !module_add(t, module, constants[i].name, v)) {
            return false;
        }
    }
    return add_complex(t, module, "infj", INFINITY) && add_complex(t, module, "nanj", NAN) &&
           module_add_functions(t, module, functions);
}
