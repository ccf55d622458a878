/*
 * Generators: a suspended frame with registers of its own on the heap.
 *
 *      SUSPENDED --claim (compare-and-swap)--> RUNNING --yield--> SUSPENDED
 *                                                 |
 *                                                 +--return, exception--> FINISHED
 *
 * Whoever claims it runs it; another thread (or the generator itself) that tries meanwhile gets ValueError "generator
 * already executing". All other fields belong to the claimer. Coroutines and asynchronous generators are generators of
 * another type, and have one Value more behind their registers (vm/coroutine.h).
 */
#ifndef HASP_VM_GENERATOR_H
#define HASP_VM_GENERATOR_H

#include "vm/frame.h"

enum generator_state {
    GENERATOR_CREATED,
    GENERATOR_SUSPENDED,
    GENERATOR_RUNNING,
    GENERATOR_FINISHED
};

struct generator {
    struct object base;
    uint32_t state; /* enum generator_state; load_acquire, claimed by compare_and_swap */
    uint32_t word;  /* instruction after which to resume (the YIELD or RETURN_GENERATOR) */
    /* Immutable. */
    struct code *code;
    struct function *function;
    /* Claimer only; `handled` is what was being handled at the yield. */
    Value handled;
    struct frame *frame;               /* while RUNNING */
    struct frame_object *frame_object; /* NULL until somebody asked */
    /* value_load, value_store */
    Value name, qualname;
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
    return &generator->registers[generator->code->n_registers];
}

/* A generator from the running frame (at its RETURN_GENERATOR), whose registers are copied. */
RAISES Value generator_new(struct thread *t, struct frame *frame);

/*
 * Claims `generator` for this thread and pushes its frame, to be continued with `sent` as the value of its yield
 * expression. NULL with ValueError if it is running. *finished is set (and NULL returned without an exception) if it
 * has ended. TypeError when a non-None value is sent to one just created.
 */
struct frame *generator_resume(struct thread *t, struct generator *generator, Value sent,
                               bool *finished);

/* Unlinks the frame of a running generator that yields (keeping its state) or ends. */
void generator_suspend(struct thread *t, struct frame *frame);
void generator_finish(struct thread *t, struct frame *frame);

/* The iteration protocol from C. UNBOUND at the end; *returned (may be NULL) is the value of its return. */
RAISES MAY_GC Value generator_send(struct thread *t, struct generator *generator, Value sent,
                                   Value *returned);
/* The same for any iterator: next() for None, else its method send. */
RAISES MAY_GC Value iterator_send(struct thread *t, Value iterator, Value sent, Value *returned);
/* Raises `exception` at the yield: what is yielded next, UNBOUND if it returned, or ERROR. */
RAISES MAY_GC Value generator_throw(struct thread *t, struct generator *generator, Value exception);
/* As above; *returned (may be NULL) is set to the value of its return. `closes`: a GeneratorExit closes the inner
   iterator first instead of being thrown into it. */
RAISES MAY_GC Value generator_throw_from(struct thread *t, struct generator *generator,
                                         Value exception, bool closes, Value *returned);
/* The iterator that a suspended generator delegates to by yield from; UNBOUND if it does not. */
Value generator_inner(const struct generator *generator);
/* Its frame object; None once it has ended. */
RAISES Value generator_frame(struct thread *t, struct generator *generator);
/* None, or ERROR. */
RAISES MAY_GC Value generator_close(struct thread *t, struct generator *generator);

#endif
