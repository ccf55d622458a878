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
#include "runtime/base/scrub.h"
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

enum { PAUSE_NS = 20000, N_PAUSES = 20, MANY_AWAY = 4 };

/* The more are away the longer, so that one of them comes back at a time: each that does disturbs whoever is at work. */
static int64_t pause_ns(uint32_t n_away)
{
    uint32_t n = n_away <= MANY_AWAY ? n_away * n_away : MANY_AWAY * (MANY_AWAY - 1) + n_away;
    return (int64_t)PAUSE_NS * n;
}

/*
 * Where the holder runs on another processor: stays away for a moment, unheard of, so that the holder need not wake anybody and
 * goes on undisturbed: many items then move in the time of one context switch.
 */
static bool lock_after_pause(struct thread *t, struct queue *q, struct queue_locks *locks)
{
    uint32_t *word = &locks->mutex->word;
    for (int n = mutex_spins() > 0 ? N_PAUSES : 0; n > 0; n--) {
        blocking_enter(&t->lock, "Queue lock");
        uint32_t n_away = atomic_add(&q->n_away, 1) + 1;
        park_sleep(park_deadline_ns(pause_ns(n_away)), PARK_UNINTERRUPTIBLE);
        atomic_sub(&q->n_away, 1);
        blocking_leave(&t->lock);
        if (lock_word_try(word)) {
            return true;
        }
    }
    bool locked = lock_word_acquire(t, word, PARK_FOREVER, q, "Queue lock") == TRUTH_TRUE;
    gc_keep(locks);
    return locked;
}

COLD Value queue_raise_not_made(struct thread *t)
{
    return raise_error(t, &RuntimeError_type, "Queue.__init__() not called");
}

/* What is locked then; NULL: an exception. */
static struct queue_locks *lock_queue(struct thread *t, struct queue *q)
{
    struct queue_locks *locks = load_acquire(&q->locks);
    if (UNLIKELY(locks == NULL)) {
        (void)!queue_raise_not_made(t);
        return NULL;
    }
    bool locked = LIKELY(lock_word_try(&locks->mutex->word)) || lock_after_pause(t, q, locks);
    return locked ? locks : NULL;
}

static void unlock_queue(struct queue_locks *locks)
{
    lock_word_release(&locks->mutex->word);
}

/* Under the mutex: whom to wake now that there is something to wait for; UNBOUND: nobody. */
static Value choose_locked(struct side *side)
{
    if (LIKELY(!condition_has_waiters(side->condition)) || load_relaxed(&side->is_waking)) {
        return VALUE_UNBOUND;
    }
    Value waiter = condition_take_waiter(side->condition);
    store_relaxed(&side->is_waking, waiter != VALUE_UNBOUND &&
                                        object_has_flag(value_to_object(waiter), WAITER_IS_OURS));
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

/* How long a call waits: 0, not at all; BY_TIMEOUT, as long as `timeout` says, from when there is something to wait for. */
struct patience {
    int64_t deadline_ns;
    Value timeout;
};
enum { BY_TIMEOUT = -1 };

static bool patience_of(struct thread *t, Value block, Value timeout, struct patience *patience)
{
    enum truth blocks = block == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, block);
    *patience = (struct patience){blocks == TRUTH_TRUE ? PARK_FOREVER : 0, timeout};
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
    patience->deadline_ns = BY_TIMEOUT;
    return is_negative == TRUTH_FALSE;
}

static bool wait_for(struct thread *t, struct queue *q, struct side *side, question is_ready,
                     struct patience patience, Value *error)
{
    int64_t deadline_ns = patience.deadline_ns;
    for (;;) {
        enum truth ready = is_ready(t, q);
        if (ready != TRUTH_FALSE) {
            return ready == TRUTH_TRUE;
        }
        if (deadline_ns == BY_TIMEOUT && !sync_deadline(t, patience.timeout, &deadline_ns)) {
            return false;
        }
        if (deadline_ns == 0 || (deadline_ns != PARK_FOREVER && deadline_ns <= park_clock_ns())) {
            Value e = exception_new(t, (struct type *)value_load(error), NULL, 0);
            return e != VALUE_ERROR && (raise_exception(t, e), false);
        }
        store_relaxed(&side->is_waking, false);
        scrub_stack(QUEUE_SCRUB_BYTES);
        enum truth notified = condition_wait(t, side->condition, deadline_ns, WAITER_IS_OURS);
        store_relaxed(&side->is_waking, false);
        if (notified == TRUTH_ERROR) {
            return false;
        }
    }
}

/* ---- put and get ---- */

/* Under the mutex: whom else to wake on a side on which there is more to be had. An error in asking is not the caller's. */
static Value choose_next(struct thread *t, struct queue *q, struct side *side, question has_more)
{
    if (LIKELY(!condition_has_waiters(side->condition))) {
        return VALUE_UNBOUND;
    }
    enum truth more = has_more(t, q);
    if (more == TRUTH_ERROR) {
        error_clear(t);
    }
    return more == TRUTH_FALSE ? VALUE_UNBOUND : choose_locked(side);
}

static Value put(struct thread *t, struct queue *q, Value item, struct patience patience)
{
    struct queue_locks *locks = lock_queue(t, q);
    if (locks == NULL) {
        return VALUE_ERROR;
    }
    bool ok = wait_for(t, q, &locks->not_full, has_room, patience, &queue_full_error);
    if (!ok || !queue_put_item(t, q, item)) {
        Value other = ok ? choose_locked(&locks->not_full) : VALUE_UNBOUND;
        unlock_queue(locks);
        wake(other);
        return VALUE_ERROR;
    }
    store_relaxed(&q->unfinished, load_relaxed(&q->unfinished) + 1);
    Value getter = choose_locked(&locks->not_empty);
    Value putter = choose_next(t, q, &locks->not_full, has_room);
    unlock_queue(locks);
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

static Value get(struct thread *t, struct queue *q, struct patience patience)
{
    if (UNLIKELY(length_of(q) == 0) && patience.deadline_ns != 0) {
        queue_await_burst(length_of, q);
    }
    struct queue_locks *locks = lock_queue(t, q);
    if (locks == NULL) {
        return VALUE_ERROR;
    }
    bool ok = wait_for(t, q, &locks->not_empty, has_item, patience, &queue_empty_error);
    Value item = ok ? queue_take_item(t, q) : VALUE_ERROR;
    if (item == VALUE_ERROR) {
        Value other = ok ? choose_locked(&locks->not_empty) : VALUE_UNBOUND;
        unlock_queue(locks);
        wake(other);
        return VALUE_ERROR;
    }
    Value putter = choose_locked(&locks->not_full);
    Value getter = choose_next(t, q, &locks->not_empty, has_item);
    unlock_queue(locks);
    wake(putter);
    wake(getter);
    return item;
}

static const struct patience no_patience = {0, VALUE_UNBOUND};

/* args: item, block, timeout. A queue without bound does not look at the two, as in CPython. */
static Value method_put(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    enum truth bounded = is_bounded(t, q);
    struct patience patience = {PARK_FOREVER, VALUE_UNBOUND};
    if (bounded == TRUTH_ERROR ||
        (bounded == TRUTH_TRUE && !patience_of(t, args[2], args[3], &patience))) {
        return VALUE_ERROR;
    }
    return put(t, q, args[1], patience);
}

/* args: block, timeout. */
static Value method_get(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct patience patience;
    return patience_of(t, args[1], args[2], &patience) ? get(t, queue_of(args[0]), patience)
                                                       : VALUE_ERROR;
}

/* These go by put() and get(), which a class in Python may have overridden. */

static Value method_put_nowait(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    if (!queue_has_hook(t, queue_of(args[0]), name_put)) {
        return put(t, queue_of(args[0]), args[1], no_patience);
    }
    Value given[3] = {VALUE_UNBOUND, args[1], VALUE_FALSE};
    return call_method(t, args[0], name_put, given + 1, 2);
}

static Value method_get_nowait(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    return queue_has_hook(t, queue_of(args[0]), name_get)
               ? call_method_1(t, args[0], name_get, VALUE_FALSE)
               : get(t, queue_of(args[0]), no_patience);
}

/* ---- tasks ---- */

static Value task_done(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    struct queue_locks *locks = lock_queue(t, q);
    if (locks == NULL) {
        return VALUE_ERROR;
    }
    int64_t left = load_relaxed(&q->unfinished) - 1;
    if (left < 0) {
        unlock_queue(locks);
        return raise_error(t, &ValueError_type, "task_done() called too many times");
    }
    store_relaxed(&q->unfinished, left);
    if (left == 0) {
        condition_wake(locks->all_tasks_done, UINT64_MAX);
    }
    unlock_queue(locks);
    return VALUE_NONE;
}

static Value join(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    struct queue_locks *locks = lock_queue(t, q);
    if (locks == NULL) {
        return VALUE_ERROR;
    }
    enum truth ok = TRUTH_TRUE;
    while (load_relaxed(&q->unfinished) != 0 && ok != TRUTH_ERROR) {
        ok = condition_wait(t, locks->all_tasks_done, PARK_FOREVER, 0);
    }
    unlock_queue(locks);
    return ok == TRUTH_ERROR ? VALUE_ERROR : VALUE_NONE;
}

/* ---- asking ---- */

static Value qsize(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct queue *q = queue_of(args[0]);
    int64_t n;
    struct queue_locks *locks = lock_queue(t, q);
    if (locks == NULL) {
        return VALUE_ERROR;
    }
    bool ok = queue_size(t, q, &n);
    unlock_queue(locks);
    return ok ? int_from_int64(t, n) : VALUE_ERROR;
}

static Value ask(struct thread *t, Value self, question is_so)
{
    struct queue *q = queue_of(self);
    struct queue_locks *locks = lock_queue(t, q);
    if (locks == NULL) {
        return VALUE_ERROR;
    }
    enum truth answer = is_so(t, q);
    unlock_queue(locks);
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
