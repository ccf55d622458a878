/* float.fromhex: [sign] [0x] digits [. digits] [p exponent], correctly rounded, subnormal numbers included. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "runtime/float.h"
#include "runtime/float_methods.h"
#include "runtime/int_text.h"

enum { MAX_EXPONENT = 1 << 20, MANTISSA = 53, LEAST_EXPONENT = -1022 };

/* The first 64 bits from the highest that is set, where the lowest of them stands, and whether any bit follows. */
struct significand {
    uint64_t bits;
    int64_t exponent;
    bool has_more;
};

static void add_digit(struct significand *s, unsigned digit, bool is_fraction)
{
    if (s->bits >> 60 == 0) {
        s->bits = s->bits << 4 | digit;
        s->exponent -= is_fraction ? 4 : 0;
    } else {
        s->has_more |= digit != 0;
        s->exponent += is_fraction ? 0 : 4;
    }
}

static unsigned digit_of(char c)
{
    return (unsigned)(isdigit((unsigned char)c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* Reads digits; returns behind them, NULL if there are none. */
static const char *read_digits(const char *at, struct significand *s)
{
    bool is_fraction = false, has_digits = false;
    for (;; at++) {
        if (isxdigit((unsigned char)*at)) {
            add_digit(s, digit_of(*at), is_fraction);
            has_digits = true;
        } else if (*at == '.' && !is_fraction) {
            is_fraction = true;
        } else {
            return has_digits ? at : NULL;
        }
    }
}

static const char *read_exponent(const char *at, struct significand *s)
{
    if ((*at | 0x20) != 'p') {
        return at;
    }
    bool is_negative = at[1] == '-';
    at += at[1] == '-' || at[1] == '+' ? 2 : 1;
    int64_t exponent = 0;
    const char *start = at;
    for (; isdigit((unsigned char)*at); at++) {
        exponent = exponent > INT64_MAX / 100 ? exponent : 10 * exponent + (*at - '0');
    }
    s->exponent += is_negative ? -exponent : exponent;
    return at > start ? at : NULL;
}

/* Rounds half to even to as many bits as a double has there. Infinite if it is too large. */
static double round_significand(struct significand s)
{
    if (s.bits == 0 || s.exponent < -MAX_EXPONENT) {
        return 0.0;
    }
    if (s.exponent > MAX_EXPONENT) {
        return HUGE_VAL;
    }
    int empty = __builtin_clzll(s.bits);
    s.bits <<= empty;
    s.exponent -= empty;
    int64_t below = LEAST_EXPONENT - (s.exponent + 63); /* > 0: subnormal */
    int64_t kept = MANTISSA - (below > 0 ? below : 0);
    if (kept < 0) {
        return 0.0;
    }
    unsigned dropped = 64 - (unsigned)kept;
    uint64_t half = UINT64_C(1) << (dropped - 1);
    uint64_t rest = dropped == 64 ? s.bits : s.bits & ((UINT64_C(1) << dropped) - 1);
    uint64_t result = dropped == 64 ? 0 : s.bits >> dropped;
    if (rest > half || (rest == half && (s.has_more || result % 2 != 0))) {
        result++;
    }
    return ldexp((double)result, (int)s.exponent + (int)dropped);
}

static bool raise_invalid(struct thread *t)
{
    return raise_false(t, &ValueError_type, "invalid hexadecimal floating-point string");
}

bool float_parse_hexadecimal(struct thread *t, const char *text, size_t n, double *d)
{
    while (n > 0 && isspace((unsigned char)text[n - 1])) {
        n--;
    }
    for (; n > 0 && isspace((unsigned char)*text); text++) {
        n--;
    }
    bool is_negative = *text == '-', has_sign = is_negative || *text == '+';
    const char *digits = text + has_sign, *end = text + n;
    if (!isxdigit((unsigned char)*digits) && *digits != '.' && float_parse(text, n, d)) {
        return true; /* inf or nan */
    }
    digits += digits[0] == '0' && (digits[1] | 0x20) == 'x' ? 2 : 0;
    struct significand s = {0, 0, false};
    const char *at = read_digits(digits, &s);
    at = at == NULL ? NULL : read_exponent(at, &s);
    if (at != end) {
        return raise_invalid(t);
    }
    *d = round_significand(s);
    *d = is_negative ? -*d : *d;
    return !isinf(*d) || raise_false(t, &OverflowError_type,
                                     "hexadecimal value too large to represent as a float");
}
