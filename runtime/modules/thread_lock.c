#include "runtime/modules/thread_lock.h"

#include <math.h>

#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { HANDOFF_AFTER_NS = 1000000, NS_PER_S = 1000000000 };

/* --- The word --- */

static bool is_held_and_parked(void *word)
{
    const uint32_t both = LOCK_WORD_LOCKED | LOCK_WORD_PARKED;
    return (load_acquire((uint32_t *)word) & both) == both;
}

/* Under the bucket's lock: frees the word, or passes it on locked. The result is what the sleeper finds as its token. */
static uintptr_t pass_on(void *argument, struct park_wake wake)
{
    uint32_t *word = argument;
    uint32_t parked = wake.more ? LOCK_WORD_PARKED : 0;
    bool hungry = load_relaxed(word) & LOCK_WORD_HUNGRY;
    if (wake.found && (hungry || wake.waited_ns > HANDOFF_AFTER_NS)) {
        store_release(word, LOCK_WORD_LOCKED | parked);
        return 1;
    }
    store_release(word, parked);
    return 0;
}

void lock_word_release(uint32_t *word)
{
    uint32_t seen = LOCK_WORD_LOCKED;
    if (!compare_and_swap_release(word, &seen, 0)) {
        park_wake_one(word, pass_on, word);
    }
}

/* One wait in the queue. PARK_INVALID: the lock is ours. */
static enum park_result wait_once(uint32_t *word, int64_t since_ns, int64_t deadline_ns)
{
    if (lock_word_try(word)) {
        return PARK_INVALID;
    }
    bool hungry = park_clock_ns() - since_ns > HANDOFF_AFTER_NS;
    uint32_t mark = LOCK_WORD_PARKED | (hungry ? LOCK_WORD_HUNGRY : 0);
    uint32_t seen = load_relaxed(word);
    if (!(seen & LOCK_WORD_LOCKED) ||
        ((seen | mark) != seen && !compare_and_swap(word, &seen, seen | mark))) {
        return PARK_WOKEN;
    }
    uintptr_t is_ours;
    enum park_result result =
        park_wait(word, is_held_and_parked, word, deadline_ns, PARK_INTERRUPTIBLE, &is_ours);
    if (result == PARK_WOKEN && is_ours) {
        return PARK_INVALID;
    }
    return result == PARK_INVALID ? PARK_WOKEN : result;
}

enum truth lock_word_wait(struct thread *t, uint32_t *word, int64_t deadline_ns, const void *keep)
{
    int64_t since_ns = park_clock_ns();
    for (;;) {
        enum park_result result;
        blocking_enter(&t->lock);
        do {
            result = wait_once(word, since_ns, deadline_ns);
        } while (result == PARK_WOKEN);
        blocking_leave(&t->lock);
        gc_keep(keep);
        if (result != PARK_INTERRUPTED) {
            return result == PARK_INVALID ? TRUTH_TRUE : TRUTH_FALSE;
        }
        if (!safepoint_poll(&t->lock)) {
            return TRUTH_ERROR;
        }
    }
}

/* --- Arguments of acquire --- */

bool lock_seconds_to_ns(struct thread *t, Value seconds, int64_t *ns)
{
    if (value_is_float(seconds)) {
        double d = float_to_double(seconds);
        if (isnan(d)) {
            return raise_false(t, &ValueError_type, "Invalid value NaN (not a number)");
        }
        d *= NS_PER_S;
        d = d < 0 ? floor(d) : ceil(d);
        if (!(d >= -0x1p63 && d < 0x1p63)) {
            return raise_false(t, &OverflowError_type,
                               "timestamp out of range for platform time_t");
        }
        *ns = (int64_t)d;
        return true;
    }
    int64_t whole;
    Value index = number_index(t, seconds);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &whole) || __builtin_mul_overflow(whole, (int64_t)NS_PER_S, ns)) {
        return raise_false(t, &OverflowError_type, "timestamp too large to convert to C _PyTime_t");
    }
    return true;
}

bool lock_deadline(struct thread *t, Value blocking, Value timeout, int64_t *deadline_ns)
{
    int64_t wait = 1;
    int64_t ns = -(int64_t)NS_PER_S;
    if ((blocking != VALUE_UNBOUND && !number_to_index(t, blocking, &wait)) ||
        (timeout != VALUE_UNBOUND && !lock_seconds_to_ns(t, timeout, &ns))) {
        return false;
    }
    bool forever = ns == -(int64_t)NS_PER_S;
    if (!wait && !forever) {
        return raise_false(t, &ValueError_type, "can't specify a timeout for a non-blocking call");
    }
    if (ns < 0 && !forever) {
        return raise_false(t, &ValueError_type, "timeout value must be positive");
    }
    *deadline_ns = !wait || ns == 0 ? 0 : forever ? PARK_FOREVER : park_deadline_ns(ns);
    return true;
}

static enum truth acquire_word(struct thread *t, uint32_t *word, int64_t deadline_ns,
                               const void *keep)
{
    if (lock_word_try(word)) {
        return TRUTH_TRUE;
    }
    return deadline_ns == 0 ? TRUTH_FALSE : lock_word_wait(t, word, deadline_ns, keep);
}

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

static Value lock_acquire(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct lock_object *lock = lock_of(args[0]);
    int64_t deadline_ns = PARK_FOREVER;
    if ((args[1] != VALUE_UNBOUND || args[2] != VALUE_UNBOUND) &&
        !lock_deadline(t, args[1], args[2], &deadline_ns)) {
        return VALUE_ERROR;
    }
    return truth_value(acquire_word(t, &lock->word, deadline_ns, lock));
}

static Value lock_enter(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct lock_object *lock = lock_of(args[0]);
    return truth_value(acquire_word(t, &lock->word, PARK_FOREVER, lock));
}

static Value lock_release(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct lock_object *lock = lock_of(args[0]);
    if (!lock_word_is_locked(&lock->word)) {
        return raise_error(t, &RuntimeError_type, "release unlocked lock");
    }
    lock_word_release(&lock->word);
    return VALUE_NONE;
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
    {"acquire", lock_acquire, "(self, blocking=True, timeout=-1)", ACQUIRE_DOC, NATIVE_METHOD},
    {"acquire_lock", lock_acquire, "(self, blocking=True, timeout=-1)", ACQUIRE_DOC, NATIVE_METHOD},
    {"release", lock_release, "(self, /)", "Release the lock, whoever has acquired it.",
     NATIVE_METHOD},
    {"release_lock", lock_release, "(self, /)", "Release the lock, whoever has acquired it.",
     NATIVE_METHOD},
    {"locked", lock_locked, "(self, /)", "Is the lock held?", NATIVE_METHOD},
    {"locked_lock", lock_locked, "(self, /)", "Is the lock held?", NATIVE_METHOD},
    {"__enter__", lock_enter, "(self, /)", "Lock the lock.", NATIVE_METHOD},
    {"__exit__", lock_release, "(self, /, *arguments)", "Release the lock.", NATIVE_METHOD},
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

static bool is_owned(const struct thread *t, const struct rlock_object *lock)
{
    return load_relaxed(&lock->owner) == t->ident;
}

static void rlock_set(struct rlock_object *lock, uint64_t owner, uint64_t count)
{
    store_relaxed(&lock->count, count);
    store_relaxed(&lock->owner, owner);
}

static enum truth rlock_take(struct thread *t, struct rlock_object *lock, int64_t deadline_ns)
{
    if (is_owned(t, lock)) {
        rlock_set(lock, t->ident, load_relaxed(&lock->count) + 1);
        return TRUTH_TRUE;
    }
    enum truth taken = acquire_word(t, &lock->word, deadline_ns, lock);
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

static Value rlock_release(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    struct rlock_object *lock = rlock_of(args[0]);
    if (!is_owned(t, lock)) {
        return raise_error(t, &RuntimeError_type, "cannot release un-acquired lock");
    }
    uint64_t count = load_relaxed(&lock->count) - 1;
    rlock_set(lock, count == 0 ? 0 : t->ident, count);
    if (count == 0) {
        lock_word_release(&lock->word);
    }
    return VALUE_NONE;
}

static Value rlock_release_save(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value names UNUSED)
{
    struct rlock_object *lock = rlock_of(args[0]);
    if (!is_owned(t, lock)) {
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

static Value rlock_acquire_restore(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                   Value names UNUSED)
{
    struct rlock_object *lock = rlock_of(args[0]);
    uint64_t count, owner;
    if (!value_is_tuple(args[1]) || value_to_tuple(args[1])->length != 2 ||
        !int_to_uint64(value_to_tuple(args[1])->items[0], &count) ||
        !int_to_uint64(value_to_tuple(args[1])->items[1], &owner)) {
        return raise_error(t, &TypeError_type,
                           "_acquire_restore() argument 1 must be 2-item sequence, not %A",
                           args[1]);
    }
    if (acquire_word(t, &lock->word, PARK_FOREVER, lock) != TRUTH_TRUE) {
        return VALUE_ERROR;
    }
    rlock_set(lock, owner, count);
    return VALUE_NONE;
}

static Value rlock_is_owned(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    return value_from_bool(is_owned(t, rlock_of(args[0])));
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
    {"acquire", rlock_acquire, "(self, blocking=True, timeout=-1)", ACQUIRE_DOC, NATIVE_METHOD},
    {"release", rlock_release, "(self, /)", "Undo one acquire() of this thread.", NATIVE_METHOD},
    {"__enter__", rlock_enter, "(self, /)", "Lock the lock.", NATIVE_METHOD},
    {"__exit__", rlock_release, "(self, /, *arguments)", "Release the lock.", NATIVE_METHOD},
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
