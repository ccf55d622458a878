/*
 * What thread.c, safepoint.c, world.c and native.c share; nobody else includes it.
 *
 * The list of threads, the stop, and the two steps by which a thread leaves and regains ATTACHED. The protocol
 * is drawn in world.c.
 */
#ifndef HASP_LOCK_WORLD_STATE_H
#define HASP_LOCK_WORLD_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lock/global.h"
#include "lock/lock.h"
#include "lock/ranked.h"
#include "lock/thread.h"

struct world {
    struct ranked_mutex lock;

    /* Under the lock; the list is also read with the world stopped. */
    struct lock_thread *first;
    struct lock_thread *last;
    void (*work)(struct lock_thread *thread, void *argument);
    void *argument;

    /* Written under the lock; atomic, since they are read without it. */
    struct lock_thread *stopper;  /* has stopped the world, or waits until it has */
    struct lock_thread *survivor; /* the others have ended (world_end_others) */
    size_t n_threads;   /* those who wait for a start, and may not help, sleep on this address */
    uint32_t n_awaited; /* threads that the stopper waits for; it sleeps on this address */
    uint32_t n_places; /* helpers that may still join the work; the stopped sleep on this address */
    /* Helpers that have joined and not left; the stopper sleeps on this address. */
    uint32_t n_working;
};

extern struct world world;

/* Constant from lock_init on. */
extern const struct lock_policy *policy_in_force;
extern struct lock_callbacks callbacks_in_force;

/* ATTACHED -> BLOCKED, or on to STOPPED if the stopper is waiting for `t`. On `t` itself, spilled. */
void world_leave(struct lock_thread *t);

/*
 * BLOCKED -> ATTACHED, as soon as the world allows. `t` holds the global lock, and does so again
 * on return; it gives the lock up while the world is stopped.
 */
void world_return(struct lock_thread *t);

/* Serves STOP_WORLD: stops, helps the stopper, and is ATTACHED again when this returns. */
void world_stop_here(struct lock_thread *t);

/* Puts `t` into the list, BLOCKED or STOPPED, on behalf of an attached thread; false: all others have ended. */
NODISCARD bool thread_enlist(struct lock_thread *t);

/* Takes it out again, although it has never run. */
void thread_delist(struct lock_thread *t);

/* On the thread itself, which is in the list: its first attachment, its last detachment. */
void thread_begin(struct lock_thread *t);
void thread_end(struct lock_thread *t);

/* In a forked child: the list is `t` alone. Calls thread_gone for all others. */
void thread_after_fork_child(struct lock_thread *t);

/* In a forked child: nobody has stopped the world. */
void world_after_fork_child(void);

#endif
