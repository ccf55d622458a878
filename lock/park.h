/*
 * The parking lot: lets any address serve as a queue of sleeping threads, so that a lock needs no more
 * memory than its bits. After WebKit's WTF::ParkingLot (Pizlo, "Locking in WebKit", 2016).
 *
 * A fixed table of buckets, chosen by a hash of the address, holds the queues (oldest wait first). Each thread
 * sleeps on a word of its own, its parker, which is the only thing the kernel sees.
 *
 * Waits may end without cause (PARK_WOKEN with token 0): callers re-check what they wait for, in a loop.
 * Callbacks run while the bucket is locked: they may touch atomic words, but must neither park, wake nor lock.
 */
#ifndef HASP_LOCK_PARK_H
#define HASP_LOCK_PARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/base/attributes.h"

enum park_result {
    PARK_WOKEN,   /* a waker chose this thread */
    PARK_INVALID, /* `validate` said that there is nothing to wait for */
    PARK_TIMEOUT, /* the deadline has passed */
    PARK_INTERRUPTED, /* park_interrupt was called: run signal handlers, then decide whether to wait again */
};

enum park_mode {
    PARK_UNINTERRUPTIBLE, /* internal locks: a signal does not end the wait */
    PARK_INTERRUPTIBLE,   /* waits that Python code can see (PEP 475) */
};

/* No deadline. */
#define PARK_FOREVER INT64_MAX

/* A thread's place to sleep; thread-local, opaque but for its address. */
struct parker;
struct lock_thread;

/* Now, in nanoseconds of CLOCK_MONOTONIC: the clock of every deadline. */
int64_t park_clock_ns(void);

/* `delay_ns` from now as a deadline; a sum too large is PARK_FOREVER, a negative delay is now. */
int64_t park_deadline_ns(int64_t delay_ns);

/*
 * Sleeps in the queue of `address` until woken, interrupted or past `deadline_ns`. `validate(argument)` is
 * asked under the bucket's lock, after which no wake-up of this address can be missed. `token` (may be NULL)
 * receives what the waker's callback returned, 0 if it had none. Preserves errno.
 */
enum park_result park_wait(const void *address, bool (*validate)(void *argument), void *argument,
                           int64_t deadline_ns, enum park_mode mode, uintptr_t *token);

/*
 * An uninterruptible park_wait by a thread that has been waiting since `since_ns` already and goes back to its
 * old place in the queue. For locks whose waiters wake up and have to wait again: that must not cost them their turn.
 */
enum park_result park_wait_since(const void *address, bool (*validate)(void *argument),
                                 void *argument, int64_t since_ns, int64_t deadline_ns,
                                 uintptr_t *token);

/*
 * An interruptible park_wait by `t`, which has entered a blocking region and leaves it when this returns (blocking_wait in
 * safepoint.h, the only caller): if its waker holds the global lock, which `t` needs next, then `t` sleeps on
 * until its turn for that has come.
 */
enum park_result park_wait_blocked(struct lock_thread *t, const void *address,
                                   bool (*validate)(void *argument), void *argument,
                                   int64_t deadline_ns, uintptr_t *token);

/* park_wait while *word == expected. */
enum park_result park_wait_while_equal(uint32_t *word, uint32_t expected, int64_t deadline_ns,
                                       enum park_mode mode);

/* Sleeps until the deadline or an interrupt; no one can wake it by address. */
enum park_result park_sleep(int64_t deadline_ns, enum park_mode mode);

/* What a waker is told, under the bucket's lock, about the thread that it is about to wake. */
struct park_wake {
    bool found;        /* there is one; it leaves the queue now */
    bool more;         /* others stay behind it on this address */
    int64_t waited_ns; /* how long it has slept */
};

/*
 * Wakes the thread that has waited longest on `address`. `callback` (may be NULL) runs in any case, under the
 * bucket's lock; its result is the woken thread's token. Returns whether there was a thread.
 */
bool park_wake_one(const void *address,
                   uintptr_t (*callback)(void *argument, struct park_wake wake), void *argument);

/* Wakes up to `limit` threads in order of arrival with token 0; returns how many. */
size_t park_wake_many(const void *address, size_t limit);

/* Wakes all. */
static inline size_t park_wake_all(const void *address)
{
    return park_wake_many(address, SIZE_MAX);
}

/*
 * For a policy that adopts a thread (lock/global.h): it sleeps on, in the queue of `address` now, as one that waits there since
 * `since_ns`, and is woken like the others there. No bucket is locked by the caller.
 */
void park_requeue(struct parker *parker, const void *address, int64_t since_ns);

/* The calling thread's parker; valid until the thread ends. */
struct parker *park_self(void);

/*
 * Ends the interruptible wait that `parker` is in, or else its next one, with PARK_INTERRUPTED.
 * Async-signal-safe; preserves errno.
 */
void park_interrupt(struct parker *parker);

/* Whether park_interrupt has been called and has not yet ended a wait. */
bool park_is_interrupted(const struct parker *parker);

/* Takes back an interrupt that has not ended a wait yet; before running the handlers. Own thread only. */
void park_clear_interrupt(void);

/* Lock, release or re-create every bucket around fork; see lock.h. */
void park_before_fork(void);
void park_after_fork_parent(void);
void park_after_fork_child(void);

#endif
