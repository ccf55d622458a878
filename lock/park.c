/*
 * The parking lot's protocol. One parker per thread; its word is all that the kernel looks at.
 *
 *                    park_wait: enqueue
 *                  (under the bucket's lock,
 *                   if validate agrees)                    wake: unlink (bucket's lock), then set WOKEN
 *      OUTSIDE ---------------------------> QUEUED --------------------------------> LEAVING
 *         ^                                   |  |                                      | ^
 *         |   deadline or INTERRUPT: unlink   |  | a waker that holds the global lock:  | |
 *         +----- (bucket's lock) -------------+  |   unlink, then enqueue there         | | wake
 *         |                                      +------------------------> ADOPTED ----|-+
 *         |                                                                             | sees WOKEN
 *         +-----------------------------------------------------------------------------+
 *
 * No wake-up is lost. A waker changes the lock's state first and then looks into the queue; a waiter looks at
 * the state (validate) and enters the queue under one hold of the bucket's lock. Whichever holds that lock first: either
 * the waiter is in the queue when the waker looks, or it sees the waker's change and does not sleep. Then,
 * WOKEN is set before the kernel is asked to wake, and the kernel lets nobody sleep on a word that differs
 * from what the sleeper last read.
 *
 * WOKEN is set before the kernel is asked to wake, and ASLEEP before it is asked to sleep, each by an atomic operation on
 * the word: either the waker sees ASLEEP, or the sleeper sees WOKEN. So a waker whose thread has not gone to sleep yet makes
 * no system call.
 *
 * A thread whose deadline passes, or which is interrupted, must unlink itself. If it finds that it has been chosen
 * by a waker, which may have handed it a lock with the token, it waits for the WOKEN that is about
 * to come, and returns PARK_WOKEN.
 *
 * A thread that is woken by the holder of the global lock, and needs that lock before anything else, would wake up only to go
 * to sleep again. It stays asleep where it is: chosen, it is adopted by the policy (lock/global.h), which puts it into the queue
 * of those who wait for the lock, and wakes it when its turn comes. It has been woken already: neither a deadline nor an
 * interrupt takes it out again, and the token is the one that its first waker left.
 *
 * Under an exclusive policy the threads that ping-pong this way would still sleep and wake once for each message, which costs
 * more than what they do in between; so a thread that waits in a blocking region looks at its word for a moment before it
 * asks the kernel, if another processor might set it and if that has paid for this thread lately (spin_before_sleep).
 *
 * The waker's last act, the futex call, may reach a thread that has gone already, and an address that is
 * unmapped or somebody else's parker by then: the call fails, or that thread looks at its word once more.
 */
#include "lock/park.h"

#include <errno.h>

#include "lock/futex.h"
#include "lock/global.h"
#include "lock/hooks.h"
#include "lock/mutex.h"
#include "lock/schedule.h"
#include "lock/spin.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"
#include "runtime/base/clock.h"

#define PARKER_WOKEN UINT32_C(1)
#define PARKER_INTERRUPT UINT32_C(2)
#define PARKER_ASLEEP UINT32_C(4)

struct parker {
    /* Atomic. WOKEN is set by the waker and cleared by the thread, INTERRUPT as park.h says; ASLEEP is the thread's. */
    uint32_t word;

    /* The thread's own: how long it may spin before it sleeps, and how many waits ago it last tried. */
    uint32_t spin_ns;
    uint32_t n_unspun;

    /* Written by the thread before it enters a queue: it waits in a blocking region; else NULL. */
    struct lock_thread *blocked;

    /* Under the lock of the bucket that the thread itself entered: a waker has taken it out. */
    bool chosen;

    /* Under the lock of the bucket of `address`: that one, or the one of the policy that has adopted the thread. */
    bool queued;
    const void *address;
    struct parker *next;
    struct parker *previous;
    int64_t since_ns;

    /* Written by the waker before WOKEN, read by the thread after it. */
    uintptr_t token;
};

/* The lock is one of futex.h: a mutex of ours would park here. */
struct bucket {
    uint32_t lock;
    struct parker *first;
    struct parker *last;
} __attribute__((aligned(64)));

#define N_BUCKETS_LOG2 9
#define N_BUCKETS (1u << N_BUCKETS_LOG2)

static struct bucket buckets[N_BUCKETS];
static _Thread_local struct parker self_parker;

/* ---- time ---- */

int64_t park_clock_ns(void)
{
    if (schedule_is_active()) {
        return schedule_clock_ns();
    }
    return clock_monotonic_ns();
}

int64_t park_deadline_ns(int64_t delay_ns)
{
    int64_t deadline_ns;
    if (delay_ns < 0) {
        delay_ns = 0;
    }
    return __builtin_add_overflow(park_clock_ns(), delay_ns, &deadline_ns) ? PARK_FOREVER
                                                                           : deadline_ns;
}

/* ---- buckets ---- */

static struct bucket *bucket_of(const void *address)
{
    uint64_t hash = (uint64_t)(uintptr_t)address * UINT64_C(0x9E3779B97F4A7C15);
    return &buckets[hash >> (64 - N_BUCKETS_LOG2)];
}

static void bucket_lock(struct bucket *bucket)
{
    futex_lock(&bucket->lock);
}

static void bucket_unlock(struct bucket *bucket)
{
    futex_unlock(&bucket->lock);
}

static void insert_locked(struct bucket *bucket, struct parker *parker, struct parker *previous)
{
    struct parker *next = previous != NULL ? previous->next : bucket->first;
    ASSERT(!parker->queued);
    parker->queued = true;
    parker->previous = previous;
    parker->next = next;
    *(previous != NULL ? &previous->next : &bucket->first) = parker;
    *(next != NULL ? &next->previous : &bucket->last) = parker;
}

/*
 * Keeps the queue sorted by age. A new wait belongs near the end, though not at it where another came between its look at the
 * clock and this; one that goes on, near the beginning: so the place is looked for from both ends at once.
 */
static void enqueue_locked(struct bucket *bucket, struct parker *parker)
{
    struct parker *older = bucket->last, *younger = bucket->first;
    while (older != NULL && older->since_ns > parker->since_ns) {
        if (younger->since_ns > parker->since_ns) {
            older = younger->previous;
            break;
        }
        older = older->previous;
        younger = younger->next;
    }
    insert_locked(bucket, parker, older);
}

static void unlink_locked(struct bucket *bucket, struct parker *parker)
{
    ASSERT(parker->queued);
    parker->queued = false;
    if (parker->previous != NULL) {
        parker->previous->next = parker->next;
    } else {
        bucket->first = parker->next;
    }
    if (parker->next != NULL) {
        parker->next->previous = parker->previous;
    } else {
        bucket->last = parker->previous;
    }
}

/* The first parker of `address` at or behind `from`. */
static struct parker *find_locked(struct parker *from, const void *address)
{
    while (from != NULL && from->address != address) {
        from = from->next;
    }
    return from;
}

/* ---- waiting ---- */

/* Leaves the queue that it has entered by its own decision; false: a waker was faster and WOKEN is coming. */
static bool leave_queue(struct parker *self, const void *address)
{
    struct bucket *bucket = bucket_of(address);
    bucket_lock(bucket);
    bool leaves = !self->chosen;
    if (leaves) {
        unlink_locked(bucket, self);
    }
    bucket_unlock(bucket);
    return leaves;
}

/* ---- spinning ---- */

enum { WAITS_BETWEEN_TRIALS = 32 };

uint32_t spin_n_spinning;

static bool is_roused(void *self)
{
    return load_acquire(&((struct parker *)self)->word) & (PARKER_WOKEN | PARKER_INTERRUPT);
}

/*
 * Spins as long as it takes to get away with it, or to have wasted as much as a sleep costs: then half as long next time, and in
 * the end not at all but for a trial now and then.
 */
static void spin_before_sleep(struct parker *self, int64_t since_ns)
{
    if (self->spin_ns == 0 && ++self->n_unspun < WAITS_BETWEEN_TRIALS) {
        return;
    }
    uint32_t spin_ns = self->spin_ns == 0 ? SPIN_NS_MOST : self->spin_ns;
    self->n_unspun = 0;
    if (mutex_spare_processors() > 0 && !schedule_is_active()) {
        bool paid = spin_until(is_roused, self, since_ns + spin_ns);
        self->spin_ns = paid ? SPIN_NS_MOST : spin_ns > 2000 ? spin_ns / 2 : 0;
    }
}

/* ---- waiting, continued ---- */

/* Why a thread that nobody has woken should stop waiting; PARK_WOKEN: it should not. */
static enum park_result reason_to_leave(uint32_t word, int64_t deadline_ns, enum park_mode mode)
{
    if (mode == PARK_INTERRUPTIBLE && (word & PARKER_INTERRUPT)) {
        return PARK_INTERRUPTED;
    }
    if (deadline_ns != PARK_FOREVER && park_clock_ns() >= deadline_ns) {
        return PARK_TIMEOUT;
    }
    return PARK_WOKEN;
}

static enum park_result sleep_queued(struct parker *self, const void *address, int64_t deadline_ns,
                                     enum park_mode mode)
{
    if (hook_fires(HOOK_PARK) && leave_queue(self, address)) {
        return PARK_WOKEN;
    }
    for (;;) {
        uint32_t word = atomic_or(&self->word, PARKER_ASLEEP) | PARKER_ASLEEP;
        if (word & PARKER_WOKEN) {
            return PARK_WOKEN;
        }
        enum park_result reason = reason_to_leave(word, deadline_ns, mode);
        if (reason == PARK_WOKEN) {
            futex_wait(&self->word, word, deadline_ns);
        } else if (leave_queue(self, address)) {
            if (reason == PARK_INTERRUPTED) {
                park_clear_interrupt();
            }
            return reason;
        } else { /* a waker has chosen this thread: nothing else counts any more */
            deadline_ns = PARK_FOREVER;
            mode = PARK_UNINTERRUPTIBLE;
        }
    }
}

/* Enters the queue of `address` unless `validate` objects. */
static bool enter_queue(struct parker *self, const void *address, bool (*validate)(void *argument),
                        void *argument)
{
    struct bucket *bucket = bucket_of(address);
    bucket_lock(bucket);
    bool valid = validate == NULL || validate(argument);
    if (valid) {
        self->address = address;
        self->token = 0;
        self->chosen = false;
        atomic_and(&self->word, ~(PARKER_WOKEN | PARKER_ASLEEP));
        enqueue_locked(bucket, self);
    }
    bucket_unlock(bucket);
    return valid;
}

static enum park_result wait_on(const void *address, bool (*validate)(void *argument),
                                void *argument, int64_t deadline_ns, enum park_mode mode)
{
    int saved_errno = errno;
    struct parker *self = &self_parker;
    int64_t since_ns = self->since_ns; /* a waker may change it from now on */
    bool may_spin = self->blocked != NULL;
    enum park_result result = PARK_INVALID;
    if (enter_queue(self, address, validate, argument)) {
        if (may_spin) {
            spin_before_sleep(self, since_ns);
        }
        result = sleep_queued(self, address, deadline_ns, mode);
    }
    errno = saved_errno;
    return result;
}

enum park_result park_wait(const void *address, bool (*validate)(void *argument), void *argument,
                           int64_t deadline_ns, enum park_mode mode, uintptr_t *token)
{
    if (schedule_is_active() && schedule_is_mine()) {
        return schedule_wait(address, validate, argument, deadline_ns, mode, token);
    }
    self_parker.since_ns = park_clock_ns();
    enum park_result result = wait_on(address, validate, argument, deadline_ns, mode);
    if (token != NULL) {
        *token = result == PARK_WOKEN ? self_parker.token : 0;
    }
    return result;
}

enum park_result park_wait_blocked(struct lock_thread *t, const void *address,
                                   bool (*validate)(void *argument), void *argument,
                                   int64_t deadline_ns, uintptr_t *token)
{
    self_parker.blocked = t;
    enum park_result result =
        park_wait(address, validate, argument, deadline_ns, PARK_INTERRUPTIBLE, token);
    self_parker.blocked = NULL;
    return result;
}

enum park_result park_wait_since(const void *address, bool (*validate)(void *argument),
                                 void *argument, int64_t since_ns, int64_t deadline_ns,
                                 uintptr_t *token)
{
    struct parker *self = &self_parker;
    self->since_ns = since_ns;
    enum park_result result =
        wait_on(address, validate, argument, deadline_ns, PARK_UNINTERRUPTIBLE);
    if (token != NULL) {
        *token = result == PARK_WOKEN ? self->token : 0;
    }
    return result;
}

struct equality {
    uint32_t *word;
    uint32_t expected;
};

static bool still_equal(void *argument)
{
    const struct equality *equality = argument;
    return load_acquire(equality->word) == equality->expected;
}

enum park_result park_wait_while_equal(uint32_t *word, uint32_t expected, int64_t deadline_ns,
                                       enum park_mode mode)
{
    struct equality equality = {word, expected};
    return park_wait(word, still_equal, &equality, deadline_ns, mode, NULL);
}

enum park_result park_sleep(int64_t deadline_ns, enum park_mode mode)
{
    return park_wait(&self_parker, NULL, NULL, deadline_ns, mode, NULL);
}

/* ---- waking ---- */

/* An adopted thread has been chosen before, and may be reading that under the lock of its own bucket. */
static void choose_locked(struct bucket *bucket, struct parker *parker)
{
    unlink_locked(bucket, parker);
    if (!parker->chosen) {
        parker->chosen = true;
    }
}

/* The parker may be gone as soon as WOKEN is set. */
static void rouse(struct parker *parker)
{
    int saved_errno = errno;
    if (atomic_or(&parker->word, PARKER_WOKEN) & PARKER_ASLEEP) {
        futex_wake_one(&parker->word);
    }
    errno = saved_errno;
}

/* Does the calling thread hold the global lock? */
static bool holds_global_lock(void)
{
    const struct lock_thread *self = thread_self();
    return self != NULL && load_relaxed(&self->state) == THREAD_ATTACHED;
}

/* Wakes a thread that has been taken out of its queue, or leaves that to the policy. */
static void rouse_in_turn(struct parker *parker)
{
    struct lock_thread *t = parker->blocked;
    if (t == NULL || policy_in_force->adopt == NULL || !holds_global_lock()) {
        rouse(parker);
        return;
    }
    parker->blocked = NULL;
    policy_in_force->adopt(t);
}

void park_requeue(struct parker *parker, const void *address, int64_t since_ns)
{
    struct bucket *bucket = bucket_of(address);
    bucket_lock(bucket);
    parker->address = address;
    parker->since_ns = since_ns;
    enqueue_locked(bucket, parker);
    bucket_unlock(bucket);
}

bool park_wake_one(const void *address,
                   uintptr_t (*callback)(void *argument, struct park_wake wake), void *argument)
{
    if (schedule_is_active() && schedule_wake_one(address, callback, argument)) {
        return true;
    }
    struct bucket *bucket = bucket_of(address);
    struct park_wake wake = {false, false, 0};
    uintptr_t token = 0;
    bucket_lock(bucket);
    struct parker *parker = find_locked(bucket->first, address);
    if (parker != NULL) {
        wake.found = true;
        wake.more = find_locked(parker->next, address) != NULL;
        wake.waited_ns = park_clock_ns() - parker->since_ns;
        choose_locked(bucket, parker);
    }
    if (callback != NULL) {
        token = callback(argument, wake);
    }
    if (parker != NULL && callback != NULL) {
        parker->token = token;
    }
    bucket_unlock(bucket);
    if (parker != NULL) {
        rouse_in_turn(parker);
    }
    return parker != NULL;
}

size_t park_wake_many(const void *address, size_t limit)
{
    struct bucket *bucket = bucket_of(address);
    struct parker *chosen = NULL;
    struct parker **end = &chosen;
    size_t n = schedule_is_active() ? schedule_wake_many(address, limit) : 0;
    bucket_lock(bucket);
    struct parker *parker = find_locked(bucket->first, address);
    while (parker != NULL && n < limit) {
        struct parker *following = find_locked(parker->next, address);
        choose_locked(bucket, parker);
        parker->next = NULL;
        *end = parker;
        end = &parker->next;
        parker = following;
        n++;
    }
    bucket_unlock(bucket);
    while (chosen != NULL) {
        struct parker *following = chosen->next;
        rouse_in_turn(chosen);
        chosen = following;
    }
    return n;
}

/* ---- interrupts ---- */

struct parker *park_self(void)
{
    return &self_parker;
}

void park_interrupt(struct parker *parker)
{
    int saved_errno = errno;
    uint32_t seen = atomic_or(&parker->word, PARKER_INTERRUPT);
    schedule_note_interrupt();
    if (seen & PARKER_ASLEEP) {
        futex_wake_one(&parker->word);
    }
    errno = saved_errno;
}

bool park_is_interrupted(const struct parker *parker)
{
    return load_acquire(&parker->word) & PARKER_INTERRUPT;
}

void park_clear_interrupt(void)
{
    atomic_and(&self_parker.word, ~PARKER_INTERRUPT);
}

/* ---- fork ---- */

void park_before_fork(void)
{
    for (size_t i = 0; i < N_BUCKETS; i++) {
        bucket_lock(&buckets[i]);
    }
}

void park_after_fork_parent(void)
{
    for (size_t i = 0; i < N_BUCKETS; i++) {
        bucket_unlock(&buckets[i]);
    }
}

/* The queues held the parkers of threads that the child does not have. */
void park_after_fork_child(void)
{
    for (size_t i = 0; i < N_BUCKETS; i++) {
        buckets[i].first = NULL;
        buckets[i].last = NULL;
        store_release(&buckets[i].lock, 0);
    }
    store_relaxed(&spin_n_spinning, 0);
}
