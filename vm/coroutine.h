/*
 * Coroutines and asynchronous generators. Both are generators (vm/generator.h) of another type: `await` delegates as
 * `yield from` does, and what reaches the event loop is what an awaitable at the bottom yields.
 *
 * An asynchronous generator yields two kinds of things: the items of its `yield` expressions, wrapped by WRAP_ASYNC, and
 * whatever its awaits yield. It is driven through an awaitable for each step (__anext__, asend, athrow, aclose), which
 * unwraps an item into the StopIteration that ends the step and passes all else on. PEP 492, PEP 525.
 *
 * A generator's `extra` is, by its type:
 *     coroutine                 cr_origin: a tuple of (file, line, function), or UNBOUND for None
 *     asynchronous generator    struct async_state
 */
#ifndef HASP_VM_COROUTINE_H
#define HASP_VM_COROUTINE_H

#include "vm/generator.h"

/* What an asynchronous generator is beyond a generator. Relaxed: steps taken by two threads at once are told apart by
   the claim of the generator itself; these flags only word the error. */
struct async_state {
    struct object base;
    uint32_t is_running; /* a step has begun and not ended */
    uint32_t is_closed;
    uint32_t has_met_hooks; /* sys.set_asyncgen_hooks: firstiter has been called */
    Value finalizer; /* the hook of the thread that first iterated, or UNBOUND; value_store */
};
extern struct type async_state_type, coroutine_wrapper_type;

RAISES Value coroutine_extra_new(struct thread *t, const struct code *code);

/* GET_AWAITABLE: the iterator of awaitable `v`. what: enum awaited of the compiler, for the TypeError. */
RAISES MAY_GC Value coroutine_awaitable(struct thread *t, Value v, unsigned what);
/* The same, but a coroutine may be suspended in an await: for who takes it further step by step. */
RAISES MAY_GC Value coroutine_iterator(struct thread *t, Value v, unsigned what);
/* GET_ASYNC_ITER and GET_ASYNC_NEXT. */
RAISES MAY_GC Value async_iterator(struct thread *t, Value v);
RAISES MAY_GC Value async_next(struct thread *t, Value v);
/* GET_YIELD_FROM_ITER, in a frame of `code`. */
RAISES MAY_GC Value yield_from_iterator(struct thread *t, const struct code *code, Value v);
/* WRAP_ASYNC; and the item inside of one, UNBOUND if `v` is none. */
RAISES Value async_wrap(struct thread *t, Value v);
Value async_unwrap(Value v);

/* The awaitable of one step: asend(v), where v is None for __anext__. */
RAISES MAY_GC Value async_step_new(struct thread *t, struct generator *g, Value sent);

/* The same for athrow(*thrown), of three Values; NULL: aclose(). */
RAISES Value async_throw_new(struct thread *t, struct generator *g, const Value *thrown);

/* What is to be said, and done, about a coroutine or an asynchronous generator that is collected unfinished. */
MAY_GC void coroutine_finalize(struct thread *t, Value self);
MAY_GC void async_generator_finalize(struct thread *t, Value self);

/* The types without a name of their own; anext into the builtins. */
RAISES bool coroutines_init(struct thread *t, Value builtins);
/* sys.set_asyncgen_hooks and its kin. */
RAISES bool coroutine_hooks_init(struct thread *t, Value sys);

#endif
