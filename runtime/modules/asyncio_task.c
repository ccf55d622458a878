/* The type asyncio.Task: a future that runs a coroutine. What runs it: asyncio_task_step.c. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/modules/asyncio.h"
#include "runtime/modules/contextvars.h"
#include "runtime/native.h"
#include "runtime/str.h"

static uint64_t n_named; /* tasks that were given a number for a name; atomically */

static struct async_task *task_of(Value self)
{
    return value_to_async_task(self);
}

static void trace(struct marker *m, struct object *self)
{
    const struct async_task *task = (const struct async_task *)self;
    async_future_trace(m, self);
    mark_value(m, task->coroutine);
    mark_value(m, task->name);
    mark_value(m, task->context);
    mark_value(m, task->awaited);
}

/* ---- making ---- */

static Value new_task(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct object *task = gc_new(t, (struct type *)args[0]);
    return task == NULL ? VALUE_ERROR : value_from_object(task);
}

/* A coroutine of `async def` is known by its `step`, and that it cannot be iterated over. */
static enum truth is_coroutine(struct thread *t, Value v)
{
    const struct type *type = value_type(v);
    if (type->step != NULL && type->iter == NULL) {
        return TRUTH_TRUE;
    }
    Value ask = async_library(t, LIBRARY_IS_COROUTINE);
    Value answer = ask == VALUE_ERROR ? VALUE_ERROR : call_1(t, ask, v);
    return answer == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, answer);
}

/* Most tasks are never asked for their name: until then it is the number alone. */
static Value name_of(struct thread *t, Value name)
{
    if (name == VALUE_UNBOUND || name == VALUE_NONE) {
        return value_from_small_int((int64_t)atomic_add(&n_named, 1) + 1);
    }
    return value_type(name) == &str_type ? name : object_str(t, name);
}

static bool init_task(struct thread *t, struct async_task *task, Value coroutine, Value name,
                      Value context)
{
    enum truth fits = is_coroutine(t, coroutine);
    if (fits != TRUTH_TRUE) {
        store_relaxed(&task->logs_destruction, 0u);
        return fits == TRUTH_FALSE &&
               raise_false(t, &TypeError_type, "a coroutine was expected, got %R", coroutine);
    }
    if (context == VALUE_UNBOUND || context == VALUE_NONE) {
        context = context_copy_current(t);
    }
    if (context == VALUE_ERROR || (name = name_of(t, name)) == VALUE_ERROR) {
        return false;
    }
    value_store(&task->coroutine, coroutine);
    value_store(&task->name, name);
    value_store(&task->context, context);
    value_store(&task->awaited, VALUE_UNBOUND);
    store_relaxed(&task->must_cancel, 0u);
    store_relaxed(&task->logs_destruction, 1u);
    store_relaxed(&task->n_cancels, 0);
    return async_task_schedule(t, task, VALUE_UNBOUND) &&
           async_register_task(t, value_from_object(task));
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Task", "(coro, *, loop=None, name=None, context=None)",
                                            NULL};
    Value given[4];
    return arguments_bind(t, &parser, args, n_args, keyword_names, given) &&
           async_future_init(t, value_to_async_future(self), given[1]) &&
           init_task(t, task_of(self), given[0], given[2], given[3]);
}

static void finalize(struct thread *t, Value self)
{
    struct async_task *task = task_of(self);
    if (load_relaxed(&task->logs_destruction) && async_outcome(&task->future) == ASYNC_PENDING) {
        async_future_complain(t, &task->future, "Task was destroyed but it is pending!", "task",
                              VALUE_UNBOUND);
    }
    async_future_finalize(t, self);
}

static bool is_settled(const struct object *self)
{
    const struct async_task *task = (const struct async_task *)self;
    return !load_relaxed(&task->future.logs_exception) &&
           (async_outcome(&task->future) != ASYNC_PENDING ||
            !load_relaxed(&task->logs_destruction));
}

static Value call_library(struct thread *t, enum async_library which, const Value *args,
                          uint32_t n_args)
{
    Value function = async_library(t, which);
    return function == VALUE_ERROR
               ? VALUE_ERROR
               : call_prepend(t, function, args[0], args + 1, n_args - 1, VALUE_UNBOUND);
}

static Value repr(struct thread *t, Value self)
{
    return async_future_check(t, value_to_async_future(self))
               ? call_library(t, LIBRARY_TASK_REPR, &self, 1)
               : VALUE_ERROR;
}

/* ---- cancelling ---- */

enum truth async_cancel_any(struct thread *t, Value future, Value message)
{
    if (value_type(future) == &async_future_type) {
        return async_future_cancel(t, value_to_async_future(future), message);
    }
    if (value_type(future) == &async_task_type) {
        return async_task_cancel(t, task_of(future), message);
    }
    Value answer = async_call_keyword(t, future, name_cancel, VALUE_UNBOUND, name_msg,
                                      message == VALUE_UNBOUND ? VALUE_NONE : message);
    return answer == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, answer);
}

enum truth async_task_cancel(struct thread *t, struct async_task *task, Value message)
{
    store_relaxed(&task->future.logs_exception, 0u);
    if (async_outcome(&task->future) != ASYNC_PENDING) {
        return TRUTH_FALSE;
    }
    store_relaxed(&task->n_cancels, load_relaxed(&task->n_cancels) + 1);
    Value awaited = value_load(&task->awaited);
    if (awaited != VALUE_UNBOUND) {
        /* `awaited` stays: if it is a task, that may refuse, and has to be cancelled once more later. */
        if (!stack_has_room(t)) {
            raise_recursion_error(t, " while cancelling a task");
            return TRUTH_ERROR;
        }
        enum truth cancelled = async_cancel_any(t, awaited, message);
        if (cancelled != TRUTH_FALSE) {
            return cancelled;
        }
    }
    store_relaxed(&task->must_cancel, 1u);
    value_store(&task->future.cancel_message, message);
    return TRUTH_TRUE;
}

/* args: msg. */
static Value cancel(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    enum truth cancelled = async_task_cancel(t, task_of(args[0]), args[1]);
    return cancelled == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(cancelled);
}

static Value cancelling(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return int_from_int64(t, load_relaxed(&task_of(args[0])->n_cancels));
}

static Value uncancel(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct async_task *task = task_of(args[0]);
    int64_t n = load_relaxed(&task->n_cancels);
    n -= n > 0;
    store_relaxed(&task->n_cancels, n);
    return int_from_int64(t, n);
}

/* ---- the other methods ---- */

static Value refuse_result(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return raise_error(t, &RuntimeError_type, "Task does not support set_result operation");
}

static Value refuse_exception(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                              Value names UNUSED)
{
    return raise_error(t, &RuntimeError_type, "Task does not support set_exception operation");
}

/* args: limit. */
static Value get_stack(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    const Value given[] = {args[0], args[1] == VALUE_UNBOUND ? VALUE_NONE : args[1]};
    return call_library(t, LIBRARY_TASK_GET_STACK, given, 2);
}

/* args: limit, file. */
static Value print_stack(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    const Value given[] = {args[0], args[1] == VALUE_UNBOUND ? VALUE_NONE : args[1],
                           args[2] == VALUE_UNBOUND ? VALUE_NONE : args[2]};
    return call_library(t, LIBRARY_TASK_PRINT_STACK, given, 3);
}

static Value get_name(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    Value *place = &task_of(args[0])->name, name = value_load(place);
    if (!value_is_small_int(name)) {
        return async_none_if_unbound(place);
    }
    name = str_format(t, "Task-%ld", (long)value_to_small_int(name));
    if (name != VALUE_ERROR) {
        value_store(place, name);
    }
    return name;
}

static Value set_name(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    Value name = value_type(args[1]) == &str_type ? args[1] : object_str(t, args[1]);
    if (name == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    value_store(&task_of(args[0])->name, name);
    return VALUE_NONE;
}

static Value get_coro(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                      Value names UNUSED)
{
    return async_none_if_unbound(&task_of(args[0])->coroutine);
}

static const struct native_def methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "(cls, item, /)", "See PEP 585",
     NATIVE_CLASS_METHOD},
    {"set_result", refuse_result, "(self, result, /)", NULL, NATIVE_METHOD},
    {"set_exception", refuse_exception, "(self, exception, /)", NULL, NATIVE_METHOD},
    {"cancel", cancel, "(self, /, msg=None)",
     "Have a CancelledError thrown into the coroutine at its next step; False if the task is "
     "done.\n\nThe coroutine may catch it: the task is cancelled when it ends with that error. "
     "Each "
     "call counts as\none request, see cancelling() and uncancel().",
     NATIVE_METHOD},
    {"cancelling", cancelling, "(self, /)",
     "Return the number of requests to cancel that have not been taken back.", NATIVE_METHOD},
    {"uncancel", uncancel, "(self, /)",
     "Take one request to cancel back; return the number of those left.", NATIVE_METHOD},
    {"get_stack", get_stack, "(self, /, *, limit=None)",
     "Return the frames of the coroutine, or of its exception's traceback; the oldest first.",
     NATIVE_METHOD},
    {"print_stack", print_stack, "(self, /, *, limit=None, file=None)",
     "Print the frames of the coroutine, or the traceback of its exception.", NATIVE_METHOD},
    {"get_name", get_name, "(self, /)", NULL, NATIVE_METHOD},
    {"set_name", set_name, "(self, value, /)", NULL, NATIVE_METHOD},
    {"get_coro", get_coro, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

/* ---- attributes ---- */

static Value get_logs_destruction(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_relaxed(&task_of(self)->logs_destruction));
}

static bool set_logs_destruction(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &AttributeError_type, "cannot delete attribute");
    }
    enum truth truth = object_truth(t, v);
    if (truth != TRUTH_ERROR) {
        store_relaxed(&task_of(self)->logs_destruction, (uint32_t)truth);
    }
    return truth != TRUTH_ERROR;
}

static Value get_must_cancel(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_relaxed(&task_of(self)->must_cancel));
}

static Value get_coroutine(struct thread *t UNUSED, Value self)
{
    return async_none_if_unbound(&task_of(self)->coroutine);
}

static Value get_awaited(struct thread *t UNUSED, Value self)
{
    return async_none_if_unbound(&task_of(self)->awaited);
}

static const struct getset_def getsets[] = {
    {"_log_destroy_pending", get_logs_destruction, set_logs_destruction, NULL},
    {"_must_cancel", get_must_cancel, NULL, NULL},
    {"_coro", get_coroutine, NULL, NULL},
    {"_fut_waiter", get_awaited, NULL, NULL},
    {0},
};

struct type async_task_type = {
    TYPE_HEADER("Task", sizeof(struct async_task)),
    .parent = &async_future_type,
    .module = "_asyncio",
    .doc = "A future that runs a coroutine.",
    .text_signature = "(coro, *, loop=None, name=None, context=None)",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_FINALIZED,
    .slots_offset = offsetof(struct async_task, attribute_slots),
    .trace = trace,
    .new = new_task,
    .init = init,
    .finalize = finalize,
    .is_settled = is_settled,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
};
