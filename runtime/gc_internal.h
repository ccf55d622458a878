/* What the files of the collector share: gc.c, gc_allocate.c, gc_finalizers.c, sweep.c. */
#ifndef HASP_RUNTIME_GC_INTERNAL_H
#define HASP_RUNTIME_GC_INTERNAL_H

#include "runtime/gc.h"
#include "runtime/mark.h"

/* --- gc_allocate.c: accounting --- */

/* When to collect. Atomic; the trigger is set with the world stopped. */
struct gc_account {
    size_t allocated;       /* bytes since the last collection */
    size_t trigger;         /* collect when `allocated` has got there */
    size_t allocated_total; /* before the last collection; world stopped */
    bool enabled;
};
extern struct gc_account gc_account;

/* A collection has left `live_bytes`: chooses when the next one is due. */
void gc_account_restart_stw(size_t live_bytes);
/* How many free chunks are worth keeping until then. */
size_t gc_chunks_to_keep(void);
/* Takes the runs of a thread away, on the thread itself or with the world stopped. Its blocks are nobody's until the
   sweep, or (`give_blocks`) others may take them. */
void gc_retire_runs(struct gc_allocator *allocator, bool give_blocks);

/* --- sweep.c --- */

struct sweep_result {
    size_t live_bytes, n_live_objects;
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
