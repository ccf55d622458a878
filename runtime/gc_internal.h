/* What the files of the collector share: gc.c, gc_allocate.c, gc_finalizers.c, gc_pace.c, sweep.c. */
#ifndef HASP_RUNTIME_GC_INTERNAL_H
#define HASP_RUNTIME_GC_INTERNAL_H

#include "runtime/gc.h"
#include "runtime/mark.h"

/* --- gc_pace.c --- */

struct gc_account {
    /* Atomic; the trigger is set with the world stopped. */
    size_t allocated; /* bytes since the last collection */
    size_t trigger;   /* collect when `allocated` has got there */
    size_t late;      /* the same while gc.disable() is in force: nothing else frees memory */
    bool enabled;
    /* With the world stopped. */
    size_t allocated_total; /* before the last collection */
    size_t n_allocating;    /* threads that shared in the allocation before it */
    size_t n_kept;          /* free chunks that it kept */
};
extern struct gc_account gc_account;

void gc_pace_init(void);
/* Has so much been allocated that it is time to collect? */
bool gc_pace_is_due(void);
/* Brings what has been charged to `t` into the account. */
void gc_charge_flush(struct thread *t);
/* A collection has had to look at `scanned_bytes`: chooses when the next one is due, and where each thread looks for chunks. */
void gc_pace_restart_stw(size_t scanned_bytes);
/* How many free chunks that have been used are worth keeping until then, if a collection has freed `n_freed`. */
size_t gc_chunks_to_keep_stw(size_t n_freed);
/* The program is done with something: what was kept until now is no sign of what it will want again. */
void gc_keep_nothing_stw(void);

/* --- gc_allocate.c --- */

/* Takes the runs of a thread away, on the thread itself or with the world stopped. Its blocks are nobody's until the
   sweep, or (`give_blocks`) others may take them. */
void gc_retire_runs(struct gc_allocator *allocator, bool give_blocks);

/* --- sweep.c --- */

struct sweep_result {
    size_t live_bytes, n_live_objects;
    size_t scanned_bytes; /* of the live ones: not long texts */
};
/* Turns marks into live bits and frees what has none. */
struct sweep_result gc_sweep_stw(void);

/* --- gc_finalizers.c --- */

/* Of the objects with a finalizer that were not reached: queues and marks those that have not been finalised yet, in
   order of creation. What they refer to is still to be marked. */
void gc_queue_finalizers_stw(struct marker *m);
/* Releases what lies outside of the heap for objects that are dead now, and forgets them. */
void gc_release_dead_stw(void);
/* The queue is a root. */
void gc_mark_queue_stw(struct marker *m);
/* Appends to the queue: a weak reference whose referent has died, for its callback. */
void gc_queue_callback_stw(struct object *weakref);
/* Are there finalizers or callbacks to run? */
bool gc_has_finalizers(void);
/* The registry of a thread that ends is taken over. */
void gc_registry_adopt(struct gc_registry *registry);

#endif
