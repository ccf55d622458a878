/* pow(): by squaring, and with a modulus. */
#include <math.h>
#include <string.h>

#include "runtime/float.h"
#include "runtime/int_gmp.h"
#include "runtime/int_internal.h"

static const uint64_t one_limb[] = {1};

/* How many bits base ** exponent has at most; more than fits the limit: MemoryError before any work. */
static bool power_is_possible(const struct magnitude *base, uint64_t exponent)
{
    uint64_t bits = base->n * 64 - (uint64_t)__builtin_clzll(base->limbs[base->n - 1]);
    return bits <= 1 || (bits - 1) <= (uint64_t)INT_MAX_LIMBS * 64 / exponent;
}

/* base ** exponent for |base| >= 2, exponent >= 1. */
static Value power_by_squaring(struct thread *t, Value base, uint64_t exponent)
{
    Value result = base;
    for (int bit = 62 - __builtin_clzll(exponent); bit >= 0 && result != VALUE_ERROR; bit--) {
        result = int_binary(t, BINARY_MULTIPLY, result, result, 0);
        if (result != VALUE_ERROR && (exponent >> bit & 1)) {
            result = int_binary(t, BINARY_MULTIPLY, result, base, 0);
        }
    }
    return result;
}

static Value negative_power(struct thread *t, Value base, Value exponent)
{
    double b, e;
    if (int_sign(base) == 0) {
        return raise_error(t, &ZeroDivisionError_type, "0.0 cannot be raised to a negative power");
    }
    if (!int_to_double(t, base, &b) || !int_to_double(t, exponent, &e)) {
        return VALUE_ERROR;
    }
    return float_binary(t, BINARY_POWER, b, e);
}

static Value plain_power(struct thread *t, Value base, Value exponent)
{
    struct magnitude b, e;
    magnitude_of(&b, base);
    magnitude_of(&e, exponent);
    if (e.n == 0) {
        return value_from_small_int(1);
    }
    if (e.negative) {
        return negative_power(t, base, exponent);
    }
    if (b.n == 0) {
        return value_from_small_int(0);
    }
    if (b.n == 1 && b.limbs[0] == 1) {
        return value_from_small_int(b.negative && (e.limbs[0] & 1) ? -1 : 1);
    }
    if (e.n > 1 || !power_is_possible(&b, e.limbs[0])) {
        return raise_no_memory(t);
    }
    if (b.n == 1 && b.limbs[0] == 2) {
        const struct magnitude one = {
            .limbs = one_limb, .n = 1, .negative = b.negative && (e.limbs[0] & 1)};
        return int_left_shift(t, &one, e.limbs[0]);
    }
    return power_by_squaring(t, base, e.limbs[0]);
}

/* ---- with a modulus: by GMP's numbers ---- */

void int_to_mpz(mpz_t z, const struct magnitude *m)
{
    mpz_init2(z, (m->n + 1) * 64);
    if (m->n > 0) {
        memcpy(mpz_limbs_write(z, (mp_size_t)m->n), m->limbs, m->n * sizeof m->limbs[0]);
    }
    mpz_limbs_finish(z, m->negative ? -(mp_size_t)m->n : (mp_size_t)m->n);
}

Value int_from_mpz(struct thread *t, const mpz_t z)
{
    return int_from_limbs(t, mpz_limbs_read(z), mpz_size(z), mpz_sgn(z) < 0);
}

struct modular_job {
    const struct magnitude *base, *exponent, *modulus;
    mpz_t result; /* initialized by the job */
    bool is_possible;
};

/* r = b ** e mod |m| in 0 .. |m| - 1. False: b has no inverse. */
static bool power_modulo(mpz_t r, mpz_t b, mpz_t e, mpz_t m)
{
    mpz_abs(m, m);
    if (mpz_sgn(e) < 0) {
        if (mpz_cmp_ui(m, 1) != 0 && mpz_invert(b, b, m) == 0) {
            return false;
        }
        mpz_neg(e, e);
    }
    mpz_powm(r, b, e, m);
    return true;
}

static void modular_power(void *job)
{
    struct modular_job *j = job;
    mpz_t base, exponent, modulus;
    mpz_init(j->result);
    int_to_mpz(base, j->base);
    int_to_mpz(exponent, j->exponent);
    int_to_mpz(modulus, j->modulus);
    j->is_possible = power_modulo(j->result, base, exponent, modulus);
    if (j->is_possible && j->modulus->negative && mpz_sgn(j->result) != 0) {
        /* towards the sign of the modulus; |m| was taken above */
        mpz_sub(j->result, j->result, modulus);
    }
    mpz_clears(base, exponent, modulus, NULL);
}

static Value large_modular_power(struct thread *t, const struct magnitude *b,
                                 const struct magnitude *e, const struct magnitude *m)
{
    struct modular_job job = {.base = b, .exponent = e, .modulus = m};
    if (!gmp_call(t, m->n * (e->n + 1) > 64, modular_power, &job)) {
        return VALUE_ERROR;
    }
    Value v = !job.is_possible
                  ? raise_error(t, &ValueError_type, "base is not invertible for the given modulus")
                  : int_from_mpz(t, job.result);
    mpz_clear(job.result);
    return v;
}

/* All below 2^63: the usual case of number theory. */
static uint64_t small_modular_power(uint64_t base, uint64_t exponent, uint64_t modulus)
{
    uint64_t result = 1 % modulus;
    for (base %= modulus; exponent > 0; exponent >>= 1) {
        if (exponent & 1) {
            result = (uint64_t)((unsigned __int128)result * base % modulus);
        }
        base = (uint64_t)((unsigned __int128)base * base % modulus);
    }
    return result;
}

Value int_power(struct thread *t, Value base, Value exponent, Value modulus)
{
    if (modulus == VALUE_UNBOUND) {
        return plain_power(t, base, exponent);
    }
    struct magnitude b, e, m;
    magnitude_of(&b, base);
    magnitude_of(&e, exponent);
    magnitude_of(&m, modulus);
    if (m.n == 0) {
        return raise_error(t, &ValueError_type, "pow() 3rd argument cannot be 0");
    }
    bool is_small = b.n <= 1 && e.n <= 1 && m.n == 1 && !m.negative;
    if (is_small && (b.n == 0 || !b.negative) && (e.n == 0 || !e.negative)) {
        uint64_t base_limb = b.n == 0 ? 0 : b.limbs[0], exponent_limb = e.n == 0 ? 0 : e.limbs[0];
        return int_from_uint64(t, small_modular_power(base_limb, exponent_limb, m.limbs[0]));
    }
    return large_modular_power(t, &b, &e, &m);
}
