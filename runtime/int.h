/*
 * int: small ints in the Value (63 bits); above that struct int_object, sign and magnitude in 64-bit limbs,
 * least significant first, without leading zero limbs, never a magnitude that would fit a small int: so
 * every number has exactly one representation, and equality of a small and a big one is false.
 *
 * Arithmetic: small, then a 128-bit path, then GMP's mpn_* functions on limbs in the collected heap. bool is
 * a subtype whose values are the immediates; instances of other subclasses are struct int_object with
 * one limb or more (a small value is held unnormalised there: the one exception).
 *
 * Temporaries. The compiler marks arithmetic instructions whose result is consumed by another arithmetic
 * instruction and by nothing else (flags below). The int path then sets INT_FRESH in its big result, and the
 * consumer may overwrite it in place or keep it as a spare of the thread. Every other path that lets an
 * operand of such an instruction escape (a user's __add__, the error message) clears the mark first.
 */
#ifndef HASP_RUNTIME_INT_H
#define HASP_RUNTIME_INT_H

#include "runtime/error.h"
#include "runtime/temporary.h"

enum {
    INT_NEGATIVE = OBJECT_FIRST_TYPE_FLAG, /* sign */
    INT_FRESH = OBJECT_FIRST_TYPE_FLAG
                << 1 /* unescaped temporary; owner thread only, plain access */
};

struct int_object {
    struct object base;
    uint64_t n_limbs; /* immutable but for INT_FRESH reuse */
    uint64_t limbs[];
};

extern struct type int_type, bool_type;

static ALWAYS_INLINE bool value_is_int(Value v) /* bool and subclasses included */
{
    return value_is_small_int(v) || value_is_bool(v) ||
           (value_is_object(v) && type_has(value_to_object(v)->type, TYPE_INT_SUBCLASS));
}
static ALWAYS_INLINE bool value_is_big_int(Value v) /* exactly int, not small */
{
    return value_is_object(v) && value_to_object(v)->type == &int_type;
}

RAISES Value int_from_int64(struct thread *t, int64_t n);
RAISES Value int_from_uint64(struct thread *t, uint64_t n);
RAISES Value int_from_int128(struct thread *t, __int128 n);
/* Truncates towards zero; ValueError/OverflowError for NaN and infinity as int(float). */
RAISES Value int_from_double(struct thread *t, double d);
/* Any int as an exact one: of bools and instances of subclasses the number they stand for. */
RAISES Value int_exact(struct thread *t, Value v);
/* false without an exception if it does not fit. Any int. */
bool int_to_int64(Value v, int64_t *n);
bool int_to_uint64(Value v, uint64_t *n);
/* OverflowError "int too large to convert to float". Correctly rounded. */
RAISES bool int_to_double(struct thread *t, Value v, double *d);
int int_sign(Value v); /* -1, 0, 1 */
int64_t int_hash(Value v);
size_t int_bit_length(Value v);

/*
 * v op w in 128 bits: exact ints of at most two limbs whose result is one, too. UNBOUND, and nothing has happened, for
 * operands of any other kind. What the loop tries when the small-int case does not apply. ERROR: MemoryError.
 */
typedef Value int_wide_fn(struct thread *t, Value v, Value w, unsigned temporary_flags);
int_wide_fn int_add_wide, int_subtract_wide, int_multiply_wide, int_floor_divide_wide,
    int_remainder_wide, int_left_shift_wide, int_right_shift_wide, int_and_wide, int_or_wide,
    int_xor_wide;

/*
 * v op w for exact ints (small or big, bool converted by the caller), with temporary flags. op: ADD .. XOR, DIVMOD.
 * ERROR: ZeroDivisionError, MemoryError, ... POWER with a negative exponent gives a float. int_binary_large does not try
 * the 128-bit path first.
 */
RAISES Value int_binary(struct thread *t, enum binary_op op, Value v, Value w,
                        unsigned temporary_flags);
RAISES Value int_binary_large(struct thread *t, enum binary_op op, Value v, Value w);
RAISES Value int_negative(struct thread *t, Value v);
RAISES Value int_power(struct thread *t, Value base, Value exponent,
                       Value modulus); /* modulus UNBOUND: none */
int int_order(Value v, Value w);       /* -1, 0, 1; any ints */
/* Exact order of an int and a double; 2 if unordered (NaN). */
int int_order_double(Value v, double d);

/* Text in base 2..36, with digits and an optional sign; honours the 4300 digit limit for base 10. */
RAISES Value int_to_str(struct thread *t, Value v, int base);
/* As int(text, base): underscores, prefixes, Unicode digits; ValueError as CPython. */
RAISES Value int_from_str(struct thread *t, Value text, int base);
/* Called where an operand marked INT_FRESH escapes from the int path. */
static ALWAYS_INLINE void int_clear_fresh(Value v)
{
    if (value_is_big_int(v)) {
        struct object *object = value_to_object(v);
        if (UNLIKELY(object->lock_flags & INT_FRESH)) {
            object->lock_flags &= ~(uint32_t)INT_FRESH;
        }
    }
}

#endif
