/*
 * The module _queue: SimpleQueue, a queue without bound whose put() neither blocks nor runs Python code, so that it may
 * be called by a finalizer or a signal handler that interrupts another call on the same queue.
 *
 * Items are in a chain that needs no lock (queue_chain.h). A get() that finds no item sleeps at the queue's address:
 *
 *      put                                         get
 *      append the item                             take an item, or
 *      sleepers, and nobody is being woken:        count itself in n_waiting
 *          set WAKING                              -- asked by the parking lot: still empty? --
 *          wake one                                sleep; then
 *      sleepers, and WAKING: set SKIPPED           it was woken: take WAKING away
 *                                                  take an item; if more are left and others wait, wake the next
 *
 * Either put() sees the sleeper counted, or the sleeper sees the item. However many items come, one thread at most is on its way
 * from sleep: that one wakes the next if there is something left for it, so that a burst costs few calls of the system.
 * No item is left lying beside a sleeper: as long as there are both, WAKING says that some thread will look at them, and
 * that thread is the one woken, or the waker, who has found nobody asleep and looks again if SKIPPED was set meanwhile. WAKING
 * is also taken away by whoever goes to sleep: a forked child, in which the one on its way does not exist, is not left with it.
 */
#include "runtime/modules/queue.h"
#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/base/scrub.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/queue_chain.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { WAKING = 1, SKIPPED = 2 };

struct simple_queue {
    struct object base;
    struct queue_chain chain;
    /* Any thread, atomically. */
    uint32_t n_waiting; /* threads in get() that have found nothing */
    uint32_t waking;    /* the two flags */
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
    struct queue_chunk *chunk = queue == NULL ? NULL : queue_chunk_new(t, 0);
    if (chunk == NULL) {
        return VALUE_ERROR;
    }
    queue->chain.head = queue->chain.tail = chunk;
    return value_from_object(queue);
}

static void trace(struct marker *m, struct object *self)
{
    const struct queue_chain *chain = &((struct simple_queue *)self)->chain;
    if (chain->head != NULL) {
        mark_object(m, chain->head);
        mark_object(m, chain->tail);
    }
}

static void trace_chunk(struct marker *m, struct object *self)
{
    const struct queue_chunk *chunk = (const struct queue_chunk *)self;
    mark_values(m, chunk->items, QUEUE_CHUNK_ITEMS);
    if (chunk->next != NULL) {
        mark_object(m, chunk->next);
    }
}

struct type queue_chunk_type = {
    TYPE_HEADER("queue_chunk", sizeof(struct queue_chunk)),
    .flags = TYPE_STORAGE,
    .trace = trace_chunk,
};

/* ---- putting ---- */

static bool is_empty(void *argument)
{
    return chain_length(&((struct simple_queue *)argument)->chain) == 0;
}

/* Sets WAKING, or SKIPPED where that is set; whether it is the caller who has to wake. */
static bool claim_waking(struct simple_queue *queue)
{
    uint32_t seen = load_relaxed(&queue->waking);
    while (!compare_and_swap(&queue->waking, &seen, seen == 0 ? WAKING : WAKING | SKIPPED)) {
    }
    return seen == 0;
}

/* Wakes a sleeper unless one is being woken already. Who finds nobody asleep looks again if an item has come meanwhile. */
static NOINLINE void wake_one(struct simple_queue *queue)
{
    while (claim_waking(queue) && !park_wake_one(queue, NULL, NULL) &&
           (atomic_swap(&queue->waking, 0) & SKIPPED)) {
    }
}

/* Is there somebody to wake, something to wake them for, and nobody on the way who will look at it? */
static ALWAYS_INLINE bool must_wake(struct simple_queue *queue)
{
    return UNLIKELY(load_seq_cst(&queue->n_waiting) > 0) &&
           load_seq_cst(&queue->waking) != (WAKING | SKIPPED) && !is_empty(queue);
}

/* The end of a put(). */
static NOINLINE Value put_and_wake(struct simple_queue *queue)
{
    wake_one(queue);
    return VALUE_NONE;
}

static NOINLINE Value put(struct thread *t, struct simple_queue *queue, Value item)
{
    if (!chain_put(t, &queue->chain, item)) {
        return VALUE_ERROR;
    }
    return must_wake(queue) ? put_and_wake(queue) : VALUE_NONE;
}

static NOINLINE Value put_bound(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"put", "(item, block=True, timeout=None)", NULL};
    Value given[3];
    return arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, given)
               ? put(t, queue_of(args[0]), given[0])
               : VALUE_ERROR;
}

/* Saves no register for the commonest case: all others are the tails of it. */
static Value method_put(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (UNLIKELY(n_args != 2) || UNLIKELY(keyword_names != VALUE_UNBOUND)) {
        return put_bound(t, args, n_args, keyword_names);
    }
    struct simple_queue *queue = queue_of(args[0]);
    if (UNLIKELY(!chain_put_unshared(&queue->chain, args[1]))) {
        return put(t, queue, args[1]);
    }
    return must_wake(queue) ? put_and_wake(queue) : VALUE_NONE;
}

static Value method_put_nowait(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return put(t, queue_of(args[0]), args[1]);
}

/* ---- getting ---- */

enum { RELAXED_A_LOOK = 16, MOST_LOOKS = 16, GOOD_BURST = 64 };

void queue_await_burst(uint64_t (*length)(const void *queue), const void *queue)
{
    uint64_t n = 0;
    for (int looks = mutex_spins() > 0 ? MOST_LOOKS : 0; looks > 0; looks--) {
        for (int i = 0; i < RELAXED_A_LOOK; i++) {
            cpu_relax();
        }
        uint64_t now = length(queue);
        if (now >= GOOD_BURST || (now > 0 && now == n)) {
            return;
        }
        n = now;
    }
}

static uint64_t length_of(const void *queue)
{
    return chain_length(&((const struct simple_queue *)queue)->chain);
}

static enum park_result sleep_at(struct thread *t, struct simple_queue *queue, int64_t deadline_ns)
{
    atomic_and(&queue->waking, 0);
    enum park_result result =
        blocking_wait(&t->lock, "SimpleQueue.get", queue, is_empty, queue, deadline_ns, NULL);
    gc_keep(queue);
    if (result == PARK_WOKEN) {
        atomic_and(&queue->waking, 0);
    }
    return result;
}

static NOINLINE Value wait_for_item(struct thread *t, struct simple_queue *queue,
                                    int64_t deadline_ns)
{
    Value item;
    enum park_result result;
    queue_await_burst(length_of, queue);
    atomic_add(&queue->n_waiting, 1);
    do {
        result = sleep_at(t, queue, deadline_ns);
        item = result == PARK_INTERRUPTED && !safepoint_poll(&t->lock)
                   ? VALUE_ERROR
                   : chain_take(t, &queue->chain);
    } while (item == VALUE_UNBOUND && result != PARK_TIMEOUT);
    atomic_sub(&queue->n_waiting, 1);
    if (must_wake(queue)) {
        wake_one(queue);
    }
    return item;
}

static NOINLINE Value get(struct thread *t, struct simple_queue *queue, int64_t deadline_ns)
{
    Value item = chain_take(t, &queue->chain);
    if (UNLIKELY(item == VALUE_UNBOUND) && deadline_ns != 0) {
        scrub_stack(QUEUE_SCRUB_BYTES); /* of the item before */
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

static NOINLINE Value get_bound(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"get", "(block=True, timeout=None)", NULL};
    Value given[2];
    int64_t deadline_ns;
    return arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, given) &&
                   deadline_of(t, given[0], given[1], &deadline_ns)
               ? get(t, queue_of(args[0]), deadline_ns)
               : VALUE_ERROR;
}

static Value method_get(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (UNLIKELY(n_args != 1) || UNLIKELY(keyword_names != VALUE_UNBOUND)) {
        return get_bound(t, args, n_args, keyword_names);
    }
    Value item = chain_take_unshared(&queue_of(args[0])->chain);
    return LIKELY(item != VALUE_UNBOUND) ? item : get(t, queue_of(args[0]), PARK_FOREVER);
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
    return int_from_uint64(t, chain_length(&queue_of(args[0])->chain));
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
