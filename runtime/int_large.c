/*
 * Arithmetic on ints of any size, by GMP's mpn functions on limbs in the collected heap.
 *
 * What may take scratch memory goes through gmp_call, and if it is long, in a blocking region: the operands are
 * immutable, the result is known to this thread only, and the C stack keeps all of them alive.
 */
#include <math.h>
#include <string.h>

#include "runtime/float.h"
#include "runtime/int_gmp.h"
#include "runtime/int_internal.h"

/* ---- sums and products ---- */

static Value add_magnitudes(struct thread *t, const struct magnitude *a, const struct magnitude *b)
{
    struct int_object *o = int_allocate(t, a->n + 1);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->limbs[a->n] = mpn_add(o->limbs, a->limbs, (mp_size_t)a->n, b->limbs, (mp_size_t)b->n);
    return int_finish(o, a->n + 1, a->negative);
}

/* |a| >= |b|; the sign is that of a. */
static Value subtract_magnitudes(struct thread *t, const struct magnitude *a,
                                 const struct magnitude *b)
{
    struct int_object *o = int_allocate(t, a->n);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    mpn_sub(o->limbs, a->limbs, (mp_size_t)a->n, b->limbs, (mp_size_t)b->n);
    return int_finish(o, a->n, a->negative);
}

Value int_add_large(struct thread *t, const struct magnitude *a, const struct magnitude *b)
{
    if (a->n < b->n ||
        (a->n == b->n && a->n > 0 && mpn_cmp(a->limbs, b->limbs, (mp_size_t)a->n) < 0)) {
        const struct magnitude *smaller = a;
        a = b;
        b = smaller;
    }
    if (b->n == 0) {
        return int_from_limbs(t, a->limbs, a->n, a->negative);
    }
    return a->negative == b->negative ? add_magnitudes(t, a, b) : subtract_magnitudes(t, a, b);
}

struct product_job {
    uint64_t *product;
    const struct magnitude *a, *b; /* a is not shorter */
};

static void multiply(void *job)
{
    const struct product_job *j = job;
    if (j->a->limbs == j->b->limbs) {
        mpn_sqr(j->product, j->a->limbs, (mp_size_t)j->a->n);
    } else {
        mpn_mul(j->product, j->a->limbs, (mp_size_t)j->a->n, j->b->limbs, (mp_size_t)j->b->n);
    }
}

Value int_multiply_large(struct thread *t, const struct magnitude *a, const struct magnitude *b)
{
    if (a->n < b->n) {
        const struct magnitude *smaller = a;
        a = b;
        b = smaller;
    }
    if (b->n == 0) {
        return value_from_small_int(0);
    }
    size_t n = a->n + b->n;
    struct int_object *o = int_allocate(t, n);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    struct product_job job = {o->limbs, a, b};
    if (b->n <= GMP_LIMBS_ON_STACK) {
        multiply(&job);
    } else if (!gmp_call(t, n >= INT_LIMBS_TO_UNBLOCK, multiply, &job)) {
        return VALUE_ERROR;
    }
    return int_finish(o, n, a->negative != b->negative);
}

/* ---- quotients ---- */

/* |a| < |b|: the quotient rounds to 0 or -1. */
static bool divide_by_larger(struct thread *t, const struct magnitude *a, const struct magnitude *b,
                             Value *quotient, Value *remainder)
{
    bool round_down = a->n != 0 && a->negative != b->negative;
    if (quotient != NULL) {
        *quotient = value_from_small_int(round_down ? -1 : 0);
    }
    if (remainder != NULL) {
        *remainder =
            round_down ? int_add_large(t, a, b) : int_from_limbs(t, a->limbs, a->n, a->negative);
    }
    return remainder == NULL || *remainder != VALUE_ERROR;
}

struct quotient_job {
    uint64_t *quotient, *remainder;
    const struct magnitude *a, *b;
};

static void divide(void *job)
{
    const struct quotient_job *j = job;
    mpn_tdiv_qr(j->quotient, j->remainder, 0, j->a->limbs, (mp_size_t)j->a->n, j->b->limbs,
                (mp_size_t)j->b->n);
}

bool int_divide_large(struct thread *t, const struct magnitude *a, const struct magnitude *b,
                      Value *quotient, Value *remainder)
{
    if (a->n < b->n) {
        return divide_by_larger(t, a, b, quotient, remainder);
    }
    size_t n_quotient = a->n - b->n + 1;
    struct int_object *q = int_allocate(t, n_quotient + 1), *r = int_allocate(t, b->n);
    if (q == NULL || r == NULL) {
        return false;
    }
    struct quotient_job job = {q->limbs, r->limbs, a, b};
    bool is_long = a->n >= INT_LIMBS_TO_UNBLOCK && n_quotient >= 64 && b->n >= 64;
    if (a->n <= GMP_LIMBS_ON_STACK) {
        divide(&job);
    } else if (!gmp_call(t, is_long, divide, &job)) {
        return false;
    }
    q->limbs[n_quotient] = 0;
    bool negative = a->negative != b->negative;
    if (negative && !mpn_zero_p(r->limbs, (mp_size_t)b->n)) {
        mpn_add_1(q->limbs, q->limbs, (mp_size_t)n_quotient + 1, 1);
        mpn_sub_n(r->limbs, b->limbs, r->limbs, (mp_size_t)b->n);
    }
    if (quotient != NULL) {
        *quotient = int_finish(q, n_quotient + 1, negative);
    }
    if (remainder != NULL) {
        *remainder = int_finish(r, b->n, b->negative);
    }
    return true;
}

/*
 * a / b of non-zero magnitudes, in two steps: the first 66 or 67 bits of the quotient with a sticky bit below,
 * then one rounding to the 53 bits (fewer for subnormal results) of a double.
 */
static double round_quotient(uint64_t high, uint64_t low, int64_t scale)
{
    unsigned __int128 bits = (unsigned __int128)high << 64 | low;
    int length = 128 - __builtin_clzll(high);
    int64_t exponent = length + scale; /* the number is in [2^(exponent - 1), 2^exponent) */
    int kept = exponent >= -1021 ? 53 : (int)(53 + exponent + 1021);
    if (kept < 0) {
        return 0.0;
    }
    int dropped = length - kept;
    unsigned __int128 half = (unsigned __int128)1 << (dropped - 1), rest = bits & ((half << 1) - 1);
    uint64_t mantissa = (uint64_t)(bits >> dropped);
    mantissa += rest > half || (rest == half && (mantissa & 1));
    return ldexp((double)mantissa, (int)(scale + dropped));
}

static Value divide_exactly_rounded(struct thread *t, const struct magnitude *a,
                                    const struct magnitude *b, int64_t scale)
{
    struct magnitude n = *a, d = *b;
    Value shifted = int_left_shift(t, scale < 0 ? &n : &d, (uint64_t)(scale < 0 ? -scale : scale));
    if (shifted == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    magnitude_of(scale < 0 ? &n : &d, shifted);
    n.negative = d.negative = false;
    Value quotient, remainder;
    if (!int_divide_large(t, &n, &d, &quotient, &remainder)) {
        return VALUE_ERROR;
    }
    struct magnitude q;
    magnitude_of(&q, quotient);
    uint64_t sticky = remainder != value_from_small_int(0);
    double rounded = round_quotient(q.limbs[1], q.limbs[0] | sticky, scale);
    if (isinf(rounded)) {
        return raise_error(t, &OverflowError_type, "integer division result too large for a float");
    }
    return float_from_double(t, a->negative != b->negative ? -rounded : rounded);
}

Value int_true_divide(struct thread *t, Value v, Value w)
{
    struct magnitude a, b;
    magnitude_of(&a, v);
    magnitude_of(&b, w);
    if (b.n == 0) {
        return raise_error(t, &ZeroDivisionError_type, "division by zero");
    }
    int64_t bits_a = (int64_t)int_bit_length(v), bits_b = (int64_t)int_bit_length(w);
    if (bits_a <= 53 && bits_b <= 53) {
        double n = a.n == 0 ? 0.0 : (double)a.limbs[0], quotient = n / (double)b.limbs[0];
        return float_from_double(t, a.negative != b.negative ? -quotient : quotient);
    }
    if (bits_a - bits_b > 1024) {
        return raise_error(t, &OverflowError_type, "integer division result too large for a float");
    }
    if (a.n == 0 || bits_a - bits_b < -1080) {
        return float_from_double(t, a.negative != b.negative ? -0.0 : 0.0);
    }
    return divide_exactly_rounded(t, &a, &b, bits_a - bits_b - 66);
}

/* ---- shifts ---- */

Value int_left_shift(struct thread *t, const struct magnitude *a, uint64_t by)
{
    if (a->n == 0) {
        return value_from_small_int(0);
    }
    uint64_t n_low = by / 64;
    if (n_low > INT_MAX_LIMBS) {
        return raise_no_memory(t);
    }
    struct int_object *o = int_allocate(t, a->n + n_low + 1);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    memset(o->limbs, 0, n_low * sizeof o->limbs[0]);
    uint64_t carry = 0;
    if (by % 64 != 0) {
        carry = mpn_lshift(o->limbs + n_low, a->limbs, (mp_size_t)a->n, by % 64);
    } else {
        memcpy(o->limbs + n_low, a->limbs, a->n * sizeof o->limbs[0]);
    }
    o->limbs[n_low + a->n] = carry;
    return int_finish(o, n_low + a->n + 1, a->negative);
}

/* Rounds towards minus infinity. */
Value int_right_shift(struct thread *t, const struct magnitude *a, uint64_t by)
{
    uint64_t n_low = by / 64;
    if (n_low >= a->n) {
        return value_from_small_int(a->n != 0 && a->negative ? -1 : 0);
    }
    size_t n = a->n - n_low;
    struct int_object *o = int_allocate(t, n + 1);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    uint64_t lost = 0;
    if (by % 64 != 0) {
        lost = mpn_rshift(o->limbs, a->limbs + n_low, (mp_size_t)n, by % 64);
    } else {
        memcpy(o->limbs, a->limbs + n_low, n * sizeof o->limbs[0]);
    }
    o->limbs[n] = 0;
    if (a->negative && (lost != 0 || (n_low > 0 && !mpn_zero_p(a->limbs, (mp_size_t)n_low)))) {
        mpn_add_1(o->limbs, o->limbs, (mp_size_t)n + 1, 1);
    }
    return int_finish(o, n + 1, a->negative);
}

/* ---- bitwise, on two's complement ---- */

static void to_complement(uint64_t *to, size_t n, const struct magnitude *m)
{
    memcpy(to, m->limbs, m->n * sizeof *to);
    memset(to + m->n, 0, (n - m->n) * sizeof *to);
    if (m->negative) {
        mpn_neg(to, to, (mp_size_t)n);
    }
}

Value int_bitwise(struct thread *t, enum binary_op op, const struct magnitude *a,
                  const struct magnitude *b)
{
    size_t n = (a->n > b->n ? a->n : b->n) + 1; /* one for the sign */
    struct int_object *o = int_allocate(t, n), *scratch = int_allocate(t, n);
    if (o == NULL || scratch == NULL) {
        return VALUE_ERROR;
    }
    to_complement(o->limbs, n, a);
    to_complement(scratch->limbs, n, b);
    switch (op) {
    case BINARY_AND:
        mpn_and_n(o->limbs, o->limbs, scratch->limbs, (mp_size_t)n);
        break;
    case BINARY_OR:
        mpn_ior_n(o->limbs, o->limbs, scratch->limbs, (mp_size_t)n);
        break;
    default:
        mpn_xor_n(o->limbs, o->limbs, scratch->limbs, (mp_size_t)n);
    }
    bool negative = o->limbs[n - 1] >> 63;
    if (negative) {
        mpn_neg(o->limbs, o->limbs, (mp_size_t)n);
    }
    return int_finish(o, n, negative);
}
