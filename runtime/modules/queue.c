/*
 * The module _queue: SimpleQueue, a queue without bound whose put() neither blocks nor runs Python code, so that it may
 * be called by a finalizer or a signal handler that interrupts another call on the same queue.
 *
 * Items are in a deque, whose object lock guards the counts beside it as well. A get() that finds no item sleeps at the queue's
 * address:
 *
 *      put, under the lock                         get, under the lock
 *      push the item                               take an item, or
 *      sleepers, and nobody is being woken:        count itself in n_waiting
 *          is_waking = true                        -- unlocked, asked by the parking lot: still empty? --
 *      -- unlocked --                              sleep; then, under the lock:
 *      wake one                                    it was woken: is_waking = false
 *                                                  take an item; if more are left and others sleep, wake the next
 *
 * Either put() sees the sleeper counted, or the sleeper sees the item. However many items come, one thread at most is on its way
 * from sleep: that one wakes the next if there is something left for it, so that a burst costs few calls of the system.
 * No item is left lying beside a sleeper: as long as there are both, is_waking says that some thread will look at them, and
 * that thread is the one woken, or the waker who has found nobody asleep and looks again if was_skipped.
 */
#include "runtime/modules/queue.h"
#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/deque_ring.h"
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
    /* Under the object lock of `items`. */
    uint32_t n_waiting; /* threads in get() that have found nothing */
    bool is_waking;     /* see above */
    bool was_skipped;   /* an item has come meanwhile whose put() has woken nobody */
};

Value queue_empty_error;

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

/* Is it time to wake a sleeper? The caller then calls wake_one, unlocked. */
static bool must_wake_locked(struct simple_queue *queue)
{
    if (LIKELY(queue->n_waiting == 0) || queue->items->length == 0) {
        return false;
    }
    queue->was_skipped = queue->is_waking;
    queue->is_waking = true;
    return !queue->was_skipped;
}

/* Who finds nobody asleep need not look again: whoever goes to sleep now sees the item. Unless that has been taken, and the
   next one come, in the meantime. */
static NOINLINE void wake_one(struct simple_queue *queue)
{
    for (bool again = true; again && !park_wake_one(queue, NULL, NULL);) {
        bool locked = object_lock(&queue->items->base);
        again = queue->was_skipped;
        queue->is_waking = again;
        queue->was_skipped = false;
        object_unlock(&queue->items->base, locked);
    }
}

static Value put(struct thread *t, struct simple_queue *queue, Value item)
{
    struct deque *items = queue->items;
    bool locked = object_lock(&items->base);
    while (UNLIKELY(!deque_has_room_locked(items))) {
        object_unlock(&items->base, locked);
        if (!deque_reserve(t, items)) {
            return VALUE_ERROR;
        }
        locked = object_lock(&items->base);
    }
    deque_push_locked(items, item, false);
    bool wakes = must_wake_locked(queue);
    object_unlock(&items->base, locked);
    if (UNLIKELY(wakes)) {
        wake_one(queue);
    }
    return VALUE_NONE;
}

/* By itself looks at the arguments of the commonest call; those of others are bound to (item, block=True, timeout=None). */
static Value method_put(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"put", "(item, block=True, timeout=None)", NULL};
    Value given[3];
    if (LIKELY(n_args == 2 && keyword_names == VALUE_UNBOUND)) {
        return put(t, queue_of(args[0]), args[1]);
    }
    return arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, given)
               ? put(t, queue_of(args[0]), given[0])
               : VALUE_ERROR;
}

static Value method_put_nowait(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return put(t, queue_of(args[0]), args[1]);
}

/* ---- getting ---- */

static bool is_empty(void *argument)
{
    return deque_length(((struct simple_queue *)argument)->items) == 0;
}

/* Takes an item; without one, the thread is counted as waiting, or not any more. */
static Value take(struct simple_queue *queue, bool was_waiting, bool was_woken, bool will_wait)
{
    bool locked = object_lock(&queue->items->base);
    if (UNLIKELY(was_waiting)) {
        queue->n_waiting--;
        queue->is_waking = queue->is_waking && !was_woken;
    }
    Value item = deque_take_locked(queue->items, true);
    if (item == VALUE_UNBOUND && will_wait) {
        queue->n_waiting++;
    }
    bool wakes = must_wake_locked(queue);
    object_unlock(&queue->items->base, locked);
    if (UNLIKELY(wakes)) {
        wake_one(queue);
    }
    return item;
}

static enum park_result sleep_at(struct thread *t, struct simple_queue *queue, int64_t deadline_ns)
{
    enum park_result result =
        blocking_wait(&t->lock, "SimpleQueue.get", queue, is_empty, queue, deadline_ns, NULL);
    gc_keep(queue);
    return result;
}

/* Where a put() may come from another processor at this moment. */
static void spin(struct simple_queue *queue)
{
    for (uint32_t n = mutex_spins(); n > 0 && is_empty(queue); n--) {
        cpu_relax();
    }
}

static NOINLINE Value wait_for_item(struct thread *t, struct simple_queue *queue,
                                    int64_t deadline_ns)
{
    for (;;) {
        spin(queue);
        enum park_result result = sleep_at(t, queue, deadline_ns);
        bool gives_up = result == PARK_TIMEOUT;
        if (result == PARK_INTERRUPTED && !safepoint_poll(&t->lock)) {
            bool locked = object_lock(&queue->items->base);
            queue->n_waiting--;
            object_unlock(&queue->items->base, locked);
            return VALUE_ERROR;
        }
        Value item = take(queue, true, result == PARK_WOKEN, !gives_up);
        if (item != VALUE_UNBOUND || gives_up) {
            return item;
        }
    }
}

static Value get(struct thread *t, struct simple_queue *queue, int64_t deadline_ns)
{
    Value item = take(queue, false, false, deadline_ns != 0);
    if (UNLIKELY(item == VALUE_UNBOUND) && deadline_ns != 0) {
        item = wait_for_item(t, queue, deadline_ns);
    }
    if (LIKELY(item != VALUE_UNBOUND)) {
        return item;
    }
    Value e = exception_new(t, (struct type *)value_load(&queue_empty_error), NULL, 0);
    return e == VALUE_ERROR ? e : raise_exception(t, e);
}

static bool deadline_of(struct thread *t, Value block, Value timeout, int64_t *deadline_ns)
{
    int64_t ns;
    enum truth blocks = block == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, block);
    *deadline_ns = blocks == TRUTH_TRUE ? PARK_FOREVER : 0;
    if (blocks != TRUTH_TRUE || timeout == VALUE_UNBOUND || timeout == VALUE_NONE) {
        return blocks != TRUTH_ERROR;
    }
    if (!lock_seconds_to_ns(t, timeout, &ns)) {
        return false;
    }
    *deadline_ns = ns == 0 ? 0 : park_deadline_ns(ns);
    return ns >= 0 || raise_false(t, &ValueError_type, "'timeout' must be a non-negative number");
}

static Value method_get(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"get", "(block=True, timeout=None)", NULL};
    Value given[2];
    int64_t deadline_ns = PARK_FOREVER;
    if (UNLIKELY(n_args != 1 || keyword_names != VALUE_UNBOUND) &&
        (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, given) ||
         !deadline_of(t, given[0], given[1], &deadline_ns))) {
        return VALUE_ERROR;
    }
    return get(t, queue_of(args[0]), deadline_ns);
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
    {"get", method_get, "(*)(self, /, block=True, timeout=None)",
     "Remove and return an item; waits for one, or raises Empty if 'block' is false or 'timeout' "
     "seconds are over.",
     NATIVE_METHOD},
    {"get_nowait", method_get_nowait, "(self, /)", "The same as get(False).", NATIVE_METHOD},
    {"put", method_put, "(*)(self, /, item, block=True, timeout=None)",
     "Put the item on the queue. 'block' and 'timeout' are ignored: this never blocks.",
     NATIVE_METHOD},
    {"put_nowait", method_put_nowait, "(self, /, item)", "The same as put(item).", NATIVE_METHOD},
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

bool queue_errors_make(struct thread *t)
{
    if (queue_empty_error == VALUE_UNBOUND) {
        gc_add_root(&queue_empty_error);
        Value error = exception_type_new(t, "_queue", "Empty", &Exception_type,
                                         "Raised by get() when there is no item, or none in time.");
        if (error == VALUE_ERROR) {
            return false;
        }
        value_store(&queue_empty_error, error);
    }
    return true;
}

bool module_init__queue(struct thread *t, Value module)
{
    return queue_errors_make(t) && module_add(t, module, "Empty", value_load(&queue_empty_error)) &&
           module_add(t, module, "SimpleQueue", value_from_object(&simple_queue_type));
}
