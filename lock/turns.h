/*
 * A lock that is handed from one thread to the next in line: what the policies `fair` and `priority` are made of.
 *
 * Two queues, those who go first and those who go after; `fair` uses one of them. Whoever gives the lock up chooses its
 * successor and makes it the holder before it wakes: nobody can come in between (a direct hand-off, as a ticket lock's;
 * Mellor-Crummey and Scott, "Algorithms for Scalable Synchronization", 1991, section 2.2).
 */
#ifndef HASP_LOCK_TURNS_H
#define HASP_LOCK_TURNS_H

#include <stdbool.h>
#include <stdint.h>

#include "lock/thread.h"

enum turn_rank {
    TURN_FIRST, /* asks a holder that came in AFTER to give up the lock at once */
    TURN_AFTER, /* asks after an interval; goes before the FIRST once it has waited for `turns_patience_ns` */
};

/* How long AFTER is overtaken. Constant while threads run; PARK_FOREVER where nobody is ever FIRST. */
void turns_init(int64_t patience_ns);

/* Waits for the lock in the queue of that rank. */
void turns_take(struct lock_thread *t, enum turn_rank rank);

/* The holder puts `t`, which it has just woken, into that queue (`adopt` in global.h); `t` then calls turns_take. */
void turns_adopt(struct lock_thread *t, enum turn_rank rank);

/* Hands the lock on, or leaves it free. */
void turns_pass(struct lock_thread *t);

/* Hands the lock on and queues as AFTER; keeps the lock if nobody waits. */
void turns_poll(struct lock_thread *t);

/* In the child of a fork: `t` holds the lock and nobody waits. */
void turns_after_fork_child(struct lock_thread *t);

#endif
