/*
 * The module _queue: SimpleQueue, a queue without bound whose put() neither blocks nor runs Python code, so that it may
 * be called by a finalizer or a signal handler that interrupts another call on the same queue.
 *
 * Items are in a deque. A get() that finds none sleeps at the queue's address:
 *
 *      put                               get
 *      push the item                     count itself in n_waiting (sequentially consistent)
 *      fence                             asked by the parking lot, under its bucket: still empty?
 *      n_waiting > 0: wake one           sleep
 *
 * Either put() sees the sleeper counted, or the sleeper sees the item. A woken thread whose item somebody else has
 * taken sleeps again; nothing is lost, because one that is woken looks for an item before it does anything else.
 */
#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/deque.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct simple_queue {
    struct object base;
    struct deque *items; /* immutable once made */
    uint32_t n_waiting;  /* threads in get(), by atomic operations */
};

static Value empty_error;

static struct simple_queue *queue_of(Value self)
{
    return (struct simple_queue *)self;
}

/* ---- making ---- */

static Value new_queue(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (type == &simple_queue_type && keyword_count(keyword_names) > 0) {
        return raise_error(t, &TypeError_type, "SimpleQueue() takes no keyword arguments");
    }
    if (type == &simple_queue_type && n_args > 1) {
        return raise_error(t, &TypeError_type, "SimpleQueue() takes no positional arguments");
    }
    struct simple_queue *queue = gc_new(t, type);
    Value items = queue == NULL ? VALUE_ERROR : deque_new(t, &deque_type, -1);
    if (items == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    queue->items = value_to_deque(items);
    return value_from_object(queue);
}

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct simple_queue *)self)->items);
}

/* ---- putting ---- */

static Value put(struct thread *t, struct simple_queue *queue, Value item)
{
    if (!deque_push(t, queue->items, item, false)) {
        return VALUE_ERROR;
    }
    if (atomic_add(&queue->n_waiting, 0) > 0) {
        park_wake_one(queue, NULL, NULL);
    }
    return VALUE_NONE;
}

/* args: item, block, timeout. */
static Value method_put(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return put(t, queue_of(args[0]), args[1]);
}

/* ---- getting ---- */

static bool is_empty(void *argument)
{
    return deque_length(((struct simple_queue *)argument)->items) == 0;
}

static enum park_result wait_once(struct thread *t, struct simple_queue *queue, int64_t deadline_ns)
{
    blocking_enter(&t->lock);
    atomic_add(&queue->n_waiting, 1);
    enum park_result result =
        park_wait(queue, is_empty, queue, deadline_ns, PARK_INTERRUPTIBLE, NULL);
    atomic_sub(&queue->n_waiting, 1);
    blocking_leave(&t->lock);
    return result;
}

static Value get(struct thread *t, struct simple_queue *queue, int64_t deadline_ns)
{
    for (bool time_is_up = deadline_ns == 0;;) {
        Value item = deque_take(queue->items, true);
        if (item != VALUE_UNBOUND) {
            return item;
        }
        if (time_is_up) {
            Value e = exception_new(t, (struct type *)value_load(&empty_error), NULL, 0);
            return e == VALUE_ERROR ? e : raise_exception(t, e);
        }
        enum park_result result = wait_once(t, queue, deadline_ns);
        if (result == PARK_INTERRUPTED && !safepoint_poll(&t->lock)) {
            return VALUE_ERROR;
        }
        time_is_up = result == PARK_TIMEOUT;
    }
}

/* args: block, timeout. */
static Value method_get(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    int64_t ns;
    enum truth blocks = args[1] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[1]);
    if (blocks != TRUTH_TRUE) {
        return blocks == TRUTH_ERROR ? VALUE_ERROR : get(t, queue_of(args[0]), 0);
    }
    if (args[2] == VALUE_UNBOUND || args[2] == VALUE_NONE) {
        return get(t, queue_of(args[0]), PARK_FOREVER);
    }
    if (!lock_seconds_to_ns(t, args[2], &ns)) {
        return VALUE_ERROR;
    }
    return ns < 0 ? raise_error(t, &ValueError_type, "'timeout' must be a non-negative number")
                  : get(t, queue_of(args[0]), park_deadline_ns(ns));
}

static Value method_get_nowait(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return get(t, queue_of(args[0]), 0);
}

/* ---- asking ---- */

static Value method_empty(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value names)
{
    return value_from_bool(is_empty(queue_of(args[0])));
}

static Value method_qsize(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return int_from_uint64(t, deque_length(queue_of(args[0])->items));
}

static const struct native_def methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "(cls, item, /)", "See PEP 585",
     NATIVE_CLASS_METHOD},
    {"empty", method_empty, "(self, /)",
     "Return True if the queue is empty, False otherwise (unreliable!).", NATIVE_METHOD},
    {"get", method_get, "(self, /, block=True, timeout=None)",
     "Remove and return an item; waits for one, or raises Empty if 'block' is false or 'timeout' "
     "seconds are over.",
     NATIVE_METHOD},
    {"get_nowait", method_get_nowait, "(self, /)", "The same as get(False).", NATIVE_METHOD},
    {"put", method_put, "(self, /, item, block=True, timeout=None)",
     "Put the item on the queue. 'block' and 'timeout' are ignored: this never blocks.",
     NATIVE_METHOD},
    {"put_nowait", method_put, "(self, /, item)", "The same as put(item).", NATIVE_METHOD},
    {"qsize", method_qsize, "(self, /)", "Return the approximate size of the queue (unreliable!).",
     NATIVE_METHOD},
    {0},
};

struct type simple_queue_type = {
    TYPE_HEADER("SimpleQueue", sizeof(struct simple_queue)),
    .module = "_queue",
    .doc = "Simple, unbounded, reentrant FIFO queue.",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .methods = methods,
    .trace = trace,
    .new = new_queue,
};

/* ---- the module ---- */

bool module_init__queue(struct thread *t, Value module)
{
    if (empty_error == VALUE_UNBOUND) {
        gc_add_root(&empty_error);
        Value error = exception_type_new(t, "_queue", "Empty", &Exception_type,
                                         "Raised by get() when there is no item, or none in time.");
        if (error == VALUE_ERROR) {
            return false;
        }
        value_store(&empty_error, error);
    }
    return module_add(t, module, "Empty", value_load(&empty_error)) &&
           module_add(t, module, "SimpleQueue", value_from_object(&simple_queue_type));
}
