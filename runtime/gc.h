/*
 * The collector: non-moving mark and sweep over size-class blocks; every thread allocates from blocks of
 * its own. Marking stops the world and is shared out among the stopped threads; sweeping is lazy and
 * done by each thread for the blocks that it takes.
 *
 * The rooting rule. A heap pointer may live in a VM register, in a C frame (stacks are scanned
 * conservatively, any address inside an object or one past its end keeps it), or in a field that the
 * type's `trace` marks. It must never live only in malloc'ed memory or in thread-local variables.
 * Static Values are registered with gc_add_root. While using an interior pointer (an element of a
 * buffer), keep the base alive by using it afterwards: gc_keep.
 *
 * Allocation never collects. It requests a collection, which happens at the next safepoint; functions
 * that may reach one are marked MAY_GC, because other threads run there too. Memory comes zeroed, so a
 * fresh object is valid for `trace` at once (all its Values are UNBOUND).
 *
 * A blocking region (lock/global.h: blocking_enter, blocking_leave) touches no heap object except
 * immutable bytes and strings, which the C frame keeps alive.
 */
#ifndef HASP_RUNTIME_GC_H
#define HASP_RUNTIME_GC_H

#include "runtime/object.h"
#include "runtime/type.h"

struct marker;

enum {
    GC_GRANULE = 16,           /* bytes; sizes are rounded up to it */
    GC_SMALL_MAX = 512,        /* bytes; larger objects take the slow path */
    GC_N_SIZE_CLASSES = GC_SMALL_MAX / GC_GRANULE + 1 /* one per granule count, [0] unused */
};

/* The free run that a thread is filling, one per size class: [cursor, limit) is zeroed and unallocated. */
struct gc_run {
    char *cursor;
    char *limit;
};

/* Embedded in struct thread; touched by its thread alone, or with the world stopped. */
struct gc_allocator {
    struct gc_run runs[GC_N_SIZE_CLASSES];
    size_t allocated_bytes; /* since the last flush to the global count */
    void *blocks[GC_N_SIZE_CLASSES]; /* the block each run lies in */
};

/* Slow path and large objects. Raises MemoryError (returns NULL). */
RAISES void *gc_allocate_slow(struct thread *t, size_t size, struct type *type);

/*
 * A new object of `size` bytes (>= sizeof(struct object)), zeroed but for its header, whose shape is the
 * root shape of the type. Raises MemoryError and returns NULL. Defined in runtime/thread.h, which knows
 * struct thread: gc_allocate(t, size, type).
 */

/* gc_allocate with type->instance_size (attribute slots included for classes with a dict). */
RAISES void *gc_new(struct thread *t, struct type *type);

/* `n_bytes` of collected memory without Values in it, after a header: for text, digits, limbs. */
struct raw_buffer {
    struct object base;
    size_t n_bytes; /* immutable */
    char bytes[];
};
RAISES struct raw_buffer *raw_buffer_new(struct thread *t, size_t n_bytes);

/*
 * The storage of lists, dicts, sets: a fixed number of Values. Shared buffers are replaced on growth,
 * never freed while a reader may hold them: the collector does it.
 */
struct value_buffer {
    struct object base;
    size_t capacity; /* immutable */
    Value items[];   /* value_load / value_store; UNBOUND where unused */
};
RAISES struct value_buffer *value_buffer_new(struct thread *t, size_t capacity);

extern struct type raw_buffer_type, value_buffer_type;

/* --- Marking: called from `trace` functions --- */
void mark_value(struct marker *m, Value v);              /* any Value; UNBOUND and immediates allowed */
void mark_values(struct marker *m, const Value *v, size_t n);
void mark_object(struct marker *m, const void *object);  /* NULL allowed; static objects are ignored */
/* Words that may or may not be addresses of objects (registers, C stacks). */
void mark_conservatively(struct marker *m, const void *from, const void *to);

/* --- Collection --- */
MAY_GC void gc_collect(struct thread *t);          /* now; this thread is at a safepoint */
MAY_GC void gc_run_finalizers(struct thread *t);   /* what the last collections found dead; at a safepoint */
void gc_safepoint(struct thread *t);               /* the reaction to a collection request */
void gc_add_root(Value *root);                     /* a static; at start-up only */
/* A long loop in C calls this every 1,000 steps or so, outside of locks. false: an exception (Ctrl-C). */
RAISES MAY_GC bool gc_poll(struct thread *t);

static ALWAYS_INLINE void gc_keep(const void *object)
{
    __asm__ volatile("" : : "r"(object) : "memory");
}

/* Calls `visit` for each live object of exactly `type`. World stopped. */
void gc_each_object_stw(struct type *type, void (*visit)(struct object *o, void *context), void *context);

/* --- Life and limits --- */
bool gc_init(void); /* reserves the heap's address range; false: no memory */
void gc_thread_init(struct thread *t);
void gc_thread_exit(struct thread *t); /* partly filled blocks go back to the shared list */

struct gc_statistics {
    size_t n_collections, live_bytes, allocated_bytes, n_live_objects, pause_ns_total, pause_ns_max;
};
void gc_get_statistics(struct gc_statistics *statistics);
void gc_set_enabled(bool enabled); /* gc.disable() */
bool gc_is_enabled(void);

#endif
