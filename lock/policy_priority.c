/*
 * Priority to threads that come back from a blocking call (Beazley's proposal of 2010, bpo-7946): such a thread goes
 * before those that compute, and one of these that holds the lock is asked for it at once, not after an interval. It
 * ends the convoy effect: a server's threads no longer wait an interval for each answer beside a thread that computes.
 *
 * A thread that computes is not starved: once it has been overtaken for `patience` milliseconds it goes next, and then
 * holds the lock for an interval.
 */
#include "lock/global.h"
#include "lock/turns.h"

enum { MILLISECOND_NS = 1000000 };

static uint64_t patience_ms = 50;

static const struct policy_parameter parameters[] = {
    {.name = "patience",
     .description = "milliseconds that a computing thread is overtaken at most",
     .kind = PARAMETER_COUNT,
     .least = 1,
     .most = 1000000,
     .count = &patience_ms},
    {.name = NULL},
};

static void init(void)
{
    turns_init((int64_t)patience_ms * MILLISECOND_NS);
}

static void acquire(struct lock_thread *t)
{
    turns_take(t, TURN_AFTER);
}

static void unblock(struct lock_thread *t)
{
    turns_take(t, TURN_FIRST);
}

static void adopt(struct lock_thread *t)
{
    turns_adopt(t, TURN_FIRST);
}

const struct lock_policy policy_priority = {
    .name = "priority",
    .alias = NULL,
    .description = "threads that return from a blocking call go first",
    .source = "Beazley 2010, bpo-7946",
    .exclusive = true,
    .parameters = parameters,
    .init = init,
    .attach = acquire,
    .detach = turns_pass,
    .acquire = acquire,
    .release = turns_pass,
    .poll = turns_poll,
    .block = turns_pass,
    .unblock = unblock,
    .adopt = adopt,
    .after_fork_child = turns_after_fork_child,
};
