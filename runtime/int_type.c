/* The type int: its slots. The methods are in runtime/int_methods.c. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/int_text.h"
#include "runtime/native.h"
#include "runtime/str.h"

static Value repr(struct thread *t, Value self)
{
    return int_to_str(t, self, 10);
}

static bool hash(UNUSED struct thread *t, Value self, int64_t *hash)
{
    *hash = int_hash(self);
    return true;
}

static Value compare(UNUSED struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_int(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    int order = int_order(self, other);
    switch (op) {
    case COMPARE_LT:
        return value_from_bool(order < 0);
    case COMPARE_LE:
        return value_from_bool(order <= 0);
    case COMPARE_EQ:
        return value_from_bool(order == 0);
    case COMPARE_NE:
        return value_from_bool(order != 0);
    case COMPARE_GT:
        return value_from_bool(order > 0);
    default:
        return value_from_bool(order >= 0);
    }
}

static enum truth truth(UNUSED struct thread *t, Value self)
{
    return int_sign(self) != 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

/* ---- operators ---- */

static Value binary(struct thread *t, enum binary_op op, Value v, Value w)
{
    if (!value_is_int(v) || !value_is_int(w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    v = int_exact(t, v);
    w = v == VALUE_ERROR ? v : int_exact(t, w);
    return w == VALUE_ERROR ? w : int_binary(t, op, v, w, 0);
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
OPERATOR(floor_divide, BINARY_FLOOR_DIVIDE)
OPERATOR(modulo, BINARY_REMAINDER)
OPERATOR(power, BINARY_POWER)
OPERATOR(left_shift, BINARY_LEFT_SHIFT)
OPERATOR(right_shift, BINARY_RIGHT_SHIFT)
OPERATOR(bit_and, BINARY_AND)
OPERATOR(bit_or, BINARY_OR)
OPERATOR(bit_xor, BINARY_XOR)
OPERATOR(divmod_, BINARY_DIVMOD)
#undef OPERATOR

static Value power_modulo(struct thread *t, Value base, Value exponent, Value modulus)
{
    if (!value_is_int(base) || !value_is_int(exponent) || !value_is_int(modulus)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    return int_power(t, base, exponent, modulus);
}

static Value negative(struct thread *t, Value v)
{
    return int_negative(t, v);
}

static Value absolute(struct thread *t, Value v)
{
    return int_sign(v) < 0 ? int_negative(t, v) : int_exact(t, v);
}

/* ~v == -v - 1 */
static Value invert(struct thread *t, Value v)
{
    Value opposite = int_negative(t, v);
    return opposite == VALUE_ERROR
               ? opposite
               : int_binary(t, BINARY_SUBTRACT, opposite, value_from_small_int(1), 0);
}

static Value to_float(struct thread *t, Value v)
{
    double d;
    return int_to_double(t, v, &d) ? float_from_double(t, d) : VALUE_ERROR;
}

/* ---- int(...) ---- */

static Value from_bytes_text(struct thread *t, const struct bytes *x, int base)
{
    Value v = int_parse(t, x->data, x->length, base);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    return raise_error(t, &ValueError_type, "invalid literal for int() with base %d: %R", base,
                       value_from_object(x));
}

/* UNBOUND: no text. */
static Value from_text(struct thread *t, Value x, int base)
{
    if (value_is_str(x)) {
        return int_from_str(t, x, base);
    }
    Value bytes = buffer_try_bytes(t, x);
    return bytes == VALUE_ERROR || bytes == VALUE_UNBOUND
               ? bytes
               : from_bytes_text(t, value_to_bytes(bytes), base);
}

static Value from_any(struct thread *t, Value x)
{
    const struct type *type = value_type(x);
    if (type->unary[UNARY_INT] == NULL && type->unary[UNARY_INDEX] == NULL) {
        Value v = from_text(t, x, 10);
        if (v != VALUE_UNBOUND) {
            return v;
        }
    }
    Value v = number_unary(t, UNARY_INT, x);
    return v == VALUE_ERROR ? v : int_exact(t, v);
}

static Value with_base(struct thread *t, Value x, Value base_argument)
{
    int64_t base;
    if (!number_to_index_clipped(t, base_argument, &base)) {
        return VALUE_ERROR;
    }
    if (base != 0 && (base < 2 || base > 36)) {
        return raise_error(t, &ValueError_type, "int() base must be >= 2 and <= 36, or 0");
    }
    bool is_text = value_is_str(x) || value_is_bytes(x) || value_is_bytearray(x);
    Value v = is_text ? from_text(t, x, (int)base) : VALUE_UNBOUND;
    return v != VALUE_UNBOUND ? v
                              : raise_error(t, &TypeError_type,
                                            "int() can't convert non-string with explicit base");
}

static struct argument_parser parser = {"int", "(x=0, /, base=10)", NULL};

Value int_construct(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value bound[2];
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    if (bound[0] == VALUE_UNBOUND) {
        return bound[1] == VALUE_UNBOUND
                   ? value_from_small_int(0)
                   : raise_error(t, &TypeError_type, "int() missing string argument");
    }
    return bound[1] == VALUE_UNBOUND ? from_any(t, bound[0]) : with_base(t, bound[0], bound[1]);
}

static Value new_int(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    Value v = int_construct(t, args + 1, n_args - 1, keyword_names);
    if (v == VALUE_ERROR || type == &int_type) {
        return v;
    }
    struct magnitude m;
    magnitude_of(&m, v);
    size_t n = m.n + (m.n == 0);
    struct int_object *o = gc_new_sized(t, sizeof *o + n * sizeof o->limbs[0], type);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->n_limbs = n;
    memcpy(o->limbs, m.limbs, m.n * sizeof o->limbs[0]);
    if (m.negative) {
        object_set_flag(&o->base, INT_NEGATIVE);
    }
    return value_from_object(o);
}

struct type int_type = {
    TYPE_HEADER("int", sizeof(struct int_object)),
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an "
           "integer, or "
           "return 0 if no arguments\nare given.",
    .flags = TYPE_BASE | TYPE_INT_SUBCLASS | TYPE_MATCHES_SELF,
    .methods = int_methods,
    .getsets = int_getsets,
    .new = new_int,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .truth = truth,
    .power = power_modulo,
    .binary = {[BINARY_ADD] = add,
               [BINARY_SUBTRACT] = subtract,
               [BINARY_MULTIPLY] = multiply,
               [BINARY_TRUE_DIVIDE] = true_divide,
               [BINARY_FLOOR_DIVIDE] = floor_divide,
               [BINARY_REMAINDER] = modulo,
               [BINARY_POWER] = power,
               [BINARY_LEFT_SHIFT] = left_shift,
               [BINARY_RIGHT_SHIFT] = right_shift,
               [BINARY_AND] = bit_and,
               [BINARY_OR] = bit_or,
               [BINARY_XOR] = bit_xor,
               [BINARY_DIVMOD] = divmod_},
    .unary = {[UNARY_NEGATIVE] = negative,
              [UNARY_POSITIVE] = int_exact,
              [UNARY_ABSOLUTE] = absolute,
              [UNARY_INVERT] = invert,
              [UNARY_INT] = int_exact,
              [UNARY_FLOAT] = to_float,
              [UNARY_INDEX] = int_exact},
};
