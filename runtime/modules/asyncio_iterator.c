/*
 * What `await future` iterates over: it yields the future, once, and ends with its result. One await has one iterator; of
 * two threads that step it at once, which is not promised to work, each finds a future or the end.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/iterators.h"
#include "runtime/modules/asyncio.h"
#include "runtime/native.h"

struct future_iterator {
    struct object base;
    Value future; /* value_load, value_store; UNBOUND: at the end */
};

static struct future_iterator *iterator_of(Value self)
{
    return (struct future_iterator *)self;
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct future_iterator *)self)->future);
}

Value async_future_iterator(struct thread *t, Value self)
{
    if (!async_future_check(t, value_to_async_future(self))) {
        return VALUE_ERROR;
    }
    struct future_iterator *iterator =
        gc_allocate(t, sizeof *iterator, &async_future_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->future = self;
    return value_from_object(iterator);
}

/* As the slot: what is sent does not matter. */
static Value step(struct thread *t, Value self, Value sent UNUSED, Value *returned)
{
    Value future = value_load(&iterator_of(self)->future);
    *returned = VALUE_NONE;
    if (future == VALUE_UNBOUND) {
        return VALUE_UNBOUND;
    }
    struct async_future *f = value_to_async_future(future);
    if (async_outcome(f) == ASYNC_PENDING) {
        if (load_relaxed(&f->is_blocking)) {
            return raise_error(t, &RuntimeError_type, "await wasn't used with future");
        }
        store_relaxed(&f->is_blocking, 1u);
        return future;
    }
    value_store(&iterator_of(self)->future, VALUE_UNBOUND);
    *returned = async_future_outcome(t, f);
    return *returned == VALUE_ERROR ? VALUE_ERROR : VALUE_UNBOUND;
}

static Value next(struct thread *t, Value self)
{
    Value returned, v = step(t, self, VALUE_NONE, &returned);
    return v != VALUE_UNBOUND || returned == VALUE_NONE
               ? v
               : raise_with_argument(t, &StopIteration_type, returned);
}

/* ---- methods ---- */

static Value send(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    Value returned, v = step(t, args[0], args[1], &returned);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    return returned == VALUE_NONE ? raise_plain(t, &StopIteration_type)
                                  : raise_with_argument(t, &StopIteration_type, returned);
}

static Value close(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    value_store(&iterator_of(args[0])->future, VALUE_UNBOUND);
    return VALUE_NONE;
}

static bool is_exception_class(Value v)
{
    return value_is_type(v) && type_has((struct type *)v, TYPE_EXCEPTION_SUBCLASS);
}

/* class(value), which may be an instance, a tuple of arguments or nothing. */
static Value exception_from_class(struct thread *t, Value class, Value value)
{
    if (value == VALUE_UNBOUND || value == VALUE_NONE) {
        return call_0(t, class);
    }
    if (value_is_instance(value, (struct type *)class)) {
        return value;
    }
    return value_is_tuple(value) ? call_tuple(t, class, value, VALUE_UNBOUND)
                                 : call_1(t, class, value);
}

/* args: type or exception, value, traceback. */
static Value throw_into(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    Value exception = args[1], value = args[2], traceback = args[3];
    if (traceback != VALUE_UNBOUND && traceback != VALUE_NONE &&
        value_type(traceback) != &traceback_type) {
        return raise_error(t, &TypeError_type, "throw() third argument must be a traceback");
    }
    if (is_exception_class(exception)) {
        exception = exception_from_class(t, exception, value);
    } else if (!value_is_exception(exception)) {
        return raise_error(t, &TypeError_type,
                           "exceptions must be classes deriving BaseException or instances of "
                           "such a class");
    } else if (value != VALUE_UNBOUND && value != VALUE_NONE) {
        return raise_error(t, &TypeError_type, "instance exception may not have a separate value");
    }
    value_store(&iterator_of(args[0])->future, VALUE_UNBOUND);
    if (exception == VALUE_ERROR || !value_is_exception(exception)) {
        return exception == VALUE_ERROR
                   ? VALUE_ERROR
                   : raise_error(t, &TypeError_type, "exceptions must derive from BaseException");
    }
    if (traceback != VALUE_UNBOUND && traceback != VALUE_NONE) {
        value_store(&((struct exception *)exception)->traceback, traceback);
    }
    return raise_exception(t, exception);
}

static const struct native_def methods[] = {
    {"send", send, "(self, value, /)", NULL, NATIVE_METHOD},
    {"throw", throw_into, "(self, type, value=None, traceback=None, /)", NULL, NATIVE_METHOD},
    {"close", close, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

struct type async_future_iterator_type = {
    TYPE_HEADER("FutureIter", sizeof(struct future_iterator)),
    .module = "_asyncio",
    .trace = trace,
    .iter = iterator_self,
    .next = next,
    .step = step,
    .methods = methods,
};
