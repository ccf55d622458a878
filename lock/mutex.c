/*
 * The object mutex's slow paths. The states are drawn in mutex.h.
 *
 * No wake-up is lost. A waiter sets PARKED while LOCKED is set, and sleeps only if both are still set under the
 * bucket's lock; an unlocker that sees PARKED lets go of LOCKED under that same lock, in release_or_hand_over. So the
 * waiter is either in the queue when the unlocker looks, or it finds LOCKED or PARKED gone and tries again. PARKED is
 * cleared only there, when nobody else is in the queue; a thread that has set PARKED but has not reached the
 * queue yet then finds it gone, which is the second case.
 *
 * Overtaking is bounded: a waiter keeps the age of its first sleep when it has to sleep again, and one whose age has
 * reached HAND_OVER_NS is given the mutex while LOCKED stays set, so that no newcomer can slip in.
 */
#include "lock/mutex.h"

#include <sched.h>

#include "lock/park.h"

#define HAND_OVER_NS INT64_C(1000000)
#define TOKEN_HANDED_OVER ((uintptr_t)1)

/* Enough for a section of some tens of instructions to end on another CPU; WTF::Lock's number. */
#define SPINS_MULTIPROCESSOR 40u

uint32_t mutex_objects_shared;

/* By mutex_init. Atomic. */
static uint32_t spin_limit;
static uint32_t n_spare_processors;

void mutex_init(void)
{
    cpu_set_t cpus; /* too small for a machine with more than 1,024 of them */
    uint32_t n = sched_getaffinity(0, sizeof cpus, &cpus) != 0 ? 2 : (uint32_t)CPU_COUNT(&cpus);
    store_relaxed(&n_spare_processors, n - 1);
    store_relaxed(&spin_limit, n > 1 ? SPINS_MULTIPROCESSOR : 0);
}

uint32_t mutex_spins(void)
{
    return load_relaxed(&mutex_objects_shared) ? load_relaxed(&spin_limit) : 0;
}

uint32_t mutex_spare_processors(void)
{
    return load_relaxed(&n_spare_processors);
}

static bool is_locked_and_parked(void *word)
{
    return (load_relaxed((uint32_t *)word) & MUTEX_BITS) == MUTEX_BITS;
}

/* Sleeps until the mutex may be free; true: it has been handed over. */
static bool sleep_on(uint32_t *word, int64_t *since_ns)
{
    uintptr_t token;
    if (*since_ns == 0) {
        *since_ns = park_clock_ns();
    }
    park_wait_since(word, is_locked_and_parked, word, *since_ns, PARK_FOREVER, &token);
    return token == TOKEN_HANDED_OVER;
}

void mutex_lock_slow(uint32_t *word)
{
    uint32_t n_spins = 0, most = load_relaxed(&spin_limit);
    int64_t since_ns = 0;
    for (;;) {
        uint32_t seen = load_relaxed(word);
        if (!(seen & MUTEX_LOCKED)) {
            if (compare_and_swap_acquire(word, &seen, seen | MUTEX_LOCKED)) {
                return;
            }
        } else if (!(seen & MUTEX_PARKED) && n_spins < most) {
            n_spins++;
            cpu_relax();
        } else if ((seen & MUTEX_PARKED) || compare_and_swap(word, &seen, seen | MUTEX_PARKED)) {
            if (sleep_on(word, &since_ns)) {
                return;
            }
        }
    }
}

/* Runs under the bucket's lock, with or without a thread to wake. */
static uintptr_t release_or_hand_over(void *argument, struct park_wake wake)
{
    uint32_t *word = argument;
    uint32_t done = wake.more ? 0 : MUTEX_PARKED;
    bool hand_over = wake.found && wake.waited_ns >= HAND_OVER_NS;
    if (!hand_over) {
        done |= MUTEX_LOCKED;
    }
    atomic_and(word, ~done);
    return hand_over ? TOKEN_HANDED_OVER : 0;
}

void mutex_unlock_slow(uint32_t *word)
{
    uint32_t seen = load_relaxed(word);
    while (!(seen & MUTEX_PARKED)) {
        ASSERT(seen & MUTEX_LOCKED);
        if (compare_and_swap_release(word, &seen, seen & ~MUTEX_LOCKED)) {
            return;
        }
    }
    park_wake_one(word, release_or_hand_over, word);
}
