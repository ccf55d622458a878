/*
 * Powers of ten in 128 bits, and what is computed by them.
 *
 *     10^k = g * 2^(floor(log2(10^k)) - 127),   2^127 <= g < 2^128, rounded up
 *
 * g is exact for 0 <= k <= 55. Each is computed when first needed.
 */
#include "runtime/float_decimal.h"

#include <gmp.h>
#include <string.h>

#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"
#include "runtime/base/attributes.h"
#include "runtime/value_float.h"

typedef unsigned __int128 u128;

/* ---- powers ---- */

enum { POWER_MIN = -330, POWER_MAX = 345, EXACT_MAX = 55, POWER_LIMBS = 14 };
static_assert(POWER_LIMBS * 6400 > POWER_MAX * 233 + 6400, "5^345 fits");

/* `high` is 0 until the power is known; it is stored with release order, after `low`. Several threads may compute one
   power at a time, all to the same words. */
static struct {
    uint64_t high, low;
} powers[POWER_MAX - POWER_MIN + 1];

/* limbs[n] = 5^k; returns n. */
static mp_size_t power_of_five(mp_limb_t *limbs, unsigned k)
{
    const mp_limb_t five_27 = UINT64_C(7450580596923828125);
    mp_size_t n = 1;
    limbs[0] = 1;
    while (k > 0) {
        unsigned step = k < 27 ? k : 27;
        mp_limb_t factor = 1;
        for (unsigned i = 0; i < step && step < 27; i++) {
            factor *= 5;
        }
        mp_limb_t carry = mpn_mul_1(limbs, limbs, n, step < 27 ? factor : five_27);
        if (carry != 0) {
            limbs[n++] = carry;
        }
        k -= step;
    }
    return n;
}

/* The 128 highest bits of a number, rounded up. */
static u128 highest_bits_up(const mp_limb_t *limbs, mp_size_t n)
{
    mp_limb_t shifted[POWER_LIMBS + 3] = {0};
    unsigned zeros = (unsigned)__builtin_clzll(limbs[n - 1]);
    memcpy(shifted + 2, limbs, (size_t)n * sizeof *limbs); /* two more below: it may be short */
    if (zeros > 0) {
        mpn_lshift(shifted, shifted, n + 2, zeros);
    }
    bool has_rest = n > 0 && !mpn_zero_p(shifted, n);
    return ((u128)shifted[n + 1] << 64 | shifted[n]) + has_rest;
}

static u128 compute_power(int k)
{
    mp_limb_t five[POWER_LIMBS], one[2 * POWER_LIMBS + 3] = {0}, quotient[2 * POWER_LIMBS + 3];
    mp_size_t n = power_of_five(five, (unsigned)(k < 0 ? -k : k));
    if (k >= 0) {
        return highest_bits_up(five, n);
    }
    /* 2^(bits + 127) / 5^-k has 128 bits, and a rest. */
    unsigned top = (unsigned)(64 * n - __builtin_clzll(five[n - 1])) + 127;
    mp_size_t n_one = top / 64 + 1;
    one[top / 64] = UINT64_C(1) << top % 64;
    mpn_tdiv_qr(quotient, one, 0, one, n_one, five, n);
    return ((u128)quotient[1] << 64 | quotient[0]) + 1;
}

static u128 power_of_ten(int k)
{
    ASSERT(k >= POWER_MIN && k <= POWER_MAX);
    uint64_t high = load_acquire(&powers[k - POWER_MIN].high);
    if (LIKELY(high != 0)) {
        return (u128)high << 64 | load_relaxed(&powers[k - POWER_MIN].low);
    }
    u128 power = compute_power(k);
    store_relaxed(&powers[k - POWER_MIN].low, (uint64_t)power);
    store_release(&powers[k - POWER_MIN].high, (uint64_t)(power >> 64));
    return power;
}

/* floor(log2(10^k)), floor(log10(2^q)), floor(log10(3/4 * 2^q)), for exponents of doubles. */
static int log2_of_power_of_ten(int k)
{
    return (k * 1741647) >> 19;
}
static int log10_of_power_of_two(int q)
{
    return (q * 1262611) >> 22;
}
static int log10_of_three_quarters(int q)
{
    return (q * 1262611 - 524031) >> 22;
}

/* ---- the shortest ---- */

/* mantissa * 2^exponent */
struct binary {
    uint64_t mantissa;
    int exponent;
    bool is_power; /* the double below is only half as far away as the one above */
};

static struct binary binary_of(double d)
{
    uint64_t bits = double_to_bits(d), fraction = bits & ((UINT64_C(1) << 52) - 1);
    int exponent = (int)(bits >> 52 & 0x7ff);
    return exponent == 0 ? (struct binary){fraction, -1074, false}
                         : (struct binary){fraction | UINT64_C(1) << 52, exponent - 1075,
                                           fraction == 0 && exponent > 1};
}

/* g * factor / 2^128, the lowest bit set if there is a rest ("rounded to odd"). */
static uint64_t multiply_to_odd(u128 g, uint64_t factor)
{
    u128 low = (u128)(uint64_t)g * factor;
    u128 high = (u128)(uint64_t)(g >> 64) * factor + (uint64_t)(low >> 64);
    return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

static struct decimal without_trailing_zeros(uint64_t digits, int exponent)
{
    while (digits != 0 && digits % 100 == 0) {
        digits /= 100;
        exponent += 2;
    }
    if (digits != 0 && digits % 10 == 0) {
        digits /= 10;
        exponent++;
    }
    return (struct decimal){digits, exponent};
}

struct decimal double_shortest(double d)
{
    struct binary b = binary_of(d);
    if (b.mantissa == 0) {
        return (struct decimal){0, 0};
    }
    /* 10^k is the largest power below the distance of doubles here. All that follows is in units of 10^k / 4. */
    int k = b.is_power ? log10_of_three_quarters(b.exponent) : log10_of_power_of_two(b.exponent);
    int shift = b.exponent + log2_of_power_of_ten(-k) + 1;
    u128 g = power_of_ten(-k);
    uint64_t value = multiply_to_odd(g, b.mantissa * 4 << shift);
    /* Between these bounds all numbers read as `d`; the bounds themselves do if the mantissa is even. */
    bool is_odd = b.mantissa & 1;
    uint64_t least = multiply_to_odd(g, (b.mantissa * 4 - (b.is_power ? 1 : 2)) << shift) + is_odd;
    uint64_t most = multiply_to_odd(g, (b.mantissa * 4 + 2) << shift) - is_odd;
    uint64_t below = value / 4;
    if (below >= 10) { /* at most one multiple of 10 lies between the bounds */
        uint64_t tens = below / 10 * 10;
        bool has_lower = least <= tens * 4, has_upper = (tens + 10) * 4 <= most;
        if (has_lower != has_upper) {
            return without_trailing_zeros(has_lower ? tens : tens + 10, k);
        }
    }
    bool has_lower = least <= below * 4, has_upper = (below + 1) * 4 <= most;
    bool is_upper = has_upper;
    if (has_lower == has_upper) {
        uint64_t middle = below * 4 + 2;
        is_upper = value > middle || (value == middle && (below & 1));
    }
    return without_trailing_zeros(below + is_upper, k);
}

/* ---- up to a place ---- */

bool double_scale(double d, int power, uint64_t *scaled)
{
    struct binary b = binary_of(d);
    if (b.mantissa == 0) {
        *scaled = 0;
        return true;
    }
    if (power < POWER_MIN || power > POWER_MAX) {
        return false;
    }
    int zeros = __builtin_clzll(b.mantissa);
    uint64_t mantissa = b.mantissa << zeros;
    u128 g = power_of_ten(power);
    u128 low = (u128)(uint64_t)g * mantissa;
    u128 high = (u128)(uint64_t)(g >> 64) * mantissa + (uint64_t)(low >> 64);
    /* The product is high * 2^64 + a rest, times 2^-shift. */
    int shift = zeros - b.exponent - log2_of_power_of_ten(power) + 127 - 64;
    if (shift <= 64) {
        return false;
    }
    if (shift > 128) { /* less than a half */
        *scaled = 0;
        return true;
    }
    u128 half = (u128)1 << (shift - 1);
    u128 rest = shift == 128 ? high : high & (half * 2 - 1);
    *scaled = shift == 128 ? 0 : (uint64_t)(high >> shift);
    if (rest == half) { /* a tie, unless there is more below; an inexact power cannot tell */
        if (power < 0 || power > EXACT_MAX) {
            return false;
        }
        *scaled += (uint64_t)low != 0 || (*scaled & 1);
    } else {
        *scaled += rest > half;
    }
    return true;
}

static const uint64_t powers_of_ten[] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
};

bool double_significant(double d, int n, uint64_t *digits, int *exponent)
{
    ASSERT(n >= 1 && n <= 17 && d != 0);
    struct binary b = binary_of(d);
    int log2 = b.exponent + 63 - __builtin_clzll(b.mantissa);
    *exponent = log10_of_power_of_two(log2); /* right, or one too small */
    for (;; ++*exponent) {
        if (!double_scale(d, n - 1 - *exponent, digits)) {
            return false;
        }
        if (*digits < powers_of_ten[n]) {
            return true;
        }
    }
}

/* ---- layout ---- */

/* The digits of places [from, from + n), where place 0 is the first digit. */
static char *write_places(char *to, const struct decimal_layout *layout, int from, int n)
{
    int i = from;
    for (; i < 0 && i < from + n; i++) {
        *to++ = '0';
    }
    int n_digits = (from + n < layout->n ? from + n : layout->n) - i;
    if (n_digits > 0) {
        memcpy(to, layout->digits + i, (size_t)n_digits);
        to += n_digits;
        i += n_digits;
    }
    for (; i < from + n; i++) {
        *to++ = '0';
    }
    return to;
}

static char *write_point(char *to, const struct decimal_layout *layout)
{
    if (layout->has_point || layout->n_decimals > 0) {
        *to++ = '.';
    }
    return to;
}

size_t decimal_write_plain(char *to, const struct decimal_layout *layout)
{
    char *at = to;
    if (layout->point > 0) {
        at = write_places(at, layout, 0, layout->point);
    } else {
        *at++ = '0';
    }
    at = write_point(at, layout);
    at = write_places(at, layout, layout->point, layout->n_decimals);
    return (size_t)(at - to);
}

size_t decimal_write_exponential(char *to, const struct decimal_layout *layout, char letter)
{
    char *at = to;
    int exponent = layout->point - 1;
    *at++ = layout->digits[0];
    at = write_point(at, layout);
    at = write_places(at, layout, 1, layout->n_decimals);
    *at++ = letter;
    *at++ = exponent < 0 ? '-' : '+';
    exponent = exponent < 0 ? -exponent : exponent;
    if (exponent >= 100) {
        *at++ = (char)('0' + exponent / 100);
    }
    *at++ = (char)('0' + exponent / 10 % 10);
    *at++ = (char)('0' + exponent % 10);
    return (size_t)(at - to);
}
