/*
 * Value: one 64-bit word that is any Python object.
 *
 *      63                              4 3 2 1 0
 *     +---------------------------------+-------+
 *     | 63-bit two's complement integer       1 |  small int
 *     | rotated IEEE double               s 1 0 |  float with a common exponent (see value_float.h)
 *     | number of the constant          | 1 0 0 |  None, True, False, NotImplemented, Ellipsis, ERROR
 *     | address of a struct object    0 0 0 0 0 |  everything else
 *     | 0                             0 0 0 0 0 |  UNBOUND
 *     +---------------------------------+-------+
 *
 * UNBOUND (all bits zero, so that fresh memory is unbound) means "nothing here": a local before its
 * first assignment, a slot past a list's length, an omitted argument, the end of an iteration. No Python
 * program ever sees it. ERROR is the one sentinel of functions that raise.
 *
 * A Value is a pointer to an incomplete type: it compares with ==, is never dereferenced, and the
 * compiler rejects an integer or a typed pointer in its place. Word-sized loads and stores never tear.
 */
#ifndef HASP_RUNTIME_VALUE_H
#define HASP_RUNTIME_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/base/assert.h"
#include "runtime/base/attributes.h"

typedef struct value *Value;

struct object;
struct thread;
struct type;

#define VALUE_IMMEDIATE(number) ((Value)(uintptr_t)(((number) << 3) | 4))
#define VALUE_UNBOUND ((Value)0)
#define VALUE_ERROR VALUE_IMMEDIATE(0)
#define VALUE_NONE VALUE_IMMEDIATE(1)
/* False and True differ in one bit: value_from_bool and value_is_bool depend on it. */
#define VALUE_FALSE VALUE_IMMEDIATE(2)
#define VALUE_TRUE VALUE_IMMEDIATE(3)
#define VALUE_NOT_IMPLEMENTED VALUE_IMMEDIATE(4)
#define VALUE_ELLIPSIS VALUE_IMMEDIATE(5)

/* The range of small ints: 63 bits. */
#define SMALL_INT_MAX (INT64_MAX >> 1)
#define SMALL_INT_MIN (INT64_MIN >> 1)

static ALWAYS_INLINE uint64_t value_bits(Value v)
{
    return (uint64_t)(uintptr_t)v;
}

static ALWAYS_INLINE Value value_from_bits(uint64_t bits)
{
    return (Value)(uintptr_t)bits;
}

static ALWAYS_INLINE bool value_is_small_int(Value v)
{
    return value_bits(v) & 1;
}

/* Both of them, by one test. */
static ALWAYS_INLINE bool values_are_small_ints(Value v, Value w)
{
    return value_bits(v) & value_bits(w) & 1;
}

static ALWAYS_INLINE bool value_is_flonum(Value v)
{
    return (value_bits(v) & 3) == 2;
}

/* Is it the address of an object? Not for UNBOUND. */
static ALWAYS_INLINE bool value_is_object(Value v)
{
    return (value_bits(v) & 7) == 0 && v != VALUE_UNBOUND;
}

static ALWAYS_INLINE bool value_is_bool(Value v)
{
    return (value_bits(v) & ~(uint64_t)8) == value_bits(VALUE_FALSE);
}

static ALWAYS_INLINE Value value_from_bool(bool truth)
{
    return value_from_bits(value_bits(VALUE_FALSE) + ((uint64_t)truth << 3));
}

static ALWAYS_INLINE bool small_int_fits(int64_t n)
{
    return n >= SMALL_INT_MIN && n <= SMALL_INT_MAX;
}

/* `n` must fit 63 bits; int_from_int64 in runtime/int.h takes any. */
static ALWAYS_INLINE Value value_from_small_int(int64_t n)
{
    ASSERT(small_int_fits(n));
    return value_from_bits(((uint64_t)n << 1) | 1);
}

static ALWAYS_INLINE int64_t value_to_small_int(Value v)
{
    ASSERT(value_is_small_int(v));
    return (int64_t)value_bits(v) >> 1;
}

static ALWAYS_INLINE struct object *value_to_object(Value v)
{
    ASSERT(value_is_object(v));
    return (struct object *)v;
}

/* The address of any structure whose first member is a struct object (or one that begins so). */
static ALWAYS_INLINE Value value_from_object(const void *object)
{
    return (Value)(uintptr_t)object;
}

#endif
