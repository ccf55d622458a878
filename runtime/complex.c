/* complex: arithmetic and the type object. */
#include "runtime/complex.h"

#include <math.h>
#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

/* C's own complex multiplication repairs infinities as annex G of C99 says; CPython uses the plain formulas, so the
   operators below are spelled out. */
struct pair {
    double real, imaginary;
};

Value complex_new(struct thread *t, double real, double imaginary)
{
    struct complex_object *o = gc_allocate(t, sizeof *o, &complex_type);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->real = real;
    o->imaginary = imaginary;
    return value_from_object(o);
}

static struct pair pair_of(Value v)
{
    const struct complex_object *o = (const struct complex_object *)v;
    return (struct pair){o->real, o->imaginary};
}

/* ---- arithmetic ---- */

static struct pair multiply_pairs(struct pair a, struct pair b)
{
    return (struct pair){a.real * b.real - a.imaginary * b.imaginary,
                         a.real * b.imaginary + a.imaginary * b.real};
}

/* Smith's method ("Algorithm 116: Complex division", CACM 1962): scales by the larger part of the divisor, which must
   not be zero. */
static struct pair divide_pairs(struct pair a, struct pair b)
{
    if (fabs(b.real) >= fabs(b.imaginary)) {
        double ratio = b.imaginary / b.real, denominator = b.real + b.imaginary * ratio;
        return (struct pair){(a.real + a.imaginary * ratio) / denominator,
                             (a.imaginary - a.real * ratio) / denominator};
    }
    if (isnan(b.real) || isnan(b.imaginary)) {
        return (struct pair){(double)NAN, (double)NAN};
    }
    double ratio = b.real / b.imaginary, denominator = b.real * ratio + b.imaginary;
    return (struct pair){(a.real * ratio + a.imaginary) / denominator,
                         (a.imaginary * ratio - a.real) / denominator};
}

static struct pair integer_power(struct pair base, long exponent)
{
    struct pair result = {1.0, 0.0}, square = base;
    for (unsigned long rest = (unsigned long)labs(exponent); rest > 0; rest >>= 1) {
        if (rest & 1) {
            result = multiply_pairs(result, square);
        }
        square = multiply_pairs(square, square);
    }
    return exponent < 0 ? divide_pairs((struct pair){1.0, 0.0}, result) : result;
}

static struct pair general_power(struct pair a, struct pair b)
{
    double size = hypot(a.real, a.imaginary), angle = atan2(a.imaginary, a.real);
    double length = pow(size, b.real), phase = angle * b.real;
    if (b.imaginary != 0.0) {
        length *= exp(-angle * b.imaginary);
        phase += b.imaginary * log(size);
    }
    return (struct pair){length * cos(phase), length * sin(phase)};
}

static Value power_of(struct thread *t, struct pair a, struct pair b)
{
    struct pair result;
    if (b.real == 0.0 && b.imaginary == 0.0) {
        return complex_new(t, 1.0, 0.0);
    }
    if (a.real == 0.0 && a.imaginary == 0.0) {
        if (b.imaginary != 0.0 || b.real < 0.0) {
            return raise_error(t, &ZeroDivisionError_type, "0.0 to a negative or complex power");
        }
        return complex_new(t, 0.0, 0.0);
    }
    if (b.imaginary == 0.0 && b.real == floor(b.real) && fabs(b.real) <= 100.0) {
        result = integer_power(a, (long)b.real);
    } else {
        result = general_power(a, b);
    }
    if ((isinf(result.real) || isinf(result.imaginary)) && isfinite(a.real) &&
        isfinite(a.imaginary) && isfinite(b.real) && isfinite(b.imaginary)) {
        return raise_error(t, &OverflowError_type, "complex exponentiation");
    }
    return complex_new(t, result.real, result.imaginary);
}

Value complex_power_of_doubles(struct thread *t, double base, double exponent)
{
    return power_of(t, (struct pair){base, 0.0}, (struct pair){exponent, 0.0});
}

/* *known is false, and no exception set, for what is no number. */
static bool operand(struct thread *t, Value v, struct pair *p, bool *known)
{
    *p = (struct pair){0.0, 0.0};
    if (value_is_complex(v)) {
        *p = pair_of(v);
        return true;
    }
    if (value_is_float(v)) {
        p->real = float_to_double(v);
        return true;
    }
    *known &= value_is_int(v);
    return !*known || int_to_double(t, v, &p->real);
}

static Value compute(struct thread *t, enum binary_op op, struct pair a, struct pair b)
{
    struct pair result;
    switch (op) {
    case BINARY_ADD:
        return complex_new(t, a.real + b.real, a.imaginary + b.imaginary);
    case BINARY_SUBTRACT:
        return complex_new(t, a.real - b.real, a.imaginary - b.imaginary);
    case BINARY_MULTIPLY:
        result = multiply_pairs(a, b);
        return complex_new(t, result.real, result.imaginary);
    case BINARY_TRUE_DIVIDE:
        if (b.real == 0.0 && b.imaginary == 0.0) {
            return raise_error(t, &ZeroDivisionError_type, "complex division by zero");
        }
        result = divide_pairs(a, b);
        return complex_new(t, result.real, result.imaginary);
    default:
        return power_of(t, a, b);
    }
}

static Value binary(struct thread *t, enum binary_op op, Value v, Value w)
{
    struct pair a, b;
    bool known = true;
    if (!operand(t, v, &a, &known) || !operand(t, w, &b, &known)) {
        return VALUE_ERROR;
    }
    return known ? compute(t, op, a, b) : VALUE_NOT_IMPLEMENTED;
}

#define OPERATOR(name, op)                                                                         \
    static Value name(struct thread *t, Value v, Value w)                                          \
    {                                                                                              \
        return binary(t, op, v, w);                                                                \
    }
OPERATOR(add, BINARY_ADD)
OPERATOR(subtract, BINARY_SUBTRACT)
OPERATOR(multiply, BINARY_MULTIPLY)
OPERATOR(true_divide, BINARY_TRUE_DIVIDE)
OPERATOR(power, BINARY_POWER)
#undef OPERATOR

static Value power_modulo(struct thread *t, Value base, Value exponent, UNUSED Value modulus)
{
    struct pair pair;
    bool known = true;
    if (!operand(t, base, &pair, &known) || (known && !operand(t, exponent, &pair, &known))) {
        return VALUE_ERROR;
    }
    return !known ? VALUE_NOT_IMPLEMENTED : raise_error(t, &ValueError_type, "complex modulo");
}

static Value negative(struct thread *t, Value v)
{
    struct pair p = pair_of(v);
    return complex_new(t, -p.real, -p.imaginary);
}

static Value positive(struct thread *t, Value v)
{
    struct pair p = pair_of(v);
    return value_type(v) == &complex_type ? v : complex_new(t, p.real, p.imaginary);
}

static Value absolute(struct thread *t, Value v)
{
    struct pair p = pair_of(v);
    double size = hypot(p.real, p.imaginary);
    if (isinf(size) && isfinite(p.real) && isfinite(p.imaginary)) {
        return raise_error(t, &OverflowError_type, "absolute value too large");
    }
    return float_from_double(t, size);
}

/* ---- the rest of the slots ---- */

static Value compare(UNUSED struct thread *t, Value self, Value other, enum compare_op op)
{
    if (op != COMPARE_EQ && op != COMPARE_NE) {
        return VALUE_NOT_IMPLEMENTED;
    }
    struct pair p = pair_of(self);
    bool equal;
    if (value_is_complex(other)) {
        struct pair q = pair_of(other);
        equal = p.real == q.real && p.imaginary == q.imaginary;
    } else if (value_is_float(other)) {
        equal = p.imaginary == 0.0 && p.real == float_to_double(other);
    } else if (value_is_int(other)) {
        equal = p.imaginary == 0.0 && int_order_double(other, p.real) == 0;
    } else {
        return VALUE_NOT_IMPLEMENTED;
    }
    return value_from_bool(equal == (op == COMPARE_EQ));
}

static bool hash(UNUSED struct thread *t, Value self, int64_t *hash)
{
    struct pair p = pair_of(self);
    uint64_t own = (uint64_t)((uintptr_t)self >> 4); /* for NaN, by identity */
    uint64_t real = isnan(p.real) ? own : (uint64_t)double_hash(p.real);
    uint64_t imaginary = isnan(p.imaginary) ? own : (uint64_t)double_hash(p.imaginary);
    *hash = (int64_t)(real + UINT64_C(1000003) * imaginary);
    *hash = *hash == -1 ? -2 : *hash;
    return true;
}

static enum truth truth(UNUSED struct thread *t, Value self)
{
    struct pair p = pair_of(self);
    return p.real != 0.0 || p.imaginary != 0.0 ? TRUTH_TRUE : TRUTH_FALSE;
}

/* ---- complex(...) ---- */

/* What the number `v` contributes: a complex one, or a real one. */
static bool part(struct thread *t, Value v, struct pair *p, bool *is_complex)
{
    *p = (struct pair){0.0, 0.0};
    *is_complex = value_is_complex(v);
    if (*is_complex) {
        *p = pair_of(v);
        return true;
    }
    return number_to_double(t, v, &p->real);
}

/* Both arguments are looked at before one of them is converted. */
static bool check_number(struct thread *t, Value v, const char *what)
{
    const struct type *type = value_type(v);
    return value_is_complex(v) || type->unary[UNARY_FLOAT] != NULL ||
           type->unary[UNARY_INDEX] != NULL || raise_false(t, &TypeError_type, what, v);
}

/* The result of __complex__, or `v` itself. */
static Value by_method(struct thread *t, Value v)
{
    if (value_type(v) == &complex_type || value_is_small_int(v) || value_is_flonum(v)) {
        return v;
    }
    Value method = object_find_special(t, v, name___complex__);
    if (method == VALUE_UNBOUND || method == VALUE_ERROR) {
        return method == VALUE_ERROR ? method : v;
    }
    Value made = call_0(t, method);
    if (made == VALUE_ERROR || value_type(made) == &complex_type) {
        return made;
    }
    if (!value_is_complex(made)) {
        return raise_error(t, &TypeError_type, "__complex__ returned non-complex (type %T)", made);
    }
    return warning_issue(t, &DeprecationWarning_type,
                         "__complex__ returned non-complex (type %T).  The ability to return an "
                         "instance of a strict subclass of complex is deprecated, and may be "
                         "removed in a future version of Python.",
                         made)
               ? made
               : VALUE_ERROR;
}

bool complex_from_value(struct thread *t, Value v, double *real, double *imaginary)
{
    struct pair p = {0.0, 0.0};
    bool is_complex;
    v = by_method(t, v);
    bool fine = v != VALUE_ERROR && part(t, v, &p, &is_complex);
    *real = p.real;
    *imaginary = p.imaginary;
    return fine;
}

static bool parts(struct thread *t, Value real, Value imaginary, struct pair *sum)
{
    struct pair other = {0.0, 0.0};
    bool real_is_complex, other_is_complex = false;
    real = by_method(t, real);
    if (real == VALUE_ERROR ||
        !check_number(t, real, "complex() first argument must be a string or a number, not '%T'") ||
        (imaginary != VALUE_UNBOUND &&
         !check_number(t, imaginary, "complex() second argument must be a number, not '%T'")) ||
        !part(t, real, sum, &real_is_complex)) {
        return false;
    }
    if (imaginary == VALUE_UNBOUND) {
        return true;
    }
    if (!part(t, imaginary, &other, &other_is_complex)) {
        return false;
    }
    sum->real -= other.imaginary;
    sum->imaginary = real_is_complex ? sum->imaginary + other.real : other.real;
    return true;
}

static struct argument_parser parser = {"complex", "(real=0, imag=0)", NULL};

static Value make(struct thread *t, struct type *type, struct pair p)
{
    if (type == &complex_type) {
        return complex_new(t, p.real, p.imaginary);
    }
    struct complex_object *o = gc_new(t, type);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->real = p.real;
    o->imaginary = p.imaginary;
    return value_from_object(o);
}

static Value new_complex(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    Value bound[2];
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    struct pair p;
    if (bound[0] != VALUE_UNBOUND && value_is_str(bound[0])) {
        if (bound[1] != VALUE_UNBOUND) {
            return raise_error(t, &TypeError_type,
                               "complex() can't take second arg if first is a string");
        }
        Value v = complex_from_str(t, bound[0]);
        return v == VALUE_ERROR || type == &complex_type ? v : make(t, type, pair_of(v));
    }
    if (bound[1] != VALUE_UNBOUND && value_is_str(bound[1])) {
        return raise_error(t, &TypeError_type, "complex() second arg can't be a string");
    }
    if (bound[0] != VALUE_UNBOUND && value_type(bound[0]) == &complex_type &&
        type == &complex_type && bound[1] == VALUE_UNBOUND) {
        return bound[0];
    }
    Value real = bound[0] == VALUE_UNBOUND ? value_from_small_int(0) : bound[0];
    return parts(t, real, bound[1], &p) ? make(t, type, p) : VALUE_ERROR;
}

/* ---- methods ---- */

static Value conjugate(struct thread *t, Value *args, UNUSED uint32_t n_args,
                       UNUSED Value keyword_names)
{
    struct pair p = pair_of(args[0]);
    return complex_new(t, p.real, -p.imaginary);
}

static Value to_complex(struct thread *t, Value *args, UNUSED uint32_t n_args,
                        UNUSED Value keyword_names)
{
    return positive(t, args[0]);
}

static Value format(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "__format__() argument must be str, not %A",
                           args[1]);
    }
    return value_to_str(args[1])->length == 0 ? object_str(t, args[0])
                                              : complex_format(t, args[0], args[1]);
}

static Value getnewargs(struct thread *t, Value *args, UNUSED uint32_t n_args,
                        UNUSED Value keyword_names)
{
    struct pair p = pair_of(args[0]);
    Value real = float_from_double(t, p.real);
    Value imaginary = real == VALUE_ERROR ? real : float_from_double(t, p.imaginary);
    return imaginary == VALUE_ERROR ? imaginary : tuple_of(t, 2, real, imaginary);
}

static const struct native_def methods[] = {
    {"conjugate", conjugate, "(self, /)", "Return the complex conjugate of its argument.",
     NATIVE_METHOD},
    {"__complex__", to_complex, "(self, /)", "Convert this value to exact type complex.",
     NATIVE_METHOD},
    {"__format__", format, "(self, format_spec, /)",
     "Convert to a string according to format_spec.", NATIVE_METHOD},
    {"__getnewargs__", getnewargs, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

static Value get_real(struct thread *t, Value self)
{
    return float_from_double(t, pair_of(self).real);
}

static Value get_imag(struct thread *t, Value self)
{
    return float_from_double(t, pair_of(self).imaginary);
}

static const struct getset_def members[] = {
    {"real", get_real, NULL, "the real part of a complex number"},
    {"imag", get_imag, NULL, "the imaginary part of a complex number"},
    {0},
};

static Value repr(struct thread *t, Value self)
{
    struct pair p = pair_of(self);
    return complex_to_str(t, p.real, p.imaginary);
}

struct type complex_type = {
    TYPE_HEADER("complex", sizeof(struct complex_object)),
    .text_signature = "(real=0, imag=0)",
    .doc = "Create a complex number from a real part and an optional imaginary part.\n\nThis is "
           "equivalent to "
           "(real + imag*1j) where imag defaults to 0.",
    .flags = TYPE_BASE,
    .methods = methods,
    .members = members,
    .new = new_complex,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .truth = truth,
    .power = power_modulo,
    .binary = {[BINARY_ADD] = add,
               [BINARY_SUBTRACT] = subtract,
               [BINARY_MULTIPLY] = multiply,
               [BINARY_TRUE_DIVIDE] = true_divide,
               [BINARY_POWER] = power},
    .unary =
        {[UNARY_NEGATIVE] = negative, [UNARY_POSITIVE] = positive, [UNARY_ABSOLUTE] = absolute},
};
