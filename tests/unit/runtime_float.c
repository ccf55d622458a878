/* floats from C: the encoding in a Value, the shortest text, hashes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/float.h"
#include "runtime/int.h"
#include "tests/unit/runtime_gc_support.h"

/* Doubles of all exponents, with few and with many bits set. */
static double sample(uint64_t i)
{
    uint64_t bits = i * UINT64_C(0x9e3779b97f4a7c15);
    return double_from_bits(i % 3 == 0 ? bits & ~((UINT64_C(1) << 50) - 1) : bits);
}

Test(runtime_float, what_fits_a_value_comes_back_bit_for_bit)
{
    for (uint64_t i = 0; i < 200000; i++) {
        double d = sample(i);
        Value v;
        if (flonum_encode(d, &v)) {
            cr_assert(value_is_flonum(v));
            cr_assert_eq(double_to_bits(flonum_decode(v)), double_to_bits(d));
        } else {
            cr_assert(d == 0.0 || !isfinite(d) || fabs(d) < 0x1p-254 || fabs(d) > 0x1p255);
        }
    }
}

Test(runtime_float, zeros_are_kept_apart)
{
    Value v;
    cr_assert(flonum_encode(0.0, &v));
    cr_assert_eq(double_to_bits(flonum_decode(v)), 0);
    cr_assert_not(flonum_encode(-0.0, &v));
    cr_assert_not(flonum_encode(0x1p-255, &v));
}

Test(runtime_float, the_range_of_what_fits_ends_at_powers_of_two)
{
    const double fits[] = {nextafter(0x1p-255, 1.0), -0x1p-255, nextafter(0x1p257, 0.0),
                           -nextafter(0x1p257, 0.0)};
    const double not [] = {nextafter(0x1p-255, 0.0), 0x1p257, -0x1p257, 5e-324, 0x1p1023, NAN};
    Value v = VALUE_ERROR;
    for (size_t i = 0; i < COUNT_OF(fits); i++) {
        cr_assert(flonum_encode(fits[i], &v));
        cr_assert_eq(double_to_bits(flonum_decode(v)), double_to_bits(fits[i]));
    }
    for (size_t i = 0; i < COUNT_OF(not ); i++) {
        cr_assert_not(flonum_encode(not [i], &v));
    }
}

Test(runtime_float, a_double_that_fits_no_value_is_boxed)
{
    struct thread *t = start("on");
    const double rare[] = {-0.0, INFINITY, -INFINITY, 1e300, 1e-300, 0x1p-255};
    for (size_t i = 0; i < COUNT_OF(rare); i++) {
        Value v = float_from_double(t, rare[i]);
        cr_assert(value_is_object(v));
        cr_assert_eq(double_to_bits(float_to_double(v)), double_to_bits(rare[i]));
    }
}

Test(runtime_float, text_reads_back)
{
    for (uint64_t i = 0; i < 30000; i++) {
        double d = sample(i);
        char text[FLOAT_TEXT_BYTES];
        size_t n = double_to_text(d, text);
        cr_assert_lt(n, (size_t)FLOAT_TEXT_BYTES);
        double back;
        cr_assert(float_parse(text, n, &back));
        cr_assert(double_to_bits(back) == double_to_bits(d) || (isnan(back) && isnan(d)));
    }
}

static void expect_text(double d, const char *expected)
{
    char text[FLOAT_TEXT_BYTES];
    text[double_to_text(d, text)] = 0;
    cr_assert_str_eq(text, expected);
}

Test(runtime_float, text_is_the_shortest)
{
    expect_text(0.1, "0.1");
    expect_text(0.1 + 0.2, "0.30000000000000004");
    expect_text(1e16, "1e+16");
    expect_text(123456789012345680.0, "1.2345678901234568e+17");
    expect_text(9007199254740993.0, "9007199254740992.0");
    expect_text(0.0001, "0.0001");
    expect_text(0.00001, "1e-05");
    expect_text(-0.0, "-0.0");
    expect_text(5e-324, "5e-324");
    expect_text(2.2250738585072014e-308, "2.2250738585072014e-308");
    expect_text(
        0x1p534,
        "5.623642243178996e+160"); /* the next 16 digits below are nearer, and another double's */
}

Test(runtime_float, only_numbers_are_read)
{
    const char *const wrong[] = {"",     "e5",  "1e",  "1__0", "_1", "1_",  "1._5",
                                 "0x10", "1 2", "+-1", ".",    "in", "nanx"};
    double d;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        cr_assert_not(float_parse(wrong[i], strlen(wrong[i]), &d), "%s", wrong[i]);
    }
    cr_assert(float_parse("1_0.2_5e+1_0", 12, &d));
    cr_assert_eq(d, 10.25e10);
}

Test(runtime_float, equal_ints_and_floats_have_equal_hashes)
{
    struct thread *t = start("on");
    for (int exponent = 0; exponent < 120; exponent++) {
        double d = ldexp(-5.0, exponent);
        cr_assert_eq(double_hash(d), int_hash(int_from_double(t, d)));
    }
}

Test(runtime_float, the_remainder_has_the_sign_of_the_divisor)
{
    for (uint64_t i = 0; i < 20000; i++) {
        double v = sample(i), w = sample(i * 7 + 1), quotient, remainder;
        if (!isfinite(v) || !isfinite(w) || w == 0.0) {
            continue;
        }
        float_divmod(v, w, &quotient, &remainder);
        cr_assert(signbit(remainder) == signbit(w));
        cr_assert_leq(fabs(remainder), fabs(w));
    }
}
