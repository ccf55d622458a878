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
 * We depart from CPython in one point: of all waiters only one, the timer, keeps the time; the others sleep without a
 * deadline. There, each of a thousand waiters wakes up once in an interval and the holder hardly gets to run. Whoever
 * waits while there is no timer becomes it. A timer that takes the lock leaves the duty to the poller that has just
 * dropped the lock and is about to wait, if there is one, and wakes another waiter if there is none.
 *
 * Nor does a thread that the holder has just woken get up to keep the time (adopt): mostly the holder is about to block, and
 * then it would have got up for nothing. While there are waiters, and no timer, the holder itself looks at the clock at each
 * safepoint, for at most GRACE_NS; then it wakes one, which becomes the timer. So a thread that is adopted asks later than the
 * interval says by this much at most.
 *
 * No wake-up is lost. A waiter counts itself under the lock, and sleeps only if `holder` is still set under the
 * bucket's lock; a releaser clears `holder` first, then wakes one waiter if there are any. One woken that finds the lock
 * taken again by a newcomer sleeps again, and the newcomer's release wakes the next. A poller frees the lock only
 * when a waiter is counted, and a waiter leaves the count only by taking the lock, or after another has: so
 * `switches` will change. A waiter without a deadline sleeps only if there is a timer, under the bucket's lock too: so
 * either the timer that gives up its duty and then wakes one finds it in the queue, or it comes back and takes the duty.
 * An adopted thread is counted and in the queue before its adopter, the holder, can release; it counts itself off when it
 * comes to acquire, as the others do when they wake up.
 * The holder's record is touched only under gil.lock with `holder` set, so it is not freed then.
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
    uint32_t switches;          /* to another thread, counted; pollers sleep on this address */
    uint32_t has_timer;         /* one of the waiters keeps the time */

    /* Under the lock. */
    const struct lock_thread *last; /* the latest holder; compared, never followed */
    uint32_t n_waiting;
    uint32_t n_yielding;      /* pollers that sleep until the switch */
    int64_t untimed_since_ns; /* the holder looks at the clock instead of a timer; 0: it need not */
} gil = {.lock = RANKED_MUTEX(LEAF)};

/* Longer than a thread mostly runs on after it has woken another. */
#define GRACE_NS INT64_C(50000)

static bool is_held(void *unused UNUSED)
{
    return load_acquire(&gil.holder) != NULL;
}

static bool is_held_and_timed(void *unused UNUSED)
{
    return load_acquire(&gil.holder) != NULL && load_acquire(&gil.has_timer);
}

/* Sleeps in the queue with the lock released; true: until the deadline. */
static bool sleep_locked(bool (*validate)(void *unused), int64_t since_ns, int64_t deadline_ns)
{
    gil.n_waiting++;
    ranked_unlock(&gil.lock);
    enum park_result result =
        park_wait_since(&gil.holder, validate, NULL, since_ns, deadline_ns, NULL);
    ranked_lock(&gil.lock);
    gil.n_waiting--;
    return result == PARK_TIMEOUT;
}

/* Waits for an interval, then asks the holder if it is still the one from the beginning. */
static void wait_as_timer_locked(int64_t since_ns)
{
    uint32_t seen = gil.switches;
    store_release(&gil.has_timer, 1);
    bool late = sleep_locked(is_held, since_ns, park_deadline_ns(policy_switch_interval_ns()));
    store_release(&gil.has_timer, 0);
    struct lock_thread *holder = load_relaxed(&gil.holder);
    if (late && holder != NULL && gil.switches == seen) {
        safepoint_request(holder, SAFEPOINT_DROP_LOCK);
    }
}

/* Returns when the lock is free. However often a waiter wakes up meanwhile, it keeps its place in the queue. */
static void wait_turn_locked(struct lock_thread *t)
{
    int64_t since_ns = t->adopted_ns;
    if (since_ns != 0) {
        t->adopted_ns = 0;
        gil.n_waiting--;
    } else if (load_relaxed(&gil.holder) != NULL) {
        since_ns = park_clock_ns();
    }
    while (load_relaxed(&gil.holder) != NULL) {
        if (gil.has_timer) {
            sleep_locked(is_held_and_timed, since_ns, PARK_FOREVER);
        } else {
            wait_as_timer_locked(since_ns);
        }
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
    gil.untimed_since_ns = 0;
    store_release(&gil.switches, gil.switches + 1);
    return gil.n_yielding > 0;
}

/* The holder looks at the clock for a while, if nobody else does. */
static void begin_grace_locked(struct lock_thread *holder)
{
    if (gil.n_waiting > 0 && gil.n_yielding == 0 && !gil.has_timer) {
        if (gil.untimed_since_ns == 0) {
            gil.untimed_since_ns = park_clock_ns();
        }
        safepoint_request(holder, SAFEPOINT_DROP_LOCK);
    }
}

/*
 * Whether the holder may keep the lock since it has only come to look at the clock. Then either it looks again at its next
 * safepoint, or *wakes_timer is set.
 */
static bool in_grace_locked(struct lock_thread *holder, bool *wakes_timer)
{
    if (gil.untimed_since_ns == 0 || gil.has_timer) {
        return false;
    }
    int64_t waited_ns = park_clock_ns() - gil.untimed_since_ns;
    *wakes_timer = waited_ns >= GRACE_NS;
    if (waited_ns >= policy_switch_interval_ns()) {
        return false;
    }
    if (*wakes_timer) {
        gil.untimed_since_ns = 0;
    } else {
        safepoint_request(holder, SAFEPOINT_DROP_LOCK);
    }
    return true;
}

static void acquire(struct lock_thread *t)
{
    ranked_lock(&gil.lock);
    wait_turn_locked(t);
    bool awaited = take_locked(t);
    begin_grace_locked(t);
    ranked_unlock(&gil.lock);
    if (awaited) {
        park_wake_all(&gil.switches);
    }
}

static void adopt(struct lock_thread *t)
{
    ranked_lock(&gil.lock);
    t->adopted_ns = park_clock_ns();
    gil.n_waiting++;
    begin_grace_locked(load_relaxed(&gil.holder));
    park_requeue(t->parker, &gil.holder, t->adopted_ns);
    ranked_unlock(&gil.lock);
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
    bool wakes_timer = false;
    if (in_grace_locked(t, &wakes_timer)) {
        ranked_unlock(&gil.lock);
        if (wakes_timer) {
            park_wake_one(&gil.holder, NULL, NULL);
        }
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
    gil.untimed_since_ns = 0;
    store_release(&gil.has_timer, 0);
}

const struct lock_policy policy_interval = {
    .name = "on",
    .alias = "interval",
    .description = "one thread at a time; waiters ask for the lock after the switch interval",
    .source = "CPython 3.2 and later: Pitrou 2009",
    .exclusive = true,
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
