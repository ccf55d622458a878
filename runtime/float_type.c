/* The type float: its slots. The methods are in runtime/float_methods.c. */
#include <math.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/float.h"
#include "runtime/float_methods.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value repr(struct thread *t, Value self)
{
    return float_to_str(t, float_to_double(self));
}

static bool hash(UNUSED struct thread *t, Value self, int64_t *hash)
{
    *hash = float_hash(self);
    return true;
}

static enum truth truth(UNUSED struct thread *t, Value self)
{
    return float_to_double(self) != 0.0 ? TRUTH_TRUE : TRUTH_FALSE;
}

/* -1, 0, 1; 2: unordered. An int is compared exactly, not by the double next to it. */
static int order_of(double d, Value other)
{
    if (value_is_float(other)) {
        double e = float_to_double(other);
        return d < e ? -1 : d > e ? 1 : d == e ? 0 : 2;
    }
    int order = int_order_double(other, d);
    return order == 2 ? 2 : -order;
}

static Value compare(UNUSED struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_float(other) && !value_is_int(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    int order = order_of(float_to_double(self), other);
    switch (op) {
    case COMPARE_LT:
        return value_from_bool(order == -1);
    case COMPARE_LE:
        return value_from_bool(order == -1 || order == 0);
    case COMPARE_EQ:
        return value_from_bool(order == 0);
    case COMPARE_NE:
        return value_from_bool(order != 0);
    case COMPARE_GT:
        return value_from_bool(order == 1);
    default:
        return value_from_bool(order == 1 || order == 0);
    }
}

/* ---- operators ---- */

/* The double of an operand. *known is false, and no exception set, if it is neither float nor int. */
static bool operand(struct thread *t, Value v, double *d, bool *known)
{
    if (value_is_float(v)) {
        *d = float_to_double(v);
        return true;
    }
    *known &= value_is_int(v);
    return !*known || int_to_double(t, v, d);
}

static Value binary(struct thread *t, enum binary_op op, Value v, Value w)
{
    double d = 0, e = 0;
    bool known = true;
    if (!operand(t, v, &d, &known) || !operand(t, w, &e, &known)) {
        return VALUE_ERROR;
    }
    return known ? float_binary(t, op, d, e) : VALUE_NOT_IMPLEMENTED;
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
#undef OPERATOR

static Value divmod_(struct thread *t, Value v, Value w)
{
    double d = 0, e = 0, quotient, remainder;
    bool known = true;
    if (!operand(t, v, &d, &known) || !operand(t, w, &e, &known)) {
        return VALUE_ERROR;
    }
    if (!known) {
        return VALUE_NOT_IMPLEMENTED;
    }
    if (e == 0.0) {
        return raise_error(t, &ZeroDivisionError_type, "float divmod()");
    }
    float_divmod(d, e, &quotient, &remainder);
    Value first = float_from_double(t, quotient);
    Value second = first == VALUE_ERROR ? first : float_from_double(t, remainder);
    return second == VALUE_ERROR ? second : tuple_of(t, 2, first, second);
}

static Value power_modulo(struct thread *t, UNUSED Value base, UNUSED Value exponent,
                          UNUSED Value modulus)
{
    return raise_error(t, &TypeError_type,
                       "pow() 3rd argument not allowed unless all arguments are integers");
}

static Value negative(struct thread *t, Value v)
{
    return float_from_double(t, -float_to_double(v));
}

static Value absolute(struct thread *t, Value v)
{
    return float_from_double(t, fabs(float_to_double(v)));
}

static Value to_int(struct thread *t, Value v)
{
    return int_from_double(t, float_to_double(v));
}

/* ---- float(...) ---- */

static struct argument_parser parser = {"float", "(x=0, /)", NULL};

static Value from_bytes(struct thread *t, Value x)
{
    Value copy = bytes_like_to_bytes(t, x);
    if (copy == VALUE_ERROR) {
        return copy;
    }
    const struct bytes *b = value_to_bytes(copy);
    double d;
    bool parsed = float_parse_spaced(b->data, b->length, &d);
    gc_keep(b);
    return parsed ? float_from_double(t, d)
                  : raise_error(t, &ValueError_type, "could not convert string to float: %R", x);
}

static Value convert(struct thread *t, Value x)
{
    if (x == VALUE_UNBOUND) {
        return float_from_double(t, 0.0);
    }
    bool is_number =
        value_type(x)->unary[UNARY_FLOAT] != NULL || value_type(x)->unary[UNARY_INDEX] != NULL;
    return !is_number && value_is_str(x)       ? float_from_str(t, x)
           : !is_number && value_has_buffer(x) ? from_bytes(t, x)
                                               : number_unary(t, UNARY_FLOAT, x);
}

static Value new_float(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    Value x[1];
    if (type == &float_type && !reject_keywords(t, "float", keyword_names)) {
        return VALUE_ERROR;
    }
    if (type != &float_type && type->init != object_type.init) {
        keyword_names = VALUE_UNBOUND; /* they are for the subclass's __init__ */
    }
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, x)) {
        return VALUE_ERROR;
    }
    Value v = convert(t, x[0]);
    if (v == VALUE_ERROR) {
        return v;
    }
    double d = float_to_double(v);
    if (type == &float_type) {
        return float_from_double(t, d);
    }
    struct float_object *o = gc_new(t, type);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->d = d;
    return value_from_object(o);
}

struct type float_type = {
    TYPE_HEADER("float", sizeof(struct float_object)),
    .text_signature = "(x=0, /)",
    .doc = "Convert a string or number to a floating point number, if possible.",
    .flags = TYPE_BASE | TYPE_FLOAT_SUBCLASS | TYPE_MATCHES_SELF,
    .methods = float_methods,
    .getsets = float_getsets,
    .new = new_float,
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
               [BINARY_DIVMOD] = divmod_},
    .unary = {[UNARY_NEGATIVE] = negative,
              [UNARY_POSITIVE] = float_exact,
              [UNARY_ABSOLUTE] = absolute,
              [UNARY_INT] = to_int,
              [UNARY_FLOAT] = float_exact},
};
