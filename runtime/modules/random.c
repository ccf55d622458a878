/*
 * The module _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally
 * equidistributed uniform pseudo-random number generator", ACM TOMACS 8(1), 1998), seeded by their init_by_array, so that
 * the same seed gives the numbers that CPython gives.
 *
 * One generator used by several threads gives each of them some of its numbers: every step is taken under its lock.
 */
#include <limits.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "lock/schedule.h"
#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

enum { N = 624, M = 397 };

struct random {
    struct object base;
    /* Under the object's lock. */
    uint32_t index;
    uint32_t state[N];
};
static struct type random_type;

static struct random *as_random(Value v)
{
    return (struct random *)v;
}

/* --- The generator --- */

static uint32_t twist(uint32_t a, uint32_t b)
{
    uint32_t y = (a & 0x80000000U) | (b & 0x7fffffffU);
    return (y >> 1) ^ (y & 1 ? 0x9908b0dfU : 0);
}

static void refill(struct random *r)
{
    uint32_t *s = r->state;
    for (uint32_t i = 0; i < N; i++) {
        s[i] = s[(i + M) % N] ^ twist(s[i], s[(i + 1) % N]);
    }
    r->index = 0;
}

static uint32_t next_locked(struct random *r)
{
    if (r->index >= N) {
        refill(r);
    }
    uint32_t y = r->state[r->index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680U;
    y ^= (y << 15) & 0xefc60000U;
    return y ^ (y >> 18);
}

static void init_by_number(struct random *r, uint32_t seed)
{
    r->state[0] = seed;
    for (uint32_t i = 1; i < N; i++) {
        uint32_t before = r->state[i - 1];
        r->state[i] = 1812433253U * (before ^ (before >> 30)) + i;
    }
    r->index = N;
}

static void init_by_array(struct random *r, const uint32_t *key, size_t n)
{
    uint32_t *s = r->state;
    size_t i = 1, j = 0;
    init_by_number(r, 19650218U);
    for (size_t k = n > N ? n : N; k > 0; k--) {
        s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * 1664525U)) + key[j] + (uint32_t)j;
        if (++i >= N) {
            s[0] = s[N - 1];
            i = 1;
        }
        j = j + 1 < n ? j + 1 : 0;
    }
    for (size_t k = N - 1; k > 0; k--) {
        s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * 1566083941U)) - (uint32_t)i;
        if (++i >= N) {
            s[0] = s[N - 1];
            i = 1;
        }
    }
    s[0] = 0x80000000U;
}

/* --- Seeding --- */

static void seed_by(struct random *r, const uint32_t *key, size_t n)
{
    bool locked = object_lock(&r->base);
    init_by_array(r, key, n);
    object_unlock(&r->base, locked);
}

static void seed_from_system(struct random *r)
{
    uint32_t key[N];
    if (schedule_is_active()) {
        for (size_t i = 0; i < N; i++) {
            key[i] = (uint32_t)random_next(STREAM_SCRIPT);
        }
    } else if (getrandom(key, sizeof key, GRND_NONBLOCK) != (ssize_t)sizeof key) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        memset(key, 0, sizeof key);
        key[0] = (uint32_t)now.tv_nsec, key[1] = (uint32_t)now.tv_sec, key[2] = (uint32_t)getpid();
    }
    seed_by(r, key, N);
}

/* The key is the magnitude in pieces of 32 bits, from the lowest, without leading zeros. */
static void seed_by_magnitude(struct random *r, const struct magnitude *m)
{
    static const uint32_t zero;
    const uint32_t *pieces =
        (const uint32_t *)m->limbs; /* both machines that we run on are little-endian */
    size_t n = 2 * m->n;
    if (n > 0 && pieces[n - 1] == 0) {
        n--;
    }
    seed_by(r, n == 0 ? &zero : pieces, n == 0 ? 1 : n);
}

static bool seed(struct thread *t, struct random *r, Value v)
{
    struct magnitude m;
    int64_t hash;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        seed_from_system(r);
        return true;
    }
    if (!value_is_int(v)) {
        if (!object_hash(t, v, &hash)) {
            return false;
        }
        v = int_from_uint64(t, (uint64_t)hash);
        if (v == VALUE_ERROR) {
            return false;
        }
    }
    magnitude_of(&m, v);
    seed_by_magnitude(r, &m);
    return true;
}

static Value new_random(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Random", "(x=None, /)", NULL};
    Value bound[1] = {VALUE_UNBOUND};
    bool is_exact = args[0] == value_from_object(&random_type);
    if (is_exact && !arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    struct random *r = gc_new(t, (struct type *)args[0]);
    /* A class of its own makes what it likes of its arguments, in __init__. */
    if (r == NULL || !seed(t, r, is_exact && n_args > 1 ? args[1] : VALUE_UNBOUND)) {
        return VALUE_ERROR;
    }
    return value_from_object(r);
}

/* --- Methods --- */

static Value method_seed(struct thread *t, Value *args, uint32_t n_args UNUSED,
                         Value keyword_names UNUSED)
{
    return seed(t, as_random(args[0]), args[1]) ? VALUE_NONE : VALUE_ERROR;
}

static Value method_random(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    struct random *r = as_random(args[0]);
    bool locked = object_lock(&r->base);
    uint32_t high = next_locked(r) >> 5, low = next_locked(r) >> 6;
    object_unlock(&r->base, locked);
    return float_from_double(t, (high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

static Value method_getrandbits(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value keyword_names UNUSED)
{
    struct random *r = as_random(args[0]);
    int64_t k;
    if (!number_to_index(t, args[1], &k)) {
        return VALUE_ERROR;
    }
    if (k < 0) {
        return raise_error(t, &ValueError_type, "number of bits must be non-negative");
    }
    if (k > INT_MAX) {
        return raise_error(t, &OverflowError_type, "Python int too large to convert to C int");
    }
    size_t n_pieces = ((size_t)k + 31) / 32, n_limbs = (n_pieces + 1) / 2;
    struct int_object *o = int_allocate(t, n_limbs == 0 ? 1 : n_limbs);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    uint32_t *pieces = (uint32_t *)o->limbs;
    memset(pieces, 0, (n_limbs == 0 ? 1 : n_limbs) * sizeof(uint64_t));
    bool locked = object_lock(&r->base);
    for (size_t i = 0; i < n_pieces; i++) {
        uint32_t piece = next_locked(r);
        pieces[i] = i + 1 == n_pieces && k % 32 != 0 ? piece >> (32 - k % 32) : piece;
    }
    object_unlock(&r->base, locked);
    return int_finish(o, n_limbs == 0 ? 1 : n_limbs, false);
}

/* The state and behind it the index, as a tuple of ints. */
static Value method_getstate(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value keyword_names UNUSED)
{
    struct random *r = as_random(args[0]);
    Value state = tuple_new(t, NULL, N + 1);
    if (state == VALUE_ERROR) {
        return state;
    }
    Value *items = value_to_tuple(state)->items;
    bool locked = object_lock(&r->base);
    for (uint32_t i = 0; i < N; i++) {
        items[i] = value_from_small_int(r->state[i]);
    }
    items[N] = value_from_small_int(r->index);
    object_unlock(&r->base, locked);
    return state;
}

static Value method_setstate(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value keyword_names UNUSED)
{
    struct random *r = as_random(args[0]);
    uint64_t numbers[N + 1];
    if (!value_is_tuple(args[1])) {
        return raise_error(t, &TypeError_type, "state vector must be a tuple");
    }
    const struct tuple *state = value_to_tuple(args[1]);
    if (state->length != N + 1) {
        return raise_error(t, &ValueError_type, "state vector is the wrong size");
    }
    for (uint32_t i = 0; i <= N; i++) {
        if (!value_is_int(state->items[i])) {
            return raise_error(t, &TypeError_type, "an integer is required");
        }
        if (!int_to_uint64(state->items[i], &numbers[i])) {
            return raise_error(t, &OverflowError_type,
                               int_sign(state->items[i]) < 0
                                   ? "can't convert negative value to unsigned int"
                                   : "Python int too large to convert to C unsigned long");
        }
    }
    if (numbers[N] > N) {
        return raise_error(t, &ValueError_type, "invalid state");
    }
    bool locked = object_lock(&r->base);
    for (uint32_t i = 0; i < N; i++) {
        r->state[i] = (uint32_t)numbers[i];
    }
    r->index = (uint32_t)numbers[N];
    object_unlock(&r->base, locked);
    return VALUE_NONE;
}

static const struct native_def methods[] = {
    {"getrandbits", method_getrandbits, "(self, k, /)",
     "getrandbits(k) -> x.  Generates an int with k random bits.", NATIVE_METHOD},
    {"getstate", method_getstate, "(self, /)", "getstate() -> tuple containing the current state.",
     NATIVE_METHOD},
    {"random", method_random, "(self, /)", "random() -> x in the interval [0, 1).", NATIVE_METHOD},
    {"seed", method_seed, "(self, n=None, /)",
     "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the "
     "current time and the process "
     "identifier.",
     NATIVE_METHOD},
    {"setstate", method_setstate, "(self, state, /)",
     "setstate(state) -> None.  Restores generator state.", NATIVE_METHOD},
    {0},
};

static struct type random_type = {
    TYPE_HEADER("Random", sizeof(struct random)),
    .module = "_random",
    .doc = "Random() -> create a random number generator with its own internal state.",
    .flags = TYPE_BASE,
    .new = new_random,
    .methods = methods,
};

bool module_init__random(struct thread *t, Value module)
{
    return type_ready(t, &random_type) &&
           module_add(t, module, "Random", value_from_object(&random_type));
}
