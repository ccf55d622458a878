/*
 * Stopping the world: one thread, the stopper, runs; every other one is at a safepoint, blocked, or waiting for the
 * global lock, and stays there. Used by the collector, by fork, and by whatever must not be seen half done.
 *
 * Requests by several threads are served one after the other. Under an exclusive policy no other thread is attached,
 * so stopping is quick; the path is the same.
 */
#ifndef HASP_LOCK_WORLD_H
#define HASP_LOCK_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "lock/thread.h"
#include "runtime/base/attributes.h"

/*
 * Returns when every other thread is stopped. A safepoint of `t`: the world may be stopped by others first, and
 * `t` holds no lock. Not nested. What other threads wrote before they stopped is visible. Records nothing about `t`'s
 * own stack: a collector calls thread_record_stack in a function that stays active while it scans.
 * `why` is a constant text for those who look on; "collect" is the collector's.
 */
MAY_GC void world_stop(struct lock_thread *t, const char *why);

/* Lets them go on. */
void world_start(struct lock_thread *t);

/*
 * The same by a native thread that is not in the list and never attached, for looking at the threads: it does not wait for the global
 * lock. Threads that reach no safepoint until `deadline_ns` (of clock_monotonic_ns) stay ATTACHED and go on. False: another thread
 * had it stopped all that time, or the others have ended; then it is not stopped.
 */
NODISCARD bool world_stop_from_outside(int64_t deadline_ns);
void world_start_from_outside(void);

/*
 * By such a thread, whether it has the world stopped or not, for a moment: until it lets go, the list of threads stays as it is
 * (thread_peek_first), no record in it is freed, and whoever is STOPPED stays so.
 */
void world_hold_list_from_outside(void);
void world_let_list_go_from_outside(void);

/* Whether `t` has the world stopped. */
bool world_is_stopped_by(const struct lock_thread *t);

/* For `_stw` functions: somebody has. */
void world_assert_stopped(void);

/*
 * World stopped by `t`. Calls `work(thread, argument)` on `t` and at the same time on up to `max_helpers`
 * of the threads that are stopped at a safepoint (blocked threads do not help), and returns when all calls have
 * returned. A call may begin after another has ended, or not at all: `work` takes pieces from a shared store until
 * none is left. It reaches no safepoint.
 */
void world_run_stopped(struct lock_thread *t, size_t max_helpers,
                       void (*work)(struct lock_thread *thread, void *argument), void *argument);

/*
 * At exit: every other thread stops for ever, at its next safepoint or on leaving its blocking region. `t` goes on
 * alone and may stop and start the world as before; no thread can be started or attached any more.
 */
MAY_GC void world_end_others(struct lock_thread *t);

#endif
