/*
 * A lottery: whoever gives the lock up draws who gets it next, each waiter with one ticket (Waldspurger and Weihl,
 * "Lottery Scheduling", 1994). Fair on the average only: the longest wait has no bound.
 */
#include "lock/global.h"
#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "runtime/base/atomics.h"

/* Under the lock. A waiter's policy data: [0] a pointer to the waiter behind it, [1] a word (atomic) that is 1 once it
   holds the global lock. */
static struct {
    struct ranked_mutex lock;
    struct lock_thread *holder;
    uint64_t waiters, n_waiting; /* a pointer to the first; how many */
    uint64_t random;
} lottery = {.lock = RANKED_MUTEX(LEAF), .random = 42};

static uint32_t *word_of(struct lock_thread *t)
{
    return (uint32_t *)&t->policy_data[1];
}

static void enqueue_locked(struct lock_thread *t)
{
    t->policy_data[0] = lottery.waiters;
    store_relaxed(word_of(t), 0);
    lottery.waiters = (uintptr_t)t;
    lottery.n_waiting++;
}

/* Makes a waiter the holder and wakes it; nobody, if none waits. */
static void draw_and_unlock(void)
{
    struct lock_thread *t = NULL;
    if (lottery.n_waiting > 0) {
        /* Knuth's MMIX generator. */
        lottery.random = lottery.random * 6364136223846793005 + 1442695040888963407;
        uint64_t *link = &lottery.waiters;
        for (uint64_t n = (lottery.random >> 33) % lottery.n_waiting--; n > 0; n--) {
            link = &((struct lock_thread *)(uintptr_t)*link)->policy_data[0];
        }
        t = (struct lock_thread *)(uintptr_t)*link;
        *link = t->policy_data[0];
        /* What was asked for an earlier holding. */
        atomic_and(&t->safepoint_word, ~(uint32_t)SAFEPOINT_DROP_LOCK);
    }
    lottery.holder = t;
    ranked_unlock(&lottery.lock);
    if (t != NULL) { /* after the store `t` may run, and end */
        store_release(word_of(t), 1);
        park_wake_one(word_of(t), NULL, NULL);
    }
}

/* Sleeps until `t` has been drawn. Somebody asks the holder for a draw about once in a switch interval: the more
   wait, the less often each of them does. */
static void wait_for_draw(struct lock_thread *t)
{
    for (bool is_late = false; load_acquire(word_of(t)) == 0; is_late = true) {
        ranked_lock(&lottery.lock);
        int64_t patience_ns = policy_switch_interval_ns() * (int64_t)lottery.n_waiting;
        if (is_late && lottery.holder != t) {
            safepoint_request(lottery.holder, SAFEPOINT_DROP_LOCK);
        }
        ranked_unlock(&lottery.lock);
        park_wait_while_equal(word_of(t), 0, park_deadline_ns(patience_ns), PARK_UNINTERRUPTIBLE);
    }
}

static void take(struct lock_thread *t)
{
    ranked_lock(&lottery.lock);
    enqueue_locked(t);
    if (lottery.holder == NULL) {
        draw_and_unlock(); /* nobody else waits while the lock is free */
    } else {
        ranked_unlock(&lottery.lock);
    }
    wait_for_draw(t);
}

static void pass(struct lock_thread *t)
{
    ranked_lock(&lottery.lock);
    CHECK(lottery.holder == t);
    draw_and_unlock();
}

static void poll(struct lock_thread *t)
{
    ranked_lock(&lottery.lock);
    enqueue_locked(t); /* it may draw itself */
    draw_and_unlock();
    wait_for_draw(t);
}

static void after_fork_child(struct lock_thread *t)
{
    store_release(&lottery.lock.word, 0);
    lottery.holder = t;
    lottery.waiters = lottery.n_waiting = 0;
}

const struct lock_policy policy_lottery = {
    .name = "lottery",
    .description = "whoever gives the lock up draws who is next",
    .source = "Waldspurger and Weihl 1994",
    .exclusive = true,
    .attach = take,
    .detach = pass,
    .acquire = take,
    .release = pass,
    .poll = poll,
    .block = pass,
    .unblock = take,
    .after_fork_child = after_fork_child,
};
