/* The type async_generator: iteration and the hooks of an event loop. Its steps are in async_step.c. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/generic_alias.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "vm/coroutine.h"
#include "vm/generator_members.h"

/* --- State --- */

static void trace_state(struct marker *m, struct object *self)
{
    mark_value(m, ((struct async_state *)self)->finalizer);
}

struct type async_state_type = {
    TYPE_HEADER("async_generator_state", sizeof(struct async_state)),
    .trace = trace_state,
};

static struct async_state *state_of(Value self)
{
    return (struct async_state *)*generator_extra((struct generator *)self);
}

/* The event loop of the thread that takes the first step learns of the generator, and finishes it if need be. */
static bool meet_hooks(struct thread *t, Value self)
{
    struct async_state *state = state_of(self);
    uint32_t not_yet = 0;
    if (!compare_and_swap(&state->has_met_hooks, &not_yet, 1)) {
        return true;
    }
    if (t->async_finalizer != VALUE_UNBOUND) {
        value_store(&state->finalizer, t->async_finalizer);
    }
    return t->async_firstiter == VALUE_UNBOUND ||
           call_1(t, t->async_firstiter, self) != VALUE_ERROR;
}

void async_generator_finalize(struct thread *t, Value self)
{
    struct async_state *state = state_of(self);
    Value finalizer = value_load(&state->finalizer);
    bool is_finished = load_acquire(&((struct generator *)self)->state) == GENERATOR_FINISHED;
    if (is_finished) {
        return;
    }
    if (finalizer == VALUE_UNBOUND || load_relaxed(&state->is_closed)) {
        generator_finalize(t, self);
    } else if (call_1(t, finalizer, self) == VALUE_ERROR) {
        error_write_unraisable(t, self);
    }
}

/* --- Iteration --- */

Value async_iterator(struct thread *t, Value v)
{
    Value method = object_find_special(t, v, name___aiter__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type,
                           "'async for' requires an object with __aiter__ method, got %T", v);
    }
    Value iterator = method == VALUE_ERROR ? method : call_0(t, method);
    if (iterator == VALUE_ERROR) {
        return iterator;
    }
    if (type_lookup(t, value_type(iterator), name___anext__) == VALUE_UNBOUND) {
        return raise_error(
            t, &TypeError_type,
            "'async for' received an object from __aiter__ that does not implement __anext__: %T",
            iterator);
    }
    return iterator;
}

static Value raise_bad_next(struct thread *t, Value v)
{
    Value cause = error_take(t);
    raise_error(t, &TypeError_type, "'async for' received an invalid object from __anext__: %T", v);
    error_set_cause(t, cause);
    return VALUE_ERROR;
}

Value async_next(struct thread *t, Value v)
{
    if (value_type(v) == &async_generator_type) {
        return meet_hooks(t, v) ? async_step_new(t, (struct generator *)v, VALUE_NONE)
                                : VALUE_ERROR;
    }
    Value method = object_find_special(t, v, name___anext__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type,
                           "'async for' requires an iterator with __anext__ method, got %T", v);
    }
    Value awaitable = method == VALUE_ERROR ? method : call_0(t, method);
    Value iterator = awaitable == VALUE_ERROR ? awaitable : coroutine_awaitable(t, awaitable, 0);
    if (iterator == VALUE_ERROR && awaitable != VALUE_ERROR) {
        return raise_bad_next(t, awaitable);
    }
    return iterator;
}

/* --- Methods --- */

static Value method_aiter(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    return args[0];
}

static Value method_anext(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    return meet_hooks(t, args[0]) ? async_step_new(t, (struct generator *)args[0], VALUE_NONE)
                                  : VALUE_ERROR;
}

static Value method_asend(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    return meet_hooks(t, args[0]) ? async_step_new(t, (struct generator *)args[0], args[1])
                                  : VALUE_ERROR;
}

static Value method_athrow(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    return meet_hooks(t, args[0]) ? async_throw_new(t, (struct generator *)args[0], args + 1)
                                  : VALUE_ERROR;
}

static Value method_aclose(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    return meet_hooks(t, args[0]) ? async_throw_new(t, (struct generator *)args[0], NULL)
                                  : VALUE_ERROR;
}

static Value get_running(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_relaxed(&state_of(self)->is_running));
}

static const struct native_def methods[] = {
    {"__aiter__", method_aiter, "(self, /)",
     "Return an awaitable, that resolves in asynchronous iterator.", NATIVE_METHOD},
    {"__anext__", method_anext, "(self, /)", "Return a value or raise StopAsyncIteration.",
     NATIVE_METHOD},
    {"aclose", method_aclose, "(self, /)", "aclose() -> raise GeneratorExit inside generator.",
     NATIVE_METHOD},
    {"asend", method_asend, "(self, v, /)", "asend(v) -> send 'v' in generator.", NATIVE_METHOD},
    {"athrow", method_athrow, "(self, type, value=None, traceback=None, /)",
     "athrow(typ[,val[,tb]]) -> raise exception in generator.", NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};

static const struct getset_def members[] = {
    {"ag_code", generator_get_code, NULL, NULL},
    {"ag_running", get_running, NULL, NULL},
    {0},
};

static const struct getset_def getsets[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the async generator"},
    {"__qualname__", generator_get_qualname, generator_set_qualname,
     "qualified name of the async generator"},
    {"ag_await", generator_get_inner, NULL, "object being awaited on, or None"},
    {"ag_frame", generator_get_frame, NULL, NULL},
    {"ag_suspended", generator_get_suspended, NULL, NULL},
    {0},
};

struct type async_generator_type = {
    TYPE_HEADER("async_generator", sizeof(struct generator)),
    .flags = TYPE_FINALIZED | TYPE_WEAK_REFERABLE,
    .trace = generator_trace,
    .finalize = async_generator_finalize,
    .is_settled = generator_is_settled,
    .repr = generator_repr,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
