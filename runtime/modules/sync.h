/*
 * The module _sync: the objects that threads wait at, beneath threading and queue. Each waits in the parking lot
 * (lock/park.h), in a blocking region that signals interrupt (PEP 475), and none holds a mutex of the runtime meanwhile.
 *
 *   condition.c   Condition: any lock, and a queue of the threads that wait to be notified
 *   event.c       Event: one word, a flag and the number of times that it was raised
 *   semaphore.c   Semaphore and BoundedSemaphore: one atomic number
 *   barrier.c     Barrier: a lock, and an object for each time that it fills
 *   queue_object.c  Queue, LifoQueue and PriorityQueue (with queue_items.c and queue_type.c)
 */
#ifndef HASP_RUNTIME_MODULES_SYNC_H
#define HASP_RUNTIME_MODULES_SYNC_H

#include "runtime/error.h"

extern struct type condition_type, event_type, semaphore_type, bounded_semaphore_type, barrier_type,
    queue_type, lifo_queue_type, priority_queue_type;

/* queue.Full and threading.BrokenBarrierError; roots. */
extern Value queue_full_error, broken_barrier_error;

/* The deadline of wait(timeout=None). 0, do not wait at all, for what is not above 0: NaN too. */
RAISES MAY_GC bool sync_deadline(struct thread *t, Value timeout, int64_t *deadline_ns);

/* The deadline of a method that adds `timeout` to the time of day: what is no number is refused in those words. */
RAISES MAY_GC bool sync_sum_deadline(struct thread *t, Value timeout, int64_t *deadline_ns);

/*
 * Sleeps at `address`, an object, as long as must_wait(argument), which is asked under the bucket's lock and looks at atomic
 * words. TRUTH_FALSE: the deadline came first; TRUTH_ERROR: a signal handler has raised. Whoever changes what it looks at
 * calls park_wake_all(address) afterwards. `call` is what blocking_enter is told.
 */
MAY_GC enum truth sync_wait_while(struct thread *t, void *address,
                                  bool (*must_wait)(void *argument), void *argument,
                                  int64_t deadline_ns, const char *call);

/* "module.qualified_name" of the class of `v`, for its repr. */
RAISES MAY_GC Value sync_class_name(struct thread *t, Value v);

/* ---- Condition, for its users in C ---- */

struct slot_chunk;

struct condition {
    struct object base;
    /* By value_store and value_load. */
    Value lock; /* set by __init__ */
    /* deque of held locks (_thread.lock), one for each thread that waits, longest first; UNBOUND until the first does. Whoever
       takes one out releases it, which wakes its thread. */
    Value waiters;
    struct slot_chunk *attribute_slots;
};

RAISES Value condition_new(struct thread *t, Value lock);

/* Is there anybody to notify? Sure while the lock is held. */
bool condition_has_waiters(const struct condition *c);

/* Wakes up to `n`. The lock is held. */
void condition_wake(struct condition *c, uint64_t n);

/*
 * The same for one, in two steps: takes a waiter out of the queue (UNBOUND: there is none) while the lock is held, and wakes
 * it, after that has been released if the caller likes: the thread then need not wait once more.
 */
Value condition_take_waiter(struct condition *c);
void condition_wake_waiter(Value waiter);

/* wait() until a deadline: TRUTH_FALSE if that came first. The lock is held, and is again when this returns, in any case. The
   waiter, for whoever takes it out, has the object flag `mark`. */
RAISES MAY_GC enum truth condition_wait(struct thread *t, struct condition *c, int64_t deadline_ns,
                                        uint32_t mark);

#endif
