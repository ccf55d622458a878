/*
 * A task's coroutine, from one await to the next.
 *
 *                    call_soon(step)             awaits a future that is pending
 *      [scheduled] ------------------> [running] -------------------------------> [waiting: task->awaited]
 *           ^                           |  |                                                |
 *           '------ awaits nothing -----'  '--- returns, raises ---> [done]                 | the future is done:
 *           ^                                                                               | its callback task_wakeup
 *           '- - - - - - - - - - - - - - runs in the callback - - - - - - - - - - - - - - - '
 *
 * At most one step of a task is scheduled or running. Should a script break that, the coroutine itself refuses to run twice.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/modules/asyncio.h"
#include "runtime/native.h"
#include "runtime/str.h"

/* ---- a step that is scheduled ---- */

/* What the loop calls. Immutable. */
struct step {
    struct object base;
    struct async_task *task;
    Value exception; /* UNBOUND: none is thrown */
};

static Value wakeup; /* the method task_wakeup, unbound; a root */

static void trace_step(struct marker *m, struct object *self)
{
    mark_object(m, ((struct step *)self)->task);
    mark_value(m, ((struct step *)self)->exception);
}

bool async_task_schedule(struct thread *t, struct async_task *task, Value exception)
{
    struct step *step = gc_allocate(t, sizeof *step, &async_step_type);
    if (step == NULL) {
        return false;
    }
    step->task = task;
    step->exception = exception;
    return async_call_soon(t, value_load(&task->future.loop), value_from_object(step),
                           VALUE_UNBOUND, value_load(&task->context));
}

/* The next step is to raise RuntimeError(text) in the coroutine. */
static bool schedule_error(struct thread *t, struct async_task *task, Value text)
{
    Value error =
        text == VALUE_ERROR ? VALUE_ERROR : exception_new(t, &RuntimeError_type, &text, 1);
    return error != VALUE_ERROR && async_task_schedule(t, task, error);
}

/* ---- running the coroutine ---- */

/* *returned, where the result is UNBOUND, is what the coroutine has returned. */
static Value resume(struct thread *t, Value coroutine, Value exception, Value *returned)
{
    const struct type *type = value_type(coroutine);
    Value v;
    *returned = VALUE_NONE;
    if (exception != VALUE_UNBOUND) {
        v = call_method_1(t, coroutine, name_throw, exception);
    } else if (LIKELY(type->step != NULL)) {
        v = type->step(t, coroutine, VALUE_NONE, returned);
    } else if (type->next != NULL) {
        v = type->next(t, coroutine);
    } else {
        v = call_method_1(t, coroutine, name_send, VALUE_NONE);
    }
    if (UNLIKELY(v == VALUE_ERROR) && error_matches(t, &StopIteration_type)) {
        Value value = value_load(&((struct stop_iteration *)error_take(t))->value);
        *returned = value == VALUE_UNBOUND ? VALUE_NONE : value;
        return VALUE_UNBOUND;
    }
    return v;
}

static bool finish(struct thread *t, struct async_task *task, Value result)
{
    if (UNLIKELY(load_relaxed(&task->must_cancel))) {
        store_relaxed(&task->must_cancel, 0u);
        return async_future_cancel(t, &task->future, value_load(&task->future.cancel_message)) !=
               TRUTH_ERROR;
    }
    return async_future_set_result(t, &task->future, result);
}

/* The coroutine has raised what is pending. What would end the program goes on, after the task knows it. */
static bool fail(struct thread *t, struct async_task *task)
{
    Value error = error_take(t);
    Value cancelled = async_library(t, LIBRARY_CANCELLED_ERROR);
    if (cancelled == VALUE_ERROR) {
        return false;
    }
    if (value_is_instance(error, (struct type *)cancelled)) {
        value_store(&task->future.cancelled_error, error);
        return async_future_cancel(t, &task->future, VALUE_UNBOUND) != TRUTH_ERROR;
    }
    if (!async_future_set_exception(t, &task->future, error)) {
        return false;
    }
    if (value_is_instance(error, &KeyboardInterrupt_type) ||
        value_is_instance(error, &SystemExit_type)) {
        error_restore(t, error);
        return false;
    }
    return true;
}

/* ---- what the coroutine waits for ---- */

static Value wakeup_of(struct thread *t, struct async_task *task)
{
    return object_bind(t, wakeup, value_from_object(task), &async_task_type);
}

/* The task waits for `future`; if it was cancelled in the meantime, so is that. */
static bool note_awaited(struct thread *t, struct async_task *task, Value future)
{
    value_store(&task->awaited, future);
    if (LIKELY(!load_relaxed(&task->must_cancel))) {
        return true;
    }
    enum truth cancelled = async_cancel_any(t, future, value_load(&task->future.cancel_message));
    if (cancelled == TRUTH_TRUE) {
        store_relaxed(&task->must_cancel, 0u);
    }
    return cancelled != TRUTH_ERROR;
}

/* Can the task wait for this future? If not, it gets an error at its next step. TRUTH_ERROR: not even that. */
static enum truth can_await(struct thread *t, struct async_task *task, Value future, Value loop,
                            bool is_blocking)
{
    Value self = value_from_object(task), text;
    if (LIKELY(loop == value_load(&task->future.loop) && is_blocking)) {
        return TRUTH_TRUE;
    }
    text = is_blocking || loop != value_load(&task->future.loop)
               ? str_format(t, "Task %R got Future %R attached to a different loop", self, future)
               : str_format(t, "yield was used instead of yield from in task %R with %R", self,
                            future);
    return schedule_error(t, task, text) ? TRUTH_FALSE : TRUTH_ERROR;
}

static bool await_plain(struct thread *t, struct async_task *task, Value future)
{
    struct async_future *f = value_to_async_future(future);
    enum truth can =
        can_await(t, task, future, value_load(&f->loop), load_relaxed(&f->is_blocking));
    if (can != TRUTH_TRUE) {
        return can == TRUTH_FALSE;
    }
    store_relaxed(&f->is_blocking, 0u);
    Value wakeup = wakeup_of(t, task);
    return wakeup != VALUE_ERROR &&
           async_future_add_callback(t, f, wakeup, value_load(&task->context)) &&
           note_awaited(t, task, future);
}

/* Something else that says by _asyncio_future_blocking that it is a future. */
static bool await_other(struct thread *t, struct async_task *task, Value future, Value blocking)
{
    enum truth is_blocking = object_truth(t, blocking);
    Value loop = is_blocking == TRUTH_ERROR ? VALUE_ERROR : async_loop_of(t, future);
    enum truth can = loop == VALUE_ERROR
                         ? TRUTH_ERROR
                         : can_await(t, task, future, loop, is_blocking == TRUTH_TRUE);
    if (can != TRUTH_TRUE) {
        return can == TRUTH_FALSE;
    }
    Value wakeup = wakeup_of(t, task);
    return wakeup != VALUE_ERROR &&
           object_set_attribute(t, future, name__asyncio_future_blocking, VALUE_FALSE) &&
           async_call_keyword(t, future, name_add_done_callback, wakeup, name_context,
                              value_load(&task->context)) != VALUE_ERROR &&
           note_awaited(t, task, future);
}

static bool is_generator(Value v)
{
    const struct type *type = value_type(v);
    return type->step != NULL && type->iter != NULL && type != &async_future_iterator_type;
}

static bool handle_yielded(struct thread *t, struct async_task *task, Value v)
{
    if (v == value_from_object(task)) {
        return schedule_error(t, task, str_format(t, "Task cannot await on itself: %R", v));
    }
    if (LIKELY(value_is_plain_async_future(v))) {
        return await_plain(t, task, v);
    }
    if (v == VALUE_NONE) { /* a bare yield: once around the loop */
        return async_task_schedule(t, task, VALUE_UNBOUND);
    }
    Value blocking = object_find_attribute(t, v, name__asyncio_future_blocking);
    if (blocking == VALUE_ERROR) {
        return false;
    }
    if (blocking != VALUE_UNBOUND && blocking != VALUE_NONE) {
        return await_other(t, task, v, blocking);
    }
    return is_generator(v)
               ? schedule_error(t, task,
                                str_format(t,
                                           "yield was used instead of yield from for generator in "
                                           "task %R with %R",
                                           value_from_object(task), v))
               : schedule_error(t, task, str_format(t, "Task got bad yield: %R", v));
}

/* ---- one step ---- */

/* What to throw into a task that is to be cancelled: the CancelledError that is on its way already, or a new one. */
static Value replace_by_cancellation(struct thread *t, struct async_task *task, Value exception)
{
    Value class = async_library(t, LIBRARY_CANCELLED_ERROR);
    if (class == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    store_relaxed(&task->must_cancel, 0u);
    return exception != VALUE_UNBOUND && value_is_instance(exception, (struct type *)class)
               ? exception
               : async_future_cancelled_error(t, &task->future);
}

static bool raise_already_done(struct thread *t, struct async_task *task, Value exception)
{
    Value class = async_library(t, LIBRARY_INVALID_STATE_ERROR);
    return class != VALUE_ERROR &&
           raise_false(t, (struct type *)class, "__step(): already done: %R %R",
                       value_from_object(task),
                       exception == VALUE_UNBOUND ? VALUE_NONE : exception);
}

static bool run_entered(struct thread *t, struct async_task *task, Value exception)
{
    Value returned, v = resume(t, value_load(&task->coroutine), exception, &returned);
    if (v == VALUE_UNBOUND) {
        return finish(t, task, returned);
    }
    return v == VALUE_ERROR ? fail(t, task) : handle_yielded(t, task, v);
}

static Value run(struct thread *t, struct async_task *task, Value exception)
{
    if (async_outcome(&task->future) != ASYNC_PENDING) {
        raise_already_done(t, task, exception);
        return VALUE_ERROR;
    }
    if (UNLIKELY(load_relaxed(&task->must_cancel))) {
        exception = replace_by_cancellation(t, task, exception);
        if (exception == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    value_store(&task->awaited, VALUE_UNBOUND);
    if (value_load(&task->coroutine) == VALUE_UNBOUND) {
        return raise_error(t, &RuntimeError_type, "uninitialized Task object");
    }
    Value loop = value_load(&task->future.loop), self = value_from_object(task);
    if (!async_enter_task(t, loop, self)) {
        return VALUE_ERROR;
    }
    bool ok = run_entered(t, task, exception);
    Value raised = ok ? VALUE_UNBOUND : error_take(t);
    ok = async_leave_task(t, loop, self) && ok;
    if (raised != VALUE_UNBOUND) {
        error_restore(t, raised);
    }
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static Value call_step(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const struct step *step = (const struct step *)args[-1];
    if (keyword_count(keyword_names) > 0) {
        return raise_error(t, &TypeError_type, "function takes no keyword arguments");
    }
    if (n_args > 0) {
        return raise_error(t, &TypeError_type, "function takes no positional arguments");
    }
    return run(t, step->task, step->exception);
}

/* The callback of the awaited future, args: that. */
static Value wake_up(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct async_task *task = value_to_async_task(args[0]);
    Value future = args[1];
    Value result = value_is_plain_async_future(future)
                       ? async_future_outcome(t, value_to_async_future(future))
                       : call_method_0(t, future, name_result);
    return run(t, task, result == VALUE_ERROR ? error_take(t) : VALUE_UNBOUND);
}

bool async_step_init(struct thread *t)
{
    static const struct native_def def = {"task_wakeup", wake_up, "(self, object, /)", NULL,
                                          NATIVE_METHOD};
    Value method = method_descriptor_new(t, &def, &async_task_type);
    if (method == VALUE_ERROR) {
        return false;
    }
    gc_add_root(&wakeup);
    value_store(&wakeup, method);
    return true;
}

static Value get_task(struct thread *t UNUSED, Value self)
{
    return value_from_object(((struct step *)self)->task);
}

static const struct getset_def getsets[] = {
    {"__self__", get_task, NULL, NULL},
    {0},
};

struct type async_step_type = {
    TYPE_HEADER("TaskStepMethWrapper", sizeof(struct step)),
    .trace = trace_step,
    .call = call_step,
    .getsets = getsets,
};
