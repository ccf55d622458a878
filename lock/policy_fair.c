/*
 * First come, first served: the lock goes to whoever has waited longest, and whoever gives it up queues behind all
 * others. What it shows: fairness costs hand-overs, since the thread that is chosen must first wake up while the lock
 * lies idle (Boyd-Wickizer et al., "Non-scalable locks are dangerous", 2012, call it the cost of a ticket lock).
 */
#include "lock/global.h"
#include "lock/turns.h"

static void init(void)
{
    turns_init(PARK_FOREVER);
}

static void acquire(struct lock_thread *t)
{
    turns_take(t, TURN_AFTER);
}

static void adopt(struct lock_thread *t)
{
    turns_adopt(t, TURN_AFTER);
}

const struct lock_policy policy_fair = {
    .name = "fair",
    .alias = "fifo",
    .description = "first come, first served, by direct hand-over",
    .source = "ticket locks: Mellor-Crummey and Scott 1991",
    .exclusive = true,
    .init = init,
    .attach = acquire,
    .detach = turns_pass,
    .acquire = acquire,
    .release = turns_pass,
    .poll = turns_poll,
    .block = turns_pass,
    .unblock = acquire,
    .adopt = adopt,
    .after_fork_child = turns_after_fork_child,
};
