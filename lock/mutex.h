/*
 * The object mutex: two bits of a 32-bit word whose other thirty bits belong to the object.
 *
 *       31                                  2     1        0
 *      +-------------------------------------+--------+--------+
 *      |          the owner's flags          | PARKED | LOCKED |
 *      +-------------------------------------+--------+--------+
 *
 *      00 free   01 held   11 held, threads sleep in the queue of the word's address
 *      10 free, threads sleep there: for a moment, until the one woken has come
 *
 * After WTF::Lock (Pizlo, "Locking in WebKit", 2016): the fast paths are one compare-and-swap each; a
 * thread that finds the mutex held spins a bounded number of times if there is more than one CPU, then parks. Newcomers
 * may overtake (barging), but a waiter that has slept a millisecond is handed the mutex.
 *
 * The owner's flags change only by atomic operations on the word (atomic_or, atomic_and), since a
 * neighbour of the lock bits can change at any time.
 *
 * A thread holds at most one object mutex at a time, and reaches no safepoint, blocks on nothing and runs no
 * Python code while it does; so a thread may sleep here while it counts as running, because whoever holds
 * the mutex lets go of it without waiting for anybody's safepoint.
 */
#ifndef HASP_LOCK_MUTEX_H
#define HASP_LOCK_MUTEX_H

#include <stdbool.h>
#include <stdint.h>

#include "lock/order.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"
#include "runtime/base/attributes.h"

#define MUTEX_LOCKED UINT32_C(1)
#define MUTEX_PARKED UINT32_C(2)
#define MUTEX_BITS (MUTEX_LOCKED | MUTEX_PARKED)

/*
 * Whether objects need their mutexes: the policy is not exclusive and a second thread has been started.
 * Read by every critical section; written only while one thread runs (thread.c), so never inside one.
 */
extern uint32_t mutex_objects_shared;

/* The slow halves of the inline functions below. */
void mutex_lock_slow(uint32_t *word);
void mutex_unlock_slow(uint32_t *word);

static inline bool mutex_is_locked(const uint32_t *word)
{
    return load_relaxed(word) & MUTEX_LOCKED;
}

/* Takes the mutex if it is free. */
static inline bool mutex_try_lock(uint32_t *word)
{
    uint32_t seen = load_relaxed(word);
    while (!(seen & MUTEX_LOCKED)) {
        if (compare_and_swap_acquire(word, &seen, seen | MUTEX_LOCKED)) {
            order_push(LOCK_RANK_OBJECT);
            return true;
        }
    }
    return false;
}

static inline void mutex_lock(uint32_t *word)
{
    uint32_t seen = load_relaxed(word) & ~MUTEX_BITS;
    order_push(LOCK_RANK_OBJECT);
    if (UNLIKELY(!compare_and_swap_acquire(word, &seen, seen | MUTEX_LOCKED))) {
        mutex_lock_slow(word);
    }
}

static inline void mutex_unlock(uint32_t *word)
{
    uint32_t seen = (load_relaxed(word) & ~MUTEX_BITS) | MUTEX_LOCKED;
    order_pop(LOCK_RANK_OBJECT);
    if (UNLIKELY(!compare_and_swap_release(word, &seen, seen & ~MUTEX_LOCKED))) {
        mutex_unlock_slow(word);
    }
}

/*
 * The brackets of a critical section on an object:
 *
 *     bool locked = mutex_lock_if_shared(&object->lock);
 *     ...
 *     mutex_unlock_if(&object->lock, locked);
 *
 * The decision is taken once, at the beginning, and carried to the end.
 */
static inline bool mutex_lock_if_shared(uint32_t *word)
{
    if (LIKELY(!load_relaxed(&mutex_objects_shared))) {
        order_push(LOCK_RANK_OBJECT);
        return false;
    }
    mutex_lock(word);
    return true;
}

static inline void mutex_unlock_if(uint32_t *word, bool locked)
{
    if (UNLIKELY(locked)) {
        mutex_unlock(word);
    } else {
        order_pop(LOCK_RANK_OBJECT);
    }
}

/* Chooses how long to spin for the number of CPUs that this process may use; by lock_init, and when that number changes. */
void mutex_init(void);

/* How often a lock of the layer above may be looked at before its thread sleeps: 0 under a global lock, or on one CPU. */
uint32_t mutex_spins(void);

/* How many processors this process may use, less one: so many threads at most may spin without standing in others' way. */
uint32_t mutex_spare_processors(void);

#endif
