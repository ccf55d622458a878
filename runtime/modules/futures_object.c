/* concurrent.futures.Future as scripts see it: its methods, and the attributes that CPython keeps in its __dict__. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/modules/futures.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"

static void trace(struct marker *m, struct object *self)
{
    const struct future *f = (const struct future *)self;
    mark_object(m, f->lock);
    mark_value(m, f->condition);
    mark_value(m, f->waiters);
    mark_value(m, f->callbacks);
    mark_value(m, f->result);
    mark_value(m, f->exception);
}

/* ---- making ---- */

static Value new_future(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct future *f = gc_new(t, (struct type *)args[0]);
    struct rlock_object *lock = f == NULL ? NULL : gc_allocate(t, sizeof *lock, &rlock_type);
    if (lock == NULL) {
        return VALUE_ERROR;
    }
    f->lock = lock;
    return value_from_object(f);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Future.__init__", "()", NULL};
    Value none;
    (void)self;
    return (n_args == 0 && keyword_names == VALUE_UNBOUND) ||
           arguments_bind(t, &parser, args, n_args, keyword_names, &none);
}

/* ---- what it shows ---- */

/* For repr(): "finished returned int". */
static Value status_text(struct thread *t, const struct future *f, enum future_state state)
{
    static const char *const shown[] = {"pending", "running", "cancelled", "cancelled", "finished"};
    if (state != FUTURE_FINISHED) {
        return str_from_cstr(t, shown[state]);
    }
    Value exception = value_load(&f->exception), result = value_load(&f->result);
    bool has_raised = exception != VALUE_UNBOUND && exception != VALUE_NONE;
    Value v = has_raised ? exception : result == VALUE_UNBOUND ? VALUE_NONE : result;
    Value name = object_get_attribute(t, value_from_object(value_type(v)), name___name__);
    return name == VALUE_ERROR
               ? VALUE_ERROR
               : str_format(t, "finished %s %V", has_raised ? "raised" : "returned", name);
}

static Value repr(struct thread *t, Value self)
{
    const struct future *f = value_to_future(self);
    char here[24];
    Value status = status_text(t, f, future_state(f));
    Value name = status == VALUE_ERROR
                     ? VALUE_ERROR
                     : object_get_attribute(t, value_from_object(f->base.type), name___name__);
    return name == VALUE_ERROR
               ? VALUE_ERROR
               : str_format(t, "<%V at %s state=%V>", name, address_text(f, here), status);
}

static Value is_cancelled(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    enum future_state state = future_state(value_to_future(args[0]));
    return value_from_bool(state == FUTURE_CANCELLED || state == FUTURE_CANCELLED_AND_NOTIFIED);
}

static Value is_running(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                        Value names UNUSED)
{
    return value_from_bool(future_state(value_to_future(args[0])) == FUTURE_RUNNING);
}

static Value is_done(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                     Value names UNUSED)
{
    return value_from_bool(future_state_is_done(future_state(value_to_future(args[0]))));
}

/* ---- the outcome ---- */

/* The statement `raise v`. */
static Value raise_value(struct thread *t, Value v)
{
    if (value_is_type(v) && type_has((struct type *)v, TYPE_EXCEPTION_SUBCLASS)) {
        v = call_0(t, v);
    }
    if (v == VALUE_ERROR || value_is_exception(v)) {
        return v == VALUE_ERROR ? v : raise_exception(t, v);
    }
    return raise_error(t, &TypeError_type, "exceptions must derive from BaseException");
}

/* args: timeout. */
static Value get_outcome(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct future *f = value_to_future(args[0]);
    if (!future_wait(t, f, args[1])) {
        return VALUE_ERROR;
    }
    Value exception = value_load(&f->exception), result = value_load(&f->result);
    if (UNLIKELY(exception != VALUE_UNBOUND)) {
        enum truth is_set = object_truth(t, exception);
        if (is_set != TRUTH_FALSE) {
            return is_set == TRUTH_ERROR ? VALUE_ERROR : raise_value(t, exception);
        }
    }
    return result == VALUE_UNBOUND ? VALUE_NONE : result;
}

/* args: timeout. */
static Value get_failure(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct future *f = value_to_future(args[0]);
    if (!future_wait(t, f, args[1])) {
        return VALUE_ERROR;
    }
    Value exception = value_load(&f->exception);
    return exception == VALUE_UNBOUND ? VALUE_NONE : exception;
}

/* ---- changes ---- */

static Value from_truth(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth);
}

static Value none_if(bool ok)
{
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static Value cancel(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return from_truth(future_cancel(t, value_to_future(args[0])));
}

static Value start(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return from_truth(future_start(t, value_to_future(args[0])));
}

static Value set_result(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return none_if(future_finish(t, value_to_future(args[0]), args[1], VALUE_UNBOUND));
}

static Value set_exception(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return none_if(future_finish(t, value_to_future(args[0]), VALUE_UNBOUND, args[1]));
}

static Value add_done_callback(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    return none_if(future_add_callback(t, value_to_future(args[0]), args[1]));
}

static Value call_callbacks(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    return none_if(future_call_callbacks(t, value_to_future(args[0])));
}

static Value add_waiter(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return from_truth(future_add_waiter(t, value_to_future(args[0]), args[1]));
}

static Value remove_waiter(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return none_if(future_remove_waiter(t, value_to_future(args[0]), args[1]));
}

static const struct native_def methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "(cls, item, /)", "See PEP 585",
     NATIVE_CLASS_METHOD},
    {"cancel", cancel, "(self)",
     "Cancel the call if it has not begun; True if it is cancelled now and will never run.",
     NATIVE_METHOD},
    {"cancelled", is_cancelled, "(self)", "Was the call cancelled?", NATIVE_METHOD},
    {"running", is_running, "(self)", "Is the call being made at this moment?", NATIVE_METHOD},
    {"done", is_done, "(self)", "Has the call ended, or been cancelled?", NATIVE_METHOD},
    {"result", get_outcome, "(self, timeout=None)",
     "Wait for the end of the call; return its result, or raise what it has raised.",
     NATIVE_METHOD},
    {"exception", get_failure, "(self, timeout=None)",
     "Wait for the end of the call; return the exception that it has raised, or None.",
     NATIVE_METHOD},
    {"add_done_callback", add_done_callback, "(self, fn)",
     "Call fn(self) when the future is done: now, if it is.", NATIVE_METHOD},
    {"set_running_or_notify_cancel", start, "(self)",
     "For executors, before the call: False if it was cancelled.", NATIVE_METHOD},
    {"set_result", set_result, "(self, result)", "For executors: the call has returned.",
     NATIVE_METHOD},
    {"set_exception", set_exception, "(self, exception)", "For executors: the call has failed.",
     NATIVE_METHOD},
    {"_invoke_callbacks", call_callbacks, "(self)", NULL, NATIVE_METHOD},
    {"_add_waiter", add_waiter, "(self, waiter, /)",
     "Have the waiter's add_result and its kin called; False if the future is done.",
     NATIVE_METHOD},
    {"_remove_waiter", remove_waiter, "(self, waiter, /)", NULL, NATIVE_METHOD},
    {0},
};

/* ---- attributes ---- */

static Value get_condition(struct thread *t, Value self)
{
    return future_condition(t, value_to_future(self));
}

static Value get_state(struct thread *t, Value self)
{
    return str_intern_cstr(t, future_state_name(future_state(value_to_future(self))));
}

static bool set_state(struct thread *t, Value self, Value v)
{
    for (int state = FUTURE_PENDING; v != VALUE_UNBOUND && state <= FUTURE_FINISHED; state++) {
        Value name = str_intern_cstr(t, future_state_name((enum future_state)state));
        enum truth is_this = name == VALUE_ERROR ? TRUTH_ERROR : object_equal(t, name, v);
        if (is_this == TRUTH_TRUE) {
            future_set_state(value_to_future(self), (enum future_state)state);
        }
        if (is_this != TRUTH_FALSE) {
            return is_this == TRUTH_TRUE;
        }
    }
    return v == VALUE_UNBOUND
               ? raise_false(t, &AttributeError_type, "a future's state cannot be deleted")
               : raise_false(t, &ValueError_type, "no state of a future: %R", v);
}

static Value none_if_unbound(const Value *field)
{
    Value v = value_load(field);
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static Value get_result(struct thread *t UNUSED, Value self)
{
    return none_if_unbound(&value_to_future(self)->result);
}

static bool put_result(struct thread *t UNUSED, Value self, Value v)
{
    value_store(&value_to_future(self)->result, v);
    return true;
}

static Value get_exception(struct thread *t UNUSED, Value self)
{
    return none_if_unbound(&value_to_future(self)->exception);
}

static bool put_exception(struct thread *t UNUSED, Value self, Value v)
{
    value_store(&value_to_future(self)->exception, v == VALUE_NONE ? VALUE_UNBOUND : v);
    return true;
}

static Value get_waiters(struct thread *t, Value self)
{
    return future_list(t, &value_to_future(self)->waiters);
}

static bool put_waiters(struct thread *t UNUSED, Value self, Value v)
{
    value_store(&value_to_future(self)->waiters, v);
    return true;
}

static Value get_callbacks(struct thread *t, Value self)
{
    return future_list(t, &value_to_future(self)->callbacks);
}

static bool put_callbacks(struct thread *t UNUSED, Value self, Value v)
{
    value_store(&value_to_future(self)->callbacks, v);
    return true;
}

static const struct getset_def getsets[] = {
    {"_condition", get_condition, NULL, NULL},
    {"_state", get_state, set_state, NULL},
    {"_result", get_result, put_result, NULL},
    {"_exception", get_exception, put_exception, NULL},
    {"_waiters", get_waiters, put_waiters, NULL},
    {"_done_callbacks", get_callbacks, put_callbacks, NULL},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {0},
};

struct type future_type = {
    TYPE_HEADER("Future", sizeof(struct future)),
    .module = "concurrent.futures._base",
    .doc = "The outcome, to come, of a call.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct future, attribute_slots),
    .trace = trace,
    .new = new_future,
    .init = init,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
