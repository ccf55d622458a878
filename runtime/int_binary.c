/*
 * int op int: 128 bits at a time, else runtime/int_large.c. Temporaries: see runtime/int.h.
 *
 * Invariant: an int with INT_FRESH, and each of a thread's spares, has room for two limbs.
 */
#include "runtime/int_internal.h"
#include "runtime/tuple.h"

enum { MAX_SPARES = COUNT_OF(((struct thread *)0)->spare_ints) };

typedef unsigned __int128 uint128;

/* ---- 128-bit operands and results ---- */

static ALWAYS_INLINE bool load_big(Value v, uint128 *magnitude, bool *negative)
{
    const struct int_object *o = (const struct int_object *)v;
    *magnitude = o->limbs[0];
    if (LIKELY(o->n_limbs == 2)) {
        *magnitude |= (uint128)o->limbs[1] << 64;
    }
    *negative = object_has_flag(&o->base, INT_NEGATIVE);
    return o->n_limbs <= 2;
}

/* Sign and magnitude; false: more than two limbs. */
static ALWAYS_INLINE bool load_magnitude(Value v, uint128 *magnitude, bool *negative)
{
    if (value_is_small_int(v)) {
        int64_t n = value_to_small_int(v);
        *negative = n < 0;
        *magnitude = (uint64_t)(n < 0 ? -n : n);
        return true;
    }
    return load_big(v, magnitude, negative);
}

/* Two's complement; false: does not fit. */
static ALWAYS_INLINE bool load_signed(Value v, __int128 *n)
{
    if (value_is_small_int(v)) {
        *n = value_to_small_int(v);
        return true;
    }
    uint128 magnitude;
    bool negative;
    bool loaded = load_big(v, &magnitude, &negative);
    *n = negative ? -(__int128)magnitude : (__int128)magnitude;
    return loaded && LIKELY(!(magnitude >> 127));
}

static ALWAYS_INLINE bool is_fresh(Value v)
{
    return value_is_object(v) && object_has_flag(value_to_object(v), INT_FRESH);
}

static ALWAYS_INLINE void give_spare(struct thread *t, Value v)
{
    if (LIKELY(t->n_spare_ints < MAX_SPARES)) {
        t->spare_ints[t->n_spare_ints++] = (struct int_object *)v;
    }
}

/* A temporary operand whose number has been read is a spare from now on. */
static ALWAYS_INLINE void consume(struct thread *t, Value v, Value w, unsigned flags)
{
    if ((flags & INT_LEFT_IS_TEMPORARY) && is_fresh(v)) {
        give_spare(t, v);
    }
    if ((flags & INT_RIGHT_IS_TEMPORARY) && is_fresh(w)) {
        give_spare(t, w);
    }
}

static NOINLINE Value store_new(struct thread *t, uint128 magnitude, bool negative, unsigned flags)
{
    bool is_temporary = flags & INT_RESULT_IS_TEMPORARY;
    uint64_t high = (uint64_t)(magnitude >> 64);
    size_t n = is_temporary || high != 0 ? 2 : 1;
    struct int_object *o = gc_allocate(t, sizeof *o + n * sizeof o->limbs[0], &int_type);
    if (UNLIKELY(o == NULL)) {
        return VALUE_ERROR;
    }
    o->n_limbs = high != 0 ? 2 : 1;
    o->limbs[0] = (uint64_t)magnitude;
    if (n == 2) {
        o->limbs[1] = high;
    }
    o->base.lock_flags = (negative ? INT_NEGATIVE : 0) | (is_temporary ? INT_FRESH : 0);
    return value_from_object(o);
}

/* The result of an operation on v and w, which have been read: their memory may be taken. */
static ALWAYS_INLINE Value store_magnitude(struct thread *t, uint128 magnitude, bool negative, Value v, Value w,
                                           unsigned flags)
{
    consume(t, v, w, flags);
    if (magnitude <= (uint64_t)SMALL_INT_MAX) {
        return value_from_small_int(negative ? -(int64_t)magnitude : (int64_t)magnitude);
    }
    if (UNLIKELY(negative && magnitude == (uint64_t)SMALL_INT_MAX + 1)) {
        return value_from_small_int(SMALL_INT_MIN);
    }
    if (UNLIKELY(t->n_spare_ints == 0)) {
        return store_new(t, magnitude, negative, flags);
    }
    struct int_object *o = t->spare_ints[--t->n_spare_ints];
    uint64_t high = (uint64_t)(magnitude >> 64);
    o->n_limbs = 1 + (high != 0);
    o->limbs[0] = (uint64_t)magnitude;
    o->limbs[1] = high;
    o->base.lock_flags =
        (negative ? INT_NEGATIVE : 0) | (flags & INT_RESULT_IS_TEMPORARY ? INT_FRESH : 0);
    return value_from_object(o);
}

static ALWAYS_INLINE Value store_signed(struct thread *t, __int128 n, Value v, Value w, unsigned flags)
{
    return store_magnitude(t, n < 0 ? -(uint128)n : (uint128)n, n < 0, v, w, flags);
}

/* ---- 128-bit arithmetic; UNBOUND: not possible in 128 bits ---- */

static ALWAYS_INLINE Value add_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    __int128 a, b, sum;
    if (!load_signed(v, &a) || !load_signed(w, &b) || __builtin_add_overflow(a, b, &sum)) {
        return VALUE_UNBOUND;
    }
    return store_signed(t, sum, v, w, flags);
}

static ALWAYS_INLINE Value subtract_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    __int128 a, b, difference;
    if (!load_signed(v, &a) || !load_signed(w, &b) || __builtin_sub_overflow(a, b, &difference)) {
        return VALUE_UNBOUND;
    }
    return store_signed(t, difference, v, w, flags);
}

static ALWAYS_INLINE Value multiply_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    uint128 a, b, product;
    bool a_negative, b_negative;
    if (!load_magnitude(v, &a, &a_negative) || !load_magnitude(w, &b, &b_negative)) {
        return VALUE_UNBOUND;
    }
    uint64_t a_high = (uint64_t)(a >> 64), b_high = (uint64_t)(b >> 64);
    product = (uint128)(uint64_t)a * (uint64_t)b;
    if ((a_high | b_high) != 0) {
        if (a_high != 0 && b_high != 0) {
            return VALUE_UNBOUND;
        }
        uint128 cross = a_high != 0 ? (uint128)a_high * (uint64_t)b : (uint128)b_high * (uint64_t)a;
        if (cross >> 64 != 0 || __builtin_add_overflow(product, cross << 64, &product)) {
            return VALUE_UNBOUND;
        }
    }
    return store_magnitude(t, product, a_negative != b_negative, v, w, flags);
}

/* (high:low) / divisor for high < divisor: the quotient fits a word. */
static ALWAYS_INLINE uint64_t divide_step(uint64_t high, uint64_t low, uint64_t divisor, uint64_t *remainder)
{
#if defined(__x86_64__)
    uint64_t quotient;
    __asm__("divq %4" : "=a"(quotient), "=d"(*remainder) : "0"(low), "1"(high), "r"(divisor) : "cc");
    return quotient;
#else
    uint128 n = (uint128)high << 64 | low;
    *remainder = (uint64_t)(n % divisor);
    return (uint64_t)(n / divisor);
#endif
}

static ALWAYS_INLINE uint128 divide(uint128 a, uint128 b, uint128 *remainder)
{
    uint64_t divisor = (uint64_t)b, high = (uint64_t)(a >> 64), rest;
    if (UNLIKELY(b >> 64 != 0)) {
        *remainder = a % b;
        return a / b;
    }
    uint64_t quotient_high = 0;
    if (high >= divisor) {
        quotient_high = high / divisor;
        high %= divisor;
    }
    uint64_t quotient_low = divide_step(high, (uint64_t)a, divisor, &rest);
    *remainder = rest;
    return (uint128)quotient_high << 64 | quotient_low;
}

/* Floor division; `want_remainder` chooses which of the two is the result. The caller has excluded w == 0. */
static ALWAYS_INLINE Value divide_wide(struct thread *t, Value v, Value w, unsigned flags, bool want_remainder)
{
    uint128 a, b, rest;
    bool a_negative, b_negative;
    if (!load_magnitude(v, &a, &a_negative) || !load_magnitude(w, &b, &b_negative)) {
        return VALUE_UNBOUND;
    }
    uint128 quotient = divide(a, b, &rest);
    if (a_negative != b_negative && rest != 0) {
        rest = b - rest;
        quotient++;
    }
    return want_remainder ? store_magnitude(t, rest, b_negative, v, w, flags)
                          : store_magnitude(t, quotient, a_negative != b_negative, v, w, flags);
}

static Value bitwise_wide(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    __int128 a, b;
    if (!load_signed(v, &a) || !load_signed(w, &b)) {
        return VALUE_UNBOUND;
    }
    __int128 n = op == BINARY_AND ? (a & b) : op == BINARY_OR ? (a | b) : (a ^ b);
    return store_signed(t, n, v, w, flags);
}

static Value shift_wide(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    __int128 a;
    if (!value_is_small_int(w) || !load_signed(v, &a)) {
        return VALUE_UNBOUND;
    }
    int64_t by = value_to_small_int(w);
    if (by < 0) {
        return VALUE_UNBOUND;
    }
    if (op == BINARY_RIGHT_SHIFT) {
        return store_signed(t, a >> (by > 127 ? 127 : by), v, w, flags);
    }
    if (by > 126) {
        return VALUE_UNBOUND;
    }
    __int128 shifted = (__int128)((uint128)a << by);
    return shifted >> by == a ? store_signed(t, shifted, v, w, flags) : VALUE_UNBOUND;
}

/* ---- any size ---- */

static COLD Value raise_zero_division(struct thread *t, enum binary_op op)
{
    return raise_error(t, &ZeroDivisionError_type,
                       op == BINARY_REMAINDER ? "integer modulo by zero" : "integer division or modulo by zero");
}

static Value divide_any(struct thread *t, enum binary_op op, const struct magnitude *a, const struct magnitude *b)
{
    if (b->n == 0) {
        return raise_zero_division(t, op);
    }
    Value quotient, remainder;
    bool divided = int_divide_large(t, a, b, op == BINARY_REMAINDER ? NULL : &quotient,
                                    op == BINARY_FLOOR_DIVIDE ? NULL : &remainder);
    if (!divided) {
        return VALUE_ERROR;
    }
    return op == BINARY_REMAINDER ? remainder : op == BINARY_FLOOR_DIVIDE ? quotient : tuple_of(t, 2, quotient, remainder);
}

static Value shift_any(struct thread *t, enum binary_op op, const struct magnitude *a, const struct magnitude *b)
{
    if (b->n != 0 && b->negative) {
        return raise_error(t, &ValueError_type, "negative shift count");
    }
    uint64_t by = b->n == 0 ? 0 : b->n == 1 ? b->limbs[0] : UINT64_MAX;
    return op == BINARY_LEFT_SHIFT ? int_left_shift(t, a, by) : int_right_shift(t, a, by);
}

static NOINLINE Value binary_any(struct thread *t, enum binary_op op, Value v, Value w)
{
    /* Some results below are the operand itself. */
    int_clear_fresh(v);
    int_clear_fresh(w);
    struct magnitude a, b;
    magnitude_of(&a, v);
    magnitude_of(&b, w);
    switch (op) {
    case BINARY_SUBTRACT:
        b.negative = !b.negative;
        return int_add_large(t, &a, &b);
    case BINARY_ADD:
        return int_add_large(t, &a, &b);
    case BINARY_MULTIPLY:
        return int_multiply_large(t, &a, &b);
    case BINARY_FLOOR_DIVIDE:
    case BINARY_REMAINDER:
    case BINARY_DIVMOD:
        return divide_any(t, op, &a, &b);
    case BINARY_TRUE_DIVIDE:
        return int_true_divide(t, v, w);
    case BINARY_POWER:
        return int_power(t, v, w, VALUE_UNBOUND);
    case BINARY_LEFT_SHIFT:
    case BINARY_RIGHT_SHIFT:
        return shift_any(t, op, &a, &b);
    case BINARY_AND:
    case BINARY_OR:
    case BINARY_XOR:
        return int_bitwise(t, op, &a, &b);
    default:
        return VALUE_NOT_IMPLEMENTED;
    }
}

Value int_binary(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    Value result = VALUE_UNBOUND;
    switch (op) {
    case BINARY_ADD:
        result = add_wide(t, v, w, flags);
        break;
    case BINARY_SUBTRACT:
        result = subtract_wide(t, v, w, flags);
        break;
    case BINARY_MULTIPLY:
        result = multiply_wide(t, v, w, flags);
        break;
    case BINARY_FLOOR_DIVIDE:
        result = w == value_from_small_int(0) ? VALUE_UNBOUND : divide_wide(t, v, w, flags, false);
        break;
    case BINARY_REMAINDER:
        result = w == value_from_small_int(0) ? VALUE_UNBOUND : divide_wide(t, v, w, flags, true);
        break;
    case BINARY_AND:
    case BINARY_OR:
    case BINARY_XOR:
        result = bitwise_wide(t, op, v, w, flags);
        break;
    case BINARY_LEFT_SHIFT:
    case BINARY_RIGHT_SHIFT:
        result = shift_wide(t, op, v, w, flags);
        break;
    default:
        break;
    }
    return LIKELY(result != VALUE_UNBOUND) ? result : binary_any(t, op, v, w);
}

Value int_negative(struct thread *t, Value v)
{
    if (value_is_small_int(v) && v != value_from_small_int(SMALL_INT_MIN)) {
        return value_from_small_int(-value_to_small_int(v));
    }
    struct magnitude m;
    magnitude_of(&m, v);
    return int_from_limbs(t, m.limbs, m.n, !m.negative);
}
