/*
 * The locks that scripts see: _thread.lock and, inside of _thread.RLock, the same word.
 *
 *      0 free   LOCKED held   LOCKED|PARKED held, threads sleep in the queue of the word's address
 *      PARKED alone: free, threads sleep there: for a moment, until the one woken has come
 *      HUNGRY: a sleeper was overtaken for too long: the next release hands the lock over
 *
 * Unlike the object mutex (lock/mutex.h) it has no owner, may be held across anything, and waiting for it is a blocking
 * region that signals interrupt (PEP 475). Newcomers may overtake a sleeper, but not for longer than a millisecond.
 */
#ifndef HASP_RUNTIME_MODULES_THREAD_LOCK_H
#define HASP_RUNTIME_MODULES_THREAD_LOCK_H

#include "runtime/error.h"

enum lock_word { LOCK_WORD_LOCKED = 1, LOCK_WORD_PARKED = 2, LOCK_WORD_HUNGRY = 4 };

struct lock_object {
    struct object base;
    uint32_t word; /* any thread, atomically */
};

struct rlock_object {
    struct object base;
    uint32_t word; /* any thread, atomically */
    /* Written by the thread that holds `word`; relaxed loads by others, whose own ident is never stored here by someone else. */
    uint64_t owner; /* 0: none */
    uint64_t count;
};

extern struct type lock_type, rlock_type, simple_queue_type;

RAISES Value lock_new(struct thread *t);

static ALWAYS_INLINE bool lock_word_try(uint32_t *word)
{
    uint32_t seen = load_relaxed(word);
    while (!(seen & LOCK_WORD_LOCKED)) {
        if (compare_and_swap_acquire(word, &seen, seen | LOCK_WORD_LOCKED)) {
            return true;
        }
    }
    return false;
}

/*
 * Waits for the lock until `deadline_ns` (lock/park.h), running signal handlers meanwhile. TRUTH_TRUE: it is held now;
 * TRUTH_FALSE: the time is up; TRUTH_ERROR: a handler has raised. `keep` is the object that contains the word.
 */
MAY_GC enum truth lock_word_wait(struct thread *t, uint32_t *word, int64_t deadline_ns,
                                 const void *keep);

static ALWAYS_INLINE bool lock_word_is_locked(const uint32_t *word)
{
    return load_relaxed(word) & LOCK_WORD_LOCKED;
}

/* The lock must be held. Wakes a sleeper if there are any. */
void lock_word_release(uint32_t *word);

/* The deadline that the arguments of acquire(blocking=True, timeout=-1) ask for; 0: do not wait at all. */
RAISES bool lock_deadline(struct thread *t, Value blocking, Value timeout, int64_t *deadline_ns);

/* Seconds to nanoseconds, rounded away from zero: no wait is shorter than asked for. */
RAISES bool lock_seconds_to_ns(struct thread *t, Value seconds, int64_t *ns);

/* The longest timeout in seconds: threading.TIMEOUT_MAX. */
#define LOCK_TIMEOUT_MAX_SECONDS 9223372036

#endif
