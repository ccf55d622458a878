/*
 * struct thread: everything that belongs to one thread of the VM.
 *
 * Convention: a function that may raise, allocate or run Python takes the current thread as its first
 * parameter, `t`. A function without one can do none of these.
 */
#ifndef HASP_RUNTIME_THREAD_H
#define HASP_RUNTIME_THREAD_H

#include "lock/thread.h"
#include "runtime/base/sanitizer.h"
#include "runtime/gc.h"

struct frame;
struct type_cache_entry;

struct thread {
    struct lock_thread lock; /* must be first: lock/ knows only this */

    /* --- Touched by its own thread; by the collector with the world stopped --- */
    struct gc_allocator allocator;

    /* Pending exception instance: set exactly while VALUE_ERROR or false travels up. */
    Value exception;
    /* The exception being handled (sys.exc_info), UNBOUND if none. */
    Value handled;

    /* Virtual machine (vm/frame.h): the register region, the frame region and the running frame. */
    Value *registers, *registers_end;
    struct frame *frame;
    struct frame *frames, *frames_end;
    struct frame *free_frame;    /* the record of the next call: all from here on are unused */
    char *loop_stack;            /* frame address of the innermost interpreter loop */
    uint32_t recursion_depth;    /* Python frames and recursing C functions together */
    const void *ended_generator; /* the last one that ended in this thread; only compared */
    char *c_stack_bound;         /* C functions that recurse must stay above this address */

    /* 128-bit ints that the consumer of a temporary gave back (runtime/int.c). */
    struct int_object *spare_ints[4];
    uint32_t n_spare_ints;

    /* Storage that a pickler has done with, for the next one (runtime/modules/pickle_storage.c); forgotten by each
       collection. */
    struct value_buffer *spare_values;
    struct raw_buffer *spare_bytes;

    /* malloc'ed: (type, name) -> cell, flushed by the collector. */
    struct type_cache_entry *type_cache;

    Value object; /* what _thread and threading need: ident-keyed Python objects */
    Value locals; /* list of what this thread has of _thread._local, or UNBOUND */
    /* The _thread._local object that was used last, and this thread's storage of it. Weak: each collection forgets it. */
    const struct object *last_local;
    Value last_local_storage;
    Value repr_stack; /* list of containers whose repr is running, or UNBOUND */
    Value async_exception;
    Value async_firstiter, async_finalizer; /* sys.set_asyncgen_hooks; UNBOUND: none */
    Value context;      /* the running contextvars.Context; UNBOUND: not yet needed */
    Value running_loop; /* of asyncio, in this thread; UNBOUND: none. A forked child has none. */
    uint32_t coroutine_origin_depth; /* sys.set_coroutine_origin_tracking_depth */
    /* sys.settrace, sys.setprofile; UNBOUND: none. While `tracing` is not 0, such a function runs and gets no events. */
    Value trace_function, profile_function;
    uint32_t tracing;
    bool is_traced;        /* there is one of them */
    bool finalizing;       /* gc_run_finalizers is active: never nested */
    bool raises_no_memory; /* raise_no_memory is active: what fails in it raises nothing */
    uint64_t ident;        /* threading.get_ident() */
    /* Where the interpreter loop goes for each opcode: to its code or, in a thread that is traced, to the tracer first. */
    const void *dispatch[256];
};

/* The calling thread. One thread-local load; prefer the parameter `t`. */
extern __thread struct thread *current_thread;
static ALWAYS_INLINE struct thread *thread_current(void)
{
    return current_thread;
}

/* The shape of instances without attributes. */
static ALWAYS_INLINE uint32_t type_root_shape_id(const struct type *type)
{
    return load_relaxed(&type->root_shape_id);
}

/*
 * --- Life ---
 * The main thread: thread_new_main after lock_init and gc_init, then thread_attach_main on it. Others: thread_new, fill
 * in what the new thread is to find, thread_start. NULL: no memory, no exception set.
 */
struct thread *thread_new_main(void);
void thread_attach_main(struct thread *t);
struct thread *thread_new(void);

/*
 * Runs `run(t, argument)` in a new native thread, attached, which ends when `run` returns. 0, or EAGAIN or ENOMEM: `t` is
 * the caller's still, for thread_free. `argument` reaches the heap only through `t`: t->object.
 */
int thread_start(struct thread *t, void (*run)(struct thread *t, void *argument), void *argument);

/* lock_callbacks.thread_gone, and for a thread that could not be started. */
void thread_gone(struct lock_thread *t);
void thread_free(struct thread *t);

/* Gives what threads that have ended have left, stacks and memory of the C library, back to the system. Any thread; milliseconds at most. */
void thread_give_back_memory(void);

/* See gc.h. About ten instructions when `size` and `type` are constant. */
static ALWAYS_INLINE void *gc_allocate(struct thread *t, size_t size, struct type *type)
{
#if !defined(HASP_GC_STRESS) && !ADDRESS_SANITIZER
    size_t granules = (size + GC_GRANULE - 1) / GC_GRANULE;
    if (LIKELY(granules < GC_N_SIZE_CLASSES)) {
        struct gc_run *run = &t->allocator.runs[granules];
        char *cell = run->cursor;
        char *after = cell + granules * GC_GRANULE;
        if (LIKELY(after <= run->limit)) {
            run->cursor = after;
            struct object *object = (struct object *)cell;
            object->type = type;
            object->shape = type_root_shape_id(type);
            return object;
        }
    }
#endif
    return gc_allocate_slow(t, size, type);
}

static ALWAYS_INLINE void gc_forget_finalizer(struct thread *t, const struct object *object)
{
    struct gc_registry *registry = &t->allocator.registry;
    if (registry->n > 0 && registry->items[registry->n - 1].object == object) {
        registry->n--;
    }
}

/* sys.setrecursionlimit; frames and recursing C functions together. Relaxed. */
extern uint32_t recursion_limit;

/* _thread.stack_size: what threads started from now on get, if it is more than the usual. Relaxed. */
extern uint64_t thread_stack_bytes;

/*
 * C recursion: a function that may call itself through Python-visible structures (repr, compare,
 * trace-back chains) brackets itself with these. false: RecursionError is set, `what` completes
 * "maximum recursion depth exceeded" (e.g. " while getting the repr of an object").
 */
RAISES bool recursion_enter(struct thread *t, const char *what);
static ALWAYS_INLINE void recursion_leave(struct thread *t)
{
    t->recursion_depth--;
}

/*
 * The cheap half of the above, one load and a compare: for functions on hot paths that recurse along the data alone (the
 * hash of a tuple in a tuple, iterators of iterators). false: the caller raises with raise_recursion_error.
 */
static ALWAYS_INLINE bool stack_has_room(const struct thread *t)
{
    return (char *)__builtin_frame_address(0) > t->c_stack_bound;
}

#endif
