#include "lock/order.h"

#ifdef HASP_LOCK_ORDER

#include "runtime/base/assert.h"

#define MAX_HELD 16

static _Thread_local enum lock_rank held[MAX_HELD];
static _Thread_local int n_held;

/* A record that was only zeroed is a leaf. */
static enum lock_rank effective(enum lock_rank rank)
{
    return rank == LOCK_RANK_NONE ? LOCK_RANK_LEAF : rank;
}

void order_push(enum lock_rank rank)
{
    rank = effective(rank);
    CHECK(n_held < MAX_HELD);
    CHECK(n_held == 0 || held[n_held - 1] < rank);
    held[n_held++] = rank;
}

void order_pop(enum lock_rank rank)
{
    int i = n_held - 1;
    rank = effective(rank);
    while (i >= 0 && held[i] != rank) {
        i--;
    }
    CHECK(i >= 0);
    n_held--;
    for (; i < n_held; i++) {
        held[i] = held[i + 1];
    }
}

void order_assert_none(void)
{
    CHECK(n_held == 0);
}

void order_reset(void)
{
    n_held = 0;
}

#else

/* A translation unit may not be empty. */
typedef int order_is_not_checked;

#endif
