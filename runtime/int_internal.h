/*
 * What the files of int share: an int as sign and magnitude whatever its representation, and the way from
 * limbs back to the one representation that each number has.
 */
#ifndef HASP_RUNTIME_INT_INTERNAL_H
#define HASP_RUNTIME_INT_INTERNAL_H

#include <gmp.h>

#include "runtime/int.h"

static_assert(sizeof(mp_limb_t) == sizeof(uint64_t), "limbs are 64 bits");

enum {
    INT_MAX_LIMBS = 1 << 28,    /* beyond: MemoryError without trying */
    INT_LIMBS_TO_UNBLOCK = 4096 /* from here on a product or quotient takes about a millisecond */
};

/* A view of any int, bools and instances of subclasses included. `limbs` may point to `small`. */
struct magnitude {
    const uint64_t *limbs;
    size_t n; /* without leading zeros; 0 for zero */
    bool negative;
    uint64_t small;
};

/* Its address must not change afterwards. */
static ALWAYS_INLINE void magnitude_of(struct magnitude *m, Value v)
{
    if (value_is_object(v)) {
        const struct int_object *big = (const struct int_object *)v;
        m->limbs = big->limbs;
        m->n = big->n_limbs == 1 && big->limbs[0] == 0 ? 0 : big->n_limbs;
        m->negative = object_has_flag(&big->base, INT_NEGATIVE);
        return;
    }
    int64_t n = value_is_bool(v) ? v == VALUE_TRUE : value_to_small_int(v);
    m->negative = n < 0;
    m->small = n < 0 ? -(uint64_t)n : (uint64_t)n;
    m->n = m->small != 0;
    m->limbs = &m->small;
}

/* Room for n limbs (at least one), not zero-filled by contract, to be given to int_finish. NULL: MemoryError is set. */
RAISES struct int_object *int_allocate(struct thread *t, size_t n);

/* The int whose magnitude is the first n limbs, some of which may be leading zeros. Consumes `o`. */
Value int_finish(struct int_object *o, size_t n, bool negative);

/* The int of a magnitude that lies elsewhere. */
RAISES Value int_from_limbs(struct thread *t, const uint64_t *limbs, size_t n, bool negative);

/* --- On magnitudes: runtime/int_large.c --- */
RAISES Value int_add_large(struct thread *t, const struct magnitude *a, const struct magnitude *b);
RAISES Value int_multiply_large(struct thread *t, const struct magnitude *a,
                                const struct magnitude *b);
/* Floor division by what is not zero; either result may be NULL. */
RAISES bool int_divide_large(struct thread *t, const struct magnitude *a, const struct magnitude *b,
                             Value *quotient, Value *remainder);
RAISES Value int_left_shift(struct thread *t, const struct magnitude *a, uint64_t by);
RAISES Value int_right_shift(struct thread *t, const struct magnitude *a, uint64_t by);
RAISES Value int_bitwise(struct thread *t, enum binary_op op, const struct magnitude *a,
                         const struct magnitude *b);

/* As a number of GMP's, only within gmp_call (runtime/int_gmp.h): the caller clears it. And back, without clearing it. */
void int_to_mpz(mpz_t z, const struct magnitude *m);
RAISES Value int_from_mpz(struct thread *t, const mpz_t z);

/* a / b, correctly rounded. */
RAISES Value int_true_divide(struct thread *t, Value v, Value w);
/* m = d * 2^exponent with 0.5 <= d < 1, d rounded to nearest even (math.frexp, log). m is not zero. */
double int_frexp(const struct magnitude *m, int64_t *exponent);

/* --- The type's tables --- */
extern const struct native_def int_methods[];
extern const struct getset_def int_getsets[];
/* int(...), also for subclasses. */
RAISES MAY_GC Value int_construct(struct thread *t, Value *args, uint32_t n_args,
                                  Value keyword_names);

#endif
