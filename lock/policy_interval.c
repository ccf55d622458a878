/*
 * The global lock of CPython 3.2 and later (Pitrou, "Reworking the GIL", 2009). A waiter sleeps for one switch
 * interval; if the lock has not changed hands in that time it asks the holder to drop it, by a bit in the holder's
 * safepoint word. The holder obeys at its next safepoint, and then waits until another thread has really taken the lock
 * before it queues for it again.
 *
 *                   free                        acquire, held: sleep one interval; if no switch since: ask holder
 *      FREE <------------------- HELD <------------------------------------------------------+
 *        |    release, block,     ^  |                                                       |
 *        |    detach              |  |  poll (the holder was asked): free, wake one waiter,  |
 *        +------------------------+  +--- sleep until `switches` changes, then acquire ------+
 *          acquire, unblock, attach;
 *          `switches` changes if it is another thread than before
 *
 * What each step prevents:
 *   - asking only after an interval: Python 2 gave the lock up every 100 instructions, wanted or not, and the
 *     signalling cost more than the work on several CPUs (Beazley, "Inside the Python GIL", 2009);
 *   - waiting for the switch: on several CPUs the thread that has just released would otherwise retake the lock
 *     before the one it woke has got up, again and again, and the waiter starves;
 *   - counting only changes of thread: a holder that blocks often but briefly, and so retakes the lock often, is
 *     asked all the same.
 * What it does not prevent, as CPython does not: a thread that blocks often must wait a whole interval for each return
 * beside a computing one (the convoy effect, bpo-7946).
 *
 * No wake-up is lost. A waiter counts itself under the lock, and sleeps only if `holder` is still set under the
 * bucket's lock; a releaser clears `holder` first, then wakes one waiter if there are any. One woken that finds the lock
 * taken again by a newcomer sleeps again, and the newcomer's release wakes the next. A poller frees the lock only
 * when a waiter is counted, and a waiter leaves the count only by taking the lock, or after another has: so
 * `switches` will change. The holder's record is touched only under gil.lock with `holder` set, so it is not freed then.
 */
#include "lock/global.h"

#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

static struct {
    struct ranked_mutex lock;

    /* Written under the lock; atomic, since sleepers check them under their bucket's lock instead. */
    struct lock_thread *holder; /* waiters sleep on this address */
    uint32_t
        switches; /* how often the lock went to another thread; pollers sleep on this address */

    /* Under the lock. */
    const struct lock_thread *last; /* the latest holder; compared, never followed */
    uint32_t n_waiting;
    uint32_t n_yielding; /* pollers that sleep until the switch */
} gil = {.lock = RANKED_MUTEX(LEAF)};

static bool is_held(void *unused UNUSED)
{
    return load_acquire(&gil.holder) != NULL;
}

/* Sleeps until the lock is released, for an interval at most; then asks the holder. */
static void wait_turn_locked(void)
{
    uint32_t seen = gil.switches;
    gil.n_waiting++;
    ranked_unlock(&gil.lock);
    enum park_result result =
        park_wait(&gil.holder, is_held, NULL, park_deadline_ns(policy_switch_interval_ns()),
                  PARK_UNINTERRUPTIBLE, NULL);
    ranked_lock(&gil.lock);
    gil.n_waiting--;
    struct lock_thread *holder = load_relaxed(&gil.holder);
    if (result == PARK_TIMEOUT && holder != NULL && gil.switches == seen) {
        safepoint_request(holder, SAFEPOINT_DROP_LOCK);
    }
}

/* Returns whether pollers wait for the switch that this was. */
static bool take_locked(struct lock_thread *t)
{
    ASSERT(load_relaxed(&gil.holder) == NULL);
    store_release(&gil.holder, t);
    if (load_relaxed(&t->safepoint_word) & SAFEPOINT_DROP_LOCK) { /* asked for an earlier holding */
        atomic_and(&t->safepoint_word, ~(uint32_t)SAFEPOINT_DROP_LOCK);
    }
    if (gil.last == t) {
        return false;
    }
    gil.last = t;
    store_release(&gil.switches, gil.switches + 1);
    return gil.n_yielding > 0;
}

static void acquire(struct lock_thread *t)
{
    ranked_lock(&gil.lock);
    while (load_relaxed(&gil.holder) != NULL) {
        wait_turn_locked();
    }
    bool awaited = take_locked(t);
    ranked_unlock(&gil.lock);
    if (awaited) {
        park_wake_all(&gil.switches);
    }
}

static void release(struct lock_thread *t)
{
    ranked_lock(&gil.lock);
    CHECK(load_relaxed(&gil.holder) == t);
    store_release(&gil.holder, NULL);
    bool wanted = gil.n_waiting > 0;
    ranked_unlock(&gil.lock);
    if (wanted) {
        park_wake_one(&gil.holder, NULL, NULL);
    }
}

/* Sleeps until another thread has taken the lock that was released when `switches` was `seen`. */
static void wait_for_switch(uint32_t seen)
{
    while (load_acquire(&gil.switches) == seen) {
        park_wait_while_equal(&gil.switches, seen, PARK_FOREVER, PARK_UNINTERRUPTIBLE);
    }
    ranked_lock(&gil.lock);
    gil.n_yielding--;
    ranked_unlock(&gil.lock);
}

static void poll(struct lock_thread *t)
{
    ranked_lock(&gil.lock);
    CHECK(load_relaxed(&gil.holder) == t);
    if (gil.n_waiting == 0) { /* whoever asked has got it meanwhile */
        ranked_unlock(&gil.lock);
        return;
    }
    uint32_t seen = gil.switches;
    gil.n_yielding++;
    store_release(&gil.holder, NULL);
    ranked_unlock(&gil.lock);
    park_wake_one(&gil.holder, NULL, NULL);
    wait_for_switch(seen);
    acquire(t);
}

static void after_fork_child(struct lock_thread *t)
{
    store_release(&gil.lock.word, 0);
    store_release(&gil.holder, t);
    gil.last = t;
    gil.n_waiting = 0;
    gil.n_yielding = 0;
}

static void init(void)
{
}

const struct lock_policy policy_interval = {
    .name = "on",
    .alias = "interval",
    .description = "one thread at a time; waiters ask for the lock after the switch interval",
    .exclusive = true,
    .init = init,
    .attach = acquire,
    .detach = release,
    .acquire = acquire,
    .release = release,
    .poll = poll,
    .block = release,
    .unblock = acquire,
    .after_fork_child = after_fork_child,
};
