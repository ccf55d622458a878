/*
 * Recording: who holds the global lock, who waits for it, when, how long and in which function.
 *
 * Without record_begin nothing of this exists: the chosen policy is in force itself. With it lock_init puts another table in
 * force, whose functions take the time, note it in the thread's record and call the chosen policy's. Two things are
 * made of that: sums (record_sums.h), always, and events (trace.h), if a trace is wanted.
 *
 *                      request                    acquire
 *      BLOCKED, STOPPED -----------------> WAIT -----------------> RUN ----> release: BLOCKED, STOPPED, WAIT again
 *
 * A run begins after the lock was taken and ends before it is given up, so under an exclusive policy the recorded runs
 * of two threads never overlap. Under `off` a thread waits for nothing. Where a waker has its policy adopt a thread
 * (global.h), the request is at that moment, though the thread sleeps on.
 */
#ifndef HASP_LOCK_RECORD_H
#define HASP_LOCK_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "lock/global.h"

enum record_state { RECORD_RUN, RECORD_WAIT, RECORD_BLOCKED, RECORD_STOPPED, RECORD_N_STATES };

/* Where a thread is in its program: a function, by its number in places.h (0: none that is known), and a line. */
struct record_place {
    uint32_t function;
    uint32_t line;
};

struct record_callbacks {
    /*
     * The innermost function of `t`, on `t` itself, which may be BLOCKED: the callback reads what cannot change and is
     * kept alive by the thread's own frames, and allocates nothing in the heap. The line only if it is wanted.
     */
    struct record_place (*place)(struct lock_thread *t, bool wants_line);
};

/* Switches recording on; before lock_init. */
void record_begin(const struct record_callbacks *callbacks);

/* Constant after start-up. */
extern bool record_in_force;
static inline bool record_is_on(void)
{
    return record_in_force;
}

/* For lock_init: the table that records and calls `policy`. */
const struct lock_policy *record_wrap(const struct lock_policy *policy);

/* Names the calling thread and the process in reports, in UTF-8; nothing while nothing is recorded. */
void record_name_thread(struct lock_thread *t, const char *name);
/* What the calling thread is charged for when no function of it runs: at its end. A number of places.h. */
void record_set_home(struct lock_thread *t, uint32_t function);
void record_name_process(const char *name);

/* For world.c: the stopper's steps. `why` is a constant text. */
void record_stop(struct lock_thread *t, const char *why);
void record_start(struct lock_thread *t);

#endif
