/* The type asyncio.Future: methods and attributes. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/modules/asyncio.h"
#include "runtime/modules/contextvars.h"
#include "runtime/native.h"
#include "runtime/str.h"

static struct async_future *future_of(Value self)
{
    return value_to_async_future(self);
}

static Value none_if(bool ok)
{
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static Value from_truth(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth);
}

/* ---- making ---- */

static Value new_future(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct object *f = gc_new(t, (struct type *)args[0]);
    return f == NULL ? VALUE_ERROR : value_from_object(f);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Future", "(*, loop=None)", NULL};
    Value loop;
    return arguments_bind(t, &parser, args, n_args, keyword_names, &loop) &&
           async_future_init(t, future_of(self), loop);
}

static bool is_settled(const struct object *self)
{
    return !load_relaxed(&((const struct async_future *)self)->logs_exception);
}

static Value repr(struct thread *t, Value self)
{
    if (!async_future_check(t, future_of(self))) {
        return VALUE_ERROR;
    }
    Value text = async_library(t, LIBRARY_FUTURE_REPR);
    return text == VALUE_ERROR ? VALUE_ERROR : call_1(t, text, self);
}

/* ---- methods ---- */

static Value get_result(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct async_future *f = future_of(args[0]);
    return value_load(&f->loop) == VALUE_UNBOUND
               ? async_raise_invalid_state(t, "Future object is not initialized.")
               : async_future_outcome(t, f);
}

static Value get_failure(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct async_future *f = future_of(args[0]);
    if (value_load(&f->loop) == VALUE_UNBOUND) {
        return async_raise_invalid_state(t, "Future object is not initialized.");
    }
    if (async_outcome(f) == ASYNC_PENDING) {
        return async_raise_invalid_state(t, "Exception is not set.");
    }
    if (async_outcome(f) == ASYNC_CANCELLED) {
        return async_future_outcome(t, f);
    }
    store_relaxed(&f->logs_exception, 0u);
    return async_none_if_unbound(&f->exception);
}

static Value set_result(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return none_if(async_future_set_result(t, future_of(args[0]), args[1]));
}

static Value set_exception(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return none_if(async_future_set_exception(t, future_of(args[0]), args[1]));
}

/* args: function, context. */
static Value add_done_callback(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    struct async_future *f = future_of(args[0]);
    if (value_load(&f->loop) == VALUE_UNBOUND) {
        return raise_error(t, &RuntimeError_type, "uninitialized Future object");
    }
    Value context = args[2] == VALUE_NONE ? VALUE_UNBOUND : args[2];
    if (context == VALUE_UNBOUND) {
        context = context_copy_current(t);
    }
    return none_if(context != VALUE_ERROR && async_future_add_callback(t, f, args[1], context));
}

static Value remove_done_callback(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                  Value names UNUSED)
{
    if (!async_future_check(t, future_of(args[0]))) {
        return VALUE_ERROR;
    }
    int64_t n = async_future_remove_callback(t, future_of(args[0]), args[1]);
    return n < 0 ? VALUE_ERROR : value_from_small_int(n);
}

/* args: msg. */
static Value cancel(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    if (!async_future_check(t, future_of(args[0]))) {
        return VALUE_ERROR;
    }
    return from_truth(async_future_cancel(t, future_of(args[0]), args[1]));
}

static Value is_cancelled(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    return value_from_bool(async_outcome(future_of(args[0])) == ASYNC_CANCELLED);
}

static Value is_done(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                     Value names UNUSED)
{
    return value_from_bool(async_outcome(future_of(args[0])) != ASYNC_PENDING);
}

static Value method_get_loop(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    struct async_future *f = future_of(args[0]);
    return async_future_check(t, f) ? value_load(&f->loop) : VALUE_ERROR;
}

static Value make_cancelled_error(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                  Value names UNUSED)
{
    return async_future_cancelled_error(t, future_of(args[0]));
}

static Value await(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return async_future_iterator(t, args[0]);
}

static const struct native_def methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "(cls, item, /)", "See PEP 585",
     NATIVE_CLASS_METHOD},
    {"__await__", await, "(self, /)", "Return an iterator to be used in await expression.",
     NATIVE_METHOD},
    {"result", get_result, "(self, /)",
     "Return the result, or raise the exception, that was set; InvalidStateError if there is none "
     "yet.",
     NATIVE_METHOD},
    {"exception", get_failure, "(self, /)",
     "Return the exception that was set, or None for a result; InvalidStateError if neither is.",
     NATIVE_METHOD},
    {"set_result", set_result, "(self, result, /)",
     "Make the future done, with a result; InvalidStateError if it is already.", NATIVE_METHOD},
    {"set_exception", set_exception, "(self, exception, /)",
     "Make the future done, with an exception; InvalidStateError if it is already.", NATIVE_METHOD},
    {"add_done_callback", add_done_callback, "(self, fn, /, *, context=None)",
     "Have the loop call fn(self) when the future is done.", NATIVE_METHOD},
    {"remove_done_callback", remove_done_callback, "(self, fn, /)",
     "Take all callbacks that equal fn out again; return how many there were.", NATIVE_METHOD},
    {"cancel", cancel, "(self, /, msg=None)",
     "Make the future done, as cancelled; False if it is done already.", NATIVE_METHOD},
    {"cancelled", is_cancelled, "(self, /)", "Was the future cancelled?", NATIVE_METHOD},
    {"done", is_done, "(self, /)", "Has the future a result or an exception, or was it cancelled?",
     NATIVE_METHOD},
    {"get_loop", method_get_loop, "(self, /)", "Return the event loop of the future.",
     NATIVE_METHOD},
    {"_make_cancelled_error", make_cancelled_error, "(self, /)",
     "The CancelledError for whoever asks for the result of a cancelled future.", NATIVE_METHOD},
    {0},
};

/* ---- attributes ---- */

static Value get_state(struct thread *t, Value self)
{
    static const char *const names[] = {"PENDING", "CANCELLED", "FINISHED"};
    return async_future_check(t, future_of(self))
               ? str_intern_cstr(t, names[async_outcome(future_of(self))])
               : VALUE_ERROR;
}

static Value get_blocking(struct thread *t UNUSED, Value self)
{
    const struct async_future *f = future_of(self);
    return value_from_bool(value_load(&f->loop) != VALUE_UNBOUND && load_relaxed(&f->is_blocking));
}

static bool refuse_to_delete(struct thread *t)
{
    return raise_false(t, &AttributeError_type, "cannot delete attribute");
}

static bool set_blocking(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND || !async_future_check(t, future_of(self))) {
        return v == VALUE_UNBOUND ? refuse_to_delete(t) : false;
    }
    enum truth truth = object_truth(t, v);
    if (truth != TRUTH_ERROR) {
        store_relaxed(&future_of(self)->is_blocking, (uint32_t)truth);
    }
    return truth != TRUTH_ERROR;
}

static Value get_loop(struct thread *t UNUSED, Value self)
{
    return async_none_if_unbound(&future_of(self)->loop);
}

static Value get_callbacks(struct thread *t, Value self)
{
    struct async_future *f = future_of(self);
    if (!async_future_check(t, f)) {
        return VALUE_ERROR;
    }
    Value first = value_load(&f->callback), others = value_load(&f->callbacks);
    if (first == VALUE_UNBOUND && others == VALUE_UNBOUND) {
        return VALUE_NONE;
    }
    Value all = list_from_values(t, &first, first != VALUE_UNBOUND);
    if (all == VALUE_ERROR ||
        (others != VALUE_UNBOUND && !list_extend(t, value_to_list(all), others))) {
        return VALUE_ERROR;
    }
    return list_length(value_to_list(all)) == 0 ? VALUE_NONE : all;
}

static Value get_result_field(struct thread *t, Value self)
{
    return async_future_check(t, future_of(self)) ? async_none_if_unbound(&future_of(self)->result)
                                                  : VALUE_ERROR;
}

static Value get_exception_field(struct thread *t, Value self)
{
    return async_future_check(t, future_of(self))
               ? async_none_if_unbound(&future_of(self)->exception)
               : VALUE_ERROR;
}

static Value get_log_traceback(struct thread *t, Value self)
{
    return async_future_check(t, future_of(self))
               ? value_from_bool(load_relaxed(&future_of(self)->logs_exception))
               : VALUE_ERROR;
}

static bool set_log_traceback(struct thread *t, Value self, Value v)
{
    enum truth truth = v == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, v);
    if (v == VALUE_UNBOUND || truth == TRUTH_ERROR) {
        return v == VALUE_UNBOUND ? refuse_to_delete(t) : false;
    }
    if (truth == TRUTH_TRUE) {
        return raise_false(t, &ValueError_type, "_log_traceback can only be set to False");
    }
    store_relaxed(&future_of(self)->logs_exception, 0u);
    return true;
}

static Value get_source_traceback(struct thread *t UNUSED, Value self)
{
    return async_none_if_unbound(&future_of(self)->source_traceback);
}

static Value get_cancel_message(struct thread *t UNUSED, Value self)
{
    return async_none_if_unbound(&future_of(self)->cancel_message);
}

static bool set_cancel_message(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return refuse_to_delete(t);
    }
    value_store(&future_of(self)->cancel_message, v);
    return true;
}

static const struct getset_def getsets[] = {
    {"_state", get_state, NULL, NULL},
    {"_asyncio_future_blocking", get_blocking, set_blocking, NULL},
    {"_loop", get_loop, NULL, NULL},
    {"_callbacks", get_callbacks, NULL, NULL},
    {"_result", get_result_field, NULL, NULL},
    {"_exception", get_exception_field, NULL, NULL},
    {"_log_traceback", get_log_traceback, set_log_traceback, NULL},
    {"_source_traceback", get_source_traceback, NULL, NULL},
    {"_cancel_message", get_cancel_message, set_cancel_message, NULL},
    {0},
};

struct type async_future_type = {
    TYPE_HEADER("Future", sizeof(struct plain_async_future)),
    .module = "_asyncio",
    .doc = "The outcome, to come, of something that the event loop waits for.",
    .text_signature = "(*, loop=None)",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_FINALIZED,
    .slots_offset = offsetof(struct plain_async_future, attribute_slots),
    .trace = async_future_trace,
    .new = new_future,
    .init = init,
    .finalize = async_future_finalize,
    .is_settled = is_settled,
    .repr = repr,
    .iter = async_future_iterator,
    .methods = methods,
    .getsets = getsets,
};
