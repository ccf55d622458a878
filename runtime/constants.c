/* Constants of source code: made for the compiler, folded, compared. */
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/code.h"
#include "runtime/codec.h"
#include "runtime/complex.h"
#include "runtime/int.h"
#include "runtime/int_text.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "runtime/tuple.h"

/* ---- making ---- */

void constants_begin(struct thread *t)
{
    gc_locked_begin(&t->allocator);
}

void constants_end(struct thread *t)
{
    gc_locked_end(&t->allocator);
}

bool constants_retry(struct thread *t, bool *tried)
{
    return gc_retry(t, tried);
}

Value constant_int(struct thread *t, const char *digits, size_t n, int base)
{
    for (; base == 10 && n > 1 && *digits == '0'; n--) {
        digits++; /* zero has no limit of digits */
    }
    Value v = int_parse(t, digits, n, base);
    return v == VALUE_UNBOUND ? raise_error(t, &ValueError_type, "invalid integer literal") : v;
}

int64_t constant_max_digits(void)
{
    return int_max_str_digits();
}

Value constant_float(struct thread *t, const char *text, size_t n)
{
    double d;
    return float_parse(text, n, &d) ? float_from_double(t, d)
                                    : raise_error(t, &ValueError_type, "invalid float literal");
}

Value constant_imaginary(struct thread *t, const char *text, size_t n)
{
    double d;
    return float_parse(text, n, &d) ? complex_new(t, 0.0, d)
                                    : raise_error(t, &ValueError_type, "invalid imaginary literal");
}

Value constant_str(struct thread *t, const char *wtf8, size_t n)
{
    return str_from_utf8(t, wtf8, n);
}

Value constant_name(struct thread *t, const char *utf8, size_t n)
{
    Value s = str_from_utf8(t, utf8, n);
    return s == VALUE_ERROR ? s : str_intern(t, s);
}

Value constant_bytes(struct thread *t, const char *bytes, size_t n)
{
    return bytes_new(t, bytes, n);
}

Value constant_repr(struct thread *t, Value v)
{
    return object_repr(t, v);
}

const char *constant_text(struct thread *t, Value str)
{
    return str_to_utf8(t, str, NULL);
}

const char *constant_utf8(struct thread *t, Value str, size_t *n)
{
    return str_to_utf8(t, str, n);
}

Value constant_decode(struct thread *t, const char *bytes, size_t n, const char *encoding)
{
    Value name = str_from_cstr(t, encoding);
    Value whole = name == VALUE_ERROR ? name : bytes_new(t, bytes, n);
    return whole == VALUE_ERROR ? whole : codec_decode(t, whole, name, VALUE_UNBOUND);
}

Value constant_tuple(struct thread *t, const Value *items, size_t n)
{
    return tuple_new(t, items, n);
}

Value constant_frozenset(struct thread *t, const Value *items, size_t n)
{
    Value made = set_new(t, &frozenset_type);
    for (size_t i = 0; made != VALUE_ERROR && i < n; i++) { /* does not poll, as set_update would */
        if (!set_add(t, value_to_set(made), items[i])) {
            return VALUE_ERROR;
        }
    }
    return made;
}

/* ---- folding: the limits are CPython's, so that a small source does not become a huge constant ---- */

enum { MAX_INT_BITS = 128, MAX_ITEMS = 256, MAX_TEXT = 4096 };

static bool is_number(Value v)
{
    return value_is_int(v) || value_is_float(v) || value_is_complex(v);
}

static bool product_is_small(Value v, Value w)
{
    if (value_is_int(v) && value_is_int(w)) {
        return int_bit_length(v) + int_bit_length(w) <= MAX_INT_BITS;
    }
    if (is_number(v) && is_number(w)) {
        return true;
    }
    int64_t times;
    Value sequence = value_is_int(v) ? w : v, count = value_is_int(v) ? v : w;
    if (!value_is_int(count) || !int_to_int64(count, &times)) {
        return false;
    }
    if (times < 0) {
        return true;
    }
    uint64_t n, limit = MAX_TEXT;
    if (value_is_str(sequence)) {
        n = value_to_str(sequence)->length;
    } else if (value_is_bytes(sequence)) {
        n = value_to_bytes(sequence)->length;
    } else if (value_is_tuple(sequence)) {
        n = value_to_tuple(sequence)->length;
        limit = MAX_ITEMS;
    } else {
        return false;
    }
    return n == 0 || (uint64_t)times <= limit / n;
}

static bool power_is_small(Value v, Value w)
{
    int64_t exponent;
    if (!value_is_int(v) || !value_is_int(w)) {
        return is_number(v) && is_number(w);
    }
    if (!int_to_int64(w, &exponent)) {
        return false;
    }
    return exponent < 0 || int_bit_length(v) == 0 ||
           (uint64_t)exponent <= (uint64_t)MAX_INT_BITS / int_bit_length(v);
}

static bool left_shift_is_small(Value v, Value w)
{
    int64_t by;
    if (!value_is_int(v) || !value_is_int(w) || !int_to_int64(w, &by)) {
        return false;
    }
    return by <= MAX_INT_BITS && (by < 0 || int_bit_length(v) + (uint64_t)by <= MAX_INT_BITS);
}

static bool may_fold(enum binary_op op, Value v, Value w)
{
    switch (op) {
    case BINARY_MULTIPLY:
        return product_is_small(v, w);
    case BINARY_POWER:
        return power_is_small(v, w);
    case BINARY_LEFT_SHIFT:
        return left_shift_is_small(v, w);
    case BINARY_REMAINDER: /* % of texts formats, which may run anything */
        return is_number(v) && is_number(w);
    case BINARY_MATRIX_MULTIPLY:
        return false;
    default:
        return true;
    }
}

static Value unless_raised(struct thread *t, Value v)
{
    if (v == VALUE_ERROR) {
        error_clear(t);
        return VALUE_UNBOUND;
    }
    return v;
}

Value constant_fold_binary(struct thread *t, int binary_op, Value v, Value w)
{
    enum binary_op op = (enum binary_op)binary_op;
    return may_fold(op, v, w) ? unless_raised(t, number_binary(t, op, v, w)) : VALUE_UNBOUND;
}

Value constant_fold_unary(struct thread *t, int unary_op, Value v)
{
    return is_number(v) ? unless_raised(t, number_unary(t, (enum unary_op)unary_op, v))
                        : VALUE_UNBOUND;
}

/* ---- the same constant? ---- */

static bool doubles_are_same(double d, double e)
{
    return double_to_bits(d) == double_to_bits(e);
}

static bool tuples_are_same(const struct tuple *v, const struct tuple *w)
{
    if (v->length != w->length) {
        return false;
    }
    for (uint64_t i = 0; i < v->length; i++) {
        if (!constants_are_same(v->items[i], w->items[i])) {
            return false;
        }
    }
    return true;
}

static bool has_same(struct set *set, Value wanted)
{
    Value item;
    for (uint64_t position = 0; set_next(set, &position, &item);) {
        if (constants_are_same(item, wanted)) {
            return true;
        }
    }
    return false;
}

/* The order of their items may differ. */
static bool frozensets_are_same(struct set *v, struct set *w)
{
    Value item;
    for (uint64_t position = 0; set_next(v, &position, &item);) {
        if (!has_same(w, item)) {
            return false;
        }
    }
    return set_length(v) == set_length(w);
}

bool constants_are_same(Value v, Value w)
{
    if (v == w) {
        return true;
    }
    struct type *type = value_type(v);
    if (type != value_type(w)) {
        return false;
    }
    if (type == &int_type) {
        return int_order(v, w) == 0;
    }
    if (type == &float_type) {
        return doubles_are_same(float_to_double(v), float_to_double(w));
    }
    if (type == &complex_type) {
        const struct complex_object *a = (const struct complex_object *)v,
                                    *b = (const struct complex_object *)w;
        return doubles_are_same(a->real, b->real) && doubles_are_same(a->imaginary, b->imaginary);
    }
    if (type == &str_type) {
        return str_equal(value_to_str(v), value_to_str(w));
    }
    if (type == &bytes_type) {
        const struct bytes *a = value_to_bytes(v), *b = value_to_bytes(w);
        return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
    }
    if (type == &frozenset_type) {
        return frozensets_are_same(value_to_set(v), value_to_set(w));
    }
    return type == &tuple_type && tuples_are_same(value_to_tuple(v), value_to_tuple(w));
}

bool constants_are_equal(struct thread *t, Value v, Value w)
{
    enum truth equal = object_equal(t, v, w);
    if (equal == TRUTH_ERROR) {
        error_clear(t);
    }
    return equal == TRUTH_TRUE;
}
