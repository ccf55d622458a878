/* What an asyncio Future does: its states, its callbacks, its outcome. asyncio.h says what is true with the lock off. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list_buffer.h"
#include "runtime/modules/asyncio.h"
#include "runtime/modules/contextvars.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

bool async_future_check(struct thread *t, const struct async_future *f)
{
    return LIKELY(value_load(&f->loop) != VALUE_UNBOUND) ||
           raise_false(t, &RuntimeError_type, "Future object is not initialized.");
}

void async_future_trace(struct marker *m, struct object *self)
{
    const struct async_future *f = (const struct async_future *)self;
    mark_value(m, f->loop);
    mark_value(m, f->callback);
    mark_value(m, f->callbacks);
    mark_value(m, f->result);
    mark_value(m, f->exception);
    mark_value(m, f->exception_traceback);
    mark_value(m, f->source_traceback);
    mark_value(m, f->cancel_message);
    mark_value(m, f->cancelled_error);
}

bool async_future_init(struct thread *t, struct async_future *f, Value loop)
{
    if (loop == VALUE_UNBOUND || loop == VALUE_NONE) {
        loop = async_current_loop(t);
    }
    if (loop == VALUE_ERROR) {
        return false;
    }
    Value *const fields[] = {&f->callback,       &f->callbacks,           &f->result,
                             &f->exception,      &f->exception_traceback, &f->source_traceback,
                             &f->cancel_message, &f->cancelled_error};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        value_store(fields[i], VALUE_UNBOUND);
    }
    store_relaxed(&f->logs_exception, 0u);
    store_relaxed(&f->is_blocking, 0u);
    store_release(&f->outcome, (uint32_t)ASYNC_PENDING);
    value_store(&f->loop, loop);
    Value debug = call_method_0(t, loop, name_get_debug);
    enum truth is_debug = debug == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, debug);
    if (LIKELY(is_debug != TRUTH_TRUE)) {
        return is_debug == TRUTH_FALSE;
    }
    Value extract = async_library(t, LIBRARY_EXTRACT_STACK);
    Value stack = extract == VALUE_ERROR ? VALUE_ERROR : call_0(t, extract);
    if (stack == VALUE_ERROR) {
        return false;
    }
    value_store(&f->source_traceback, stack);
    return true;
}

/* ---- callbacks ---- */

static bool schedule(struct thread *t, struct async_future *f, Value pair)
{
    const struct tuple *callback = value_to_tuple(pair);
    return async_call_soon(t, value_load(&f->loop), callback->items[0], value_from_object(f),
                           callback->items[1]);
}

/* Of a future that is done. Whatever is taken out here is nobody else's. */
static bool schedule_callbacks(struct thread *t, struct async_future *f)
{
    Value pair = value_load(&f->callback);
    if (pair == VALUE_UNBOUND && value_load(&f->callbacks) == VALUE_UNBOUND) {
        return true;
    }
    pair = atomic_swap(&f->callback, VALUE_UNBOUND);
    Value others = atomic_swap(&f->callbacks, VALUE_UNBOUND);
    if (pair != VALUE_UNBOUND && !schedule(t, f, pair)) {
        return false;
    }
    for (uint64_t i = 0; others != VALUE_UNBOUND; i++) {
        pair = list_get(value_to_list(others), i);
        if (pair == VALUE_UNBOUND) {
            break;
        }
        if (!schedule(t, f, pair)) {
            return false;
        }
    }
    return true;
}

static struct list *other_callbacks(struct thread *t, struct async_future *f)
{
    Value list = value_load(&f->callbacks);
    if (list == VALUE_UNBOUND) {
        Value fresh = list_new(t, 0);
        if (fresh == VALUE_ERROR) {
            return NULL;
        }
        list = compare_and_swap(&f->callbacks, &list, fresh) ? fresh : list;
    }
    return value_to_list(list);
}

bool async_future_add_callback(struct thread *t, struct async_future *f, Value function,
                               Value context)
{
    if (async_outcome(f) != ASYNC_PENDING) {
        return async_call_soon(t, value_load(&f->loop), function, value_from_object(f), context);
    }
    context = context == VALUE_UNBOUND ? context_copy_current(t) : context;
    Value pair = context == VALUE_ERROR ? VALUE_ERROR : tuple_pair(t, function, context);
    if (pair == VALUE_ERROR) {
        return false;
    }
    Value none = VALUE_UNBOUND;
    if (value_load(&f->callbacks) != VALUE_UNBOUND ||
        !compare_and_swap(&f->callback, &none, pair)) {
        struct list *list = other_callbacks(t, f);
        if (list == NULL || !list_append(t, list, pair)) {
            return false;
        }
    }
    /* Another thread may have made it done meanwhile, without having seen this callback. */
    return LIKELY(async_outcome(f) == ASYNC_PENDING) || schedule_callbacks(t, f);
}

static enum truth is_of(struct thread *t, Value pair, Value function)
{
    return object_compare_truth(t, value_to_tuple(pair)->items[0], function, COMPARE_EQ);
}

/* Comparing may call Python, which may change the list: each item is taken out only if it is still where it was. */
int64_t async_future_remove_callback(struct thread *t, struct async_future *f, Value function)
{
    int64_t n_removed = 0;
    Value pair = value_load(&f->callback);
    if (pair != VALUE_UNBOUND) {
        enum truth equal = is_of(t, pair, function);
        if (equal == TRUTH_ERROR) {
            return -1;
        }
        n_removed += equal == TRUTH_TRUE && compare_and_swap(&f->callback, &pair, VALUE_UNBOUND);
    }
    Value others = value_load(&f->callbacks);
    for (uint64_t i = 0; others != VALUE_UNBOUND;) {
        pair = list_get(value_to_list(others), i);
        if (pair == VALUE_UNBOUND) {
            break;
        }
        enum truth equal = is_of(t, pair, function);
        if (equal == TRUTH_ERROR) {
            return -1;
        }
        if (equal == TRUTH_TRUE && list_get(value_to_list(others), i) == pair) {
            list_take(value_to_list(others), (int64_t)i);
            n_removed++;
        } else {
            i++;
        }
    }
    return n_removed;
}

/* ---- the end ---- */

/* What the outcome speaks of has been stored. False: it was done before. */
static bool leave_pending(struct async_future *f, enum async_outcome outcome)
{
    uint32_t pending = ASYNC_PENDING;
    return compare_and_swap(&f->outcome, &pending, (uint32_t)outcome);
}

bool async_future_set_result(struct thread *t, struct async_future *f, Value result)
{
    if (!async_future_check(t, f)) {
        return false;
    }
    if (async_outcome(f) != ASYNC_PENDING) {
        return async_raise_invalid_state(t, "invalid state") != VALUE_ERROR;
    }
    value_store(&f->result, result);
    return !leave_pending(f, ASYNC_FINISHED) || schedule_callbacks(t, f);
}

/* An instance, made if `v` is a class; what no future can have is refused. */
static Value exception_of(struct thread *t, Value v)
{
    if (value_is_type(v) && type_has((struct type *)v, TYPE_EXCEPTION_SUBCLASS)) {
        v = call_0(t, v);
        if (v == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    if (!value_is_exception(v)) {
        return raise_error(t, &TypeError_type, "invalid exception object");
    }
    return value_type(v) != &StopIteration_type
               ? v
               : raise_error(t, &TypeError_type,
                             "StopIteration interacts badly with generators and cannot be raised "
                             "into a Future");
}

bool async_future_set_exception(struct thread *t, struct async_future *f, Value exception)
{
    if (!async_future_check(t, f)) {
        return false;
    }
    if (async_outcome(f) != ASYNC_PENDING) {
        return async_raise_invalid_state(t, "invalid state") != VALUE_ERROR;
    }
    exception = exception_of(t, exception);
    if (exception == VALUE_ERROR) {
        return false;
    }
    value_store(&f->exception, exception);
    value_store(&f->exception_traceback, value_load(&((struct exception *)exception)->traceback));
    if (!leave_pending(f, ASYNC_FINISHED)) {
        return true;
    }
    if (!schedule_callbacks(t, f)) {
        return false;
    }
    store_relaxed(&f->logs_exception, 1u);
    return true;
}

enum truth async_future_cancel(struct thread *t, struct async_future *f, Value message)
{
    store_relaxed(&f->logs_exception, 0u);
    if (async_outcome(f) != ASYNC_PENDING) {
        return TRUTH_FALSE;
    }
    value_store(&f->cancel_message, message);
    if (!leave_pending(f, ASYNC_CANCELLED)) {
        return TRUTH_FALSE;
    }
    return schedule_callbacks(t, f) ? TRUTH_TRUE : TRUTH_ERROR;
}

/* ---- the outcome ---- */

Value async_future_cancelled_error(struct thread *t, struct async_future *f)
{
    Value saved = value_load(&f->cancelled_error);
    if (saved != VALUE_UNBOUND) {
        value_store(&f->cancelled_error, VALUE_UNBOUND);
        return saved;
    }
    Value class = async_library(t, LIBRARY_CANCELLED_ERROR);
    Value message = value_load(&f->cancel_message);
    if (class == VALUE_ERROR || message == VALUE_UNBOUND || message == VALUE_NONE) {
        return class == VALUE_ERROR ? VALUE_ERROR : call_0(t, class);
    }
    return call_1(t, class, message);
}

static NOINLINE Value raise_no_result(struct thread *t, struct async_future *f,
                                      enum async_outcome outcome)
{
    if (outcome == ASYNC_PENDING) {
        return async_raise_invalid_state(t, "Result is not set.");
    }
    Value error = async_future_cancelled_error(t, f);
    return error == VALUE_ERROR ? VALUE_ERROR : raise_exception(t, error);
}

static NOINLINE Value raise_failure(struct thread *t, struct async_future *f, Value exception)
{
    value_store(&((struct exception *)exception)->traceback, value_load(&f->exception_traceback));
    return raise_exception(t, exception);
}

/* Each field is looked at once: what another thread does meanwhile must not be half seen. */
Value async_future_outcome(struct thread *t, struct async_future *f)
{
    enum async_outcome outcome = async_outcome(f);
    if (UNLIKELY(outcome != ASYNC_FINISHED)) {
        return raise_no_result(t, f, outcome);
    }
    store_relaxed(&f->logs_exception, 0u);
    Value exception = value_load(&f->exception);
    return UNLIKELY(exception != VALUE_UNBOUND) ? raise_failure(t, f, exception)
                                                : async_none_if_unbound(&f->result);
}

/* ---- the death of one whose exception nobody has asked for ---- */

static bool complain(struct thread *t, struct async_future *f, const char *message, const char *key,
                     Value exception)
{
    Value dict = dict_new(t), self = value_from_object(f);
    Value name = object_get_attribute(t, value_from_object(value_type(self)), name___name__);
    if (dict == VALUE_ERROR || name == VALUE_ERROR) {
        return false;
    }
    struct dict *d = value_to_dict(dict);
    Value text = str_format(t, message, name), stack = value_load(&f->source_traceback);
    return text != VALUE_ERROR && dict_set_cstr(t, d, "message", text) &&
           (exception == VALUE_UNBOUND || dict_set_cstr(t, d, "exception", exception)) &&
           dict_set_cstr(t, d, key, self) &&
           (stack == VALUE_UNBOUND || dict_set_cstr(t, d, "source_traceback", stack)) &&
           call_method_1(t, value_load(&f->loop), name_call_exception_handler, dict) != VALUE_ERROR;
}

void async_future_complain(struct thread *t, struct async_future *f, const char *message,
                           const char *key, Value exception)
{
    if (value_load(&f->loop) ==
        VALUE_UNBOUND) { /* __init__ has not been called: there is nobody to tell */
        return;
    }
    Value raised = error_take(t);
    if (!complain(t, f, message, key, exception)) {
        error_write_unraisable(t, value_from_object(f));
    }
    if (raised != VALUE_UNBOUND) {
        error_restore(t, raised);
    }
}

void async_future_finalize(struct thread *t, Value self)
{
    struct async_future *f = value_to_async_future(self);
    Value exception = value_load(&f->exception);
    if (load_relaxed(&f->logs_exception) && exception != VALUE_UNBOUND) {
        store_relaxed(&f->logs_exception, 0u);
        async_future_complain(t, f, "%V exception was never retrieved", "future", exception);
    }
}
