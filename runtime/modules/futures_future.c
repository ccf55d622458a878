/* concurrent.futures.Future: states, and waiting for the last of them. The protocol: futures.h. */
#include "lock/park.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/modules/futures.h"
#include "runtime/modules/sync.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

Value future_cancelled_error, future_invalid_state_error;

const char *future_state_name(enum future_state state)
{
    static const char *const names[] = {
        [FUTURE_PENDING] = "PENDING",
        [FUTURE_RUNNING] = "RUNNING",
        [FUTURE_CANCELLED] = "CANCELLED",
        [FUTURE_CANCELLED_AND_NOTIFIED] = "CANCELLED_AND_NOTIFIED",
        [FUTURE_FINISHED] = "FINISHED",
    };
    return names[state];
}

static bool raise_class(struct thread *t, Value *class)
{
    Value e = exception_new(t, (struct type *)value_load(class), NULL, 0);
    return e != VALUE_ERROR && (raise_exception(t, e), false);
}

/* ---- the lock ---- */

static ALWAYS_INLINE bool lock_future(struct thread *t, struct future *f)
{
    return rlock_take(t, f->lock, PARK_FOREVER) == TRUTH_TRUE;
}

/* What was raised before stays; else what giving the lock back raises: scripts may have done so already. The result: no
   exception is pending. */
static bool unlock_future(struct thread *t, struct future *f)
{
    Value raised = error_take(t);
    bool ok = rlock_drop(t, f->lock) != VALUE_ERROR;
    if (UNLIKELY(raised != VALUE_UNBOUND)) {
        error_restore(t, raised);
    }
    return ok && raised == VALUE_UNBOUND;
}

Value future_condition(struct thread *t, struct future *f)
{
    Value condition = value_load(&f->condition);
    if (condition == VALUE_UNBOUND) {
        Value fresh = condition_new(t, value_from_object(f->lock));
        if (fresh == VALUE_ERROR || compare_and_swap(&f->condition, &condition, fresh)) {
            return fresh;
        }
    }
    return condition;
}

/* Returns whether threads may sleep that are to be woken. Under the lock, but for a script that knows better. */
static bool store_state(struct future *f, enum future_state state)
{
    uint32_t seen = load_relaxed(&f->word), next;
    do {
        next = state | (future_state_is_done(state) ? 0 : seen & FUTURE_AWAITED);
    } while (!compare_and_swap(&f->word, &seen, next));
    return (seen & FUTURE_AWAITED) && !(next & FUTURE_AWAITED);
}

/* ---- telling others ---- */

static bool tell_waiters(struct thread *t, struct future *f, Value method)
{
    Value waiters = value_load(&f->waiters);
    if (LIKELY(waiters == VALUE_UNBOUND)) {
        return true;
    }
    Value all = tuple_from_iterable(t, waiters);
    bool ok = all != VALUE_ERROR;
    for (size_t i = 0; ok && i < value_to_tuple(all)->length; i++) {
        Value waiter = value_to_tuple(all)->items[i];
        ok = call_method_1(t, waiter, method, value_from_object(f)) != VALUE_ERROR;
    }
    return ok;
}

/* After a state that is done: tells the waiters (by that method; UNBOUND: not them), then whoever sleeps in result()
   or at the condition. Gives the lock back. */
static bool tell_and_unlock(struct thread *t, struct future *f, bool wakes, Value method)
{
    bool ok = method == VALUE_UNBOUND || tell_waiters(t, f, method);
    Value condition = value_load(&f->condition);
    if (UNLIKELY(condition != VALUE_UNBOUND) && ok) {
        ok = call_method_0(t, condition, name_notify_all) != VALUE_ERROR;
    }
    ok = unlock_future(t, f) && ok;
    if (wakes) {
        park_wake_all(f);
    }
    return ok;
}

bool future_log(struct thread *t, const char *name, Value first, Value second)
{
    Value module_name = str_intern_cstr(t, "concurrent.futures._base");
    Value module = module_name == VALUE_ERROR ? VALUE_ERROR : import_module(t, module_name);
    Value function_name = module == VALUE_ERROR ? VALUE_ERROR : str_intern_cstr(t, name);
    Value log =
        function_name == VALUE_ERROR ? VALUE_ERROR : object_get_attribute(t, module, function_name);
    return log != VALUE_ERROR && call_2(t, log, first, second) != VALUE_ERROR;
}

/* An Exception of the callback is logged, and what is none goes on. */
static bool call_back(struct thread *t, Value self, Value callback)
{
    if (LIKELY(call_1(t, callback, self) != VALUE_ERROR)) {
        return true;
    }
    return error_matches(t, &Exception_type) &&
           future_log(t, "log_failed_callback", self, error_take(t));
}

static bool visit_callback(struct thread *t, Value callback, void *self)
{
    return call_back(t, value_from_object(self), callback);
}

bool future_call_callbacks(struct thread *t, struct future *f)
{
    Value callbacks = value_load(&f->callbacks);
    return callbacks == VALUE_UNBOUND || iterate(t, callbacks, visit_callback, f);
}

/* Classes in Python may call them in their own way. */
static bool call_callbacks_of_done(struct thread *t, struct future *f)
{
    struct type *type = value_type(value_from_object(f));
    if (LIKELY(type == &future_type)) {
        return future_call_callbacks(t, f);
    }
    Value hook = type_lookup(t, type, name__invoke_callbacks);
    return hook == VALUE_UNBOUND || value_type(hook) == &method_descriptor_type
               ? future_call_callbacks(t, f)
               : call_method_0(t, value_from_object(f), name__invoke_callbacks) != VALUE_ERROR;
}

/* ---- changes ---- */

bool future_finish(struct thread *t, struct future *f, Value result, Value exception)
{
    if (!lock_future(t, f)) {
        return false;
    }
    enum future_state state = future_state(f);
    if (UNLIKELY(future_state_is_done(state))) {
        return unlock_future(t, f) &&
               raise_false(t, (struct type *)value_load(&future_invalid_state_error), "%s: %R",
                           future_state_name(state), value_from_object(f));
    }
    bool has_result = result != VALUE_UNBOUND;
    value_store(has_result ? &f->result : &f->exception, has_result ? result : exception);
    bool wakes = store_state(f, FUTURE_FINISHED);
    return tell_and_unlock(t, f, wakes, has_result ? name_add_result : name_add_exception) &&
           call_callbacks_of_done(t, f);
}

static enum truth raise_unexpected(struct thread *t, struct future *f, enum future_state state)
{
    Value name = str_from_cstr(t, future_state_name(state));
    if (name != VALUE_ERROR && future_log(t, "log_unexpected_state", value_from_object(f), name)) {
        raise_error(t, &RuntimeError_type, "Future in unexpected state");
    }
    return TRUTH_ERROR;
}

enum truth future_start(struct thread *t, struct future *f)
{
    if (!lock_future(t, f)) {
        return TRUTH_ERROR;
    }
    enum future_state state = future_state(f);
    if (LIKELY(state == FUTURE_PENDING)) {
        store_state(f, FUTURE_RUNNING);
        return unlock_future(t, f) ? TRUTH_TRUE : TRUTH_ERROR;
    }
    if (state != FUTURE_CANCELLED) {
        return unlock_future(t, f) ? raise_unexpected(t, f, state) : TRUTH_ERROR;
    }
    bool wakes = store_state(f, FUTURE_CANCELLED_AND_NOTIFIED);
    return tell_and_unlock(t, f, wakes, name_add_cancelled) ? TRUTH_FALSE : TRUTH_ERROR;
}

enum truth future_cancel(struct thread *t, struct future *f)
{
    if (!lock_future(t, f)) {
        return TRUTH_ERROR;
    }
    enum future_state state = future_state(f);
    if (state != FUTURE_PENDING) {
        bool is_cancelled = state == FUTURE_CANCELLED || state == FUTURE_CANCELLED_AND_NOTIFIED;
        return unlock_future(t, f) ? (enum truth)is_cancelled : TRUTH_ERROR;
    }
    bool wakes = store_state(f, FUTURE_CANCELLED);
    bool ok = tell_and_unlock(t, f, wakes, VALUE_UNBOUND) && call_callbacks_of_done(t, f);
    return ok ? TRUTH_TRUE : TRUTH_ERROR;
}

void future_set_state(struct future *f, enum future_state state)
{
    if (store_state(f, state)) {
        park_wake_all(f);
    }
}

/* ---- callbacks and waiters ---- */

Value future_list(struct thread *t, Value *field)
{
    Value found = value_load(field);
    if (found == VALUE_UNBOUND) {
        Value fresh = list_new(t, 0);
        if (fresh == VALUE_ERROR || compare_and_swap(field, &found, fresh)) {
            return fresh;
        }
    }
    return found;
}

static bool add(struct thread *t, Value *field, Value item)
{
    Value list = future_list(t, field);
    if (list == VALUE_ERROR) {
        return false;
    }
    return value_type(list) == &list_type
               ? list_append(t, value_to_list(list), item)
               : call_method_1(t, list, name_append, item) != VALUE_ERROR;
}

bool future_add_callback(struct thread *t, struct future *f, Value callback)
{
    if (!lock_future(t, f)) {
        return false;
    }
    bool is_late = future_state_is_done(future_state(f));
    bool ok = is_late || add(t, &f->callbacks, callback);
    return unlock_future(t, f) && ok && (!is_late || call_back(t, value_from_object(f), callback));
}

enum truth future_add_waiter(struct thread *t, struct future *f, Value waiter)
{
    if (!lock_future(t, f)) {
        return TRUTH_ERROR;
    }
    enum future_state state = future_state(f);
    bool is_late = state == FUTURE_FINISHED || state == FUTURE_CANCELLED_AND_NOTIFIED;
    bool ok = is_late || add(t, &f->waiters, waiter);
    return unlock_future(t, f) && ok ? (enum truth) !is_late : TRUTH_ERROR;
}

bool future_remove_waiter(struct thread *t, struct future *f, Value waiter)
{
    if (!lock_future(t, f)) {
        return false;
    }
    Value waiters = future_list(t, &f->waiters);
    bool ok =
        waiters != VALUE_ERROR && call_method_1(t, waiters, name_remove, waiter) != VALUE_ERROR;
    return unlock_future(t, f) && ok;
}

/* ---- waiting ---- */

/* Under the bucket's lock. Says in the word that somebody sleeps: either whoever makes the future done sees that, or this sees
   that it is done. */
static bool is_not_done(void *argument)
{
    struct future *f = argument;
    uint32_t seen = load_acquire(&f->word);
    do {
        if (future_state_is_done((enum future_state)(seen & FUTURE_STATE))) {
            return false;
        }
    } while (!(seen & FUTURE_AWAITED) && !compare_and_swap(&f->word, &seen, seen | FUTURE_AWAITED));
    return true;
}

/* A script that has asked for the condition may hold its lock while it stores a state first, and then what belongs to it. */
static bool await_holder(struct thread *t, struct future *f)
{
    return LIKELY(value_load(&f->condition) == VALUE_UNBOUND) ||
           (lock_future(t, f) && unlock_future(t, f));
}

bool future_wait(struct thread *t, struct future *f, Value timeout)
{
    if (!future_state_is_done(future_state(f))) {
        int64_t deadline_ns;
        if (!sync_deadline(t, timeout, &deadline_ns) ||
            (deadline_ns != 0 &&
             sync_wait_while(t, f, is_not_done, f, deadline_ns, "Future.result") == TRUTH_ERROR)) {
            return false;
        }
    }
    if (!await_holder(t, f)) {
        return false;
    }
    enum future_state state = future_state(f);
    if (LIKELY(state == FUTURE_FINISHED)) {
        return true;
    }
    return future_state_is_done(state) ? raise_class(t, &future_cancelled_error)
                                       : (raise_plain(t, &TimeoutError_type), false);
}
