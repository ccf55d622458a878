/*
 * The module _futures: what concurrent.futures does for every call.
 *
 *   futures_future.c   Future: its states, and waiting for the last of them
 *   futures_object.c   Future's methods and attributes as scripts see them
 *   futures_worker.c   a call to be made, and the loop of a thread that makes them
 *
 * A future's life, each arrow one atomic step (future_finish, future_start, future_cancel):
 *
 *      PENDING --start--> RUNNING --finish--> FINISHED
 *         |                                      ^
 *         |-----------------finish---------------'      FINISHED and the cancelled ones are done: they stay
 *         '--cancel--> CANCELLED --start--> CANCELLED_AND_NOTIFIED
 *
 * Changes are made under the future's lock, an RLock, which a script reaches as that of `_condition`; so whoever holds that keeps
 * others from changing the future. Threads in result() sleep at the future's address and not at the condition, which
 * is made when somebody asks for it, and from then on notified as well.
 */
#ifndef HASP_RUNTIME_MODULES_FUTURES_H
#define HASP_RUNTIME_MODULES_FUTURES_H

#include "runtime/error.h"

enum future_state {
    FUTURE_PENDING,
    FUTURE_RUNNING,
    FUTURE_CANCELLED,
    FUTURE_CANCELLED_AND_NOTIFIED,
    FUTURE_FINISHED,
    FUTURE_STATE = 7, /* the bits of the above in `word` */
    FUTURE_AWAITED =
        8 /* a thread may sleep at the future's address; whoever makes it done wakes all of them */
};

struct slot_chunk;

struct rlock_object;

struct future {
    struct object base;
    /* Immutable once made. Held across the calls of waiters, in Python, and across nothing else that may take long. */
    struct rlock_object *lock;
    /* Read without the lock (future_state). A state is stored under it; FUTURE_AWAITED is added without. */
    uint32_t word;
    /* By value_store and value_load. */
    Value condition; /* a Condition around `lock`; UNBOUND until asked for */
    Value
        waiters; /* those of wait() and as_completed(), in a list; UNBOUND: none. Under the lock */
    Value
        callbacks; /* in a list; UNBOUND: none. Under the lock until the future is done, then constant */
    Value result, exception; /* stored before the state that says so; UNBOUND is None */
    struct slot_chunk *attribute_slots;
};

extern struct type future_type, work_item_type;

/* concurrent.futures.CancelledError and InvalidStateError; roots. */
extern Value future_cancelled_error, future_invalid_state_error;

static ALWAYS_INLINE struct future *value_to_future(Value v)
{
    return (struct future *)v;
}

/* Acquires what was written before the state: result and exception. */
static ALWAYS_INLINE enum future_state future_state(const struct future *f)
{
    return (enum future_state)(load_acquire(&f->word) & FUTURE_STATE);
}

static ALWAYS_INLINE bool future_state_is_done(enum future_state state)
{
    return state >= FUTURE_CANCELLED;
}

/* "PENDING" and so on. */
const char *future_state_name(enum future_state state);

/* `_condition`; made at the first call. */
RAISES Value future_condition(struct thread *t, struct future *f);

/* PENDING and RUNNING to FINISHED: with a result, or else (`result` UNBOUND) with an exception. Tells those who wait and
   calls the callbacks. InvalidStateError if it is done. */
RAISES MAY_GC bool future_finish(struct thread *t, struct future *f, Value result, Value exception);

/* PENDING to RUNNING: true; CANCELLED to CANCELLED_AND_NOTIFIED, which waiters are told: false. RuntimeError otherwise. */
RAISES MAY_GC enum truth future_start(struct thread *t, struct future *f);

/* PENDING to CANCELLED: is it cancelled now? Calls the callbacks if it was not before. */
RAISES MAY_GC enum truth future_cancel(struct thread *t, struct future *f);

/* A script's own change of the state: nobody is told but who sleeps in result(). */
void future_set_state(struct future *f, enum future_state state);

/* Calls `callback` when the future is done, at once if it is. */
RAISES MAY_GC bool future_add_callback(struct thread *t, struct future *f, Value callback);
RAISES MAY_GC bool future_call_callbacks(struct thread *t, struct future *f);

/* Has the waiter told when the future is done (FINISHED or CANCELLED_AND_NOTIFIED). TRUTH_FALSE: it is already. */
RAISES MAY_GC enum truth future_add_waiter(struct thread *t, struct future *f, Value waiter);
RAISES MAY_GC bool future_remove_waiter(struct thread *t, struct future *f, Value waiter);

/* Waits until it is done; CancelledError, or TimeoutError after `timeout` seconds (UNBOUND or None: never). */
RAISES MAY_GC bool future_wait(struct thread *t, struct future *f, Value timeout);

/* `waiters` or `callbacks`, as a list that is made at the first call. What a script has put there may be something else. */
RAISES Value future_list(struct thread *t, Value *field);

/* Calls concurrent.futures._base.NAME(first, second), which logs. What that raises stays pending: false. */
RAISES MAY_GC bool future_log(struct thread *t, const char *name, Value first, Value second);

#endif
