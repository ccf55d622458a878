/*
 * The word of the locks that scripts see, and the arguments of acquire(): thread_lock.h.
 *
 * No sleeper is forgotten over WAKING. It is set when a thread has been chosen and woken, and taken away by that thread, which then
 * takes the lock, whose release wakes the next, or goes to sleep again; and by every other thread that goes to sleep, so
 * that a forked child, in which the one on its way does not exist, is not left with it.
 */
#include <math.h>

#include "lock/mutex.h"
#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/modules/thread_lock.h"

enum { HANDOFF_AFTER_NS = 1000000, NS_PER_S = 1000000000 };

static bool is_held_and_parked(void *word)
{
    const uint32_t both = LOCK_WORD_LOCKED | LOCK_WORD_PARKED;
    return (load_acquire((uint32_t *)word) & both) == both;
}

struct release {
    uint32_t *word;
    bool was_held;
};

/*
 * Under the bucket's lock: frees the word, or passes it on locked. The result is what the sleeper finds as its token. If two
 * threads release what is held once, the second finds it free here; whom it has woken looks at the word like the others.
 */
static uintptr_t pass_on(void *argument, struct park_wake wake)
{
    struct release *release = argument;
    uint32_t seen = load_relaxed(release->word), next, parked = wake.more ? LOCK_WORD_PARKED : 0;
    bool hands_over;
    do {
        release->was_held = seen & LOCK_WORD_LOCKED;
        if (!release->was_held) {
            return 0;
        }
        hands_over = wake.found && ((seen & LOCK_WORD_HUNGRY) || wake.waited_ns > HANDOFF_AFTER_NS);
        next = parked | (hands_over ? LOCK_WORD_LOCKED : wake.found ? LOCK_WORD_WAKING : 0);
    } while (!compare_and_swap_release(release->word, &seen, next));
    return hands_over;
}

/* Has a release to choose a sleeper? */
static bool must_wake(uint32_t word)
{
    return (word & LOCK_WORD_HUNGRY) ||
           (word & (LOCK_WORD_PARKED | LOCK_WORD_WAKING)) == LOCK_WORD_PARKED;
}

bool lock_word_release(uint32_t *word)
{
    uint32_t seen = LOCK_WORD_LOCKED;
    while (!compare_and_swap_release(word, &seen, seen & ~(uint32_t)LOCK_WORD_LOCKED)) {
        if (!(seen & LOCK_WORD_LOCKED)) {
            return false;
        }
        if (must_wake(seen)) {
            struct release release = {word, false};
            park_wake_one(word, pass_on, &release);
            return release.was_held;
        }
    }
    return true;
}

/* One wait in the queue. PARK_INVALID: the lock is ours. */
static enum park_result wait_once(struct thread *t, uint32_t *word, int64_t since_ns,
                                  int64_t deadline_ns, const char *call)
{
    if (lock_word_try(word)) {
        return PARK_INVALID;
    }
    bool hungry = park_clock_ns() - since_ns > HANDOFF_AFTER_NS;
    uint32_t mark = LOCK_WORD_PARKED | (hungry ? LOCK_WORD_HUNGRY : 0);
    uint32_t seen = load_relaxed(word), next = (seen | mark) & ~(uint32_t)LOCK_WORD_WAKING;
    if (!(seen & LOCK_WORD_LOCKED) || (next != seen && !compare_and_swap(word, &seen, next))) {
        return PARK_WOKEN;
    }
    uintptr_t is_ours;
    enum park_result result =
        blocking_wait(&t->lock, call, word, is_held_and_parked, word, deadline_ns, &is_ours);
    if (result == PARK_WOKEN) {
        if (is_ours) {
            return PARK_INVALID;
        }
        atomic_and(word, ~(uint32_t)LOCK_WORD_WAKING);
    }
    return result == PARK_INVALID ? PARK_WOKEN : result;
}

/* Where the holder may run on another processor, and not under a global lock: waits a moment for the word to be free. */
static bool spin(uint32_t *word)
{
    for (uint32_t n = mutex_spins(); n > 0; n--) {
        if (lock_word_try(word)) {
            return true;
        }
        cpu_relax();
    }
    return false;
}

enum truth lock_word_wait(struct thread *t, uint32_t *word, int64_t deadline_ns, const void *keep,
                          const char *call)
{
    if (spin(word)) {
        return TRUTH_TRUE;
    }
    int64_t since_ns = park_clock_ns();
    for (;;) {
        enum park_result result = wait_once(t, word, since_ns, deadline_ns, call);
        gc_keep(keep);
        if (result == PARK_INVALID || result == PARK_TIMEOUT) {
            return result == PARK_INVALID ? TRUTH_TRUE : TRUTH_FALSE;
        }
        if (result == PARK_INTERRUPTED && !safepoint_poll(&t->lock)) {
            return TRUTH_ERROR;
        }
    }
}

/* --- Arguments of acquire --- */

bool lock_seconds_to_ns(struct thread *t, Value seconds, int64_t *ns)
{
    if (value_is_float(seconds)) {
        double d = float_to_double(seconds);
        if (isnan(d)) {
            return raise_false(t, &ValueError_type, "Invalid value NaN (not a number)");
        }
        d *= NS_PER_S;
        d = d < 0 ? floor(d) : ceil(d);
        if (!(d >= -0x1p63 && d < 0x1p63)) {
            return raise_false(t, &OverflowError_type,
                               "timestamp too large to convert to C _PyTime_t");
        }
        *ns = (int64_t)d;
        return true;
    }
    int64_t whole;
    Value index = number_index(t, seconds);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &whole) || __builtin_mul_overflow(whole, (int64_t)NS_PER_S, ns)) {
        return raise_false(t, &OverflowError_type, "timestamp too large to convert to C _PyTime_t");
    }
    return true;
}

bool lock_deadline(struct thread *t, Value blocking, Value timeout, int64_t *deadline_ns)
{
    int64_t wait = 1;
    int64_t ns = -(int64_t)NS_PER_S;
    if ((blocking != VALUE_UNBOUND && !number_to_index(t, blocking, &wait)) ||
        (timeout != VALUE_UNBOUND && !lock_seconds_to_ns(t, timeout, &ns))) {
        return false;
    }
    bool forever = ns == -(int64_t)NS_PER_S;
    if (!wait && !forever) {
        return raise_false(t, &ValueError_type, "can't specify a timeout for a non-blocking call");
    }
    if (ns < 0 && !forever) {
        return raise_false(t, &ValueError_type, "timeout value must be positive");
    }
    *deadline_ns = !wait || ns == 0 ? 0 : forever ? PARK_FOREVER : park_deadline_ns(ns);
    return true;
}

enum truth lock_word_acquire(struct thread *t, uint32_t *word, int64_t deadline_ns,
                             const void *keep, const char *call)
{
    if (lock_word_try(word)) {
        return TRUTH_TRUE;
    }
    return deadline_ns == 0 ? TRUTH_FALSE : lock_word_wait(t, word, deadline_ns, keep, call);
}

bool lock_word_retake(struct thread *t, uint32_t *word, const void *keep)
{
    Value raised = error_take(t);
    while (lock_word_acquire(t, word, PARK_FOREVER, keep, "lock.acquire") != TRUTH_TRUE) {
        raised = error_take(t);
    }
    return raised == VALUE_UNBOUND || (error_restore(t, raised), false);
}
