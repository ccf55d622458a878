/* Decimal digits of doubles against libc, which is exact. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/float_decimal.h"
#include "tests/unit/runtime_gc_support.h"

/* Finite and not negative: of all exponents, powers of two, subnormal ones, short decimals and ties. */
static double sample(uint64_t i)
{
    uint64_t bits = (i * UINT64_C(0x9e3779b97f4a7c15)) & INT64_MAX;
    double d;
    switch (i % 6) {
    case 0:
        bits &= ~((UINT64_C(1) << 52) - 1);
        break;
    case 1:
        bits &= (UINT64_C(1) << 52) - 1;
        break;
    case 2:
        return (double)(bits % 1000000) / 1000;
    case 3:
        return (double)(bits % 100000) / 64;
    case 4:
        return (double)(bits % 1000) * pow(10, (double)(bits / 1000 % 22));
    default:
        break;
    }
    memcpy(&d, &bits, sizeof d);
    return isfinite(d) ? d : 1.5;
}

Test(runtime_float_decimal, the_shortest_reads_back_and_no_shorter_one_does)
{
    char text[64];
    for (uint64_t i = 1; i < 60000; i++) {
        double d = sample(i);
        struct decimal decimal = double_shortest(d);
        snprintf(text, sizeof text, "%" PRIu64 "e%d", decimal.digits, decimal.exponent);
        cr_assert_eq(strtod(text, NULL), d, "%s", text);
        if (decimal.digits < 10) {
            continue;
        }
        for (uint64_t up = 0; up < 2; up++) {
            snprintf(text, sizeof text, "%" PRIu64 "e%d", decimal.digits / 10 + up,
                     decimal.exponent + 1);
            cr_assert_neq(strtod(text, NULL), d, "%s", text);
        }
    }
}

Test(runtime_float_decimal, digits_up_to_a_place_are_those_of_libc)
{
    char text[400];
    int n_known = 0;
    for (uint64_t i = 1; i < 60000; i++) {
        double d = sample(i);
        int places = (int)(i / 6 % 19);
        uint64_t scaled;
        if (d < 1e9 && double_scale(d, places, &scaled)) {
            char expected[400], *to = expected;
            snprintf(text, sizeof text, "%.*f", places, d);
            for (const char *from = text; *from != '\0'; from++) {
                *to = *from;
                to += *from != '.';
            }
            *to = '\0';
            cr_assert_eq(scaled, strtoull(expected, NULL, 10), "%.17g, %d", d, places);
            n_known++;
        }
    }
    cr_assert_gt(n_known, 20000);
}

Test(runtime_float_decimal, significant_digits_are_those_of_libc)
{
    int n_unknown = 0;
    for (uint64_t i = 1; i < 60000; i++) {
        double d = sample(i);
        int n = 1 + (int)(i / 6 % 17), exponent;
        uint64_t digits;
        if (d == 0) {
            continue;
        }
        if (!double_significant(d, n, &digits, &exponent)) {
            n_unknown++;
            continue;
        }
        char text[64], expected[64];
        snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent - n + 1);
        snprintf(expected, sizeof expected, "%.*e", n - 1, d);
        cr_assert_eq(strtod(text, NULL), strtod(expected, NULL), "%.17g, %d", d, n);
    }
    cr_assert_lt(n_unknown, 3000);
}

Test(runtime_float_decimal, what_it_cannot_tell_it_leaves)
{
    uint64_t scaled;
    cr_assert_not(double_scale(1e300, 0, &scaled));
    cr_assert_not(double_scale(25, -1, &scaled)); /* a tie, by an inexact power */
    cr_assert_not(double_scale(1.0, 400, &scaled));
    cr_assert(double_scale(0.125, 2, &scaled));
    cr_assert_eq(scaled, 12);
    cr_assert(double_scale(0.375, 2, &scaled));
    cr_assert_eq(scaled, 38);
    cr_assert(double_scale(1e-300, 2, &scaled));
    cr_assert_eq(scaled, 0);
}
