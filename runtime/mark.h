/*
 * Marking, world stopped. A marker belongs to one thread and keeps a stack of what is marked but not yet scanned; what
 * it finds it marks and pushes. Several markers work at once when helpers can be had, and hand each other
 * whole segments of their stacks through a shared pool.
 *
 * For the collector's own files; `trace` functions use the four functions of runtime/gc.h.
 */
#ifndef HASP_RUNTIME_MARK_H
#define HASP_RUNTIME_MARK_H

#include "runtime/gc.h"

struct lock_thread;
struct mark_segment;

enum {
    MARK_AHEAD = 8
}; /* entries whose objects are on their way into the cache: measured, 4 to 16 are alike */

struct marker {
    uintptr_t *next;              /* first free word of the top segment */
    uintptr_t *end;               /* of the top segment */
    struct mark_segment *segment; /* the top one; the others hang below it */
    bool is_parallel;             /* other markers exist: mark bits are set atomically */
    uint32_t n_scanned;
    uintptr_t ahead[MARK_AHEAD]; /* a queue between the stack and the scan; 0: nothing */
};

/* An empty stack; one marker for the roots and, later, for what is found reachable after all. */
void marker_begin_stw(struct marker *m);
void marker_end_stw(struct marker *m);

/* Marks everything reachable from what has been marked so far, alone or with the stopped threads' help. */
void mark_all_stw(struct marker *m, struct lock_thread *t, bool in_parallel);

/* The registers, stacks and Values of a thread. */
void mark_thread_stw(struct marker *m, struct thread *t);

/* What an object outside of the heap refers to. */
void mark_static_object(struct marker *m, struct object *object);

bool mark_is_set(const void *object);

/*
 * What `object` refers to: visit(child) for each object of the heap, once; where that returns true, then also for what the
 * child refers to. World stopped, no collection under way. False: no memory; some may have been visited.
 */
bool mark_each_child_stw(struct object *object, bool (*visit)(struct object *child, void *context),
                         void *context);

#endif
