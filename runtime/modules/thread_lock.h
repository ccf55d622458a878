/*
 * The locks that scripts see: _thread.lock and, inside of _thread.RLock, the same word.
 *
 *      0 free   LOCKED held   LOCKED|PARKED held, threads sleep in the queue of the word's address
 *      PARKED alone: free, threads sleep there: for a moment, until the one woken has come
 *      HUNGRY: a sleeper was overtaken for too long: the next release hands the lock over
 *      WAKING: one sleeper has been woken and is on its way: until it has come, a release wakes no other
 *
 * Unlike the object mutex (lock/mutex.h) it has no owner, may be held across anything, and waiting for it is a blocking
 * region that signals interrupt (PEP 475). Newcomers may overtake a sleeper, but not for longer than a millisecond.
 */
#ifndef HASP_RUNTIME_MODULES_THREAD_LOCK_H
#define HASP_RUNTIME_MODULES_THREAD_LOCK_H

#include "runtime/error.h"
#include "runtime/thread.h"

enum lock_word {
    LOCK_WORD_LOCKED = 1,
    LOCK_WORD_PARKED = 2,
    LOCK_WORD_HUNGRY = 4,
    LOCK_WORD_WAKING = 8
};

struct lock_object {
    struct object base;
    uint32_t word; /* any thread, atomically */
    /* Under the policy `seeded` alone: the number (lock/schedule.h) of the thread that took it last. By the thread with the
       turn. */
    uint32_t holder;
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
 * TRUTH_FALSE: the time is up; TRUTH_ERROR: a handler has raised. `keep` is the object that contains the word; `call` is
 * what blocking_enter is told.
 */
MAY_GC enum truth lock_word_wait(struct thread *t, uint32_t *word, int64_t deadline_ns,
                                 const void *keep, const char *call);

/* The same for a lock that is often free; a deadline of 0: does not wait at all. */
MAY_GC enum truth lock_word_acquire(struct thread *t, uint32_t *word, int64_t deadline_ns,
                                    const void *keep, const char *call);

/* Takes the lock, whatever signal handlers raise meanwhile; that, or what was raised before, is then pending: false. */
MAY_GC bool lock_word_retake(struct thread *t, uint32_t *word, const void *keep);

static ALWAYS_INLINE bool lock_word_is_locked(const uint32_t *word)
{
    return load_relaxed(word) & LOCK_WORD_LOCKED;
}

/* Wakes a sleeper if there are any. False, and nothing changes: the lock is not held, by whomsoever. */
bool lock_word_release(uint32_t *word);

/* What the methods release() do. */
RAISES Value lock_drop(struct thread *t, struct lock_object *lock);
RAISES Value rlock_drop(struct thread *t, struct rlock_object *lock);

static ALWAYS_INLINE bool rlock_is_mine(const struct thread *t, const struct rlock_object *lock)
{
    return load_relaxed(&lock->owner) == t->ident;
}
MAY_GC enum truth rlock_take(struct thread *t, struct rlock_object *lock, int64_t deadline_ns);

/* All levels at once: what is given up is a state for rlock_retake, which waits as lock_word_retake does. */
RAISES Value rlock_give_up(struct thread *t, struct rlock_object *lock);
RAISES MAY_GC bool rlock_retake(struct thread *t, struct rlock_object *lock, Value state);

/* The deadline that the arguments of acquire(blocking=True, timeout=-1) ask for; 0: do not wait at all. */
RAISES bool lock_deadline(struct thread *t, Value blocking, Value timeout, int64_t *deadline_ns);

/* Seconds to nanoseconds, rounded away from zero: no wait is shorter than asked for. */
RAISES bool lock_seconds_to_ns(struct thread *t, Value seconds, int64_t *ns);

/* The longest timeout in seconds: threading.TIMEOUT_MAX. */
#define LOCK_TIMEOUT_MAX_SECONDS 9223372036

#endif
