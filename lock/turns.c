/*
 * A waiter's word, the second of its policy data, says where it stands. It sleeps on that word.
 *
 *                  chosen as the next                      the holder passes the lock to it
 *      WAITING <----------------------> NEXT  ---------------------------------------> GRANTED
 *         |    another is chosen, since  |  after an interval: asks the holder            ^
 *         |    one of higher rank came   |                                                |
 *         +-------------------------------------------------------------------------------+
 *
 * An adopted thread enters as WAITING without getting up: it sleeps in the parking lot's queue of its word, as if it had come
 * itself, and looks at the word when it is woken there. If such a thread is NEXT the holder keeps time in its place, by a look at
 * the clock at each safepoint, and for GRACE_NS at most: then it wakes it. Mostly the holder blocks before that.
 *
 * Exactly one waiter is NEXT if there are any, and only it keeps time; the others sleep without a deadline. No wake-up
 * is lost: every change of a word is made under the lock and followed by a wake-up of that address, and a sleeper checks
 * its word against what it has seen, under its bucket's lock. Since the lock is never free while somebody waits,
 * nobody can starve but by rank, and that for no longer than the patience. Nor do many whose patience has ended keep the
 * others out: after one of them it is the turn of the FIRST.
 */
#include "lock/turns.h"

#include <sched.h>

#include "lock/global.h"
#include "lock/mutex.h"
#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "lock/spin.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

enum { WAITING = 1, NEXT, GRANTED };

struct queue {
    struct lock_thread *first;
    struct lock_thread *last;
};

/* Everything under the lock, but for the waiters' words: those are also read by their owners, asleep. */
static struct {
    struct ranked_mutex lock;
    struct lock_thread *holder;
    enum turn_rank holder_rank; /* what it came in as */
    struct lock_thread *next;   /* whose word is NEXT */
    struct queue queues[2];     /* by rank */
    int64_t patience_ns;
    bool first_is_due;        /* the holder has gone before one who is FIRST */
    int64_t untimed_since_ns; /* the holder keeps time for `next`, asleep; 0: it need not */
} turns = {.lock = RANKED_MUTEX(LEAF)};

/* The policy data of a waiter: its successor in the queue, its word (and its processor), and since when it waits. */
static struct lock_thread *link_of(const struct lock_thread *t)
{
    return (struct lock_thread *)(uintptr_t)t->policy_data[0];
}

static void set_link(struct lock_thread *t, struct lock_thread *next)
{
    t->policy_data[0] = (uintptr_t)next;
}

static uint32_t *word_of(struct lock_thread *t)
{
    return (uint32_t *)&t->policy_data[1];
}

/* Longer than a thread mostly runs on after it has woken another. */
#define GRACE_NS INT64_C(50000)

void turns_init(int64_t patience_ns)
{
    turns.patience_ns = patience_ns;
}

static void enqueue_locked(struct lock_thread *t, enum turn_rank rank)
{
    struct queue *queue = &turns.queues[rank];
    set_link(t, NULL);
    t->policy_data[2] = (uint64_t)park_clock_ns();
    store_release(word_of(t), WAITING);
    if (queue->first == NULL) {
        queue->first = t;
    } else {
        set_link(queue->last, t);
    }
    queue->last = t;
}

/* The rank whose first waiter goes next. */
static enum turn_rank next_rank_locked(void)
{
    const struct lock_thread *after = turns.queues[TURN_AFTER].first;
    if (turns.queues[TURN_FIRST].first == NULL) {
        return TURN_AFTER;
    }
    bool impatient = after != NULL && turns.patience_ns != PARK_FOREVER && !turns.first_is_due &&
                     park_clock_ns() - (int64_t)after->policy_data[2] >= turns.patience_ns;
    return impatient ? TURN_AFTER : TURN_FIRST;
}

/* Makes the right waiter NEXT; returns it if it must be woken to learn so. There is a holder if there is a waiter. */
static struct lock_thread *choose_next_locked(void)
{
    struct lock_thread *next = turns.queues[next_rank_locked()].first;
    if (next == turns.next) {
        return NULL;
    }
    if (turns.next != NULL) {
        store_release(word_of(turns.next), WAITING); /* it need not wake up for that */
    }
    turns.next = next;
    turns.untimed_since_ns = 0;
    if (next == NULL) {
        return NULL;
    }
    store_release(word_of(next), NEXT);
    if (next->adopted_ns == 0) {
        return next;
    }
    turns.untimed_since_ns = park_clock_ns();
    safepoint_request(turns.holder, SAFEPOINT_DROP_LOCK);
    return NULL;
}

static void hold_locked(struct lock_thread *t, enum turn_rank rank)
{
    turns.holder = t;
    turns.holder_rank = rank;
    if (load_relaxed(&t->safepoint_word) & SAFEPOINT_DROP_LOCK) { /* asked for an earlier holding */
        atomic_and(&t->safepoint_word, ~(uint32_t)SAFEPOINT_DROP_LOCK);
    }
}

/* Gives the lock to the next waiter, who is returned; NULL: nobody waits, the lock is free. */
static struct lock_thread *hand_over_locked(void)
{
    enum turn_rank rank = next_rank_locked();
    struct queue *queue = &turns.queues[rank];
    struct lock_thread *t = queue->first;
    if (t == NULL) {
        turns.holder = NULL;
        return NULL;
    }
    queue->first = link_of(t);
    if (turns.next != NULL && turns.next != t) {
        store_release(word_of(turns.next), WAITING);
    }
    turns.next = NULL;
    turns.first_is_due = rank == TURN_AFTER && turns.queues[TURN_FIRST].first != NULL;
    /* One that was overtaken until its patience ended is not to be interrupted at once. */
    hold_locked(t, turns.queues[TURN_FIRST].first != NULL ? TURN_FIRST : rank);
    return t;
}

/* A woken thread reads its word without the lock; nothing may be done with it after that word is GRANTED. */
static void wake(struct lock_thread *t)
{
    if (t != NULL) {
        park_wake_one(word_of(t), NULL, NULL);
    }
}

static void grant(struct lock_thread *t)
{
    store_release(word_of(t), GRANTED);
    wake(t);
}

/* Where `t` ran when it last came for the lock, or got it. Atomic; a hint, which the kernel may make untrue at any time. */
static uint32_t *processor_of(struct lock_thread *t)
{
    return word_of(t) + 1;
}

static void note_processor(struct lock_thread *t)
{
    store_relaxed(processor_of(t), (uint32_t)sched_getcpu());
}

static bool is_granted(void *t)
{
    return load_acquire(word_of(t)) == GRANTED;
}

/*
 * For a wait that is likely to be a short one, since whoever holds the lock was asked for it at once or has only come back to
 * block again: `t` looks at its word for a moment. Not where it would keep the holder from running, whose processor that is.
 */
static void look_briefly(struct lock_thread *t, uint32_t holders_processor)
{
    if (mutex_spare_processors() > 0 && load_relaxed(processor_of(t)) != holders_processor) {
        spin_until(is_granted, t, park_clock_ns() + SPIN_NS_MOST);
    }
}

/* Sleeps until `t` holds the lock. */
static void wait_turn(struct lock_thread *t)
{
    uint32_t word;
    while ((word = load_acquire(word_of(t))) != GRANTED) {
        int64_t deadline_ns =
            word == NEXT ? park_deadline_ns(policy_switch_interval_ns()) : PARK_FOREVER;
        enum park_result result =
            park_wait_while_equal(word_of(t), word, deadline_ns, PARK_UNINTERRUPTIBLE);
        if (result != PARK_TIMEOUT) {
            continue;
        }
        ranked_lock(&turns.lock);
        if (turns.next == t && turns.holder != NULL) {
            safepoint_request(turns.holder, SAFEPOINT_DROP_LOCK);
        }
        ranked_unlock(&turns.lock);
    }
}

/* Puts `t` into its queue; who must be woken to learn that it is next. */
static struct lock_thread *join_locked(struct lock_thread *t, enum turn_rank rank)
{
    enqueue_locked(t, rank);
    struct lock_thread *next = choose_next_locked();
    if (rank == TURN_FIRST && turns.holder_rank == TURN_AFTER) {
        safepoint_request(turns.holder, SAFEPOINT_DROP_LOCK);
    }
    return next;
}

void turns_take(struct lock_thread *t, enum turn_rank rank)
{
    note_processor(t);
    ranked_lock(&turns.lock);
    bool is_queued = t->adopted_ns != 0;
    t->adopted_ns = 0;
    if (!is_queued && turns.holder == NULL) {
        hold_locked(t, rank);
        ranked_unlock(&turns.lock);
        return;
    }
    struct lock_thread *next = is_queued ? NULL : join_locked(t, rank);
    uint32_t holders_processor = load_relaxed(processor_of(turns.holder));
    ranked_unlock(&turns.lock);
    if (next != t) {
        wake(next);
    }
    if (rank == TURN_FIRST && !is_queued) {
        look_briefly(t, holders_processor);
    }
    wait_turn(t);
    note_processor(t);
}

void turns_adopt(struct lock_thread *t, enum turn_rank rank)
{
    ranked_lock(&turns.lock);
    t->adopted_ns = park_clock_ns();
    park_requeue(t->parker, word_of(t), t->adopted_ns);
    struct lock_thread *next = join_locked(t, rank);
    ranked_unlock(&turns.lock);
    wake(next);
}

/* Both halves of passing the lock on: the new holder, and whoever is now next, learn of it. */
static void pass_and_unlock(void)
{
    struct lock_thread *successor = hand_over_locked();
    struct lock_thread *next = choose_next_locked();
    bool must_hurry = successor != NULL && turns.holder_rank == TURN_AFTER &&
                      turns.queues[TURN_FIRST].first != NULL;
    if (must_hurry) {
        safepoint_request(successor, SAFEPOINT_DROP_LOCK);
    }
    ranked_unlock(&turns.lock);
    if (successor != NULL) {
        grant(successor);
    }
    wake(next);
}

void turns_pass(struct lock_thread *t)
{
    ranked_lock(&turns.lock);
    CHECK(turns.holder == t);
    pass_and_unlock();
}

/*
 * Whether the holder may keep the lock since it has only come to look at the clock. Then either it looks again at its next
 * safepoint, or *late is whom it must wake.
 */
static bool in_grace_locked(struct lock_thread **late)
{
    bool must_hurry = turns.holder_rank == TURN_AFTER && turns.queues[TURN_FIRST].first != NULL;
    if (turns.untimed_since_ns == 0 || must_hurry) {
        return false;
    }
    int64_t waited_ns = park_clock_ns() - turns.untimed_since_ns;
    if (waited_ns >= policy_switch_interval_ns()) {
        return false;
    }
    if (waited_ns >= GRACE_NS) {
        *late = turns.next;
        turns.untimed_since_ns = 0;
    } else {
        safepoint_request(turns.holder, SAFEPOINT_DROP_LOCK);
    }
    return true;
}

void turns_poll(struct lock_thread *t)
{
    ranked_lock(&turns.lock);
    CHECK(turns.holder == t);
    struct lock_thread *late = NULL;
    if (turns.next == NULL || in_grace_locked(&late)) { /* whoever asked has gone, or nobody has */
        ranked_unlock(&turns.lock);
        wake(late);
        return;
    }
    struct lock_thread *successor = hand_over_locked();
    bool is_overtaken = turns.holder_rank == TURN_FIRST;
    uint32_t holders_processor = load_relaxed(processor_of(successor));
    note_processor(t);
    enqueue_locked(t, TURN_AFTER);
    struct lock_thread *next = choose_next_locked();
    ranked_unlock(&turns.lock);
    grant(successor);
    if (next != t) {
        wake(next);
    }
    if (is_overtaken) {
        look_briefly(t, holders_processor);
    }
    wait_turn(t);
    note_processor(t);
}

void turns_after_fork_child(struct lock_thread *t)
{
    store_release(&turns.lock.word, 0);
    turns.holder = t;
    turns.holder_rank = TURN_AFTER;
    turns.next = NULL;
    turns.first_is_due = false;
    turns.untimed_since_ns = 0;
    turns.queues[TURN_FIRST] = turns.queues[TURN_AFTER] = (struct queue){NULL, NULL};
}
