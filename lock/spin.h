/*
 * Looking at a word for a moment before sleeping on it, where another thread is likely to change it soon. The processor that
 * this thread runs on stays free: one thread less than there are processors may spin, in the whole process.
 */
#ifndef HASP_LOCK_SPIN_H
#define HASP_LOCK_SPIN_H

#include <stdbool.h>
#include <stdint.h>

#include "lock/mutex.h"
#include "lock/park.h"
#include "runtime/base/atomics.h"
#include "runtime/base/attributes.h"

/* About what it costs to put a thread to sleep and to wake it up again: nobody spins for longer. */
#define SPIN_NS_MOST 20000u

/* Threads that spin; 0 in the child of a fork. Atomic. */
extern uint32_t spin_n_spinning;

/*
 * Asks `is_done(argument)` until it says so, or the time is up, or too many spin: but for the first round, in which another
 * mostly stops. Returns what it said last. Any thread, no lock held.
 */
static ALWAYS_INLINE bool spin_until(bool (*is_done)(void *argument), void *argument,
                                     int64_t end_ns)
{
    enum { LOOKS_A_ROUND = 32 };
    bool done = false;
    atomic_add(&spin_n_spinning, 1);
    do {
        for (int i = 0; i < LOOKS_A_ROUND && !(done = is_done(argument)); i++) {
            cpu_relax();
        }
    } while (!done && load_relaxed(&spin_n_spinning) <= mutex_spare_processors() &&
             park_clock_ns() < end_ns);
    atomic_sub(&spin_n_spinning, 1);
    return done || is_done(argument);
}

#endif
