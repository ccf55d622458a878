/* ints from C: one representation for each number, temporaries, the identities of division. */
#include "runtime/int.h"
#include "runtime/str.h"
#include "tests/unit/runtime_gc_support.h"

static struct thread *start_ints(void)
{
    struct thread *t = start("on");
    cr_assert(str_hash_init("0") && str_init(t));
    return t;
}

static Value number(struct thread *t, __int128 n)
{
    Value v = int_from_int128(t, n);
    cr_assert_neq(v, VALUE_ERROR);
    return v;
}

static Value binary(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    Value result = int_binary(t, op, v, w, flags);
    cr_assert_neq(result, VALUE_ERROR);
    return result;
}

static bool is_fresh(Value v)
{
    return value_is_big_int(v) && object_has_flag(value_to_object(v), INT_FRESH);
}

/* What int.h promises of every int. */
static void check(Value v)
{
    if (value_is_small_int(v)) {
        return;
    }
    const struct int_object *o = (const struct int_object *)v;
    cr_assert_gt(o->n_limbs, 0);
    cr_assert_neq(o->limbs[o->n_limbs - 1], 0);
    bool negative = object_has_flag(&o->base, INT_NEGATIVE);
    cr_assert(o->n_limbs > 1 || o->limbs[0] > (uint64_t)SMALL_INT_MAX + negative);
}

/* Every power of two up to 2^192 with its neighbours, of both signs. */
enum { N_SAMPLES = 193 * 6 };
static size_t make_samples(struct thread *t, Value *samples)
{
    size_t n = 0;
    for (int bit = 0; bit <= 192; bit++) {
        Value power = binary(t, BINARY_LEFT_SHIFT, number(t, 1), number(t, bit), 0);
        for (int offset = -1; offset <= 1; offset++) {
            Value v = binary(t, BINARY_ADD, power, number(t, offset), 0);
            samples[n++] = v;
            samples[n++] = int_negative(t, v);
        }
    }
    return n;
}

Test(runtime_int, results_are_normal_and_division_is_the_inverse)
{
    struct thread *t = start_ints();
    struct value_buffer *buffer = value_buffer_new(t, N_SAMPLES);
    size_t n = make_samples(t, buffer->items);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i % 7; k < n; k += 7) {
            Value v = buffer->items[i], w = buffer->items[k];
            Value product = binary(t, BINARY_MULTIPLY, v, w, 0),
                  sum = binary(t, BINARY_ADD, v, w, 0);
            check(product);
            check(sum);
            cr_assert_eq(int_order(binary(t, BINARY_SUBTRACT, sum, w, 0), v), 0);
            if (int_sign(w) == 0) {
                continue;
            }
            Value quotient = binary(t, BINARY_FLOOR_DIVIDE, v, w, 0),
                  rest = binary(t, BINARY_REMAINDER, v, w, 0);
            check(quotient);
            check(rest);
            cr_assert(int_sign(rest) == 0 || int_sign(rest) == int_sign(w));
            Value back = binary(t, BINARY_ADD, binary(t, BINARY_MULTIPLY, quotient, w, 0), rest, 0);
            cr_assert_eq(int_order(back, v), 0);
            cr_assert_eq(int_order(binary(t, BINARY_FLOOR_DIVIDE, product, w, 0), v), 0);
        }
    }
    gc_keep(buffer);
}

Test(runtime_int, bitwise_operators_agree_with_arithmetic)
{
    struct thread *t = start_ints();
    struct value_buffer *buffer = value_buffer_new(t, N_SAMPLES);
    size_t n = make_samples(t, buffer->items);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i % 11; k < n; k += 11) {
            Value v = buffer->items[i], w = buffer->items[k];
            Value both = binary(t, BINARY_AND, v, w, 0), any = binary(t, BINARY_OR, v, w, 0);
            Value sum = binary(t, BINARY_ADD, both, any, 0);
            check(both);
            check(any);
            cr_assert_eq(int_order(sum, binary(t, BINARY_ADD, v, w, 0)), 0);
            Value different = binary(t, BINARY_XOR, v, w, 0);
            cr_assert_eq(int_order(binary(t, BINARY_ADD, both, different, 0), any), 0);
        }
    }
    gc_keep(buffer);
}

Test(runtime_int, only_a_result_that_is_asked_for_is_fresh)
{
    struct thread *t = start_ints();
    Value v = number(t, (__int128)1 << 70);
    cr_assert_not(is_fresh(v));
    cr_assert_not(is_fresh(binary(t, BINARY_ADD, v, number(t, 1), 0)));
    cr_assert(is_fresh(binary(t, BINARY_ADD, v, number(t, 1), INT_RESULT_IS_TEMPORARY)));
}

Test(runtime_int, a_fresh_operand_is_overwritten)
{
    struct thread *t = start_ints();
    Value v = number(t, (__int128)1 << 70), one = number(t, 1);
    Value fresh = binary(t, BINARY_ADD, v, one, INT_RESULT_IS_TEMPORARY);
    Value sum = binary(t, BINARY_ADD, fresh, one, INT_LEFT_IS_TEMPORARY);
    cr_assert_eq(sum, fresh);
    cr_assert_not(is_fresh(sum));
    cr_assert_eq(int_order(sum, number(t, ((__int128)1 << 70) + 2)), 0);
    cr_assert_eq(int_order(v, number(t, (__int128)1 << 70)), 0);
}

Test(runtime_int, an_operand_without_the_mark_or_without_the_flag_is_kept)
{
    struct thread *t = start_ints();
    Value v = number(t, (__int128)1 << 70), one = number(t, 1);
    cr_assert_neq(binary(t, BINARY_ADD, v, one, INT_LEFT_IS_TEMPORARY), v);
    Value fresh = binary(t, BINARY_ADD, v, one, INT_RESULT_IS_TEMPORARY);
    cr_assert_neq(binary(t, BINARY_ADD, fresh, one, 0), fresh);
    int_clear_fresh(fresh);
    cr_assert_neq(binary(t, BINARY_ADD, fresh, one, INT_LEFT_IS_TEMPORARY), fresh);
    cr_assert_eq(int_order(fresh, number(t, ((__int128)1 << 70) + 1)), 0);
}

Test(runtime_int, a_consumed_temporary_becomes_a_spare_until_the_next_collection)
{
    struct thread *t = start_ints();
    Value v = number(t, (__int128)1 << 70), one = number(t, 1);
    Value fresh = binary(t, BINARY_ADD, v, one, INT_RESULT_IS_TEMPORARY);
    Value small = binary(t, BINARY_REMAINDER, fresh, number(t, 1000), INT_LEFT_IS_TEMPORARY);
    cr_assert(value_is_small_int(small));
    cr_assert_eq(t->n_spare_ints, 1);
    cr_assert_eq(binary(t, BINARY_ADD, v, one, 0), fresh);
    cr_assert_eq(t->n_spare_ints, 0);
    fresh = binary(t, BINARY_ADD, v, one, INT_RESULT_IS_TEMPORARY);
    (void)binary(t, BINARY_REMAINDER, fresh, number(t, 1000), INT_LEFT_IS_TEMPORARY);
    collect(t);
    cr_assert_eq(t->n_spare_ints, 0);
}

Test(runtime_int, text_in_every_base_reads_back)
{
    struct thread *t = start_ints();
    struct value_buffer *buffer = value_buffer_new(t, N_SAMPLES);
    size_t n = make_samples(t, buffer->items);
    for (size_t i = 0; i < n; i += 5) {
        int base = 2 + (int)(i % 35);
        Value text = int_to_str(t, buffer->items[i], base);
        cr_assert_neq(text, VALUE_ERROR);
        cr_assert_eq(int_order(int_from_str(t, text, base), buffer->items[i]), 0);
    }
    gc_keep(buffer);
}

Test(runtime_int, order_with_doubles_is_exact)
{
    struct thread *t = start_ints();
    Value v = number(t, ((__int128)1 << 53) + 1);
    cr_assert_eq(int_order_double(v, 0x1p53), 1);
    cr_assert_eq(int_order_double(v, 0x1p53 + 2), -1);
    cr_assert_eq(int_order_double(number(t, (__int128)1 << 80), 0x1p80), 0);
    cr_assert_eq(int_order_double(number(t, -((__int128)1 << 80) - 1), -0x1p80), -1);
    cr_assert_eq(int_order_double(v, __builtin_inf()), -1);
    cr_assert_eq(int_order_double(v, __builtin_nan("")), 2);
}

Test(runtime_int, conversion_to_double_rounds_half_to_even)
{
    struct thread *t = start_ints();
    double d;
    cr_assert(int_to_double(t, number(t, ((__int128)1 << 54) + 2), &d));
    cr_assert_eq(d, 0x1p54);
    cr_assert(int_to_double(t, number(t, ((__int128)1 << 54) + 6), &d));
    cr_assert_eq(d, 0x1p54 + 8);
    cr_assert(int_to_double(t, number(t, ((__int128)1 << 100) + ((__int128)1 << 47)), &d));
    cr_assert_eq(d, 0x1p100);
    cr_assert(int_to_double(t, number(t, ((__int128)1 << 100) + ((__int128)1 << 47) + 1), &d));
    cr_assert_eq(d, 0x1p100 + 0x1p48);
}
