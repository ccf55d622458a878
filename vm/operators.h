/*
 * The fast halves of the operators: small ints and floats in Values. Each returns whether it has put the result
 * into *result; if not, the loop calls vm/slow.h. None raises, allocates or looks at a type.
 */
#ifndef HASP_VM_OPERATORS_H
#define HASP_VM_OPERATORS_H

#include <math.h>

#include "runtime/type.h"
#include "runtime/value_float.h"

/* Ints of up to this magnitude are doubles exactly. */
#define EXACT_DOUBLE_INT (INT64_C(1) << 53)

/* The double that a float, or an int which is one exactly, stands for. */
static ALWAYS_INLINE bool fast_double(Value v, double *d)
{
    if (LIKELY(value_is_flonum(v))) {
        *d = flonum_decode(v);
        return true;
    }
    if (value_is_small_int(v)) {
        int64_t n = value_to_small_int(v);
        *d = (double)n;
        return n >= -EXACT_DOUBLE_INT && n <= EXACT_DOUBLE_INT;
    }
    return false;
}

static ALWAYS_INLINE bool fast_doubles(Value v, Value w, double *d, double *e)
{
    return fast_double(v, d) && fast_double(w, e);
}

static ALWAYS_INLINE bool small_int_result(int64_t n, Value *result)
{
    if (UNLIKELY(!small_int_fits(n))) {
        return false;
    }
    *result = value_from_small_int(n);
    return true;
}

static ALWAYS_INLINE bool fast_add(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w))) {
        int64_t sum; /* of the tagged words: 2v + 1 + 2w */
        if (LIKELY(!__builtin_add_overflow((int64_t)value_bits(v), (int64_t)(value_bits(w) - 1),
                                           &sum))) {
            *result = value_from_bits((uint64_t)sum);
            return true;
        }
        return false;
    }
    double d, e;
    return fast_doubles(v, w, &d, &e) && flonum_encode(d + e, result);
}

static ALWAYS_INLINE bool fast_subtract(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w))) {
        int64_t difference;
        if (LIKELY(!__builtin_sub_overflow((int64_t)value_bits(v), (int64_t)(value_bits(w) - 1),
                                           &difference))) {
            *result = value_from_bits((uint64_t)difference);
            return true;
        }
        return false;
    }
    double d, e;
    return fast_doubles(v, w, &d, &e) && flonum_encode(d - e, result);
}

static ALWAYS_INLINE bool fast_multiply(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w))) {
        int64_t product; /* v * 2w: the tag is added last */
        if (LIKELY(!__builtin_mul_overflow(value_to_small_int(v), (int64_t)(value_bits(w) - 1),
                                           &product))) {
            *result = value_from_bits((uint64_t)product | 1);
            return true;
        }
        return false;
    }
    double d, e;
    return fast_doubles(v, w, &d, &e) && flonum_encode(d * e, result);
}

static ALWAYS_INLINE bool fast_true_divide(Value v, Value w, Value *result)
{
    double d, e;
    return fast_doubles(v, w, &d, &e) && LIKELY(e != 0.0) && flonum_encode(d / e, result);
}

static ALWAYS_INLINE bool fast_floor_divide(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w)) && LIKELY(value_to_small_int(w) != 0)) {
        int64_t n = value_to_small_int(v), m = value_to_small_int(w);
        int64_t quotient = n / m;
        if (quotient * m != n && (n < 0) != (m < 0)) {
            quotient--;
        }
        return small_int_result(quotient, result);
    }
    return false;
}

static ALWAYS_INLINE bool fast_remainder(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w)) && LIKELY(value_to_small_int(w) != 0)) {
        int64_t n = value_to_small_int(v), m = value_to_small_int(w);
        int64_t remainder;
        if (LIKELY(n >= 0 && m > 0 && n <= UINT32_MAX && m <= UINT32_MAX)) {
            remainder = (int64_t)((uint32_t)n % (uint32_t)m);
        } else {
            remainder = n % m;
            if (remainder != 0 && (remainder < 0) != (m < 0)) {
                remainder += m;
            }
        }
        *result = value_from_small_int(remainder);
        return true;
    }
    return false;
}

static ALWAYS_INLINE bool fast_left_shift(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w))) {
        int64_t n = value_to_small_int(v), by = value_to_small_int(w);
        if (LIKELY((uint64_t)by < 62)) {
            int64_t shifted = (int64_t)((uint64_t)n << by);
            return (shifted >> by) == n && small_int_result(shifted, result);
        }
    }
    return false;
}

static ALWAYS_INLINE bool fast_right_shift(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w)) && LIKELY((uint64_t)value_to_small_int(w) < 63)) {
        *result = value_from_small_int(value_to_small_int(v) >> value_to_small_int(w));
        return true;
    }
    return false;
}

static ALWAYS_INLINE bool fast_and(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w))) {
        *result = value_from_bits(value_bits(v) & value_bits(w));
        return true;
    }
    return false;
}

static ALWAYS_INLINE bool fast_or(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w))) {
        *result = value_from_bits(value_bits(v) | value_bits(w));
        return true;
    }
    return false;
}

static ALWAYS_INLINE bool fast_xor(Value v, Value w, Value *result)
{
    if (LIKELY(values_are_small_ints(v, w))) {
        *result = value_from_bits((value_bits(v) ^ value_bits(w)) | 1);
        return true;
    }
    return false;
}

/* Never: the general path decides (an int to a negative power is a float, big results are common). */
static ALWAYS_INLINE bool fast_never(Value v UNUSED, Value w UNUSED, Value *result UNUSED)
{
    return false;
}

/* In the place of an int_wide_fn. */
static ALWAYS_INLINE Value never_wide(struct thread *t UNUSED, Value v UNUSED, Value w UNUSED,
                                      unsigned d UNUSED)
{
    return VALUE_UNBOUND;
}

/* Tagged small ints order as their words do. */
static ALWAYS_INLINE bool fast_compare(Value v, Value w, enum compare_op op, bool *truth)
{
    int64_t n = (int64_t)value_bits(v), m = (int64_t)value_bits(w);
    if (LIKELY(values_are_small_ints(v, w))) {
        *truth = op == COMPARE_LT   ? n < m
                 : op == COMPARE_LE ? n <= m
                 : op == COMPARE_EQ ? n == m
                 : op == COMPARE_NE ? n != m
                 : op == COMPARE_GT ? n > m
                                    : n >= m;
        return true;
    }
    double d, e;
    if (fast_doubles(v, w, &d, &e)) {
        *truth = op == COMPARE_LT   ? d < e
                 : op == COMPARE_LE ? d <= e
                 : op == COMPARE_EQ ? d == e
                 : op == COMPARE_NE ? d != e
                 : op == COMPARE_GT ? d > e
                                    : d >= e;
        return true;
    }
    return false;
}

/* Truth of what needs no call: the bools, None and small ints. */
static ALWAYS_INLINE bool fast_truth(Value v, bool *truth)
{
    if (LIKELY(value_is_bool(v))) {
        *truth = v == VALUE_TRUE;
        return true;
    }
    if (value_is_small_int(v)) {
        *truth = value_bits(v) != 1;
        return true;
    }
    *truth = false;
    return v == VALUE_NONE;
}

#endif
