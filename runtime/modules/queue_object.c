/*
 * queue.Queue, LifoQueue and PriorityQueue: a container, a lock and three conditions on it (Hoare 1974).
 *
 * Everything is what CPython's attributes of the same names show and let scripts use: `with q.mutex:` keeps all others out, for
 * instance. So the mutex is a _thread.lock, which may be held across Python code: a class in Python may say how items are kept,
 * by _init, _qsize, _put and _get, which are called under it. Where it does not, a call takes the lock, moves one item and
 * releases it, without a safepoint between.
 *
 * A thread that is to be woken is taken out of its condition's queue under the mutex, and woken after that is released. However
 * many items come, one thread at most that waits in get() is on its way (struct side): when it has its item, and there are
 * more, it wakes the next. So a burst of items costs few calls of the system, and nobody sleeps beside an item for long; the
 * same goes for put() and room. is_waking is taken away by whoever comes from such a wait or begins one: a forked child,
 * in which the one on its way does not exist, is not left with it.
 */
#include "runtime/modules/queue_object.h"
#include "lock/mutex.h"
#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/modules/queue.h"
#include "runtime/modules/sync.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/str.h"

/* Of a waiter in a condition's queue: it waits in get() or put(), not in a script's own wait(). */
enum { WAITER_IS_OURS = OBJECT_FIRST_TYPE_FLAG };

/* ---- the mutex ---- */

enum { PAUSE_NS = 20000, N_PAUSES = 20 };

static uint32_t *word_of(const struct queue *q)
{
    return &((struct lock_object *)value_load(&q->mutex))->word;
}

/*
 * Where the holder runs on another processor: stays away for a moment, unheard of, so that the holder need not wake anybody and
 * goes on undisturbed: many items then move in the time of one context switch. The more are away the longer, so that one
 * of them comes back at a time.
 */
static bool lock_after_pause(struct thread *t, struct queue *q)
{
    for (int n = mutex_spins() > 0 ? N_PAUSES : 0; n > 0; n--) {
        blocking_enter(&t->lock, "Queue lock");
        uint32_t n_away = atomic_add(&q->n_away, 1) + 1;
        park_sleep(park_deadline_ns((int64_t)PAUSE_NS * n_away), PARK_UNINTERRUPTIBLE);
        atomic_sub(&q->n_away, 1);
        blocking_leave(&t->lock);
        if (lock_word_try(word_of(q))) {
            return true;
        }
    }
    return lock_word_acquire(t, word_of(q), PARK_FOREVER, q, "Queue lock") == TRUTH_TRUE;
}

Value queue_raise_not_made(struct thread *t)
{
    return raise_error(t, &RuntimeError_type, "Queue.__init__() not called");
}

static bool lock_queue(struct thread *t, struct queue *q)
{
    if (UNLIKELY(value_load(&q->mutex) == VALUE_UNBOUND)) {
        return queue_raise_not_made(t) != VALUE_ERROR;
    }
    return LIKELY(lock_word_try(word_of(q))) || lock_after_pause(t, q);
}

static void unlock_queue(struct queue *q)
{
    lock_word_release(word_of(q));
}

static struct condition *condition_of(const struct side *side)
{
    return (struct condition *)value_load(&side->condition);
}

/* Under the mutex: whom to wake now that there is something to wait for; UNBOUND: nobody. */
static Value choose_locked(struct side *side)
{
    if (LIKELY(!condition_has_waiters(condition_of(side))) || side->is_waking) {
        return VALUE_UNBOUND;
    }
    Value waiter = condition_take_waiter(condition_of(side));
    side->is_waking =
        waiter != VALUE_UNBOUND && object_has_flag(value_to_object(waiter), WAITER_IS_OURS);
    return waiter;
}

static void wake(Value waiter)
{
    if (UNLIKELY(waiter != VALUE_UNBOUND)) {
        condition_wake_waiter(waiter);
    }
}

/* ---- waiting ---- */

/* Can a get() or a put() go on? */
typedef enum truth (*question)(struct thread *t, struct queue *q);

static enum truth has_item(struct thread *t, struct queue *q)
{
    int64_t n;
    return !queue_size(t, q, &n) ? TRUTH_ERROR : (enum truth)(n != 0);
}

static enum truth is_bounded(struct thread *t, const struct queue *q)
{
    Value maxsize = value_load(&q->maxsize);
    return value_is_small_int(maxsize)
               ? (enum truth)(value_to_small_int(maxsize) > 0)
               : object_compare_truth(t, maxsize, value_from_small_int(0), COMPARE_GT);
}

static enum truth has_room(struct thread *t, struct queue *q)
{
    enum truth bounded = is_bounded(t, q);
    int64_t n;
    if (bounded != TRUTH_TRUE) {
        return bounded == TRUTH_ERROR ? TRUTH_ERROR : TRUTH_TRUE;
    }
    return queue_size(t, q, &n) ? object_compare_truth(t, value_from_small_int(n),
                                                       value_load(&q->maxsize), COMPARE_LT)
                                : TRUTH_ERROR;
}

/* Turns block and timeout into a deadline; 0: do not wait. */
static bool deadline_of(struct thread *t, Value block, Value timeout, int64_t *deadline_ns)
{
    enum truth blocks = block == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, block);
    *deadline_ns = blocks == TRUTH_TRUE ? PARK_FOREVER : 0;
    if (blocks != TRUTH_TRUE) {
        return blocks == TRUTH_FALSE;
    }
    if (timeout == VALUE_UNBOUND || timeout == VALUE_NONE) {
        return true;
    }
    enum truth is_negative = object_compare_truth(t, timeout, value_from_small_int(0), COMPARE_LT);
    if (is_negative == TRUTH_TRUE) {
        return raise_false(t, &ValueError_type, "'timeout' must be a non-negative number");
    }
    return is_negative == TRUTH_FALSE && sync_deadline(t, timeout, deadline_ns);
}

static bool wait_for(struct thread *t, struct queue *q, struct side *side, question is_ready,
                     int64_t deadline_ns, Value *error)
{
    for (;;) {
        enum truth ready = is_ready(t, q);
        if (ready != TRUTH_FALSE) {
            return ready == TRUTH_TRUE;
        }
        if (deadline_ns == 0 || (deadline_ns != PARK_FOREVER && deadline_ns <= park_clock_ns())) {
            Value e = exception_new(t, (struct type *)value_load(error), NULL, 0);
            return e != VALUE_ERROR && (raise_exception(t, e), false);
        }
        side->is_waking = false;
        enum truth notified = condition_wait(t, condition_of(side), deadline_ns, WAITER_IS_OURS);
        side->is_waking = false;
        if (notified == TRUTH_ERROR) {
            return false;
        }
    }
}

/* ---- put and get ---- */

/* Under the mutex: whom else to wake on a side on which there is more to be had. An error in asking is not the caller's. */
static Value choose_next(struct thread *t, struct queue *q, struct side *side, question has_more)
{
    if (LIKELY(!condition_has_waiters(condition_of(side)))) {
        return VALUE_UNBOUND;
    }
    enum truth more = has_more(t, q);
    if (more == TRUTH_ERROR) {
        error_clear(t);
    }
    return more == TRUTH_FALSE ? VALUE_UNBOUND : choose_locked(side);
}

static Value put(struct thread *t, struct queue *q, Value item, int64_t deadline_ns)
{
    if (!lock_queue(t, q)) {
        return VALUE_ERROR;
    }
    bool ok = wait_for(t, q, &q->not_full, has_room, deadline_ns, &queue_full_error);
    if (!ok || !queue_put_item(t, q, item)) {
        Value other = ok ? choose_locked(&q->not_full) : VALUE_UNBOUND;
        unlock_queue(q);
        wake(other);
        return VALUE_ERROR;
    }
    store_relaxed(&q->unfinished, load_relaxed(&q->unfinished) + 1);
    Value getter = choose_locked(&q->not_empty);
    Value putter = choose_next(t, q, &q->not_full, has_room);
    unlock_queue(q);
    wake(getter);
    wake(putter);
    return VALUE_NONE;
}

/* 1 where scripts have put something of their own in its place. */
static uint64_t length_of(const void *queue)
{
    Value items = value_load(&((const struct queue *)queue)->items);
    return items != VALUE_UNBOUND && queue_is_deque(items) ? deque_length(value_to_deque(items))
                                                           : 1;
}

static Value get(struct thread *t, struct queue *q, int64_t deadline_ns)
{
    if (UNLIKELY(length_of(q) == 0) && deadline_ns != 0) {
        queue_await_burst(length_of, q);
    }
    if (!lock_queue(t, q)) {
        return VALUE_ERROR;
    }
    bool ok = wait_for(t, q, &q->not_empty, has_item, deadline_ns, &queue_empty_error);
    Value item = ok ? queue_take_item(t, q) : VALUE_ERROR;
    if (item == VALUE_ERROR) {
        Value other = ok ? choose_locked(&q->not_empty) : VALUE_UNBOUND;
        unlock_queue(q);
        wake(other);
        return VALUE_ERROR;
    }
    Value putter = choose_locked(&q->not_full);
    Value getter = choose_next(t, q, &q->not_empty, has_item);
    unlock_queue(q);
    wake(putter);
    wake(getter);
    return item;
}

/* args: item, block, timeout. A queue without bound does not look at the two, as in CPython. */
static Value method_put(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    enum truth bounded = is_bounded(t, q);
    int64_t deadline_ns = PARK_FOREVER;
    if (bounded == TRUTH_ERROR ||
        (bounded == TRUTH_TRUE && !deadline_of(t, args[2], args[3], &deadline_ns))) {
        return VALUE_ERROR;
    }
    return put(t, q, args[1], deadline_ns);
}

/* args: block, timeout. */
static Value method_get(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    int64_t deadline_ns;
    return deadline_of(t, args[1], args[2], &deadline_ns) ? get(t, queue_of(args[0]), deadline_ns)
                                                          : VALUE_ERROR;
}

/* These go by put() and get(), which a class in Python may have overridden. */

static Value method_put_nowait(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    if (!queue_has_hook(t, queue_of(args[0]), name_put)) {
        return put(t, queue_of(args[0]), args[1], 0);
    }
    Value given[3] = {VALUE_UNBOUND, args[1], VALUE_FALSE};
    return call_method(t, args[0], name_put, given + 1, 2);
}

static Value method_get_nowait(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    return queue_has_hook(t, queue_of(args[0]), name_get)
               ? call_method_1(t, args[0], name_get, VALUE_FALSE)
               : get(t, queue_of(args[0]), 0);
}

/* ---- tasks ---- */

static Value task_done(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    if (!lock_queue(t, q)) {
        return VALUE_ERROR;
    }
    int64_t left = load_relaxed(&q->unfinished) - 1;
    if (left < 0) {
        unlock_queue(q);
        return raise_error(t, &ValueError_type, "task_done() called too many times");
    }
    store_relaxed(&q->unfinished, left);
    if (left == 0) {
        condition_wake((struct condition *)value_load(&q->all_tasks_done), UINT64_MAX);
    }
    unlock_queue(q);
    return VALUE_NONE;
}

static Value join(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    if (!lock_queue(t, q)) {
        return VALUE_ERROR;
    }
    enum truth ok = TRUTH_TRUE;
    while (load_relaxed(&q->unfinished) != 0 && ok != TRUTH_ERROR) {
        ok = condition_wait(t, (struct condition *)value_load(&q->all_tasks_done), PARK_FOREVER, 0);
    }
    unlock_queue(q);
    return ok == TRUTH_ERROR ? VALUE_ERROR : VALUE_NONE;
}

/* ---- asking ---- */

static Value qsize(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    int64_t n;
    if (!lock_queue(t, q)) {
        return VALUE_ERROR;
    }
    bool ok = queue_size(t, q, &n);
    unlock_queue(q);
    return ok ? int_from_int64(t, n) : VALUE_ERROR;
}

static Value ask(struct thread *t, Value self, question is_so)
{
    struct queue *q = queue_of(self);
    if (!lock_queue(t, q)) {
        return VALUE_ERROR;
    }
    enum truth answer = is_so(t, q);
    unlock_queue(q);
    return answer == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(answer == TRUTH_FALSE);
}

static Value empty(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return ask(t, args[0], has_item);
}

static Value full(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return ask(t, args[0], has_room);
}

const struct native_def queue_methods[] = {
    CLASS_GETITEM,
    {"put", method_put, "(self, item, block=True, timeout=None)",
     "Add item, waiting for room if block is true; raises Full otherwise.", NATIVE_METHOD},
    {"get", method_get, "(self, block=True, timeout=None)",
     "Remove and return an item, waiting for one if block is true; raises Empty otherwise.",
     NATIVE_METHOD},
    {"put_nowait", method_put_nowait, "(self, item)", "put(item, block=False)", NATIVE_METHOD},
    {"get_nowait", method_get_nowait, "(self)", "get(block=False)", NATIVE_METHOD},
    {"task_done", task_done, "(self)",
     "Say that the work on one item that get() returned is complete.", NATIVE_METHOD},
    {"join", join, "(self)", "Wait until task_done() was called for every item put in.",
     NATIVE_METHOD},
    {"qsize", qsize, "(self)", "How many items there are.", NATIVE_METHOD},
    {"empty", empty, "(self)", "Is there no item?", NATIVE_METHOD},
    {"full", full, "(self)", "Is there no room?", NATIVE_METHOD},
    {"_init", queue_hook_init, "(self, maxsize)", "Make the container.", NATIVE_METHOD},
    {"_qsize", queue_hook_size, "(self)", "The length of the container.", NATIVE_METHOD},
    {"_put", queue_hook_put, "(self, item)", "Add to the container.", NATIVE_METHOD},
    {"_get", queue_hook_take, "(self)", "Take out of the container.", NATIVE_METHOD},
    {0},
};
