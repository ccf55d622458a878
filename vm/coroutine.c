/* Awaitables, the types coroutine and coroutine_wrapper, and what is said about a coroutine that nobody awaited. */
#include "vm/coroutine.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/iterators.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"
#include "vm/generator_members.h"

/* --- Creation --- */

/* What led here, innermost first: cr_origin, as sys.set_coroutine_origin_tracking_depth asks for it. */
static Value origin_new(struct thread *t)
{
    uint32_t n = 0;
    const struct frame *f = frame_caller(t, t->frame);
    for (; f != NULL && n < t->coroutine_origin_depth; f = frame_caller(t, f)) {
        n++;
    }
    Value origin = tuple_new(t, NULL, n);
    f = t->frame;
    for (uint32_t i = 0; i < n && origin != VALUE_ERROR; i++) {
        f = frame_caller(t, f);
        Value items[] = {f->code->filename, value_from_small_int(frame_line(f)), f->code->name};
        Value entry = tuple_new(t, items, COUNT_OF(items));
        if (entry == VALUE_ERROR) {
            return entry;
        }
        value_store(&value_to_tuple(origin)->items[i], entry);
    }
    return origin;
}

Value coroutine_extra_new(struct thread *t, const struct code *code)
{
    if (code->flags & CODE_COROUTINE) {
        return origin_new(t);
    }
    struct async_state *state = gc_allocate(t, sizeof *state, &async_state_type);
    return state == NULL ? VALUE_ERROR : value_from_object(state);
}

/* --- Awaitables --- */

static bool is_iterable_coroutine(Value v)
{
    return value_type(v) == &generator_type &&
           ((struct generator *)v)->frame.code->flags & CODE_ITERABLE_COROUTINE;
}

static Value raise_not_awaitable(struct thread *t, Value v, unsigned what)
{
    if (what == 0) {
        return raise_error(t, &TypeError_type, "object %T can't be used in 'await' expression", v);
    }
    return raise_error(
        t, &TypeError_type,
        "'async with' received an object from %s that does not implement __await__: %T",
        what == 1 ? "__aenter__" : "__aexit__", v);
}

static Value call_await(struct thread *t, Value method)
{
    Value iterator = call_0(t, method);
    if (iterator == VALUE_ERROR) {
        return iterator;
    }
    if (value_type(iterator) == &coroutine_type || is_iterable_coroutine(iterator)) {
        return raise_error(t, &TypeError_type, "__await__() returned a coroutine");
    }
    if (value_type(iterator)->next == NULL) {
        return raise_error(t, &TypeError_type, "__await__() returned non-iterator of type '%T'",
                           iterator);
    }
    return iterator;
}

Value coroutine_iterator(struct thread *t, Value v, unsigned what)
{
    if (value_type(v) == &coroutine_type || is_iterable_coroutine(v)) {
        return v;
    }
    Value method = object_find_special(t, v, name___await__);
    if (method == VALUE_UNBOUND) {
        return raise_not_awaitable(t, v, what);
    }
    return method == VALUE_ERROR ? method : call_await(t, method);
}

Value coroutine_awaitable(struct thread *t, Value v, unsigned what)
{
    if (value_type(v) == &coroutine_type &&
        generator_inner((struct generator *)v) != VALUE_UNBOUND) {
        return raise_error(t, &RuntimeError_type, "coroutine is being awaited already");
    }
    return coroutine_iterator(t, v, what);
}

Value yield_from_iterator(struct thread *t, const struct code *code, Value v)
{
    if (value_type(v) == &generator_type) {
        return v;
    }
    if (value_type(v) == &coroutine_type) {
        if (!(code->flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE))) {
            return raise_error(
                t, &TypeError_type,
                "cannot 'yield from' a coroutine object in a non-coroutine generator");
        }
        return v;
    }
    return object_iter(t, v);
}

/* --- Collected unfinished --- */

/* By warnings._warn_unawaited_coroutine, which also tells the origin. */
static bool warn_unawaited(struct thread *t, Value coroutine)
{
    Value module = import_module(t, name_warnings);
    if (module == VALUE_ERROR) {
        error_clear(t);
        return warning_issue(t, &RuntimeWarning_type, "coroutine '%V' was never awaited",
                             value_load(&((struct generator *)coroutine)->qualname));
    }
    return call_method_1(t, module, name__warn_unawaited_coroutine, coroutine) != VALUE_ERROR;
}

void coroutine_finalize(struct thread *t, Value self)
{
    struct generator *g = (struct generator *)self;
    if (load_acquire(&g->state) != GENERATOR_CREATED) {
        generator_finalize(t, self);
    } else if (!warn_unawaited(t, self)) {
        error_write_unraisable(t, self);
    }
}

/* --- coroutine_wrapper: what coroutine.__await__() gives --- */

struct coroutine_wrapper {
    struct object base;
    struct generator *coroutine; /* immutable */
};

static void trace_wrapper(struct marker *m, struct object *self)
{
    mark_object(m, ((struct coroutine_wrapper *)self)->coroutine);
}

static Value wrapped(Value self)
{
    return value_from_object(((struct coroutine_wrapper *)self)->coroutine);
}

static Value wrapper_next(struct thread *t, Value self)
{
    Value args[] = {wrapped(self), VALUE_NONE};
    return generator_method_send(t, args, 2, VALUE_UNBOUND);
}

static Value wrapper_send(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    args[0] = wrapped(args[0]);
    return generator_method_send(t, args, n_args, keyword_names);
}

static Value wrapper_throw(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    args[0] = wrapped(args[0]);
    return generator_method_throw(t, args, n_args, keyword_names);
}

static Value wrapper_close(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    return generator_close(t, ((struct coroutine_wrapper *)args[0])->coroutine);
}

static const struct native_def wrapper_methods[] = {
    {"close", wrapper_close, "(self, /)", "close() -> raise GeneratorExit inside coroutine.",
     NATIVE_METHOD},
    {"send", wrapper_send, "(self, arg, /)",
     "send(arg) -> send 'arg' into coroutine,\nreturn next yielded value or raise StopIteration.",
     NATIVE_METHOD},
    {"throw", wrapper_throw, "(self, type, value=None, traceback=None, /)",
     "Raise an exception where the coroutine is suspended.", NATIVE_METHOD},
    {0},
};

struct type coroutine_wrapper_type = {
    TYPE_HEADER("coroutine_wrapper", sizeof(struct coroutine_wrapper)),
    .trace = trace_wrapper,
    .iter = iterator_self,
    .next = wrapper_next,
    .methods = wrapper_methods,
};

/* --- coroutine --- */

static Value coroutine_await(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value keyword_names UNUSED)
{
    struct coroutine_wrapper *wrapper = gc_allocate(t, sizeof *wrapper, &coroutine_wrapper_type);
    if (wrapper == NULL) {
        return VALUE_ERROR;
    }
    wrapper->coroutine = (struct generator *)args[0];
    return value_from_object(wrapper);
}

static Value get_origin(struct thread *t UNUSED, Value self)
{
    Value origin = *generator_extra((struct generator *)self);
    return origin == VALUE_UNBOUND ? VALUE_NONE : origin;
}

static const struct native_def coroutine_methods[] = {
    {"__await__", coroutine_await, "(self, /)",
     "Return an iterator to be used in await expression.", NATIVE_METHOD},
    {"close", generator_method_close, "(self, /)",
     "close() -> raise GeneratorExit inside coroutine.", NATIVE_METHOD},
    {"send", generator_method_send, "(self, arg, /)",
     "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.",
     NATIVE_METHOD},
    {"throw", generator_method_throw, "(self, type, value=None, traceback=None, /)",
     "Raise an exception where the coroutine is suspended.", NATIVE_METHOD},
    {0},
};

static const struct getset_def coroutine_members[] = {
    {"cr_code", generator_get_code, NULL, NULL},
    {"cr_origin", get_origin, NULL, NULL},
    {0},
};

static const struct getset_def coroutine_getsets[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the coroutine"},
    {"__qualname__", generator_get_qualname, generator_set_qualname,
     "qualified name of the coroutine"},
    {"cr_await", generator_get_inner, NULL, "object being awaited on, or None"},
    {"cr_frame", generator_get_frame, NULL, NULL},
    {"cr_running", generator_get_running, NULL, NULL},
    {"cr_suspended", generator_get_suspended, NULL, NULL},
    {0},
};

struct type coroutine_type = {
    TYPE_HEADER("coroutine", sizeof(struct generator)),
    .flags = TYPE_FINALIZED | TYPE_WEAK_REFERABLE,
    .trace = generator_trace,
    .finalize = coroutine_finalize,
    .is_settled = generator_is_settled,
    .repr = generator_repr,
    .step = generator_step,
    .methods = coroutine_methods,
    .getsets = coroutine_getsets,
    .members = coroutine_members,
};
