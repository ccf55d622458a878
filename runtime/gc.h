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
 * Allocation requests a collection, which happens at the next safepoint; functions that may reach one are marked
 * MAY_GC, because other threads run there too. Only an allocation that fails collects at once, and tries once more: so
 * it can happen anywhere, and whatever has been allocated must be valid for `trace` at each further allocation. Memory
 * comes zeroed, so a fresh object is that at once (all its Values are UNBOUND).
 *
 * Nothing is allocated under an object's mutex. Under a ranked one it is bracketed by gc_locked_begin and gc_locked_end;
 * there a failure is final, and gc_retry is for whoever has unlocked.
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
    GC_GRANULE = 16,    /* bytes; sizes are rounded up to it */
    GC_SMALL_MAX = 512, /* bytes; larger objects take the slow path */
    GC_N_SIZE_CLASSES = GC_SMALL_MAX / GC_GRANULE + 1, /* one per granule count, [0] unused */
    GC_N_MEDIUM_CLASSES = 19,                          /* up to half a chunk; see runtime/heap.c */
    GC_N_CLASSES = GC_N_SIZE_CLASSES + GC_N_MEDIUM_CLASSES
};

/* The free run that a thread is filling, one per size class: [cursor, limit) is zeroed and unallocated. */
struct gc_run {
    char *cursor;
    char *limit;
};

/* Objects that are looked at when they have died, in order of creation: malloc'ed, holds nothing alive. */
struct gc_registry {
    struct gc_registration {
        struct object *object;
        uint64_t sequence; /* order of creation among all threads */
    } * items;
    size_t n;
    size_t capacity;
};

/* What the heap is told when a thread wants chunks (runtime/heap.h). */
struct gc_client {
    size_t search;       /* number of the chunk where it looks for its next free one */
    bool spends_reserve; /* it has had a MemoryError, and is to have a little to deal with it */
};

/* Embedded in struct thread; touched by its thread alone, or with the world stopped. */
struct gc_allocator {
    struct gc_run runs[GC_N_CLASSES];
    size_t allocated_bytes; /* since the last flush to the global count */
    size_t flushed_bytes;   /* since the last collection */
    struct gc_client client;
    bool is_collecting; /* an allocation has failed, and a collection is under way in it */
    uint32_t n_locked;  /* gc_locked_begin without gc_locked_end */
    struct gc_faults {
        uint64_t n;        /* allocations tried since gc_fail_allocations */
        uint64_t from, to; /* numbers of those that fail; from 0: none, and nothing is counted */
    } faults;
    struct chunk *blocks[GC_N_CLASSES]; /* the block each run lies in (runtime/heap.h), or NULL */
    struct gc_registry registry;
};

/* Slow path and large objects. Raises MemoryError (returns NULL). */
RAISES void *gc_allocate_slow(struct thread *t, size_t size, struct type *type);
/* Of a large object only the first `n_zeroed` bytes are sure to be zero: for types without Values behind them, whose
   maker writes the rest. */
RAISES void *gc_allocate_unset(struct thread *t, size_t size, size_t n_zeroed, struct type *type);

/*
 * A new object of `size` bytes (>= sizeof(struct object)), zeroed but for its header, whose shape is the
 * root shape of the type. Raises MemoryError and returns NULL. Defined in runtime/thread.h, which knows
 * struct thread: gc_allocate(t, size, type).
 */

/*
 * An instance of `type`: of type->instance_size bytes, with its attribute slots for classes with a dict. Whatever may
 * be of a class made by a script, and all types with `release`, are made by one of these two, since
 * they know about finalizers. gc_new_sized: at least `size` bytes, for types of variable size.
 */
RAISES void *gc_new(struct thread *t, struct type *type);
RAISES void *gc_new_sized(struct thread *t, size_t size, struct type *type);

/* Has `finalize` and `release` of its type called when `object` has died. gc_new has done so where needed; for an
   object whose class got its __del__ later. Raises MemoryError. */
RAISES bool gc_register_finalizer(struct thread *t, struct object *object);
/* There is nothing left to do for `object`, which is settled (type->is_settled): spares the collector the look at it, if
   this thread has registered no other since: gc_forget_finalizer(t, object), defined in runtime/thread.h. */

/* Brackets allocation under a ranked mutex: others may wait for it, so that the world cannot be stopped. */
static ALWAYS_INLINE void gc_locked_begin(struct gc_allocator *allocator)
{
    allocator->n_locked++;
}
static ALWAYS_INLINE void gc_locked_end(struct gc_allocator *allocator)
{
    allocator->n_locked--;
}

/* After an operation has failed inside such brackets and unlocked: if that was for want of memory and *tried is false,
   collects, takes the exception back and sets *tried: to be tried again. */
MAY_GC bool gc_retry(struct thread *t, bool *tried);

/* Fault injection: of the allocations of `t` from now on, those with numbers (from 1) in [from, to) fail; `to` 0: all later
   ones. What is tried again after a collection counts again. from 0: none. Returns how many have been tried since the
   last call. */
uint64_t gc_fail_allocations(struct thread *t, uint64_t from, uint64_t to);
/* Is an attempt that is made outside of the collected heap to fail? It counts like the others. */
bool gc_refuses(struct thread *t);

/* `n_bytes` of collected memory without Values in it, after a header: for text, digits, limbs. */
struct raw_buffer {
    struct object base;
    /* Immutable, but for those that their owner extends: atomic there, and only grows. */
    size_t n_bytes;
    char bytes[];
};
RAISES struct raw_buffer *raw_buffer_new(struct thread *t, size_t n_bytes);
/* The same, but its bytes are not zeroed by contract. */
RAISES struct raw_buffer *raw_buffer_new_unset(struct thread *t, size_t n_bytes);
/* The same for one that will be extended: if it is large, others leave addresses behind it alone. */
RAISES struct raw_buffer *raw_buffer_new_growing(struct thread *t, size_t n_bytes);
/* Makes it at least `n_bytes` long where it lies. False, and no exception: it is short, or there is no room behind it. */
bool raw_buffer_extend(struct thread *t, struct raw_buffer *buffer, size_t n_bytes);

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
void mark_value(struct marker *m, Value v); /* any Value; UNBOUND and immediates allowed */
void mark_values(struct marker *m, const Value *v, size_t n);
void mark_object(struct marker *m,
                 const void *object); /* NULL allowed; static objects are ignored */
/* Words that may or may not be addresses of objects (C stacks). */
void mark_conservatively(struct marker *m, const void *from, const void *to);
/* Words that are Values, some of them perhaps of objects that died long ago (VM registers). */
void mark_registers(struct marker *m, const Value *v, size_t n);

/* --- Collection --- */
MAY_GC void gc_collect(struct thread *t); /* now; this thread is at a safepoint */
/* As gc_collect, but of this thread's C stack only what lies at or above `stack_top` counts (NULL: all of it). */
MAY_GC void gc_collect_above(struct thread *t, char *stack_top);
/* As that, and returns to the system what is free: the program is done with something. */
MAY_GC void gc_collect_and_give_back(struct thread *t, char *stack_top);
MAY_GC void
gc_run_finalizers(struct thread *t); /* what the last collections found dead; at a safepoint */
void gc_safepoint(struct thread *t); /* the reaction to a collection request */
void gc_add_root(Value *root);       /* a static; at start-up only */
/* A static object, such as a static type: what its type's `trace` finds is alive. At start-up only. */
void gc_add_static_object(struct object *object);
/* Called in each collection after marking, world stopped: to drop what gc_is_live denies from tables that hold
   objects weakly. Neither allocates nor marks. At start-up only. */
void gc_add_prune_hook(void (*prune)(void));
/* In a prune hook: has the object survived? Static objects have. */
bool gc_is_live(const void *object);
/* Has the object of the heap survived that the address points into? False for an address elsewhere. */
bool gc_is_in_live(const void *address);
/* Called once at the end of start-up: objects made before their type was ready get its root shape. */
void gc_settle_shapes(struct thread *t);
/* Collects, and runs the finalizers of what was found dead: where something is lacking that dropped objects may give back. */
MAY_GC void gc_reclaim(struct thread *t);
/* What start-up made needs no finalizer at exit. Since then: may a collection find anything to finalise, or to call? */
void gc_finalizers_settle(void);
bool gc_finalizers_expected(void);
/* `t` has allocated so much: in the heap, or elsewhere for an object of the heap to give back when it has died. */
void gc_charge(struct thread *t, size_t bytes);
/* At exit: whatever has been made since start-up and not been finalised is queued, dead or not. */
void gc_queue_remaining(struct thread *t);
void gc_note_callback(void); /* a weak reference with a callback has been made */
/* A long loop in C calls this every 1,000 steps or so, outside of locks. false: an exception (Ctrl-C). */
RAISES MAY_GC bool gc_poll(struct thread *t);

static ALWAYS_INLINE void gc_keep(const void *object)
{
    __asm__ volatile("" : : "r"(object) : "memory");
}

/* Calls `visit` for each live object of exactly `type`; NULL: of any. World stopped. */
void gc_each_object_stw(struct type *type, void (*visit)(struct object *o, void *context),
                        void *context);

/*
 * --- Life and limits ---
 * Environment: HASP_HEAP_LIMIT, the most bytes that the heap may take; with -DHASP_GC_STRESS also
 * HASP_GC_INTERVAL, collect at every n-th safepoint that follows an allocation instead of at each.
 */
bool gc_init(void); /* reserves the heap's address range; false: no memory */
void gc_thread_init(struct thread *t);
void gc_thread_exit(struct thread *t); /* partly filled blocks go back to the shared list */

struct gc_statistics {
    size_t n_collections, live_bytes, allocated_bytes, n_live_objects, pause_ns_total, pause_ns_max;
};
void gc_get_statistics(struct gc_statistics *statistics);
void gc_set_enabled(bool enabled); /* gc.disable(): collect late, but do */
bool gc_is_enabled(void);

/* Verifies the heap's invariants: every live object has a live type and a shape of it. World stopped. */
void gc_check(void);

#endif
