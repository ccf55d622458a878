/*
 * threading.Condition: a monitor in Mesa's sense (Lampson and Redell, 1980) around any lock.
 *
 *      wait                                    notify (holds the lock as well)
 *      make a lock that is held, enqueue it    take a waiter out of the queue
 *      release the monitor's lock              release it
 *      wait for the waiter (its word)  <-----
 *      take the monitor's lock again
 *
 * The waiter is in the queue before the monitor's lock is released, so that no notification that follows is lost; each is taken
 * out by exactly one notifier. A wait whose time is up looks at its waiter again when it has the monitor's lock back: a
 * notification that came in between counts. The waiters are objects, not records on the stacks of those who wait: a
 * forked child still has the queue, and no longer the stacks.
 *
 * A _thread.lock or RLock is handled without a call; with any other lock the names that CPython looks for are called.
 */
#include <string.h>

#include "lock/park.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/deque.h"
#include "runtime/int.h"
#include "runtime/modules/sync.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

static struct condition *condition_of(Value self)
{
    return (struct condition *)self;
}

static void trace(struct marker *m, struct object *self)
{
    const struct condition *c = (const struct condition *)self;
    mark_value(m, c->lock);
    mark_value(m, c->waiters);
}

/* ---- the lock ---- */

static Value lock_of(struct thread *t, const struct condition *c)
{
    Value lock = value_load(&c->lock);
    return lock != VALUE_UNBOUND
               ? lock
               : raise_error(t, &RuntimeError_type, "Condition.__init__() not called");
}

static enum truth truth_of(struct thread *t, Value v)
{
    return v == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, v);
}

/* Of a lock that does not say: if it can be taken, nobody owns it. */
static enum truth is_taken(struct thread *t, Value lock)
{
    enum truth was_free = truth_of(t, call_method_1(t, lock, name_acquire, VALUE_FALSE));
    if (was_free == TRUTH_TRUE && call_method_0(t, lock, name_release) == VALUE_ERROR) {
        return TRUTH_ERROR;
    }
    return was_free == TRUTH_ERROR ? TRUTH_ERROR : (enum truth)(was_free == TRUTH_FALSE);
}

static enum truth is_owned(struct thread *t, Value lock)
{
    struct type *type = value_type(lock);
    if (type == &lock_type) {
        return (enum truth)lock_word_is_locked(&((struct lock_object *)lock)->word);
    }
    if (type == &rlock_type) {
        return (enum truth)rlock_is_mine(t, (struct rlock_object *)lock);
    }
    Value ask = object_find_attribute(t, lock, name__is_owned);
    if (ask == VALUE_UNBOUND) {
        return is_taken(t, lock);
    }
    return ask == VALUE_ERROR ? TRUTH_ERROR : truth_of(t, call_0(t, ask));
}

static Value release_save(struct thread *t, Value lock)
{
    struct type *type = value_type(lock);
    if (type == &lock_type) {
        return lock_word_release(&((struct lock_object *)lock)->word)
                   ? VALUE_NONE
                   : raise_error(t, &RuntimeError_type, "release unlocked lock");
    }
    if (type == &rlock_type) {
        return rlock_give_up(t, (struct rlock_object *)lock);
    }
    Value save = object_find_attribute(t, lock, name__release_save);
    if (save == VALUE_UNBOUND) {
        return call_method_0(t, lock, name_release);
    }
    return save == VALUE_ERROR ? VALUE_ERROR : call_0(t, save);
}

/* A lock that is not one of _thread's. */
static bool restore_foreign(struct thread *t, Value lock, Value state)
{
    Value restore = object_find_attribute(t, lock, name__acquire_restore);
    if (restore == VALUE_UNBOUND) {
        return call_method_0(t, lock, name_acquire) != VALUE_ERROR;
    }
    return restore != VALUE_ERROR && call_1(t, restore, state) != VALUE_ERROR;
}

/*
 * Takes the lock again, though an exception be pending, and though signal handlers raise meanwhile, as far as the lock puts up
 * with that. False: something was raised, before or in here.
 */
static bool acquire_restore(struct thread *t, Value lock, Value state)
{
    struct type *type = value_type(lock);
    if (type == &lock_type) {
        return lock_word_retake(t, &((struct lock_object *)lock)->word, (void *)lock);
    }
    if (type == &rlock_type) {
        return rlock_retake(t, (struct rlock_object *)lock, state);
    }
    Value raised = error_take(t);
    bool ok = restore_foreign(t, lock, state);
    if (ok && raised != VALUE_UNBOUND) {
        error_restore(t, raised);
    }
    return ok && raised == VALUE_UNBOUND;
}

/* ---- the queue ---- */

static struct deque *queue_of(const struct condition *c)
{
    Value waiters = value_load(&c->waiters);
    return waiters == VALUE_UNBOUND ? NULL : value_to_deque(waiters);
}

static struct deque *queue_made(struct thread *t, struct condition *c)
{
    struct deque *queue = queue_of(c);
    if (queue == NULL) {
        Value fresh = deque_new(t, &deque_type, -1), seen = VALUE_UNBOUND;
        if (fresh == VALUE_ERROR) {
            return NULL;
        }
        queue = compare_and_swap(&c->waiters, &seen, fresh) ? value_to_deque(fresh)
                                                            : value_to_deque(seen);
    }
    return queue;
}

bool condition_has_waiters(const struct condition *c)
{
    const struct deque *queue = queue_of(c);
    return queue != NULL && deque_length(queue) != 0;
}

Value condition_take_waiter(struct condition *c)
{
    struct deque *queue = queue_of(c);
    Value waiter;
    do { /* past what a script may have put there */
        waiter = queue == NULL ? VALUE_UNBOUND : deque_take(queue, true);
    } while (waiter != VALUE_UNBOUND && value_type(waiter) != &lock_type);
    return waiter;
}

void condition_wake_waiter(Value waiter)
{
    lock_word_release(&((struct lock_object *)waiter)->word);
}

void condition_wake(struct condition *c, uint64_t n)
{
    Value waiter;
    for (; n > 0 && (waiter = condition_take_waiter(c)) != VALUE_UNBOUND; n--) {
        condition_wake_waiter(waiter);
    }
}

static void forget(struct deque *queue, Value waiter)
{
    for (uint64_t i = 0; i < deque_length(queue); i++) {
        if (deque_remove(queue, i, waiter)) {
            return;
        }
    }
}

/* ---- waiting ---- */

static struct lock_object *enqueue(struct thread *t, struct condition *c, uint32_t mark)
{
    struct deque *queue = queue_made(t, c);
    Value waiter = queue == NULL ? VALUE_ERROR : lock_new(t);
    if (waiter == VALUE_ERROR) {
        return NULL;
    }
    ((struct lock_object *)waiter)->word = LOCK_WORD_LOCKED;
    object_set_flag(value_to_object(waiter), mark);
    return deque_push(t, queue, waiter, false) ? (struct lock_object *)waiter : NULL;
}

enum truth condition_wait(struct thread *t, struct condition *c, int64_t deadline_ns, uint32_t mark)
{
    Value lock = value_load(&c->lock);
    struct lock_object *waiter = enqueue(t, c, mark);
    if (waiter == NULL) {
        return TRUTH_ERROR;
    }
    Value state = release_save(t, lock);
    if (state == VALUE_ERROR) {
        forget(queue_of(c), value_from_object(waiter));
        return TRUTH_ERROR;
    }
    enum truth notified =
        lock_word_acquire(t, &waiter->word, deadline_ns, waiter, "Condition.wait");
    bool restored = acquire_restore(t, lock, state);
    if (notified != TRUTH_TRUE && !lock_word_try(&waiter->word)) {
        forget(queue_of(c), value_from_object(waiter));
    } else if (!restored) {
        condition_wake(c, 1); /* this wait raises: the notification is somebody else's */
    } else {
        notified = TRUTH_TRUE;
    }
    return restored ? notified : TRUTH_ERROR;
}

static bool check_owned(struct thread *t, const struct condition *c, const char *verb)
{
    Value lock = lock_of(t, c);
    enum truth owned = lock == VALUE_ERROR ? TRUTH_ERROR : is_owned(t, lock);
    return owned == TRUTH_TRUE ||
           (owned == TRUTH_FALSE &&
            raise_false(t, &RuntimeError_type, "cannot %s on un-acquired lock", verb));
}

/* args: timeout. */
static Value wait(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct condition *c = condition_of(args[0]);
    int64_t deadline_ns;
    if (!check_owned(t, c, "wait") || !sync_deadline(t, args[1], &deadline_ns)) {
        return VALUE_ERROR;
    }
    enum truth notified = condition_wait(t, c, deadline_ns, 0);
    return notified == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(notified);
}

/* args: predicate, timeout. Looks at the lock only when it has to wait, as CPython. */
static Value wait_for(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct condition *c = condition_of(args[0]);
    int64_t deadline_ns = PARK_FOREVER;
    bool is_first = true;
    for (;;) {
        Value result = call_0(t, args[1]);
        enum truth holds = truth_of(t, result);
        if (holds != TRUTH_FALSE) {
            return holds == TRUTH_ERROR ? VALUE_ERROR : result;
        }
        if (is_first && !sync_sum_deadline(t, args[2], &deadline_ns)) {
            return VALUE_ERROR;
        }
        if (!is_first && deadline_ns != PARK_FOREVER && deadline_ns <= park_clock_ns()) {
            return result;
        }
        is_first = false;
        if (!check_owned(t, c, "wait") || condition_wait(t, c, deadline_ns, 0) == TRUTH_ERROR) {
            return VALUE_ERROR;
        }
    }
}

static Value notify(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct condition *c = condition_of(args[0]);
    if (!check_owned(t, c, "notify")) {
        return VALUE_ERROR;
    }
    int64_t n = 1;
    if (!condition_has_waiters(c)) {
        return VALUE_NONE;
    }
    if (args[1] != VALUE_UNBOUND && !number_to_index_clipped(t, args[1], &n)) {
        return VALUE_ERROR;
    }
    condition_wake(c, n < 0 ? 0 : (uint64_t)n);
    return VALUE_NONE;
}

static Value notify_all(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct condition *c = condition_of(args[0]);
    if (!check_owned(t, c, "notify")) {
        return VALUE_ERROR;
    }
    const struct deque *queue = queue_of(c);
    condition_wake(c, queue == NULL ? 0 : deque_length(queue));
    return VALUE_NONE;
}

static Value notify_all_by_old_name(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    return warning_issue(t, &DeprecationWarning_type,
                         "notifyAll() is deprecated, use notify_all() instead")
               ? notify_all(t, args, n_args, names)
               : VALUE_ERROR;
}

/* ---- the lock's own methods ---- */

static Value pass_to_lock(struct thread *t, Value name, const Value *args, uint32_t n_args,
                          Value keyword_names)
{
    Value lock = lock_of(t, condition_of(args[0]));
    Value method = lock == VALUE_ERROR ? VALUE_ERROR : object_get_attribute(t, lock, name);
    if (method == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    uint32_t n_all = n_args - 1 + keyword_count(keyword_names);
    struct value_buffer *copy = value_buffer_new(t, n_all + 1);
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    memcpy(copy->items + 1, args + 1, n_all * sizeof(Value));
    Value result = call(t, method, copy->items + 1, n_args - 1, keyword_names);
    gc_keep(copy);
    return result;
}

/* The common case of each: no arguments, and a lock of _thread. */
static Value acquire(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value lock = value_load(&condition_of(args[0])->lock);
    if (n_args == 1 && keyword_names == VALUE_UNBOUND && lock != VALUE_UNBOUND) {
        enum truth taken = TRUTH_FALSE;
        if (value_type(lock) == &rlock_type) {
            taken = rlock_take(t, (struct rlock_object *)lock, PARK_FOREVER);
        } else if (value_type(lock) == &lock_type) {
            taken = lock_word_acquire(t, &((struct lock_object *)lock)->word, PARK_FOREVER,
                                      (void *)lock, "lock.acquire");
        }
        if (taken != TRUTH_FALSE) {
            return taken == TRUTH_ERROR ? VALUE_ERROR : VALUE_TRUE;
        }
    }
    return pass_to_lock(t, name_acquire, args, n_args, keyword_names);
}

static Value enter(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value lock = value_load(&condition_of(args[0])->lock);
    if (lock != VALUE_UNBOUND &&
        (value_type(lock) == &rlock_type || value_type(lock) == &lock_type)) {
        return acquire(t, args, n_args, keyword_names);
    }
    return pass_to_lock(t, name___enter__, args, n_args, keyword_names);
}

static Value release(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value lock = value_load(&condition_of(args[0])->lock);
    if (lock != VALUE_UNBOUND && value_type(lock) == &rlock_type) {
        return rlock_drop(t, (struct rlock_object *)lock);
    }
    if (lock != VALUE_UNBOUND && value_type(lock) == &lock_type) {
        return lock_drop(t, (struct lock_object *)lock);
    }
    return pass_to_lock(t, name_release, args, n_args, keyword_names);
}

static Value leave(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value lock = value_load(&condition_of(args[0])->lock);
    if (lock != VALUE_UNBOUND &&
        (value_type(lock) == &rlock_type || value_type(lock) == &lock_type)) {
        return release(t, args, n_args, keyword_names);
    }
    return pass_to_lock(t, name___exit__, args, n_args, keyword_names);
}

static Value method_is_owned(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    Value lock = lock_of(t, condition_of(args[0]));
    enum truth owned = lock == VALUE_ERROR ? TRUTH_ERROR : is_owned(t, lock);
    return owned == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(owned);
}

static Value method_release_save(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                 Value names UNUSED)
{
    Value lock = lock_of(t, condition_of(args[0]));
    return lock == VALUE_ERROR ? VALUE_ERROR : release_save(t, lock);
}

static Value method_acquire_restore(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                    Value names UNUSED)
{
    Value lock = lock_of(t, condition_of(args[0]));
    bool ok = lock != VALUE_ERROR && acquire_restore(t, lock, args[1]);
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static Value at_fork_reinit(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    struct condition *c = condition_of(args[0]);
    Value lock = lock_of(t, c);
    if (lock == VALUE_ERROR || call_method_0(t, lock, name__at_fork_reinit) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (queue_of(c) != NULL) {
        deque_clear(queue_of(c));
    }
    return VALUE_NONE;
}

/* ---- creation, and how it shows ---- */

static Value new_condition(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    struct condition *c = gc_new(t, (struct type *)args[0]);
    return c == NULL ? VALUE_ERROR : value_from_object(c);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Condition.__init__", "(lock=None)", NULL};
    Value lock;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, &lock)) {
        return false;
    }
    if (lock == VALUE_UNBOUND || lock == VALUE_NONE) {
        struct rlock_object *fresh = gc_allocate(t, sizeof *fresh, &rlock_type);
        if (fresh == NULL) {
            return false;
        }
        lock = value_from_object(fresh);
    } else if (value_type(lock) != &lock_type && value_type(lock) != &rlock_type &&
               (object_get_attribute(t, lock, name_acquire) == VALUE_ERROR ||
                object_get_attribute(t, lock, name_release) == VALUE_ERROR)) {
        return false;
    }
    value_store(&condition_of(self)->lock, lock);
    return true;
}

Value condition_new(struct thread *t, Value lock)
{
    struct condition *c = gc_new(t, &condition_type);
    if (c == NULL) {
        return VALUE_ERROR;
    }
    c->lock = lock;
    return value_from_object(c);
}

static Value repr(struct thread *t, Value self)
{
    struct condition *c = condition_of(self);
    const struct deque *queue = queue_of(c);
    Value lock = lock_of(t, c);
    return lock == VALUE_ERROR ? VALUE_ERROR
                               : str_format(t, "<Condition(%R, %ld)>", lock,
                                            queue == NULL ? 0L : (long)deque_length(queue));
}

static Value get_lock(struct thread *t, Value self)
{
    return lock_of(t, condition_of(self));
}

static Value get_waiters(struct thread *t, Value self)
{
    struct deque *queue = queue_made(t, condition_of(self));
    return queue == NULL ? VALUE_ERROR : value_from_object(queue);
}

static const struct native_def methods[] = {
    {"acquire", acquire, "(*)", "Acquire the underlying lock.", NATIVE_METHOD},
    {"release", release, "(*)", "Release the underlying lock.", NATIVE_METHOD},
    {"__enter__", enter, "(*)", "Enter the underlying lock.", NATIVE_METHOD},
    {"__exit__", leave, "(*)", "Leave the underlying lock.", NATIVE_METHOD},
    {"wait", wait, "(self, timeout=None)",
     "Give the lock up until notified; False if the timeout came first.", NATIVE_METHOD},
    {"wait_for", wait_for, "(self, predicate, timeout=None)",
     "Wait until predicate() is true; returns its last value.", NATIVE_METHOD},
    {"notify", notify, "(self, n=1)",
     "Wake up to n of the threads that wait, the longest waiting first.", NATIVE_METHOD},
    {"notify_all", notify_all, "(self)", "Wake every thread that waits.", NATIVE_METHOD},
    {"notifyAll", notify_all_by_old_name, "(self)", "The old name of notify_all().", NATIVE_METHOD},
    {"_is_owned", method_is_owned, "(self)", NULL, NATIVE_METHOD},
    {"_release_save", method_release_save, "(self)", NULL, NATIVE_METHOD},
    {"_acquire_restore", method_acquire_restore, "(self, state)", NULL, NATIVE_METHOD},
    {"_at_fork_reinit", at_fork_reinit, "(self)", NULL, NATIVE_METHOD},
    {0},
};

static const struct getset_def getsets[] = {
    {"_lock", get_lock, NULL, NULL},
    {"_waiters", get_waiters, NULL, NULL},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {0},
};

struct type condition_type = {
    TYPE_HEADER("Condition", sizeof(struct condition)),
    .module = "threading",
    .doc = "A monitor: a lock, and a queue of threads that wait to be notified.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct condition, attribute_slots),
    .trace = trace,
    .new = new_condition,
    .init = init,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
