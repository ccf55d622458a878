/*
 * The kernel's futexes, and a lock made of one word: what lies below the parking lot, and therefore cannot use it. Whoever
 * holds such a lock must not park.
 */
#ifndef HASP_LOCK_FUTEX_H
#define HASP_LOCK_FUTEX_H

#include <linux/futex.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "runtime/base/atomics.h"

/* Sleeps while *word == expected, until woken or, of CLOCK_MONOTONIC, until `deadline_ns`; INT64_MAX: no deadline. May return
   without cause. Sets errno. */
static inline void futex_wait(uint32_t *word, uint32_t expected, int64_t deadline_ns)
{
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / 1000000000),
                                .tv_nsec = (long)(deadline_ns % 1000000000)};
    syscall(SYS_futex, word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected,
            deadline_ns == INT64_MAX ? NULL : &deadline, NULL, FUTEX_BITSET_MATCH_ANY);
}

static inline void futex_wake_one(uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, NULL, NULL, 0);
}

/* A lock of three states: 0 free, 1 held, 2 held and perhaps waited for (Drepper, "Futexes Are Tricky", 2011, mutex 2). */
static inline void futex_lock(uint32_t *lock)
{
    uint32_t free = 0;
    if (compare_and_swap_acquire(lock, &free, 1)) {
        return;
    }
    while (atomic_swap(lock, 2) != 0) {
        futex_wait(lock, 2, INT64_MAX);
    }
}

static inline void futex_unlock(uint32_t *lock)
{
    if (atomic_swap(lock, 0) == 2) {
        futex_wake_one(lock);
    }
}

#endif
