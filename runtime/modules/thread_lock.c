/* _thread.lock and _thread.RLock: thread_lock.h. */
#include "runtime/modules/thread_lock.h"
#include "lock/schedule.h"

#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value truth_value(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth);
}

/* --- _thread.lock --- */

static struct lock_object *lock_of(Value self)
{
    return (struct lock_object *)self;
}

Value lock_new(struct thread *t)
{
    struct lock_object *lock = gc_allocate(t, sizeof *lock, &lock_type);
    return lock == NULL ? VALUE_ERROR : value_from_object(lock);
}

/* Under the policy `seeded`, where taking a lock is a step, and a deadlock's report tells who holds it. */
static NOINLINE enum truth take_scheduled(struct thread *t, struct lock_object *lock,
                                          int64_t deadline_ns)
{
    safepoint_offer_switch(&t->lock);
    enum truth taken = lock_word_acquire(t, &lock->word, deadline_ns, lock, "lock.acquire");
    if (taken == TRUTH_TRUE) {
        lock->holder = schedule_number(&t->lock);
    }
    return taken;
}

static ALWAYS_INLINE enum truth take(struct thread *t, struct lock_object *lock,
                                     int64_t deadline_ns)
{
    return schedule_is_active()
               ? take_scheduled(t, lock, deadline_ns)
               : lock_word_acquire(t, &lock->word, deadline_ns, lock, "lock.acquire");
}

/* By itself looks at the arguments of the commonest call; others are bound to (blocking=True, timeout=-1). */
static Value lock_acquire(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    static struct argument_parser parser = {"acquire", "(blocking=True, timeout=-1)", NULL};
    Value given[2];
    struct lock_object *lock = lock_of(args[0]);
    int64_t deadline_ns = PARK_FOREVER;
    if (UNLIKELY(n_args != 1 || names != VALUE_UNBOUND) &&
        (!arguments_bind(t, &parser, args + 1, n_args - 1, names, given) ||
         !lock_deadline(t, given[0], given[1], &deadline_ns))) {
        return VALUE_ERROR;
    }
    return truth_value(take(t, lock, deadline_ns));
}

static Value lock_enter(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return truth_value(take(t, lock_of(args[0]), PARK_FOREVER));
}

Value lock_drop(struct thread *t, struct lock_object *lock)
{
    if (!lock_word_release(&lock->word)) {
        return raise_error(t, &RuntimeError_type, "release unlocked lock");
    }
    safepoint_offer_switch(&t->lock);
    return VALUE_NONE;
}

static Value lock_release(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return lock_drop(t, lock_of(args[0]));
}

static Value lock_locked(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                         Value names UNUSED)
{
    return value_from_bool(lock_word_is_locked(&lock_of(args[0])->word));
}

static Value lock_at_fork_reinit(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                                 Value names UNUSED)
{
    store_release(&lock_of(args[0])->word, 0);
    return VALUE_NONE;
}

static Value lock_repr(struct thread *t, Value self)
{
    char here[24];
    return str_format(t, "<%s %T object at %s>",
                      lock_word_is_locked(&lock_of(self)->word) ? "locked" : "unlocked", self,
                      address_text(value_to_object(self), here));
}

#define ACQUIRE_DOC                                                                                \
    "Lock the lock. Without arguments, wait until it is free; the result is True.\n"               \
    "With blocking false, or when the timeout in seconds has passed, the result may be False."

static const struct native_def lock_methods[] = {
    {"acquire", lock_acquire, "(*)(self, blocking=True, timeout=-1)", ACQUIRE_DOC, NATIVE_METHOD},
    {"acquire_lock", lock_acquire, "(*)(self, blocking=True, timeout=-1)", ACQUIRE_DOC,
     NATIVE_METHOD},
    {"release", lock_release, "(self, /)", "Release the lock, whoever has acquired it.",
     NATIVE_METHOD},
    {"release_lock", lock_release, "(self, /)", "Release the lock, whoever has acquired it.",
     NATIVE_METHOD},
    {"locked", lock_locked, "(self, /)", "Is the lock held?", NATIVE_METHOD},
    {"locked_lock", lock_locked, "(self, /)", "Is the lock held?", NATIVE_METHOD},
    {"__enter__", lock_enter, "(self, /)", "Lock the lock.", NATIVE_METHOD},
    {"__exit__", lock_release, "(*)(self, /, *arguments)", "Release the lock.", NATIVE_METHOD},
    {"_at_fork_reinit", lock_at_fork_reinit, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

struct type lock_type = {
    TYPE_HEADER("lock", sizeof(struct lock_object)),
    .flags = TYPE_WEAK_REFERABLE,
    .module = "_thread",
    .doc = "A lock: acquire() waits until it is free, release() lets the next one have it.",
    .methods = lock_methods,
    .repr = lock_repr,
};

/* --- _thread.RLock --- */

static struct rlock_object *rlock_of(Value self)
{
    return (struct rlock_object *)self;
}

static void rlock_set(struct rlock_object *lock, uint64_t owner, uint64_t count)
{
    store_relaxed(&lock->count, count);
    store_relaxed(&lock->owner, owner);
}

enum truth rlock_take(struct thread *t, struct rlock_object *lock, int64_t deadline_ns)
{
    if (rlock_is_mine(t, lock)) {
        rlock_set(lock, t->ident, load_relaxed(&lock->count) + 1);
        return TRUTH_TRUE;
    }
    safepoint_offer_switch(&t->lock);
    enum truth taken = lock_word_acquire(t, &lock->word, deadline_ns, lock, "lock.acquire");
    if (taken == TRUTH_TRUE) {
        rlock_set(lock, t->ident, 1);
    }
    return taken;
}

static Value rlock_acquire(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    int64_t deadline_ns = PARK_FOREVER;
    if ((args[1] != VALUE_UNBOUND || args[2] != VALUE_UNBOUND) &&
        !lock_deadline(t, args[1], args[2], &deadline_ns)) {
        return VALUE_ERROR;
    }
    return truth_value(rlock_take(t, rlock_of(args[0]), deadline_ns));
}

static Value rlock_enter(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return truth_value(rlock_take(t, rlock_of(args[0]), PARK_FOREVER));
}

Value rlock_drop(struct thread *t, struct rlock_object *lock)
{
    if (!rlock_is_mine(t, lock)) {
        return raise_error(t, &RuntimeError_type, "cannot release un-acquired lock");
    }
    uint64_t count = load_relaxed(&lock->count) - 1;
    rlock_set(lock, count == 0 ? 0 : t->ident, count);
    if (count == 0) {
        lock_word_release(&lock->word);
        safepoint_offer_switch(&t->lock);
    }
    return VALUE_NONE;
}

static Value rlock_release(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return rlock_drop(t, rlock_of(args[0]));
}

Value rlock_give_up(struct thread *t, struct rlock_object *lock)
{
    if (!rlock_is_mine(t, lock)) {
        return raise_error(t, &RuntimeError_type, "cannot release un-acquired lock");
    }
    Value items[2] = {int_from_uint64(t, load_relaxed(&lock->count)), int_from_uint64(t, t->ident)};
    Value saved =
        items[0] == VALUE_ERROR || items[1] == VALUE_ERROR ? VALUE_ERROR : tuple_new(t, items, 2);
    if (saved != VALUE_ERROR) {
        rlock_set(lock, 0, 0);
        lock_word_release(&lock->word);
    }
    return saved;
}

static Value rlock_release_save(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value names UNUSED)
{
    return rlock_give_up(t, rlock_of(args[0]));
}

bool rlock_retake(struct thread *t, struct rlock_object *lock, Value state)
{
    uint64_t count, owner;
    if (!value_is_tuple(state) || value_to_tuple(state)->length != 2 ||
        !int_to_uint64(value_to_tuple(state)->items[0], &count) ||
        !int_to_uint64(value_to_tuple(state)->items[1], &owner)) {
        return raise_false(t, &TypeError_type,
                           "_acquire_restore() argument 1 must be 2-item sequence, not %A", state);
    }
    bool ok = lock_word_retake(t, &lock->word, lock);
    rlock_set(lock, owner, count);
    return ok;
}

static Value rlock_acquire_restore(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                   Value names UNUSED)
{
    return rlock_retake(t, rlock_of(args[0]), args[1]) ? VALUE_NONE : VALUE_ERROR;
}

static Value rlock_is_owned(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    return value_from_bool(rlock_is_mine(t, rlock_of(args[0])));
}

static Value rlock_at_fork_reinit(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                                  Value names UNUSED)
{
    rlock_set(rlock_of(args[0]), 0, 0);
    store_release(&rlock_of(args[0])->word, 0);
    return VALUE_NONE;
}

static Value rlock_repr(struct thread *t, Value self)
{
    char here[24];
    const struct rlock_object *lock = rlock_of(self);
    uint64_t count = load_relaxed(&lock->count);
    return str_format(t, "<%s %T object owner=%ld count=%ld at %s>",
                      count != 0 ? "locked" : "unlocked", self, (long)load_relaxed(&lock->owner),
                      (long)count, address_text(lock, here));
}

static Value rlock_new(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct rlock_object *lock = gc_new(t, (struct type *)args[0]);
    return lock == NULL ? VALUE_ERROR : value_from_object(lock);
}

static const struct native_def rlock_methods[] = {
    {"acquire", rlock_acquire, "(self, /, blocking=True, timeout=-1)", ACQUIRE_DOC, NATIVE_METHOD},
    {"release", rlock_release, "(self, /)", "Undo one acquire() of this thread.", NATIVE_METHOD},
    {"__enter__", rlock_enter, "(self, /)", "Lock the lock.", NATIVE_METHOD},
    {"__exit__", rlock_release, "(*)(self, /, *arguments)", "Release the lock.", NATIVE_METHOD},
    {"_is_owned", rlock_is_owned, "(self, /)", "Does this thread hold the lock?", NATIVE_METHOD},
    {"_release_save", rlock_release_save, "(self, /)", NULL, NATIVE_METHOD},
    {"_acquire_restore", rlock_acquire_restore, "(self, state, /)", NULL, NATIVE_METHOD},
    {"_at_fork_reinit", rlock_at_fork_reinit, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};
#undef ACQUIRE_DOC

struct type rlock_type = {
    TYPE_HEADER("RLock", sizeof(struct rlock_object)),
    .module = "_thread",
    .doc = "A lock that the thread which holds it may acquire again; it takes as many releases to "
           "free it.",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .new = rlock_new,
    .methods = rlock_methods,
    .repr = rlock_repr,
};
