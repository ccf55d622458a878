/*
 * Safepoints: the places where a running thread can be asked for something, and the one pair of functions
 * around everything that blocks.
 *
 * A poll is one load and one branch. Another thread (or a signal handler) asks by setting a bit in the
 * thread's safepoint word; the thread serves it at its next poll:
 *
 *      DROP_LOCK   policies: give the global lock up and queue for it again
 *      STOP_WORLD  world.c: stop until the world is started
 *      the rest    the layer above, through lock_callbacks.at_safepoint
 *
 * No lock may be held at a poll, nor between blocking_enter and blocking_leave.
 */
#ifndef HASP_LOCK_SAFEPOINT_H
#define HASP_LOCK_SAFEPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "lock/park.h"
#include "lock/schedule.h"
#include "lock/thread.h"
#include "runtime/base/atomics.h"
#include "runtime/base/attributes.h"

enum safepoint_reason {
    SAFEPOINT_DROP_LOCK = 1 << 0,
    SAFEPOINT_STOP_WORLD = 1 << 1,
    SAFEPOINT_SIGNAL = 1 << 2,     /* a signal handler has set flags */
    SAFEPOINT_COLLECT = 1 << 3,    /* allocation asks for a collection */
    SAFEPOINT_FINALIZERS = 1 << 4, /* finalizers wait to be run */
    SAFEPOINT_ASYNC = 1 << 5,      /* an exception, or a pending call, from another thread */
};

#define SAFEPOINT_FOR_LOCK (SAFEPOINT_DROP_LOCK | SAFEPOINT_STOP_WORLD)
#define SAFEPOINT_FOR_RUNTIME (~(uint32_t)SAFEPOINT_FOR_LOCK)
/* What may be served inside a native function: nothing that runs Python code. */
#define SAFEPOINT_IN_NATIVE ((uint32_t)(SAFEPOINT_FOR_LOCK | SAFEPOINT_COLLECT))

/* The slow half of the polls: serves the pending requests among `mask`. */
NODISCARD MAY_GC bool safepoint_serve(struct lock_thread *t, uint32_t mask);

/* The half of safepoint_offer_switch that is not inline. */
MAY_GC void safepoint_offer_switch_slow(struct lock_thread *t);

/* The poll of bytecode: serves everything. False: a callback has set an exception in `t`. */
NODISCARD MAY_GC static inline bool safepoint_poll(struct lock_thread *t)
{
    if (LIKELY(load_relaxed(&t->safepoint_word) == 0)) {
        return true;
    }
    return safepoint_serve(t, UINT32_MAX);
}

/* A place where the policy `seeded` may switch, in a function that is called by bytecode and whose doing others see. */
MAY_GC static inline void safepoint_offer_switch(struct lock_thread *t)
{
    if (schedule_is_active()) {
        safepoint_offer_switch_slow(t);
    }
}

/* Asks `t`, which must not end meanwhile, to serve `reasons` at its next poll. Async-signal-safe. */
static inline void safepoint_request(struct lock_thread *t, uint32_t reasons)
{
    atomic_or(&t->safepoint_word, reasons);
}

/*
 * For signal handlers: as safepoint_request(t, SAFEPOINT_SIGNAL), and ends an interruptible wait of `t` so
 * that it runs its handlers now. Async-signal-safe; preserves errno.
 */
void safepoint_interrupt(struct lock_thread *t);

/* The half of blocking_enter that is not inline. */
void blocking_enter_spilled(struct lock_thread *t, const char *call);

/*
 * Brackets a call that may block or takes more than about a millisecond without touching the heap. Between the
 * two the thread is not attached: other threads run, the collector too, and only memory that it does not manage
 * (or pinned immutable bytes) may be touched. Not nested. blocking_leave waits while the world is stopped, then for
 * the global lock. Both preserve errno.
 *
 * `call` says in what `t` blocks, to those who look on: a constant text, the name of the call or the call itself as C
 * writes it. What counts is the name before the first parenthesis, or else all of it.
 *
 * The enter half is inline so that the registers spilled are those of the function that blocks, whose
 * frame stays alive in between.
 */
static ALWAYS_INLINE void blocking_enter(struct lock_thread *t, const char *call)
{
    thread_spill(&t->spill);
    blocking_enter_spilled(t, call);
}

MAY_GC void blocking_leave(struct lock_thread *t);

/*
 * The same for a wait of real time that is no step of the program, at the end of it: under a schedule the turn is kept, so that what
 * follows is the same as without the wait.
 */
void blocking_enter_unscheduled(struct lock_thread *t, const char *call);
MAY_GC void blocking_leave_unscheduled(struct lock_thread *t);

/*
 * A wait in the parking lot in a blocking region of its own: park_wait (PARK_INTERRUPTIBLE) between the two. The way to wait
 * for what other threads do: if the waker holds the global lock then this thread gets up when it can have that.
 */
MAY_GC enum park_result blocking_wait(struct lock_thread *t, const char *call, const void *address,
                                      bool (*validate)(void *argument), void *argument,
                                      int64_t deadline_ns, uintptr_t *token);

#endif
