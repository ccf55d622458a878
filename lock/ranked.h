/*
 * Mutexes for the runtime's own structures: the object mutex in a word of its own, plus a rank from
 * order.def. A static one is declared as
 *
 *     static struct ranked_mutex intern_lock = RANKED_MUTEX(INTERN);
 *
 * No safepoint is reached, nothing blocks and no Python code runs under one. Taken under every policy, since
 * threads that hold no global lock (blocked, starting, ending) use these structures too.
 */
#ifndef HASP_LOCK_RANKED_H
#define HASP_LOCK_RANKED_H

#include <stdbool.h>
#include <stdint.h>

#include "lock/mutex.h"
#include "lock/order.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

struct ranked_mutex {
    uint32_t word; /* atomic; MUTEX_BITS, the rest is zero */
    uint32_t rank; /* constant */
};

#define RANKED_MUTEX(rank_name)                                                                    \
    {                                                                                              \
        0, LOCK_RANK_##rank_name                                                                   \
    }

static inline void ranked_lock(struct ranked_mutex *mutex)
{
    uint32_t free = 0;
    order_push((enum lock_rank)mutex->rank);
    if (UNLIKELY(!compare_and_swap_acquire(&mutex->word, &free, MUTEX_LOCKED))) {
        mutex_lock_slow(&mutex->word);
    }
}

static inline void ranked_unlock(struct ranked_mutex *mutex)
{
    uint32_t held = MUTEX_LOCKED;
    order_pop((enum lock_rank)mutex->rank);
    if (UNLIKELY(!compare_and_swap_release(&mutex->word, &held, 0))) {
        mutex_unlock_slow(&mutex->word);
    }
}

static inline void ranked_assert_locked(const struct ranked_mutex *mutex)
{
    ASSERT(mutex_is_locked(&mutex->word));
    (void)mutex;
}

/*
 * Makes fork(2) take this mutex, so that the child finds its structure consistent. For mutexes that
 * threads take while they are not attached (with the world stopped, no other thread holds one of the
 * rest). At start-up, before a second thread exists; at most RANKED_MAX_REGISTERED.
 */
#define RANKED_MAX_REGISTERED 16
void ranked_register_for_fork(struct ranked_mutex *mutex);

/* Takes, releases or re-creates all registered mutexes, in rank order; see lock.h. */
void ranked_before_fork(void);
void ranked_after_fork_parent(void);
void ranked_after_fork_child(void);

#endif
