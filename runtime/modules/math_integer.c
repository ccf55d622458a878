/* The module math: functions of ints, and to ints. */
#include <math.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/int_gmp.h"
#include "runtime/int_internal.h"
#include "runtime/modules/math_functions.h"
#include "runtime/str.h"

/* ---- floor, ceil, trunc ---- */

static Value round_by(struct thread *t, Value v, Value method_name, double (*function)(double))
{
    double d;
    if (value_is_flonum(v)) {
        return int_from_double(t, function(flonum_decode(v)));
    }
    Value method = object_find_special(t, v, method_name);
    if (method != VALUE_UNBOUND) {
        return method == VALUE_ERROR ? method : call_0(t, method);
    }
    return number_to_double(t, v, &d) ? int_from_double(t, function(d)) : VALUE_ERROR;
}

FUNCTION(math_floor)
{
    return round_by(t, args[0], name___floor__, floor);
}

FUNCTION(math_ceil)
{
    return round_by(t, args[0], name___ceil__, ceil);
}

FUNCTION(math_trunc)
{
    Value method = object_find_special(t, args[0], name___trunc__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "type %T doesn't define __trunc__ method", args[0]);
    }
    return method == VALUE_ERROR ? method : call_0(t, method);
}

/* ---- gcd, lcm ---- */

static uint64_t gcd_of_words(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

struct gcd_job {
    const struct magnitude *a, *b;
    mpz_t divisor; /* initialized by the job */
};

static void find_gcd(void *job)
{
    struct gcd_job *j = job;
    mpz_t other;
    int_to_mpz(j->divisor, j->a);
    int_to_mpz(other, j->b);
    mpz_gcd(j->divisor, j->divisor, other);
    mpz_clear(other);
}

static Value gcd_of(struct thread *t, Value v, Value w)
{
    struct magnitude a, b;
    magnitude_of(&a, v);
    magnitude_of(&b, w);
    if (a.n <= 1 && b.n <= 1) {
        return int_from_uint64(t,
                               gcd_of_words(a.n == 0 ? 0 : a.limbs[0], b.n == 0 ? 0 : b.limbs[0]));
    }
    struct gcd_job job = {.a = &a, .b = &b};
    if (!gmp_call(t, a.n + b.n > INT_LIMBS_TO_UNBLOCK, find_gcd, &job)) {
        return VALUE_ERROR;
    }
    Value result = int_from_mpz(t, job.divisor);
    mpz_clear(job.divisor);
    return result;
}

static Value absolute(struct thread *t, Value v)
{
    return int_sign(v) < 0 ? int_negative(t, v) : int_exact(t, v);
}

static Value lcm_of(struct thread *t, Value v, Value w)
{
    if (int_sign(v) == 0 || int_sign(w) == 0) {
        return value_from_small_int(0);
    }
    Value divisor = gcd_of(t, v, w);
    Value exact = divisor == VALUE_ERROR ? divisor : int_exact(t, v), other = int_exact(t, w);
    if (exact == VALUE_ERROR || other == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value part = int_binary(t, BINARY_FLOOR_DIVIDE, exact, divisor, 0);
    Value product = part == VALUE_ERROR ? part : int_binary(t, BINARY_MULTIPLY, part, other, 0);
    return product == VALUE_ERROR ? product : absolute(t, product);
}

static Value fold(struct thread *t, Value *args, uint32_t n_args, int64_t start,
                  Value (*function)(struct thread *t, Value v, Value w))
{
    Value result = value_from_small_int(start);
    for (uint32_t i = 0; i < n_args && result != VALUE_ERROR; i++) {
        Value v = number_index(t, args[i]);
        result = v == VALUE_ERROR ? v : i == 0 ? absolute(t, v) : function(t, result, v);
    }
    return result;
}

FUNCTION(math_gcd)
{
    return reject_keywords(t, "math.gcd", keyword_names) ? fold(t, args, n_args, 0, gcd_of)
                                                         : VALUE_ERROR;
}

FUNCTION(math_lcm)
{
    return reject_keywords(t, "math.lcm", keyword_names) ? fold(t, args, n_args, 1, lcm_of)
                                                         : VALUE_ERROR;
}

/* ---- isqrt ---- */

struct root_job {
    uint64_t *root;
    const struct magnitude *square;
};

static void find_root(void *job)
{
    const struct root_job *j = job;
    mpn_sqrtrem(j->root, NULL, j->square->limbs, (mp_size_t)j->square->n);
}

FUNCTION(math_isqrt)
{
    Value v = number_index(t, args[0]);
    if (v == VALUE_ERROR) {
        return v;
    }
    struct magnitude m;
    magnitude_of(&m, v);
    if (m.n != 0 && m.negative) {
        return raise_error(t, &ValueError_type, "isqrt() argument must be nonnegative");
    }
    if (m.n == 0) {
        return value_from_small_int(0);
    }
    struct int_object *root = int_allocate(t, (m.n + 1) / 2);
    if (root == NULL) {
        return VALUE_ERROR;
    }
    struct root_job job = {root->limbs, &m};
    return gmp_call(t, m.n > INT_LIMBS_TO_UNBLOCK, find_root, &job)
               ? int_finish(root, (m.n + 1) / 2, false)
               : VALUE_ERROR;
}

/* ---- factorial, perm, comb ---- */

/* A result of about so many bits is beyond GMP's numbers, which it would answer by ending the process. */
static bool is_too_large(double bits)
{
    return bits > 64.0 * INT_MAX_LIMBS;
}

static double log2_of_factorial(double n)
{
    int sign;
    return n < 2 ? 0.0 : lgamma_r(n + 1.0, &sign) / M_LN2;
}

struct product_job {
    const struct magnitude *n; /* comb alone */
    uint64_t k;
    mpz_t result; /* initialized by the job */
};

static Value integer_product(struct thread *t, bool is_long, void (*work)(void *job),
                             struct product_job *job)
{
    if (!gmp_call(t, is_long, work, job)) {
        return VALUE_ERROR;
    }
    Value v = int_from_mpz(t, job->result);
    mpz_clear(job->result);
    return v;
}

static void find_factorial(void *job)
{
    struct product_job *j = job;
    mpz_init(j->result);
    mpz_fac_ui(j->result, j->k);
}

FUNCTION(math_factorial)
{
    Value v = number_index(t, args[0]);
    int64_t n;
    if (v == VALUE_ERROR) {
        return v;
    }
    if (int_sign(v) < 0) {
        return raise_error(t, &ValueError_type, "factorial() not defined for negative values");
    }
    if (!int_to_int64(v, &n)) {
        return raise_error(t, &OverflowError_type, "factorial() argument should not exceed %ld",
                           (long)INT64_MAX);
    }
    if (is_too_large(log2_of_factorial((double)n))) {
        return raise_no_memory(t);
    }
    struct product_job job = {.k = (uint64_t)n};
    return integer_product(t, n > 20000, find_factorial, &job);
}

/* n * (n - 1) * ... * (n - k + 1), k > 0, by halves, so that factors of equal size are multiplied. */
static Value falling_product(struct thread *t, Value n, uint64_t k)
{
    if (k == 1) {
        return n;
    }
    uint64_t half = k / 2;
    Value left = falling_product(t, n, half);
    Value middle = left == VALUE_ERROR
                       ? left
                       : int_binary(t, BINARY_SUBTRACT, n, value_from_small_int((int64_t)half), 0);
    Value right = middle == VALUE_ERROR ? middle : falling_product(t, middle, k - half);
    return right == VALUE_ERROR ? right : int_binary(t, BINARY_MULTIPLY, left, right, 0);
}

static bool two_naturals(struct thread *t, Value *args, Value *n, Value *k)
{
    *n = number_index(t, args[0]);
    *k = *n == VALUE_ERROR ? *n : number_index(t, args[1]);
    if (*k == VALUE_ERROR) {
        return false;
    }
    if (int_sign(*n) < 0 || int_sign(*k) < 0) {
        return raise_false(t, &ValueError_type, "%c must be a non-negative integer",
                           int_sign(*n) < 0 ? 'n' : 'k');
    }
    *n = int_exact(t, *n);
    *k = *n == VALUE_ERROR ? *n : int_exact(t, *k);
    return *k != VALUE_ERROR;
}

FUNCTION(math_perm)
{
    Value n, k;
    int64_t count;
    if (args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE) {
        return math_factorial(t, args, 1, VALUE_UNBOUND);
    }
    if (!two_naturals(t, args, &n, &k)) {
        return VALUE_ERROR;
    }
    if (int_order(n, k) < 0) {
        return value_from_small_int(0);
    }
    if (!int_to_int64(k, &count)) {
        return raise_error(t, &OverflowError_type, "k must not exceed %ld", (long)INT64_MAX);
    }
    if (is_too_large((double)count * (double)(int_bit_length(n) - (count > 0)) / 2)) {
        return raise_no_memory(t);
    }
    return count == 0 ? value_from_small_int(1) : falling_product(t, n, (uint64_t)count);
}

static void find_binomial(void *job)
{
    struct product_job *j = job;
    int_to_mpz(j->result, j->n);
    mpz_bin_ui(j->result, j->result, j->k);
}

static Value binomial(struct thread *t, Value n, uint64_t k)
{
    struct magnitude m;
    magnitude_of(&m, n);
    struct product_job job = {.n = &m, .k = k};
    return integer_product(t, k > 5000, find_binomial, &job);
}

FUNCTION(math_comb)
{
    Value n, k;
    int64_t count;
    if (!two_naturals(t, args, &n, &k)) {
        return VALUE_ERROR;
    }
    Value rest = int_binary(t, BINARY_SUBTRACT, n, k, 0);
    if (rest == VALUE_ERROR || int_sign(rest) < 0) {
        return rest == VALUE_ERROR ? rest : value_from_small_int(0);
    }
    k = int_order(rest, k) < 0 ? rest : k;
    if (!int_to_int64(k, &count)) {
        return raise_error(t, &OverflowError_type, "min(n - k, k) must not exceed %ld",
                           (long)INT64_MAX);
    }
    double bits = (double)count * (double)int_bit_length(n) - log2_of_factorial((double)count);
    return is_too_large(bits) ? raise_no_memory(t) : binomial(t, n, (uint64_t)count);
}

const struct native_def math_integer_functions[] = {
    {"ceil", math_ceil, "(x, /)", "Return the ceiling of x as an Integral.", NATIVE_METHOD},
    {"comb", math_comb, "(n, k, /)",
     "Number of ways to choose k items from n items without repetition and without order.",
     NATIVE_METHOD},
    {"factorial", math_factorial, "(n, /)", "Find n!.", NATIVE_METHOD},
    {"floor", math_floor, "(x, /)", "Return the floor of x as an Integral.", NATIVE_METHOD},
    {"gcd", math_gcd, "(*)", "gcd(*integers)\n\nGreatest Common Divisor.", NATIVE_METHOD},
    {"isqrt", math_isqrt, "(n, /)", "Return the integer part of the square root of the input.",
     NATIVE_METHOD},
    {"lcm", math_lcm, "(*)", "lcm(*integers)\n\nLeast Common Multiple.", NATIVE_METHOD},
    {"perm", math_perm, "(n, k=None, /)",
     "Number of ways to choose k items from n items without repetition and with order.",
     NATIVE_METHOD},
    {"trunc", math_trunc, "(x, /)", "Truncates the Real x to the nearest Integral toward 0.",
     NATIVE_METHOD},
    {0},
};
