/*
 * Generators: a frame with registers of its own on the heap. To resume one is to link its frame in above the running
 * one, to yield is to unlink it: nothing is copied.
 *
 *      SUSPENDED --claim (compare-and-swap)--> RUNNING --yield--> SUSPENDED
 *                                                 |
 *                                                 +--return, exception--> FINISHED
 *
 * SUSPENDED and one that has just been CREATED may become INSPECTED for a moment: whoever wants to claim it then, waits.
 * Whoever claims it runs it; another thread (or the generator itself) that tries meanwhile gets ValueError "generator
 * already executing". All other fields belong to the claimer. Coroutines and asynchronous generators are generators of
 * another type, and have one Value more behind their registers (vm/coroutine.h).
 */
#ifndef HASP_VM_GENERATOR_H
#define HASP_VM_GENERATOR_H

#include "lock/mutex.h"
#include "vm/format/bytecode.h"
#include "vm/frame.h"

enum generator_state {
    GENERATOR_CREATED,
    GENERATOR_SUSPENDED,
    GENERATOR_RUNNING,
    GENERATOR_FINISHED,
    GENERATOR_INSPECTED /* for some instructions without a safepoint; then it is again as it was */
};

struct generator {
    struct object base;
    uint32_t state; /* enum generator_state; load_acquire, claimed by compare_and_swap */
    bool
        handles; /* claimer only: it is in a handler of its own, else it handles what its resumer does */
    /* value_load, value_store */
    Value name, qualname;
    /* Claimer only. Suspended, the frame's pc is after its YIELD (or RETURN_GENERATOR). */
    Value resumer_handled; /* while it runs: what was being handled when it was resumed */
    Value handled; /* at a yield in a handler of its own: what was being handled; else UNBOUND */
    /* Its code and registers are immutable; once it has FINISHED, the rest means nothing. */
    struct frame frame;
    Value registers[];
};
extern struct type generator_type, coroutine_type, async_generator_type;

/* Can `v` be resumed by the loop as the iterator of a yield from or await? */
static ALWAYS_INLINE bool value_is_generator(Value v)
{
    const struct type *type = value_type(v);
    return type == &generator_type || type == &coroutine_type;
}
/* "generator", "coroutine" or "async generator", for messages. */
const char *generator_kind(const struct generator *generator);
static ALWAYS_INLINE Value *generator_extra(struct generator *generator)
{
    return &generator->registers[generator->frame.code->n_registers];
}

static ALWAYS_INLINE struct generator *frame_generator(const struct frame *frame)
{
    ASSERT(frame->flags & FRAME_GENERATOR);
    return (struct generator *)((char *)frame - offsetof(struct generator, frame));
}

/* A generator from the running frame (at its RETURN_GENERATOR), whose registers are copied. */
RAISES Value generator_new(struct thread *t, struct frame *frame);
/* Does a call of a function of `code` nothing but make a generator, since its arguments need no binding and nobody looks at
   the frame that would be there meanwhile? generator_create does it; the caller polls the safepoint, as for other calls. */
static ALWAYS_INLINE bool call_makes_generator(const struct thread *t, const struct code *code,
                                               uint32_t n_args, Value keyword_names)
{
    return code_is_generator(code) && n_args == code->n_direct && keyword_names == VALUE_UNBOUND &&
           !t->is_traced && t->coroutine_origin_depth == 0 &&
           t->recursion_depth < load_relaxed(&recursion_limit);
}
RAISES Value generator_create(struct thread *t, struct function *f, const Value *args);

/* The general half of generator_resume. */
bool generator_resume_slow(struct thread *t, struct generator *generator, Value sent,
                           uint32_t flags);

/* Links the frame of a claimed generator in, on top. The room for it has been checked. */
static ALWAYS_INLINE void generator_link(struct thread *t, struct generator *g, uint32_t flags)
{
    g->frame.back = t->frame;
    g->frame.flags = flags | FRAME_GENERATOR;
    g->resumer_handled = t->handled;
    if (UNLIKELY(g->handles)) {
        t->handled = g->handled;
    }
    t->recursion_depth++;
    t->frame = &g->frame;
}

/*
 * Claims the generator for this thread and puts its frame on top (with `flags` besides FRAME_GENERATOR), to be continued
 * with `sent` as the value of its yield expression. False without an exception if it has ended; else ValueError if it is
 * running, TypeError when a non-None value is sent to one just created, RecursionError.
 */
static ALWAYS_INLINE bool generator_resume(struct thread *t, struct generator *g, Value sent,
                                           uint32_t flags)
{
    /* No safepoint lies in between: where one thread runs at a time, a plain store claims. */
    uint32_t state = load_acquire(&g->state);
    bool is_ready =
        state == GENERATOR_SUSPENDED || (state == GENERATOR_CREATED && sent == VALUE_NONE);
    if (UNLIKELY(!is_ready || load_relaxed(&mutex_objects_shared) ||
                 t->recursion_depth >= load_relaxed(&recursion_limit) || g->frame.object != NULL)) {
        return generator_resume_slow(t, g, sent, flags);
    }
    store_relaxed(&g->state, (uint32_t)GENERATOR_RUNNING);
    g->registers[instruction_a(g->frame.pc[-1])] = sent;
    generator_link(t, g, flags);
    return true;
}

/* Of the frame of a generator that stops running: its object, and what is being handled. */
void generator_leave_slow(struct thread *t, struct generator *generator, bool is_suspended);

/* Unlinks the running frame, a generator's, at its YIELD. */
static ALWAYS_INLINE void generator_suspend(struct thread *t, struct generator *g)
{
    if (UNLIKELY(g->frame.object != NULL || g->handles || g->handled != VALUE_UNBOUND)) {
        generator_leave_slow(t, g, true);
    }
    t->recursion_depth--;
    t->frame = g->frame.back;
    g->frame.back = NULL;
    store_release(&g->state, (uint32_t)GENERATOR_SUSPENDED);
}
/* The part of frame_pop for a generator, at its end. */
void generator_finish(struct thread *t, struct generator *generator);
/* Is `v` a coroutine that nobody awaits yet? */
static ALWAYS_INLINE bool value_is_new_coroutine(Value v)
{
    return value_type(v) == &coroutine_type &&
           load_acquire(&((struct generator *)v)->state) == GENERATOR_CREATED;
}

/* The iteration protocol from C. UNBOUND at the end; *returned (may be NULL) is the value of its return. */
RAISES MAY_GC Value generator_send(struct thread *t, struct generator *generator, Value sent,
                                   Value *returned);
/* As the slot `step`. */
RAISES MAY_GC Value generator_step(struct thread *t, Value self, Value sent, Value *returned);
/* The same for any iterator: next() for None, else its method send. */
RAISES MAY_GC Value iterator_send(struct thread *t, Value iterator, Value sent, Value *returned);
/* Raises `exception` at the yield: what is yielded next, UNBOUND if it returned, or ERROR. */
RAISES MAY_GC Value generator_throw(struct thread *t, struct generator *generator, Value exception);
/* As above; *returned (may be NULL) is set to the value of its return. `closes`: a GeneratorExit closes the inner
   iterator first instead of being thrown into it. */
RAISES MAY_GC Value generator_throw_from(struct thread *t, struct generator *generator,
                                         Value exception, bool closes, Value *returned);
/* The iterator that a suspended generator delegates to by yield from; UNBOUND if it does not. */
Value generator_inner(struct generator *generator);
/* A tuple of what its registers with names hold; UNBOUND: it is running or has ended. */
RAISES MAY_GC Value generator_registers(struct thread *t, struct generator *generator);
/* As the slot `is_settled`: it has ended. */
bool generator_is_settled(const struct object *self);
/* Ends a generator for the sake of frame.clear(); false: it is running. */
RAISES MAY_GC bool generator_clear(struct thread *t, struct generator *generator);
/* Its frame object; None once it has ended. */
RAISES Value generator_frame(struct thread *t, struct generator *generator);
/* None, or ERROR. */
RAISES MAY_GC Value generator_close(struct thread *t, struct generator *generator);

#endif
