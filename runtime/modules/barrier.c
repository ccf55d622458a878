/*
 * threading.Barrier: threads wait until enough of them have come.
 *
 *      FILLING --the last one has come, its action has run--> TRIPPED
 *         |
 *         +--abort(), reset(), a timeout, an action that raises--> BROKEN
 *
 * Each time that it fills is an object of its own, a generation, at which its threads sleep: one that is slow to leave the last
 * time is not taken for an arrival at the next. A generation leaves FILLING once, under the barrier's lock, and all its
 * sleepers are woken then. That lock is one that may be held across Python code, since the action runs under it, as in CPython.
 */
#include "lock/park.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/modules/sync.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"

enum generation_state { FILLING, TRIPPED, BROKEN };

struct generation {
    struct object base;
    uint32_t state; /* written under the barrier's lock, read without */
};

struct barrier {
    struct object base;
    uint32_t word; /* the lock */
    /* Written by __init__, or under the lock; read without. */
    int64_t parties;
    int64_t count; /* how many have come to the present generation */
    struct generation *generation;
    Value action, timeout;
    struct slot_chunk *attribute_slots;
};

extern struct type generation_type;

struct type generation_type = {
    TYPE_HEADER("generation", sizeof(struct generation)),
    .flags = TYPE_STORAGE,
};

static struct barrier *barrier_of(Value self)
{
    return (struct barrier *)self;
}

static void trace(struct marker *m, struct object *self)
{
    const struct barrier *b = (const struct barrier *)self;
    mark_object(m, b->generation);
    mark_value(m, b->action);
    mark_value(m, b->timeout);
}

static struct generation *generation_of(const struct barrier *b)
{
    return load_acquire(&b->generation);
}

static enum generation_state state_of(const struct generation *g)
{
    return (enum generation_state)load_acquire(&g->state);
}

static bool is_filling(void *argument)
{
    return state_of(argument) == FILLING;
}

static struct generation *generation_new(struct thread *t)
{
    return gc_allocate(t, sizeof(struct generation), &generation_type);
}

/* ---- under the lock ---- */

static bool lock_barrier(struct thread *t, struct barrier *b)
{
    if (generation_of(b) == NULL) {
        return raise_false(t, &RuntimeError_type, "Barrier.__init__() not called");
    }
    return lock_word_acquire(t, &b->word, PARK_FOREVER, b, "Barrier.wait") == TRUTH_TRUE;
}

static void unlock_barrier(struct barrier *b)
{
    lock_word_release(&b->word);
}

static void end_generation_locked(struct generation *g, enum generation_state state)
{
    store_release(&g->state, state);
    park_wake_all(g);
}

static void break_locked(struct barrier *b)
{
    store_relaxed(&b->count, 0);
    end_generation_locked(generation_of(b), BROKEN);
}

static void begin_generation_locked(struct barrier *b, struct generation *next)
{
    store_relaxed(&b->count, 0);
    store_release(&b->generation, next);
}

/* ---- waiting ---- */

static bool raise_broken(struct thread *t)
{
    Value e = exception_new(t, (struct type *)value_load(&broken_barrier_error), NULL, 0);
    return e != VALUE_ERROR && (raise_exception(t, e), false);
}

/* The last one has come. */
static bool trip_locked(struct thread *t, struct barrier *b)
{
    Value action = value_load(&b->action);
    struct generation *next = generation_new(t);
    if (next == NULL || (action != VALUE_NONE && call_0(t, action) == VALUE_ERROR)) {
        break_locked(b);
        return false;
    }
    struct generation *full = generation_of(b);
    begin_generation_locked(b, next);
    end_generation_locked(full, TRIPPED);
    return true;
}

/* A thread gives up; it breaks the generation, unless it does so because its signal handler has raised. */
static void give_up(struct thread *t, struct barrier *b, struct generation *g, bool breaks)
{
    (void)!lock_word_retake(t, &b->word, b);
    if (state_of(g) == FILLING) {
        if (breaks) {
            break_locked(b);
        } else {
            store_relaxed(&b->count, load_relaxed(&b->count) - 1);
        }
    }
    unlock_barrier(b);
}

static bool wait_for_trip(struct thread *t, struct barrier *b, struct generation *g,
                          int64_t deadline_ns)
{
    enum truth is_over = deadline_ns == 0
                             ? TRUTH_FALSE
                             : sync_wait_while(t, g, is_filling, g, deadline_ns, "Barrier.wait");
    if (is_over != TRUTH_TRUE) {
        give_up(t, b, g, is_over == TRUTH_FALSE);
    }
    if (error_pending(t)) {
        return false;
    }
    return state_of(g) == TRIPPED || raise_broken(t);
}

/* args: timeout. */
static Value wait(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct barrier *b = barrier_of(args[0]);
    bool is_given = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE;
    int64_t deadline_ns;
    if (!sync_sum_deadline(t, is_given ? args[1] : value_load(&b->timeout), &deadline_ns) ||
        !lock_barrier(t, b)) {
        return VALUE_ERROR;
    }
    struct generation *g = generation_of(b);
    int64_t index = load_relaxed(&b->count);
    bool is_broken = state_of(g) == BROKEN, is_last = index + 1 == load_relaxed(&b->parties);
    bool ok = !is_broken;
    if (ok) {
        store_relaxed(&b->count, index + 1);
        ok = !is_last || trip_locked(t, b);
    }
    unlock_barrier(b);
    if (is_broken) {
        ok = raise_broken(t);
    } else if (ok && !is_last) {
        ok = wait_for_trip(t, b, g, deadline_ns);
    }
    return ok ? int_from_int64(t, index) : VALUE_ERROR;
}

static Value reset(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct barrier *b = barrier_of(args[0]);
    struct generation *next = generation_new(t);
    if (next == NULL || !lock_barrier(t, b)) {
        return VALUE_ERROR;
    }
    struct generation *g = generation_of(b);
    begin_generation_locked(b, next);
    end_generation_locked(g, BROKEN);
    unlock_barrier(b);
    return VALUE_NONE;
}

static Value abort_barrier(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    struct barrier *b = barrier_of(args[0]);
    if (!lock_barrier(t, b)) {
        return VALUE_ERROR;
    }
    break_locked(b);
    unlock_barrier(b);
    return VALUE_NONE;
}

/* ---- creation, and how it shows ---- */

static Value new_barrier(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct barrier *b = gc_new(t, (struct type *)args[0]);
    return b == NULL ? VALUE_ERROR : value_from_object(b);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Barrier.__init__",
                                            "(parties, action=None, timeout=None)", NULL};
    struct barrier *b = barrier_of(self);
    Value given[3];
    int64_t parties;
    struct generation *first;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, given) ||
        !number_to_index(t, given[0], &parties) || (first = generation_new(t)) == NULL) {
        return false;
    }
    store_relaxed(&b->parties, parties);
    value_store(&b->action, given[1] == VALUE_UNBOUND ? VALUE_NONE : given[1]);
    value_store(&b->timeout, given[2] == VALUE_UNBOUND ? VALUE_NONE : given[2]);
    begin_generation_locked(b, first);
    return true;
}

static bool is_broken(const struct barrier *b)
{
    const struct generation *g = generation_of(b);
    return g != NULL && state_of(g) == BROKEN;
}

static Value repr(struct thread *t, Value self)
{
    char here[24];
    struct barrier *b = barrier_of(self);
    Value name = sync_class_name(t, self);
    if (name == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    address_text(b, here);
    return is_broken(b)
               ? str_format(t, "<%V at %s: broken>", name, here)
               : str_format(t, "<%V at %s: waiters=%ld/%ld>", name, here,
                            (long)load_relaxed(&b->count), (long)load_relaxed(&b->parties));
}

static Value get_parties(struct thread *t, Value self)
{
    return int_from_int64(t, load_relaxed(&barrier_of(self)->parties));
}

static Value get_n_waiting(struct thread *t, Value self)
{
    return int_from_int64(t, load_relaxed(&barrier_of(self)->count));
}

static Value get_broken(struct thread *t UNUSED, Value self)
{
    return value_from_bool(is_broken(barrier_of(self)));
}

static const struct native_def methods[] = {
    {"wait", wait, "(self, timeout=None)",
     "Wait for the others; returns this thread's order of arrival, 0 to parties - 1.",
     NATIVE_METHOD},
    {"reset", reset, "(self)", "Start afresh; threads that wait now get BrokenBarrierError.",
     NATIVE_METHOD},
    {"abort", abort_barrier, "(self)",
     "Break the barrier: waits, present and future, raise until reset().", NATIVE_METHOD},
    {0},
};

static const struct getset_def getsets[] = {
    {"parties", get_parties, NULL, "How many threads it takes."},
    {"n_waiting", get_n_waiting, NULL, "How many wait now."},
    {"broken", get_broken, NULL, "Is it broken?"},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {0},
};

struct type barrier_type = {
    TYPE_HEADER("Barrier", sizeof(struct barrier)),
    .module = "threading",
    .doc = "A meeting point: wait() returns in all parties at once.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct barrier, attribute_slots),
    .trace = trace,
    .new = new_barrier,
    .init = init,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
