/*
 * The global lock of Python 2 (until 3.1): the holder gives the lock up after every `every` ticks, wanted or not, wakes
 * a waiter if there is one, and takes the lock again at once. A tick is a safepoint here, a loop's back edge or a call;
 * there it was an instruction or a few.
 *
 *      holder:  every 100 ticks: free, wake one waiter, take if still free -------+
 *      waiter:  sleep; woken: take if free, else sleep again <--------------------+
 *
 * On one core the woken waiter mostly finds the lock free when it gets to run. On several, holder and waiter race for
 * it at each of these moments, the holder mostly wins, and both make system calls all the time: two threads are slower
 * than one (Beazley, "Inside the Python GIL", 2009). As in Python 2 nothing is given up before there is a second thread.
 */
#include "lock/global.h"

#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

static uint64_t ticks_every = 100;

static const struct policy_parameter parameters[] = {
    {.name = "every",
     .description = "ticks (loop back edges and calls) between two releases",
     .kind = PARAMETER_COUNT,
     .least = 1,
     .most = 1000000000,
     .count = &ticks_every},
    {.name = NULL},
};

static struct {
    struct ranked_mutex lock;

    /* Written under the lock; atomic, since sleepers check it under their bucket's lock instead. */
    struct lock_thread *holder; /* waiters sleep on this address */
    uint32_t shared; /* there has been a second thread; atomic: the holder looks without the lock */

    /* Under the lock. */
    uint32_t n_waiting;

    /* The holder's alone. */
    uint64_t n_left; /* ticks until the next release */
} ticks = {.lock = RANKED_MUTEX(LEAF)};

static bool is_held(void *unused UNUSED)
{
    return load_acquire(&ticks.holder) != NULL;
}

/* Counting needs the poll's slow path at every safepoint: the bit that asks for it stays set. */
static void take_locked(struct lock_thread *t)
{
    store_release(&ticks.holder, t);
    ticks.n_left = ticks_every;
    if (load_relaxed(&ticks.shared)) {
        safepoint_request(t, SAFEPOINT_DROP_LOCK);
    }
}

/* From now on the holder counts. */
static void share_locked(struct lock_thread *holder)
{
    if (!load_relaxed(&ticks.shared)) {
        store_relaxed(&ticks.shared, 1);
        safepoint_request(holder, SAFEPOINT_DROP_LOCK);
    }
}

static void acquire(struct lock_thread *t)
{
    ranked_lock(&ticks.lock);
    if (t->adopted_ns != 0) {
        t->adopted_ns = 0;
        ticks.n_waiting--;
    }
    struct lock_thread *holder;
    while ((holder = load_relaxed(&ticks.holder)) != NULL) {
        share_locked(holder);
        ticks.n_waiting++;
        ranked_unlock(&ticks.lock);
        park_wait(&ticks.holder, is_held, NULL, PARK_FOREVER, PARK_UNINTERRUPTIBLE, NULL);
        ranked_lock(&ticks.lock);
        ticks.n_waiting--;
    }
    take_locked(t);
    ranked_unlock(&ticks.lock);
}

static void adopt(struct lock_thread *t)
{
    ranked_lock(&ticks.lock);
    t->adopted_ns = park_clock_ns();
    ticks.n_waiting++;
    share_locked(load_relaxed(&ticks.holder));
    park_requeue(t->parker, &ticks.holder, t->adopted_ns);
    ranked_unlock(&ticks.lock);
}

static void release(struct lock_thread *t)
{
    ranked_lock(&ticks.lock);
    CHECK(load_relaxed(&ticks.holder) == t);
    store_release(&ticks.holder, NULL);
    bool wanted = ticks.n_waiting > 0;
    ranked_unlock(&ticks.lock);
    if (wanted) {
        park_wake_one(&ticks.holder, NULL, NULL);
    }
}

static void poll(struct lock_thread *t)
{
    CHECK(load_relaxed(&ticks.holder) == t);
    if (!load_relaxed(&ticks.shared)) {
        return;
    }
    if (--ticks.n_left > 0) {
        safepoint_request(t, SAFEPOINT_DROP_LOCK);
        return;
    }
    release(t);
    acquire(t);
}

static void after_fork_child(struct lock_thread *t)
{
    store_release(&ticks.lock.word, 0);
    store_release(&ticks.holder, t);
    ticks.n_waiting = 0;
}

const struct lock_policy policy_ticks = {
    .name = "ticks",
    .alias = NULL,
    .description = "the lock is given up every so many ticks, wanted or not",
    .source = "Python 2",
    .exclusive = true,
    .parameters = parameters,
    .attach = acquire,
    .detach = release,
    .acquire = acquire,
    .release = release,
    .poll = poll,
    .block = release,
    .unblock = acquire,
    .adopt = adopt,
    .after_fork_child = after_fork_child,
};
