/*
 * The awaitables that drive an asynchronous generator: async_generator_asend (asend, __anext__) and async_generator_athrow
 * (athrow, aclose), and that of anext() with a default.
 *
 *      CREATED --first send or throw--> RUNNING --item, end, exception--> CLOSED
 *
 * While a step is RUNNING the generator's is_running refuses another one.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/iterators.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "vm/coroutine.h"
#include "vm/generator_members.h"

/* --- Items --- */

struct wrapped_item {
    struct object base;
    Value item; /* immutable */
};

static void trace_wrapped(struct marker *m, struct object *self)
{
    mark_value(m, ((struct wrapped_item *)self)->item);
}

static struct type wrapped_item_type = {
    TYPE_HEADER("async_generator_wrapped_value", sizeof(struct wrapped_item)),
    .trace = trace_wrapped,
};

Value async_wrap(struct thread *t, Value v)
{
    struct wrapped_item *wrapped = gc_allocate(t, sizeof *wrapped, &wrapped_item_type);
    if (wrapped == NULL) {
        return VALUE_ERROR;
    }
    wrapped->item = v;
    return value_from_object(wrapped);
}

Value async_unwrap(Value v)
{
    bool is_wrapped = value_is_object(v) && value_to_object(v)->type == &wrapped_item_type;
    return is_wrapped ? ((struct wrapped_item *)v)->item : VALUE_UNBOUND;
}

/* --- Steps --- */

enum step_state { STEP_CREATED, STEP_RUNNING, STEP_CLOSED };

struct async_step {
    struct object base;
    struct generator *generator; /* immutable */
    /* asend: arguments[0] is what is sent; athrow: (type, value, traceback); aclose: arguments[0] is unbound. Immutable. */
    Value arguments[3];
    /* enum step_state; relaxed: the generator itself is claimed by whoever runs it. */
    uint32_t state;
};
static struct type asend_type, athrow_type;

static void trace_step(struct marker *m, struct object *self)
{
    struct async_step *step = (struct async_step *)self;
    mark_object(m, step->generator);
    mark_values(m, step->arguments, COUNT_OF(step->arguments));
}

static struct async_step *step_new(struct thread *t, struct generator *g, struct type *type)
{
    struct async_step *step = gc_allocate(t, sizeof *step, type);
    if (step != NULL) {
        step->generator = g;
    }
    return step;
}

Value async_step_new(struct thread *t, struct generator *g, Value sent)
{
    struct async_step *step = step_new(t, g, &asend_type);
    if (step == NULL) {
        return VALUE_ERROR;
    }
    step->arguments[0] = sent;
    return value_from_object(step);
}

Value async_throw_new(struct thread *t, struct generator *g, const Value *thrown)
{
    struct async_step *step = step_new(t, g, &athrow_type);
    if (step == NULL) {
        return VALUE_ERROR;
    }
    for (size_t i = 0; thrown != NULL && i < COUNT_OF(step->arguments); i++) {
        step->arguments[i] = thrown[i];
    }
    return value_from_object(step);
}

static struct async_state *state_of(const struct async_step *step)
{
    return (struct async_state *)*generator_extra(step->generator);
}

static bool is_close(const struct async_step *step)
{
    return step->base.type == &athrow_type && step->arguments[0] == VALUE_UNBOUND;
}

static const char *step_name(const struct async_step *step)
{
    return step->base.type == &asend_type ? "anext()" : is_close(step) ? "aclose()" : "athrow()";
}

/* The step ends: nothing is running any more, and it cannot be taken again. */
static Value end_step(struct async_step *step, Value result)
{
    store_relaxed(&state_of(step)->is_running, 0u);
    store_relaxed(&step->state, (uint32_t)STEP_CLOSED);
    return result;
}

/* An item ends the step, by StopIteration(item); so do the end of the generator and an exception. What an await inside
   yields goes to the event loop. */
static Value item_result(struct thread *t, struct async_step *step, Value v)
{
    if (v == VALUE_UNBOUND) {
        v = raise_plain(t, &StopAsyncIteration_type);
    }
    if (v == VALUE_ERROR) {
        if (error_matches(t, &StopAsyncIteration_type) || error_matches(t, &GeneratorExit_type)) {
            store_relaxed(&state_of(step)->is_closed, 1u);
        }
        return end_step(step, v);
    }
    Value item = async_unwrap(v);
    if (item == VALUE_UNBOUND) {
        return v;
    }
    end_step(step, VALUE_UNBOUND);
    return generator_raise_stop(t, item);
}

/* aclose() ends well when the generator has ended. */
static Value close_result(struct thread *t, struct async_step *step, Value v)
{
    if (v == VALUE_UNBOUND || (v == VALUE_ERROR && (error_swallow(t, &StopAsyncIteration_type) ||
                                                    error_swallow(t, &GeneratorExit_type)))) {
        end_step(step, VALUE_UNBOUND);
        return generator_raise_stop(t, VALUE_NONE);
    }
    if (v == VALUE_ERROR) {
        return end_step(step, v);
    }
    if (async_unwrap(v) != VALUE_UNBOUND) {
        return end_step(
            step, raise_error(t, &RuntimeError_type, "async generator ignored GeneratorExit"));
    }
    return v;
}

static Value step_result(struct thread *t, struct async_step *step, Value v)
{
    return is_close(step) ? close_result(t, step, v) : item_result(t, step, v);
}

/* --- The first move of a step --- */

static bool raise_running(struct thread *t, const struct async_step *step)
{
    return raise_false(t, &RuntimeError_type, "%s: asynchronous generator is already running",
                       step_name(step));
}

static bool begin(struct thread *t, struct async_step *step)
{
    uint32_t not_running = 0;
    if (!compare_and_swap(&state_of(step)->is_running, &not_running, 1)) {
        return raise_running(t, step);
    }
    store_relaxed(&step->state, (uint32_t)STEP_RUNNING);
    return true;
}

static bool raise_used(struct thread *t, const struct async_step *step)
{
    return raise_false(t, &RuntimeError_type, "cannot reuse already awaited %s",
                       step->base.type == &asend_type ? "__anext__()/asend()"
                                                      : "aclose()/athrow()");
}

static Value send_first(struct thread *t, struct async_step *step, Value sent)
{
    if (!begin(t, step)) {
        return VALUE_ERROR;
    }
    return generator_send(t, step->generator, sent == VALUE_NONE ? step->arguments[0] : sent, NULL);
}

static Value throw_first(struct thread *t, struct async_step *step, Value sent)
{
    struct async_state *state = state_of(step);
    if (load_relaxed(&state->is_running)) {
        raise_running(t, step);
        return VALUE_ERROR;
    }
    if (load_relaxed(&state->is_closed)) {
        store_relaxed(&step->state, (uint32_t)STEP_CLOSED);
        return raise_plain(t, &StopAsyncIteration_type);
    }
    if (sent != VALUE_NONE) {
        return raise_error(t, &RuntimeError_type,
                           "can't send non-None value to a just-started coroutine");
    }
    if (!begin(t, step)) {
        return VALUE_ERROR;
    }
    Value exception;
    if (is_close(step)) {
        store_relaxed(&state->is_closed, 1u);
        exception = exception_new(t, &GeneratorExit_type, NULL, 0);
    } else {
        exception = generator_thrown(t, step->arguments);
    }
    return exception == VALUE_ERROR
               ? exception
               : generator_throw_from(t, step->generator, exception, false, NULL);
}

static Value step_send(struct thread *t, struct async_step *step, Value sent)
{
    uint32_t state = load_relaxed(&step->state);
    bool is_throw = step->base.type == &athrow_type;
    if (state == STEP_CLOSED) {
        raise_used(t, step);
        return VALUE_ERROR;
    }
    if (is_throw && load_acquire(&step->generator->state) == GENERATOR_FINISHED) {
        store_relaxed(&step->state, (uint32_t)STEP_CLOSED);
        return generator_raise_stop(t, VALUE_NONE);
    }
    if (state == STEP_RUNNING) {
        return step_result(t, step, generator_send(t, step->generator, sent, NULL));
    }
    Value v = is_throw ? throw_first(t, step, sent) : send_first(t, step, sent);
    if (v == VALUE_ERROR && load_relaxed(&step->state) != STEP_RUNNING) {
        return v; /* it did not begin */
    }
    return step_result(t, step, v);
}

/* --- Methods --- */

static Value step_next(struct thread *t, Value self)
{
    return step_send(t, (struct async_step *)self, VALUE_NONE);
}

static Value method_await(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    return args[0];
}

static Value method_send(struct thread *t, Value *args, uint32_t n_args UNUSED,
                         Value keyword_names UNUSED)
{
    return step_send(t, (struct async_step *)args[0], args[1]);
}

static Value method_throw(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    struct async_step *step = (struct async_step *)args[0];
    if (load_relaxed(&step->state) == STEP_CLOSED) {
        raise_used(t, step);
        return VALUE_ERROR;
    }
    Value exception = generator_thrown(t, args + 1);
    if (exception == VALUE_ERROR) {
        return exception;
    }
    return step_result(t, step, generator_throw_from(t, step->generator, exception, true, NULL));
}

static Value method_close(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    store_relaxed(&((struct async_step *)args[0])->state, (uint32_t)STEP_CLOSED);
    return VALUE_NONE;
}

static const struct native_def step_methods[] = {
    {"__await__", method_await, "(self, /)", "Return an iterator to be used in await expression.",
     NATIVE_METHOD},
    {"close", method_close, "(self, /)", "close() -> raise GeneratorExit inside generator.",
     NATIVE_METHOD},
    {"send", method_send, "(self, arg, /)",
     "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.",
     NATIVE_METHOD},
    {"throw", method_throw, "(self, type, value=None, traceback=None, /)",
     "Raise an exception where the generator is suspended.", NATIVE_METHOD},
    {0},
};

static struct type asend_type = {
    TYPE_HEADER("async_generator_asend", sizeof(struct async_step)),
    .trace = trace_step,
    .iter = iterator_self,
    .next = step_next,
    .methods = step_methods,
};

static struct type athrow_type = {
    TYPE_HEADER("async_generator_athrow", sizeof(struct async_step)),
    .trace = trace_step,
    .iter = iterator_self,
    .next = step_next,
    .methods = step_methods,
};

/* --- anext(iterator, default) --- */

struct anext_awaitable {
    struct object base;
    Value awaitable, otherwise; /* immutable */
};

static void trace_anext(struct marker *m, struct object *self)
{
    struct anext_awaitable *a = (struct anext_awaitable *)self;
    mark_value(m, a->awaitable);
    mark_value(m, a->otherwise);
}

/* At the end of the iterator: the default. */
static Value anext_result(struct thread *t, const struct anext_awaitable *a, Value v)
{
    if (v == VALUE_ERROR && error_swallow(t, &StopAsyncIteration_type)) {
        return generator_raise_stop(t, a->otherwise);
    }
    return v;
}

static Value anext_send(struct thread *t, Value self, Value sent)
{
    const struct anext_awaitable *a = (struct anext_awaitable *)self;
    Value returned = VALUE_NONE;
    Value iterator = coroutine_iterator(t, a->awaitable, 0);
    Value v = iterator == VALUE_ERROR ? iterator : iterator_send(t, iterator, sent, &returned);
    return v == VALUE_UNBOUND ? generator_raise_stop(t, returned) : anext_result(t, a, v);
}

static Value anext_next(struct thread *t, Value self)
{
    return anext_send(t, self, VALUE_NONE);
}

static Value anext_method_send(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value keyword_names UNUSED)
{
    return anext_send(t, args[0], args[1]);
}

static Value anext_forward(struct thread *t, Value *args, Value name, uint32_t n_args)
{
    const struct anext_awaitable *a = (struct anext_awaitable *)args[0];
    Value iterator = coroutine_iterator(t, a->awaitable, 0);
    Value method = iterator == VALUE_ERROR ? iterator : object_get_attribute(t, iterator, name);
    return method == VALUE_ERROR
               ? method
               : anext_result(t, a, call(t, method, args + 1, n_args, VALUE_UNBOUND));
}

static Value anext_method_throw(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value keyword_names UNUSED)
{
    return anext_forward(t, args, name_throw,
                         args[2] == VALUE_UNBOUND   ? 1
                         : args[3] == VALUE_UNBOUND ? 2
                                                    : 3);
}

static Value anext_method_close(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value keyword_names UNUSED)
{
    return anext_forward(t, args, name_close, 0);
}

static const struct native_def anext_methods[] = {
    {"__await__", method_await, "(self, /)", "Return an iterator to be used in await expression.",
     NATIVE_METHOD},
    {"close", anext_method_close, "(self, /)",
     "close() -> raise GeneratorExit inside the awaitable.", NATIVE_METHOD},
    {"send", anext_method_send, "(self, arg, /)", "send(arg) -> send 'arg' into the awaitable.",
     NATIVE_METHOD},
    {"throw", anext_method_throw, "(self, type, value=None, traceback=None, /)",
     "Raise an exception where the awaitable is suspended.", NATIVE_METHOD},
    {0},
};

static struct type anext_awaitable_type = {
    TYPE_HEADER("anext_awaitable", sizeof(struct anext_awaitable)),
    .trace = trace_anext,
    .iter = iterator_self,
    .next = anext_next,
    .methods = anext_methods,
};

static Value builtin_anext(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    Value method = object_find_special(t, args[0], name___anext__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "'%T' object is not an async iterator", args[0]);
    }
    Value awaitable = method == VALUE_ERROR ? method : call_0(t, method);
    if (awaitable == VALUE_ERROR || args[1] == VALUE_UNBOUND) {
        return awaitable;
    }
    struct anext_awaitable *a = gc_allocate(t, sizeof *a, &anext_awaitable_type);
    if (a == NULL) {
        return VALUE_ERROR;
    }
    a->awaitable = awaitable;
    a->otherwise = args[1];
    return value_from_object(a);
}

static const struct native_def functions[] = {
    {"anext", builtin_anext, "(aiterator, default=None, /)",
     "Return the next item from the async iterator.", NATIVE_METHOD},
    {0},
};

bool coroutines_init(struct thread *t, Value builtins)
{
    return type_ready(t, &wrapped_item_type) && type_ready(t, &asend_type) &&
           type_ready(t, &athrow_type) && type_ready(t, &anext_awaitable_type) &&
           module_add_functions(t, builtins, functions);
}
