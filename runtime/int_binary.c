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

struct operand {
    uint128 magnitude;
    bool negative;
    bool
        is_spare; /* a fresh temporary of this instruction: its memory may be taken once it has been read */
};

/* False: more than two limbs. `is_temporary`: the instruction's flag for this operand. */
static ALWAYS_INLINE bool load(struct operand *a, Value v, bool is_temporary)
{
    if (value_is_small_int(v)) {
        int64_t n = value_to_small_int(v);
        a->negative = n < 0;
        a->magnitude = (uint64_t)(n < 0 ? -n : n);
        a->is_spare = false;
        return true;
    }
    const struct int_object *o = (const struct int_object *)v;
    uint32_t marks = load_relaxed(&o->base.lock_flags);
    uint64_t n = o->n_limbs;
    a->negative = marks & INT_NEGATIVE;
    a->is_spare = is_temporary && (marks & INT_FRESH);
    a->magnitude = o->limbs[0] | (n == 2 ? (uint128)o->limbs[1] << 64 : 0);
    return LIKELY(n <= 2);
}

static ALWAYS_INLINE bool load_both(struct operand *a, struct operand *b, Value v, Value w,
                                    unsigned flags)
{
    return load(a, v, flags & INT_LEFT_IS_TEMPORARY) && load(b, w, flags & INT_RIGHT_IS_TEMPORARY);
}

/* Two's complement; false: does not fit. */
static ALWAYS_INLINE bool to_signed(const struct operand *a, __int128 *n)
{
    *n = (__int128)(a->negative ? -a->magnitude : a->magnitude);
    return !(a->magnitude >> 127);
}

static ALWAYS_INLINE void give_spare(struct thread *t, Value v)
{
    if (LIKELY(t->n_spare_ints < MAX_SPARES)) {
        t->spare_ints[t->n_spare_ints++] = (struct int_object *)v;
    }
}

/* Room for two limbs if the result is a temporary, which may be overwritten by a larger number. */
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

static NOINLINE Value store_small(struct thread *t, uint64_t magnitude, bool negative, Value v,
                                  bool v_is_spare, Value w, bool w_is_spare)
{
    if (v_is_spare) {
        give_spare(t, v);
    }
    if (w_is_spare) {
        give_spare(t, w);
    }
    return value_from_small_int(negative ? (int64_t)-magnitude : (int64_t)magnitude);
}

/* The result of an operation on v and w, which have been read: it takes the memory of one, or a spare. */
static ALWAYS_INLINE Value store(struct thread *t, uint128 magnitude, bool negative,
                                 const struct operand *a, const struct operand *b, Value v, Value w,
                                 unsigned flags)
{
    if (magnitude <= (uint64_t)SMALL_INT_MAX + negative) {
        return store_small(t, (uint64_t)magnitude, negative, v, a->is_spare, w, b->is_spare);
    }
    struct int_object *o;
    if (a->is_spare) {
        o = (struct int_object *)v;
        if (b->is_spare) {
            give_spare(t, w);
        }
    } else if (b->is_spare) {
        o = (struct int_object *)w;
    } else if (LIKELY(t->n_spare_ints > 0)) {
        o = t->spare_ints[--t->n_spare_ints];
    } else {
        return store_new(t, magnitude, negative, flags);
    }
    uint64_t high = (uint64_t)(magnitude >> 64);
    o->n_limbs = 1 + (high != 0);
    o->limbs[0] = (uint64_t)magnitude;
    o->limbs[1] = high;
    o->base.lock_flags =
        (negative ? INT_NEGATIVE : 0) | (flags & INT_RESULT_IS_TEMPORARY ? INT_FRESH : 0);
    return value_from_object(o);
}

/* ---- 128-bit arithmetic ---- */

/* What does not fit. */
static NOINLINE Value binary_any(struct thread *t, enum binary_op op, Value v, Value w);

/* v + w, or v - w. */
static ALWAYS_INLINE Value add_signed(struct thread *t, enum binary_op op, Value v, Value w,
                                      unsigned flags)
{
    struct operand a, b;
    uint128 sum;
    if (!load_both(&a, &b, v, w, flags)) {
        return binary_any(t, op, v, w);
    }
    bool b_negative = b.negative != (op == BINARY_SUBTRACT);
    if (a.negative == b_negative) {
        if (UNLIKELY(__builtin_add_overflow(a.magnitude, b.magnitude, &sum))) {
            return binary_any(t, op, v, w);
        }
        return store(t, sum, a.negative, &a, &b, v, w, flags);
    }
    bool a_is_larger = a.magnitude >= b.magnitude;
    sum = a_is_larger ? a.magnitude - b.magnitude : b.magnitude - a.magnitude;
    return store(t, sum, a_is_larger ? a.negative : b_negative, &a, &b, v, w, flags);
}

static Value add(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    (void)op;
    return add_signed(t, BINARY_ADD, v, w, flags);
}

static Value subtract(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    (void)op;
    return add_signed(t, BINARY_SUBTRACT, v, w, flags);
}

static Value multiply(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    struct operand a, b;
    if (!load_both(&a, &b, v, w, flags)) {
        return binary_any(t, op, v, w);
    }
    uint64_t a_high = (uint64_t)(a.magnitude >> 64), b_high = (uint64_t)(b.magnitude >> 64);
    uint128 product = (uint128)(uint64_t)a.magnitude * (uint64_t)b.magnitude;
    if ((a_high | b_high) != 0) {
        uint128 cross = a_high != 0 ? (uint128)a_high * (uint64_t)b.magnitude
                                    : (uint128)b_high * (uint64_t)a.magnitude;
        if ((a_high != 0 && b_high != 0) || cross >> 64 != 0 ||
            __builtin_add_overflow(product, cross << 64, &product)) {
            return binary_any(t, op, v, w);
        }
    }
    return store(t, product, a.negative != b.negative, &a, &b, v, w, flags);
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

/* Floor division: the quotient or the remainder. */
static ALWAYS_INLINE Value divide_by(struct thread *t, enum binary_op op, Value v, Value w,
                                     unsigned flags)
{
    struct operand a, b;
    uint128 rest;
    if (!load_both(&a, &b, v, w, flags) || UNLIKELY(b.magnitude == 0)) {
        return binary_any(t, op, v, w);
    }
    uint128 quotient = divide(a.magnitude, b.magnitude, &rest);
    if (a.negative != b.negative && rest != 0) {
        rest = b.magnitude - rest;
        quotient++;
    }
    return op == BINARY_REMAINDER
               ? store(t, rest, b.negative, &a, &b, v, w, flags)
               : store(t, quotient, a.negative != b.negative, &a, &b, v, w, flags);
}

static Value floor_divide(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    (void)op;
    return divide_by(t, BINARY_FLOOR_DIVIDE, v, w, flags);
}

static Value modulo(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    (void)op;
    return divide_by(t, BINARY_REMAINDER, v, w, flags);
}

static Value store_signed(struct thread *t, __int128 n, const struct operand *a,
                          const struct operand *b, Value v, Value w, unsigned flags)
{
    return store(t, n < 0 ? -(uint128)n : (uint128)n, n < 0, a, b, v, w, flags);
}

static Value bitwise(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    struct operand a, b;
    __int128 n, m;
    if (!load_both(&a, &b, v, w, flags) || !to_signed(&a, &n) || !to_signed(&b, &m)) {
        return binary_any(t, op, v, w);
    }
    n = op == BINARY_AND ? (n & m) : op == BINARY_OR ? (n | m) : (n ^ m);
    return store_signed(t, n, &a, &b, v, w, flags);
}

static Value shift(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    struct operand a, b;
    __int128 n;
    if (!load_both(&a, &b, v, w, flags) || !to_signed(&a, &n) || (b.negative && b.magnitude != 0)) {
        return binary_any(t, op, v, w);
    }
    unsigned by = b.magnitude > 127 ? 127 : (unsigned)b.magnitude;
    if (op == BINARY_RIGHT_SHIFT) {
        return store_signed(t, n >> by, &a, &b, v, w, flags);
    }
    __int128 shifted = (__int128)((uint128)n << by);
    if (by == 127 || shifted >> by != n) {
        return binary_any(t, op, v, w);
    }
    return store_signed(t, shifted, &a, &b, v, w, flags);
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

static Value never_wide(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    (void)flags;
    return binary_any(t, op, v, w);
}

Value int_binary(struct thread *t, enum binary_op op, Value v, Value w, unsigned flags)
{
    /* A table rather than a switch: each function then has a frame of its own size. */
    static Value (*const functions[N_BINARY_OPS])(struct thread * t, enum binary_op op, Value v,
                                                  Value w, unsigned flags) = {
        [BINARY_ADD] = add,
        [BINARY_SUBTRACT] = subtract,
        [BINARY_MULTIPLY] = multiply,
        [BINARY_MATRIX_MULTIPLY] = never_wide,
        [BINARY_TRUE_DIVIDE] = never_wide,
        [BINARY_FLOOR_DIVIDE] = floor_divide,
        [BINARY_REMAINDER] = modulo,
        [BINARY_POWER] = never_wide,
        [BINARY_LEFT_SHIFT] = shift,
        [BINARY_RIGHT_SHIFT] = shift,
        [BINARY_AND] = bitwise,
        [BINARY_OR] = bitwise,
        [BINARY_XOR] = bitwise,
        [BINARY_DIVMOD] = never_wide,
    };
    return functions[op](t, op, v, w, flags);
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
