/*
 * The module _asyncio: what asyncio does for every future and every step of a task. The rest of asyncio is the installed
 * library's, in Python: the loops, the transports, and what turns futures into text.
 *
 *   asyncio_loop.c           which loop runs in this thread, which task in that loop; the module
 *   asyncio_library.c        what is needed of the half in Python, imported when it is first used
 *   asyncio_future.c         a future's states, its callbacks, its outcome
 *   asyncio_future_object.c  the type Future
 *   asyncio_iterator.c       what `await future` iterates over
 *   asyncio_task.c           the type Task
 *   asyncio_task_step.c      a task's coroutine, from one await to the next
 *
 *      PENDING --result, exception--> FINISHED
 *         '------------cancel-------> CANCELLED
 *
 * Futures and tasks belong to the thread of their loop, as in CPython; a script that shares them without the loop's
 * call_soon_threadsafe() may lose a result or a step to the race. It finds no worse: every field is one word that is stored and
 * loaded atomically, a future leaves PENDING once, and whoever takes a callback out of it is the only one that does.
 */
#ifndef HASP_RUNTIME_MODULES_ASYNCIO_H
#define HASP_RUNTIME_MODULES_ASYNCIO_H

#include "runtime/error.h"

enum async_outcome { ASYNC_PENDING, ASYNC_CANCELLED, ASYNC_FINISHED };

struct slot_chunk;

/* What futures and tasks have in common. Values by value_load and value_store; UNBOUND is None but where it says more. */
struct async_future {
    struct object base;
    uint32_t
        outcome; /* enum async_outcome; leaves PENDING by compare_and_swap, after what it speaks of is stored */
    /* Relaxed: flags that a race may lose. */
    uint32_t logs_exception; /* nobody has asked for the exception yet: it is told when this dies */
    uint32_t
        is_blocking; /* it has just been yielded by `await`, and not by a script's own `yield` */
    Value loop;      /* UNBOUND: __init__ has not been called */
    /* A tuple (function, context), and a list of the further ones. Taken by atomic exchange. */
    Value callback, callbacks;
    Value result, exception, exception_traceback;
    Value source_traceback; /* of a loop in debug mode */
    Value cancel_message;
    Value
        cancelled_error; /* the CancelledError that ended a task, for whoever asks for its result */
};

struct plain_async_future {
    struct async_future future;
    struct slot_chunk *attribute_slots;
};

struct async_task {
    struct async_future future;
    /* Relaxed. */
    uint32_t must_cancel;      /* the next step throws a CancelledError */
    uint32_t logs_destruction; /* it is told of if it dies pending */
    int64_t n_cancels;         /* cancel() without uncancel() */
    Value coroutine, name, context;
    Value
        awaited; /* the future that will wake it; UNBOUND: it is running, or a step is scheduled */
    struct slot_chunk *attribute_slots;
};

extern struct type async_future_type, async_task_type, async_future_iterator_type, async_step_type;

static ALWAYS_INLINE struct async_future *value_to_async_future(Value v)
{
    return (struct async_future *)v;
}
static ALWAYS_INLINE struct async_task *value_to_async_task(Value v)
{
    return (struct async_task *)v;
}

/* Is it one of these, and no class in Python, which may do it all in another way? */
static ALWAYS_INLINE bool value_is_plain_async_future(Value v)
{
    const struct type *type = value_type(v);
    return type == &async_future_type || type == &async_task_type;
}

/* Acquires what the outcome speaks of. */
static ALWAYS_INLINE enum async_outcome async_outcome(const struct async_future *f)
{
    return (enum async_outcome)load_acquire(&f->outcome);
}

static ALWAYS_INLINE Value async_none_if_unbound(const Value *field)
{
    Value v = value_load(field);
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

/* RuntimeError if __init__ has not been called. */
RAISES bool async_future_check(struct thread *t, const struct async_future *f);

/* ---- futures ---- */

void async_future_trace(struct marker *m, struct object *self);
/* __init__(loop=None), from the beginning. */
RAISES MAY_GC bool async_future_init(struct thread *t, struct async_future *f, Value loop);
RAISES MAY_GC bool async_future_set_result(struct thread *t, struct async_future *f, Value result);
RAISES MAY_GC bool async_future_set_exception(struct thread *t, struct async_future *f,
                                              Value exception);
/* TRUTH_FALSE: it was done before. */
RAISES MAY_GC enum truth async_future_cancel(struct thread *t, struct async_future *f,
                                             Value message);
/* Has `function` called with the future by the loop, in `context` (UNBOUND: a copy of the running one), once it is done. */
RAISES MAY_GC bool async_future_add_callback(struct thread *t, struct async_future *f,
                                             Value function, Value context);
/* Takes out all callbacks equal to `function`; -1: an exception. */
RAISES MAY_GC int64_t async_future_remove_callback(struct thread *t, struct async_future *f,
                                                   Value function);
/* The result, or raises what result() raises. */
RAISES MAY_GC Value async_future_outcome(struct thread *t, struct async_future *f);
/* The CancelledError for whoever asks a cancelled future for its outcome. */
RAISES MAY_GC Value async_future_cancelled_error(struct thread *t, struct async_future *f);
/* Tells the loop's exception handler of an exception that nobody has asked for. __del__ */
MAY_GC void async_future_finalize(struct thread *t, Value self);
/* The handler called with {"message": message, key: self, ...}; what that raises cannot be caught. */
MAY_GC void async_future_complain(struct thread *t, struct async_future *f, const char *message,
                                  const char *key, Value exception);
RAISES Value async_future_iterator(struct thread *t, Value self);

/* ---- tasks ---- */

/* Has the loop run the task's next step, throwing `exception` into it unless UNBOUND. */
RAISES MAY_GC bool async_task_schedule(struct thread *t, struct async_task *task, Value exception);
RAISES MAY_GC enum truth async_task_cancel(struct thread *t, struct async_task *task,
                                           Value message);
/* Makes what wakes tasks up. When the module is initialised. */
RAISES bool async_step_init(struct thread *t);
/* cancel(msg=message) of whatever kind of future. */
RAISES MAY_GC enum truth async_cancel_any(struct thread *t, Value future, Value message);

/* ---- loops ---- */

/* loop.call_soon(function[, argument][, context=context]); the last two may be UNBOUND. */
RAISES MAY_GC bool async_call_soon(struct thread *t, Value loop, Value function, Value argument,
                                   Value context);
/* v.name(keyword=argument) and v.name(positional, keyword=argument) with an interned name. */
RAISES MAY_GC Value async_call_keyword(struct thread *t, Value v, Value name, Value positional,
                                       Value keyword, Value argument);
/* The running loop, else that of the policy. */
RAISES MAY_GC Value async_current_loop(struct thread *t);
/* The loop of whatever kind of future: get_loop(), or _loop. */
RAISES MAY_GC Value async_loop_of(struct thread *t, Value future);
RAISES MAY_GC bool async_enter_task(struct thread *t, Value loop, Value task);
RAISES MAY_GC bool async_leave_task(struct thread *t, Value loop, Value task);
RAISES MAY_GC bool async_register_task(struct thread *t, Value task);

/* ---- the half in Python ---- */

enum async_library {
    LIBRARY_CANCELLED_ERROR,
    LIBRARY_INVALID_STATE_ERROR,
    LIBRARY_FUTURE_REPR,
    LIBRARY_TASK_REPR,
    LIBRARY_TASK_GET_STACK,
    LIBRARY_TASK_PRINT_STACK,
    LIBRARY_EXTRACT_STACK,
    LIBRARY_IS_COROUTINE,
    LIBRARY_GET_POLICY,
    N_LIBRARY
};
/* That function or class; it is imported at the first call. */
RAISES MAY_GC Value async_library(struct thread *t, enum async_library which);
/* Raises InvalidStateError(text). */
RAISES MAY_GC Value async_raise_invalid_state(struct thread *t, const char *text);
/* Registers the roots that hold them. When the module is initialised. */
void async_library_init(void);

#endif
