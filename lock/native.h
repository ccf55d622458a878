/*
 * Native threads, each on one mapping of its own:
 *
 *      low                                                                            high
 *      +-------+--------------------------+--------------+---------------------+-------+
 *      | guard | C stack, grows downwards | signal stack | extra, grows upward | guard |
 *      +-------+--------------------------+--------------+---------------------+-------+
 *        none   read and write, touched as it is used                            none
 *
 * Three entries in the kernel's list of maps, about five touched pages at rest, so that ten thousand threads fit Debian's
 * limit of 65,530 maps. `extra` belongs to the layer above (the VM's registers). The mapping outlives the thread
 * until another thread is started or native_reap is called; a few are kept for reuse.
 */
#ifndef HASP_LOCK_NATIVE_H
#define HASP_LOCK_NATIVE_H

#include <stddef.h>

#include "lock/thread.h"
#include "runtime/base/attributes.h"

#define NATIVE_STACK_BYTES ((size_t)1 << 20)

/*
 * Starts a native thread that runs `run(t, argument)` attached, and afterwards leaves the list, calls
 * thread_gone(t) and ends. `t` is NEW; from this call on it stands in the list, BLOCKED and with an empty stack, so that
 * what hangs on it is reachable before the thread's first instruction. `stack_bytes` (at least NATIVE_STACK_BYTES) and
 * `extra_bytes` are rounded up to pages. Called by an attached thread (reaches no safepoint). Returns 0, or EAGAIN or
 * ENOMEM: then `t` is NEW and out of the list again.
 */
NODISCARD int native_start(struct lock_thread *t, size_t stack_bytes, size_t extra_bytes,
                           void (*run)(struct lock_thread *t, void *argument), void *argument);

/* Joins the native threads that have ended and frees their mappings but for a few. Takes microseconds. */
void native_reap(void);

/* Around fork; see lock.h. */
void native_before_fork(void);
void native_after_fork_parent(void);
void native_after_fork_child(const struct lock_thread *t);

#endif
