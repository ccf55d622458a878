/* What the module _queue offers to queue_object.c. */
#ifndef HASP_RUNTIME_MODULES_QUEUE_H
#define HASP_RUNTIME_MODULES_QUEUE_H

#include "runtime/error.h"

/* What a wait for an item clears below it: more than its frames need. */
enum { QUEUE_SCRUB_BYTES = 1024 };

/* queue.Empty: a root, made by the second when a module that needs it is initialised. */
extern Value queue_empty_error;
RAISES bool queue_errors_make(struct thread *t);

/*
 * Before a get() on a queue that is empty: where a put() may come from another processor at this moment, waits for it for some
 * microseconds. Items that come in a stream are left to gather, unheard of, so that the two threads do not fight for each
 * of them. `length` looks at the queue without a lock.
 */
void queue_await_burst(uint64_t (*length)(const void *queue), const void *queue);

#endif
