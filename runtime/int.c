/* ints: making them from C numbers and back, order, hash. */
#include "runtime/int.h"

#include <math.h>
#include <string.h>

#include "runtime/int_internal.h"

/* ---- making ---- */

struct int_object *int_allocate(struct thread *t, size_t n)
{
    if (UNLIKELY(n > INT_MAX_LIMBS)) {
        raise_no_memory(t);
        return NULL;
    }
    n += n == 0;
    struct int_object *o = gc_allocate(t, sizeof *o + n * sizeof o->limbs[0], &int_type);
    if (LIKELY(o != NULL)) {
        o->n_limbs = n;
    }
    return o;
}

Value int_finish(struct int_object *o, size_t n, bool negative)
{
    while (n > 0 && o->limbs[n - 1] == 0) {
        n--;
    }
    uint64_t low = n > 0 ? o->limbs[0] : 0;
    if (n <= 1 && low <= (uint64_t)SMALL_INT_MAX + negative) {
        return value_from_small_int(negative ? (int64_t)-low : (int64_t)low);
    }
    o->n_limbs = n;
    o->base.lock_flags = negative ? INT_NEGATIVE : 0;
    return value_from_object(o);
}

Value int_from_limbs(struct thread *t, const uint64_t *limbs, size_t n, bool negative)
{
    struct int_object *o = int_allocate(t, n);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    memcpy(o->limbs, limbs, n * sizeof *limbs);
    return int_finish(o, n, negative);
}

Value int_from_int64(struct thread *t, int64_t n)
{
    if (LIKELY(small_int_fits(n))) {
        return value_from_small_int(n);
    }
    uint64_t limb = n < 0 ? -(uint64_t)n : (uint64_t)n;
    return int_from_limbs(t, &limb, 1, n < 0);
}

Value int_from_uint64(struct thread *t, uint64_t n)
{
    return n <= (uint64_t)SMALL_INT_MAX ? value_from_small_int((int64_t)n)
                                        : int_from_limbs(t, &n, 1, false);
}

Value int_from_int128(struct thread *t, __int128 n)
{
    if (n >= SMALL_INT_MIN && n <= SMALL_INT_MAX) {
        return value_from_small_int((int64_t)n);
    }
    unsigned __int128 magnitude = n < 0 ? -(unsigned __int128)n : (unsigned __int128)n;
    uint64_t limbs[] = {(uint64_t)magnitude, (uint64_t)(magnitude >> 64)};
    return int_from_limbs(t, limbs, 2, n < 0);
}

Value int_from_double(struct thread *t, double d)
{
    if (isnan(d)) {
        return raise_error(t, &ValueError_type, "cannot convert float NaN to integer");
    }
    if (isinf(d)) {
        return raise_error(t, &OverflowError_type, "cannot convert float infinity to integer");
    }
    if (fabs(d) < 0x1p62) {
        return value_from_small_int((int64_t)d);
    }
    int exponent; /* at least 63 */
    uint64_t mantissa = (uint64_t)ldexp(frexp(fabs(d), &exponent), 53);
    struct magnitude m = {.limbs = &mantissa, .n = 1, .negative = d < 0};
    return int_left_shift(t, &m, (uint64_t)exponent - 53);
}

Value int_exact(struct thread *t, Value v)
{
    if (value_is_small_int(v) || value_is_big_int(v)) {
        return v;
    }
    struct magnitude m;
    magnitude_of(&m, v);
    return int_from_limbs(t, m.limbs, m.n, m.negative);
}

/* ---- back ---- */

bool int_to_int64(Value v, int64_t *n)
{
    if (LIKELY(value_is_small_int(v))) {
        *n = value_to_small_int(v);
        return true;
    }
    struct magnitude m;
    magnitude_of(&m, v);
    uint64_t low = m.n == 0 ? 0 : m.limbs[0];
    *n = (int64_t)(m.negative ? -low : low);
    return m.n <= 1 && low <= (uint64_t)INT64_MAX + m.negative;
}

bool int_to_uint64(Value v, uint64_t *n)
{
    struct magnitude m;
    magnitude_of(&m, v);
    *n = m.n == 0 ? 0 : m.limbs[0];
    return m.n <= 1 && !m.negative;
}

/* Whether a bit below bit 0 of limbs[from] is set. */
static bool any_below(const struct magnitude *m, size_t from)
{
    for (size_t i = 0; i < from; i++) {
        if (m->limbs[i] != 0) {
            return true;
        }
    }
    return false;
}

double int_frexp(const struct magnitude *m, int64_t *exponent)
{
    uint64_t top = m->limbs[m->n - 1];
    int zeros = __builtin_clzll(top);
    uint64_t next = m->n > 1 ? m->limbs[m->n - 2] : 0;
    uint64_t bits = zeros == 0 ? top : top << zeros | next >> (64 - zeros);
    bool sticky = (zeros == 0 ? next : next << zeros) != 0 || (m->n > 2 && any_below(m, m->n - 2));
    /* 64 significant bits and whether something follows: rounded to 53 here, because the processor would not see
       the sticky bit. */
    uint64_t mantissa = bits >> 11, rest = bits & 0x7ff;
    if (rest > 0x400 || (rest == 0x400 && (sticky || (mantissa & 1)))) {
        mantissa++;
    }
    *exponent = (int64_t)m->n * 64 - zeros;
    double d = (double)mantissa * 0x1p-53;
    if (d == 1.0) {
        d = 0.5;
        ++*exponent;
    }
    return m->negative ? -d : d;
}

bool int_to_double(struct thread *t, Value v, double *d)
{
    if (LIKELY(value_is_small_int(v))) {
        *d = (double)value_to_small_int(v);
        return true;
    }
    struct magnitude m;
    magnitude_of(&m, v);
    if (m.n == 0) {
        *d = 0.0;
        return true;
    }
    int64_t exponent;
    double mantissa = int_frexp(&m, &exponent);
    if (exponent > 1024) {
        return raise_false(t, &OverflowError_type, "int too large to convert to float");
    }
    *d = ldexp(mantissa, (int)exponent);
    return true;
}

int int_sign(Value v)
{
    struct magnitude m;
    magnitude_of(&m, v);
    return m.n == 0 ? 0 : m.negative ? -1 : 1;
}

size_t int_bit_length(Value v)
{
    struct magnitude m;
    magnitude_of(&m, v);
    return m.n == 0 ? 0 : m.n * 64 - (size_t)__builtin_clzll(m.limbs[m.n - 1]);
}

/* ---- order and hash ---- */

int int_order(Value v, Value w)
{
    if (values_are_small_ints(v, w)) {
        int64_t n = value_to_small_int(v), m = value_to_small_int(w);
        return (n > m) - (n < m);
    }
    struct magnitude a, b;
    magnitude_of(&a, v);
    magnitude_of(&b, w);
    int sign_a = a.n == 0 ? 0 : a.negative ? -1 : 1, sign_b = b.n == 0 ? 0 : b.negative ? -1 : 1;
    if (sign_a != sign_b) {
        return sign_a < sign_b ? -1 : 1;
    }
    int order = a.n != b.n ? (a.n < b.n ? -1 : 1)
                : a.n == 0 ? 0
                           : mpn_cmp(a.limbs, b.limbs, (mp_size_t)a.n);
    return sign_a * ((order > 0) - (order < 0));
}

/* The magnitudes have the same number of bits before the point, 54 or more: all of the double's are integral. */
static int order_of_same_size(const struct magnitude *m, double d, int exponent)
{
    uint64_t mantissa = (uint64_t)ldexp(d, 64 - exponent); /* its top bit is set */
    uint64_t top = m->limbs[m->n - 1];
    int zeros = __builtin_clzll(top);
    uint64_t next = m->n > 1 ? m->limbs[m->n - 2] : 0;
    uint64_t bits = zeros == 0 ? top : top << zeros | next >> (64 - zeros);
    if (bits != mantissa) {
        return bits < mantissa ? -1 : 1;
    }
    bool more = (zeros == 0 ? next : next << zeros) != 0 || (m->n > 2 && any_below(m, m->n - 2));
    return more;
}

int int_order_double(Value v, double d)
{
    if (isnan(d)) {
        return 2;
    }
    int sign = int_sign(v), sign_d = (d > 0) - (d < 0);
    if (sign != sign_d) {
        return sign < sign_d ? -1 : 1;
    }
    if (isinf(d) || sign == 0) {
        return sign == 0 ? 0 : -sign;
    }
    int exponent;
    frexp(d, &exponent);
    int64_t bits = (int64_t)int_bit_length(v), n;
    if (bits <= 53 && int_to_int64(v, &n)) {
        return ((double)n > d) - ((double)n < d);
    }
    if (bits != exponent) {
        return bits < exponent ? -sign : sign;
    }
    struct magnitude m;
    magnitude_of(&m, v);
    return sign * order_of_same_size(&m, fabs(d), exponent);
}

/* The number modulo the prime 2^61 - 1, with the number's sign; -1 is reserved. As CPython, so that hashes agree. */
int64_t int_hash(Value v)
{
    const uint64_t prime = (UINT64_C(1) << 61) - 1;
    struct magnitude m;
    magnitude_of(&m, v);
    uint64_t rest = 0;
    for (size_t i = m.n; i-- > 0;) {
        unsigned __int128 sum = ((unsigned __int128)rest << 64) | m.limbs[i];
        rest = (uint64_t)(sum & prime) + (uint64_t)(sum >> 61 & prime) + (uint64_t)(sum >> 122);
        rest = (rest & prime) + (rest >> 61);
        rest = rest >= prime ? rest - prime : rest;
    }
    int64_t hash = m.negative ? -(int64_t)rest : (int64_t)rest;
    return hash == -1 ? -2 : hash;
}
