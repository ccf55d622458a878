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

/* Halves rather than a uint128: gcc keeps those in memory where they meet a branch. */
struct operand {
    uint64_t low, high;
    bool negative;
    struct int_object *
        spare; /* a fresh temporary of this instruction: its memory may be taken once it has been read */
};

/* False: no exact int, or more than two limbs. `is_temporary`: the instruction's flag for this operand. */
static ALWAYS_INLINE bool load(struct operand *a, Value v, bool is_temporary)
{
    if (value_is_small_int(v)) {
        int64_t n = value_to_small_int(v);
        a->negative = n < 0;
        a->low = (uint64_t)(n < 0 ? -n : n);
        a->high = 0;
        a->spare = NULL;
        return true;
    }
    if (UNLIKELY(!value_is_big_int(v))) {
        return false;
    }
    struct int_object *o = (struct int_object *)v;
    uint32_t marks = load_relaxed(&o->base.lock_flags);
    a->negative = marks & INT_NEGATIVE;
    a->low = o->limbs[0];
    a->high = o->n_limbs == 2 ? o->limbs[1] : 0;
    a->spare = is_temporary && (marks & INT_FRESH) ? o : NULL;
    return LIKELY(o->n_limbs <= 2);
}

static ALWAYS_INLINE bool load_both(struct operand *a, struct operand *b, Value v, Value w,
                                    unsigned flags)
{
    return load(a, v, flags & INT_LEFT_IS_TEMPORARY) && load(b, w, flags & INT_RIGHT_IS_TEMPORARY);
}

static ALWAYS_INLINE uint128 magnitude_of_operand(const struct operand *a)
{
    return (uint128)a->high << 64 | a->low;
}

/* Two's complement; false: does not fit. */
static ALWAYS_INLINE bool to_signed(const struct operand *a, __int128 *n)
{
    uint128 magnitude = magnitude_of_operand(a);
    *n = (__int128)(a->negative ? -magnitude : magnitude);
    return !(a->high >> 63);
}

static ALWAYS_INLINE void give_spare(struct thread *t, struct int_object *spare)
{
    if (spare != NULL && LIKELY(t->n_spare_ints < MAX_SPARES)) {
        t->spare_ints[t->n_spare_ints++] = spare;
    }
}

/* Room for two limbs if the result is a temporary, which may be overwritten by a larger number. */
static NOINLINE Value store_new(struct thread *t, uint64_t low, uint64_t high, bool negative,
                                unsigned flags)
{
    bool is_temporary = flags & INT_RESULT_IS_TEMPORARY;
    size_t n = is_temporary || high != 0 ? 2 : 1;
    struct int_object *o = gc_allocate(t, sizeof *o + n * sizeof o->limbs[0], &int_type);
    if (UNLIKELY(o == NULL)) {
        return VALUE_ERROR;
    }
    o->n_limbs = high != 0 ? 2 : 1;
    o->limbs[0] = low;
    if (n == 2) {
        o->limbs[1] = high;
    }
    o->base.lock_flags = (negative ? INT_NEGATIVE : 0) | (is_temporary ? INT_FRESH : 0);
    return value_from_object(o);
}

/* The result of an operation on two operands, which have been read: it takes the memory of one, or a spare. */
static ALWAYS_INLINE Value store(struct thread *t, uint64_t low, uint64_t high, bool negative,
                                 const struct operand *a, const struct operand *b, unsigned flags)
{
    struct int_object *o = a->spare;
    if (high == 0 && low <= (uint64_t)SMALL_INT_MAX + negative) {
        give_spare(t, a->spare);
        give_spare(t, b->spare);
        return value_from_small_int(negative ? (int64_t)-low : (int64_t)low);
    }
    if (o != NULL) {
        give_spare(t, b->spare);
    } else if (b->spare != NULL) {
        o = b->spare;
    } else if (LIKELY(t->n_spare_ints > 0)) {
        o = t->spare_ints[--t->n_spare_ints];
    } else {
        return store_new(t, low, high, negative, flags);
    }
    o->n_limbs = 1 + (high != 0);
    o->limbs[0] = low;
    o->limbs[1] = high;
    o->base.lock_flags =
        (negative ? INT_NEGATIVE : 0) | (flags & INT_RESULT_IS_TEMPORARY ? INT_FRESH : 0);
    return value_from_object(o);
}

/* ---- 128-bit arithmetic ---- */

/* v + w, or v - w. */
static ALWAYS_INLINE Value add_signed(struct thread *t, enum binary_op op, Value v, Value w,
                                      unsigned flags)
{
    struct operand a, b;
    if (!load_both(&a, &b, v, w, flags)) {
        return VALUE_UNBOUND;
    }
    bool negative = a.negative;
    unsigned long long low, high, carry;
    if (a.negative == (b.negative != (op == BINARY_SUBTRACT))) {
        carry = __builtin_add_overflow(a.low, b.low, &low);
        if (UNLIKELY(__builtin_add_overflow(a.high, b.high, &high)) ||
            UNLIKELY(__builtin_add_overflow(high, carry, &high))) {
            return VALUE_UNBOUND;
        }
    } else {
        uint128 difference = magnitude_of_operand(&a) - magnitude_of_operand(&b);
        if (magnitude_of_operand(&a) < magnitude_of_operand(&b)) {
            difference = -difference;
            negative = !negative;
        }
        low = (uint64_t)difference;
        high = (uint64_t)(difference >> 64);
    }
    return store(t, low, high, negative, &a, &b, flags);
}

Value int_add_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return add_signed(t, BINARY_ADD, v, w, flags);
}

Value int_subtract_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return add_signed(t, BINARY_SUBTRACT, v, w, flags);
}

Value int_multiply_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    struct operand a, b;
    if (!load_both(&a, &b, v, w, flags)) {
        return VALUE_UNBOUND;
    }
    uint128 product = (uint128)a.low * b.low;
    uint64_t high = (uint64_t)(product >> 64);
    if ((a.high | b.high) != 0) {
        uint128 cross = a.high != 0 ? (uint128)a.high * b.low : (uint128)b.high * a.low;
        if ((a.high != 0 && b.high != 0) || cross >> 64 != 0 ||
            __builtin_add_overflow(high, (uint64_t)cross, &high)) {
            return VALUE_UNBOUND;
        }
    }
    return store(t, (uint64_t)product, high, a.negative != b.negative, &a, &b, flags);
}

/* (high:low) / divisor for high < divisor: the quotient fits a word. */
static ALWAYS_INLINE uint64_t divide_step(uint64_t high, uint64_t low, uint64_t divisor,
                                          uint64_t *remainder)
{
#if defined(__x86_64__)
    uint64_t quotient;
    __asm__("divq %4"
            : "=a"(quotient), "=d"(*remainder)
            : "0"(low), "1"(high), "r"(divisor)
            : "cc");
    return quotient;
#else
    uint128 n = (uint128)high << 64 | low;
    *remainder = (uint64_t)(n % divisor);
    return (uint64_t)(n / divisor);
#endif
}

/* Two limbs by two limbs: the quotient, and the remainder into *rest. */
static NOINLINE uint64_t divide_long(const struct operand *a, const struct operand *b,
                                     uint128 *rest)
{
    uint128 quotient = magnitude_of_operand(a) / magnitude_of_operand(b);
    *rest = magnitude_of_operand(a) - quotient * magnitude_of_operand(b);
    return (uint64_t)quotient;
}

/* Floor division: the quotient or the remainder. */
static ALWAYS_INLINE Value divide_by(struct thread *t, enum binary_op op, Value v, Value w,
                                     unsigned flags)
{
    struct operand a, b;
    if (!load_both(&a, &b, v, w, flags) || UNLIKELY((b.low | b.high) == 0)) {
        return VALUE_UNBOUND;
    }
    uint64_t low, high = 0, rest, rest_high = 0;
    if (LIKELY(b.high == 0)) {
        uint64_t top = a.high;
        if (top >= b.low) {
            high = top / b.low;
            top %= b.low;
        }
        low = divide_step(top, a.low, b.low, &rest);
    } else {
        uint128 long_rest;
        low = divide_long(&a, &b, &long_rest);
        rest = (uint64_t)long_rest;
        rest_high = (uint64_t)(long_rest >> 64);
    }
    if (UNLIKELY(a.negative != b.negative) && (rest | rest_high) != 0) {
        uint128 other = magnitude_of_operand(&b) - ((uint128)rest_high << 64 | rest);
        rest = (uint64_t)other;
        rest_high = (uint64_t)(other >> 64);
        high += ++low == 0;
    }
    return op == BINARY_REMAINDER ? store(t, rest, rest_high, b.negative, &a, &b, flags)
                                  : store(t, low, high, a.negative != b.negative, &a, &b, flags);
}

Value int_floor_divide_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return divide_by(t, BINARY_FLOOR_DIVIDE, v, w, flags);
}

Value int_remainder_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return divide_by(t, BINARY_REMAINDER, v, w, flags);
}

static ALWAYS_INLINE Value store_signed(struct thread *t, __int128 n, const struct operand *a,
                                        const struct operand *b, unsigned flags)
{
    uint128 magnitude = n < 0 ? -(uint128)n : (uint128)n;
    return store(t, (uint64_t)magnitude, (uint64_t)(magnitude >> 64), n < 0, a, b, flags);
}

static ALWAYS_INLINE Value bitwise(struct thread *t, enum binary_op op, Value v, Value w,
                                   unsigned flags)
{
    struct operand a, b;
    __int128 n, m;
    if (!load_both(&a, &b, v, w, flags) || !to_signed(&a, &n) || !to_signed(&b, &m)) {
        return VALUE_UNBOUND;
    }
    n = op == BINARY_AND ? (n & m) : op == BINARY_OR ? (n | m) : (n ^ m);
    return store_signed(t, n, &a, &b, flags);
}

Value int_and_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return bitwise(t, BINARY_AND, v, w, flags);
}

Value int_or_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return bitwise(t, BINARY_OR, v, w, flags);
}

Value int_xor_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return bitwise(t, BINARY_XOR, v, w, flags);
}

static ALWAYS_INLINE Value shift(struct thread *t, enum binary_op op, Value v, Value w,
                                 unsigned flags)
{
    struct operand a, b;
    __int128 n;
    if (!load_both(&a, &b, v, w, flags) || !to_signed(&a, &n) || (b.negative && b.low != 0)) {
        return VALUE_UNBOUND;
    }
    unsigned by = b.high != 0 || b.low > 127 ? 127 : (unsigned)b.low;
    if (op == BINARY_RIGHT_SHIFT) {
        return store_signed(t, n >> by, &a, &b, flags);
    }
    __int128 shifted = (__int128)((uint128)n << by);
    if (by == 127 || shifted >> by != n) {
        return VALUE_UNBOUND;
    }
    return store_signed(t, shifted, &a, &b, flags);
}

Value int_left_shift_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return shift(t, BINARY_LEFT_SHIFT, v, w, flags);
}

Value int_right_shift_wide(struct thread *t, Value v, Value w, unsigned flags)
{
    return shift(t, BINARY_RIGHT_SHIFT, v, w, flags);
}

/* ---- any size ---- */

static COLD Value raise_zero_division(struct thread *t, enum binary_op op)
{
    return raise_error(t, &ZeroDivisionError_type,
                       op == BINARY_REMAINDER ? "integer modulo by zero"
                                              : "integer division or modulo by zero");
}

static Value divide_any(struct thread *t, enum binary_op op, const struct magnitude *a,
                        const struct magnitude *b)
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
    return op == BINARY_REMAINDER      ? remainder
           : op == BINARY_FLOOR_DIVIDE ? quotient
                                       : tuple_of(t, 2, quotient, remainder);
}

/* Is a shift by `by` one that CPython refuses before it looks for memory? Its ints have at most 2**61 digits of 30 bits. */
static bool exceeds_digits(const struct magnitude *by)
{
    const uint64_t low = UINT64_C(3) << 62, high = 3; /* 30 << 61 */
    return by->n > 2 || by->limbs[1] > high || (by->limbs[1] == high && by->limbs[0] >= low);
}

static Value shift_any(struct thread *t, enum binary_op op, const struct magnitude *a,
                       const struct magnitude *b)
{
    if (b->n != 0 && b->negative) {
        return raise_error(t, &ValueError_type, "negative shift count");
    }
    if (b->n > 1 && op == BINARY_LEFT_SHIFT && a->n > 0 && exceeds_digits(b)) {
        return raise_error(t, &OverflowError_type, "too many digits in integer");
    }
    uint64_t by = b->n == 0 ? 0 : b->n == 1 ? b->limbs[0] : UINT64_MAX;
    return op == BINARY_LEFT_SHIFT ? int_left_shift(t, a, by) : int_right_shift(t, a, by);
}

Value int_binary_large(struct thread *t, enum binary_op op, Value v, Value w)
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
    /* A table rather than a switch: each function then has a frame of its own size. */
    static int_wide_fn *const functions[N_BINARY_OPS] = {
        [BINARY_ADD] = int_add_wide,
        [BINARY_SUBTRACT] = int_subtract_wide,
        [BINARY_MULTIPLY] = int_multiply_wide,
        [BINARY_FLOOR_DIVIDE] = int_floor_divide_wide,
        [BINARY_REMAINDER] = int_remainder_wide,
        [BINARY_LEFT_SHIFT] = int_left_shift_wide,
        [BINARY_RIGHT_SHIFT] = int_right_shift_wide,
        [BINARY_AND] = int_and_wide,
        [BINARY_OR] = int_or_wide,
        [BINARY_XOR] = int_xor_wide,
    };
    Value result = functions[op] == NULL ? VALUE_UNBOUND : functions[op](t, v, w, flags);
    return result != VALUE_UNBOUND ? result : int_binary_large(t, op, v, w);
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
