/*
 * The scheduler of the policy `seeded`: one thread at a time has the turn, and which one follows is drawn from a seed,
 * so that the same seed gives the same interleaving.
 *
 * What is scheduled: every safepoint (or bytecode) of the thread that has the turn is a step, at which another thread may
 * get it; every wait in the parking lot (park.h) by such a thread is a record here instead, that a waker makes runnable; and
 * time is virtual: it advances by SCHEDULE_TICK_NS a step, and jumps to the earliest deadline when no thread can run.
 *
 *                    granted                     wait in the parking lot, or for a descriptor
 *      RUNNABLE <---------------> RUNNING --------------------------------------------> PARKED
 *         ^        preempted         |                                                     |
 *         |                          | a call that waits for the outside world            |
 *         |                          v                                                     |
 *         +---------------------- OUTSIDE        woken, deadline, signal, ready            |
 *         +--------------------------------------------------------------------------------+
 *
 * A thread keeps the turn in a blocking region: what it calls there runs to its end while the others wait, so that it ends at
 * the same place of every run. Calls that may have to wait for a descriptor ask schedule_poll first; the thread is PARKED
 * then, and looked after at fixed steps. Calls that wait for another process leave the schedule (schedule_leave): when they
 * come back is chance, and is told in the log.
 *
 * Everything here does nothing, at the cost of one load, unless the policy in force is `seeded`.
 */
#ifndef HASP_LOCK_SCHEDULE_H
#define HASP_LOCK_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "lock/park.h"
#include "lock/stream_random.h"
#include "lock/thread.h"
#include "runtime/base/attributes.h"

/* Virtual time: what a step takes, where the clock of deadlines starts, and the date of that moment. */
#define SCHEDULE_TICK_NS INT64_C(1000)
#define SCHEDULE_START_NS INT64_C(1000000000)
#define SCHEDULE_EPOCH_NS (INT64_C(1700000000) * INT64_C(1000000000))

/* The exit status of a process in which no thread can ever run again. */
enum { SCHEDULE_DEADLOCK_STATUS = 97 };

/* Constant from lock_init on. */
extern bool schedule_active;
static inline bool schedule_is_active(void)
{
    return UNLIKELY(schedule_active);
}

/* ---- waiting, for the parking lot ---- */

/* The calling thread has the turn and is in a blocking region: its waits are scheduled. */
bool schedule_is_mine(void);

/* park_wait and the wakers of park.h for such threads; a waker whom nobody waits for here returns false or 0 and has not
   called back. Any thread wakes. */
enum park_result schedule_wait(const void *address, bool (*validate)(void *argument),
                               void *argument, int64_t deadline_ns, enum park_mode mode,
                               uintptr_t *token);
bool schedule_wake_one(const void *address,
                       uintptr_t (*callback)(void *argument, struct park_wake wake),
                       void *argument);
size_t schedule_wake_many(const void *address, size_t limit);

/* A thread has been interrupted. Async-signal-safe. */
void schedule_note_interrupt(void);

/* As clock_gettime(2), by virtual time: of the clocks of the processor, too. */
int schedule_clock_gettime(clockid_t clock, struct timespec *now);

/* Now, of the virtual clock. */
int64_t schedule_clock_ns(void);

/* ---- the world outside; in a blocking region ---- */

/*
 * As poll(2), by virtual time: returns at once what is ready, else when something is, or 0 at the deadline, or -1 with EINTR
 * after a signal. Under this policy only.
 */
struct pollfd;
int schedule_poll(struct pollfd *fds, size_t n, int64_t deadline_ns);

/* One descriptor's share in that: waits until a call that reads (POLLIN) or writes it would not block. False: EINTR. */
bool schedule_await_slow(int fd, short events);
static inline bool schedule_await(int fd, short events)
{
    return !schedule_is_active() || schedule_await_slow(fd, events);
}

/* The same for a wait for a child, or for any (-1), with the options of waitpid(2). */
bool schedule_await_child(int pid, int options);

/* The call that follows may wait for what is not of this process: others run meanwhile. Ends with the region. */
void schedule_leave(const char *what);

/* Something of this run is not repeatable: told once in the log for each `what`, a constant text. */
void schedule_note_outside(const char *what);

/* There is, or will be, another process that may act on this one's descriptors. */
void schedule_note_peer(void);

/* ---- for the layer above ---- */

/* Each bytecode is a step (every=opcode, every=script): the caller offers a switch before it. */
bool schedule_switches_at_opcodes(void);

/* But not those of the modules that the interpreter carries (every=script). */
bool schedule_passes_over_library(void);

/* A number for a thread that is about to be made: 1, 2, 3... */
uint64_t schedule_new_ident(void);

/* The thread's number in the schedule; 0: it has none. */
uint32_t schedule_number(const struct lock_thread *t);

/* What `t` waits for in the parking lot, NULL if it does not, and until when. Nobody runs. */
const void *schedule_awaited(const struct lock_thread *t, int64_t *deadline_ns);

/* For lock_callbacks.deadlocked: makes the calling thread ATTACHED again, with the turn. */
void schedule_reattach(struct lock_thread *t);

/* The seed in force. */
uint64_t schedule_seed(void);

struct schedule_counts {
    uint64_t steps;     /* all */
    uint64_t contended; /* those at which another thread could have run: the k of pct */
    uint64_t switches;
};
struct schedule_counts schedule_get_counts(void);

/*
 * Starts the schedule anew with the parameters of `text` (as --gil=seeded:...): streams, steps, clock, numbers. The
 * caller is the only thread. False: `error` (POLICY_ERROR_BYTES) says why not, and nothing has changed but parameters.
 */
bool schedule_restart(struct lock_thread *t, const char *text, char *error);

/* Writes what the log (log=FILE) has still in memory, before this process may become another program. */
void schedule_flush_log(void);

/* The same with the end of the log, before the process ends. */
void schedule_end(void);

/* What the next child process is to be given as --gil=, with a seed from this one's and the child's number. */
void schedule_child_token(char *text, size_t size);

/* A child is about to be forked. */
void schedule_before_fork(void);

/* A native thread that had been detached is gone for good. */
void schedule_thread_gone(void);

#endif
