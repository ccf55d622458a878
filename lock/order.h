/*
 * The lock order: the rank of every lock that is not a leaf, from order.def, and its checker.
 *
 * In builds with -DHASP_LOCK_ORDER each thread keeps a stack of the ranks that it holds. Taking a lock requires
 * a rank above the last one's; nothing is taken under a leaf; a safepoint requires an empty stack.
 * Elsewhere all of this is nothing.
 */
#ifndef HASP_LOCK_ORDER_H
#define HASP_LOCK_ORDER_H

#include <stdint.h>

enum lock_rank {
    LOCK_RANK_NONE,
#define LOCK_RANK(name, reason) LOCK_RANK_##name,
#include "lock/order.def"
#undef LOCK_RANK
    LOCK_RANK_LEAF,
};

#ifdef HASP_LOCK_ORDER

/* The calling thread is about to take, or has released, a lock of this rank. */
void order_push(enum lock_rank rank);
void order_pop(enum lock_rank rank);

/* The calling thread holds nothing: asserted where other threads may be waited for. */
void order_assert_none(void);

/* Forgets the calling thread's stack, in the child of a fork that was made with locks held. */
void order_reset(void);

#else

static inline void order_push(enum lock_rank rank)
{
    (void)rank;
}

static inline void order_pop(enum lock_rank rank)
{
    (void)rank;
}

static inline void order_assert_none(void)
{
}

static inline void order_reset(void)
{
}

#endif

#endif
