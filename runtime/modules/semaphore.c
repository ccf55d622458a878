/*
 * threading.Semaphore (Dijkstra 1965) and BoundedSemaphore: one atomic number of units.
 *
 *      acquire                                      release
 *      take a unit, or                              add units
 *      count itself in n_waiting                    n_waiting > 0: wake as many as there are units
 *      asked under the bucket's lock: still none?
 *      sleep
 *
 * Both sides use sequentially consistent operations: either the releaser sees the sleeper counted, or the sleeper sees the
 * unit. A woken thread tries to take a unit before it does anything else; one that comes between may be faster.
 */
#include "lock/park.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/modules/sync.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"

struct semaphore {
    struct object base;
    int64_t value;      /* units that are free; any thread, atomically */
    int64_t initial;    /* written by __init__ alone */
    uint32_t n_waiting; /* threads in acquire(), by atomic operations */
    struct slot_chunk *attribute_slots;
};

static struct semaphore *semaphore_of(Value self)
{
    return (struct semaphore *)self;
}

/* ---- taking ---- */

static bool try_take(struct semaphore *s)
{
    int64_t seen = load_relaxed(&s->value);
    while (seen > 0) {
        if (compare_and_swap(&s->value, &seen, seen - 1)) {
            return true;
        }
    }
    return false;
}

static bool is_empty(void *argument)
{
    return load_seq_cst(&((struct semaphore *)argument)->value) <= 0;
}

static enum truth wait_for_unit(struct thread *t, struct semaphore *s, int64_t deadline_ns)
{
    for (;;) {
        atomic_add(&s->n_waiting, 1);
        enum park_result result =
            blocking_wait(&t->lock, "Semaphore.acquire", s, is_empty, s, deadline_ns, NULL);
        atomic_sub(&s->n_waiting, 1);
        gc_keep(s);
        if (try_take(s)) {
            return TRUTH_TRUE;
        }
        if (result == PARK_TIMEOUT) {
            return TRUTH_FALSE;
        }
        if (result == PARK_INTERRUPTED && !safepoint_poll(&t->lock)) {
            return TRUTH_ERROR;
        }
    }
}

/* args: blocking, timeout. */
static Value acquire(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct semaphore *s = semaphore_of(args[0]);
    enum truth blocking = args[1] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[1]);
    bool has_timeout = args[2] != VALUE_UNBOUND && args[2] != VALUE_NONE;
    if (blocking == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    if (blocking == TRUTH_FALSE && has_timeout) {
        return raise_error(t, &ValueError_type, "can't specify timeout for non-blocking acquire");
    }
    if (try_take(s)) {
        return VALUE_TRUE;
    }
    int64_t deadline_ns = 0;
    if (blocking == TRUTH_FALSE) {
        return VALUE_FALSE;
    }
    if (!sync_sum_deadline(t, args[2], &deadline_ns)) {
        return VALUE_ERROR;
    }
    enum truth taken = deadline_ns == 0 ? TRUTH_FALSE : wait_for_unit(t, s, deadline_ns);
    return taken == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(taken);
}

/* ---- giving back ---- */

static Value give(struct thread *t, struct semaphore *s, int64_t n, int64_t most)
{
    int64_t seen = load_relaxed(&s->value);
    do {
        if (n > most - seen) {
            return raise_error(t, &ValueError_type, "Semaphore released too many times");
        }
    } while (!compare_and_swap(&s->value, &seen, seen + n));
    if (load_seq_cst(&s->n_waiting) > 0) {
        park_wake_many(s, (size_t)n);
    }
    return VALUE_NONE;
}

/* The argument of release(n=1). */
static bool units_of(struct thread *t, Value v, int64_t *n)
{
    *n = 1;
    if (v == VALUE_UNBOUND) {
        return true;
    }
    enum truth is_less = object_compare_truth(t, v, value_from_small_int(1), COMPARE_LT);
    if (is_less == TRUTH_TRUE) {
        return raise_false(t, &ValueError_type, "n must be one or more");
    }
    return is_less == TRUTH_FALSE && number_to_index(t, v, n);
}

static Value release(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    int64_t n;
    return units_of(t, args[1], &n) ? give(t, semaphore_of(args[0]), n, INT64_MAX) : VALUE_ERROR;
}

static Value release_bounded(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    struct semaphore *s = semaphore_of(args[0]);
    int64_t n;
    return units_of(t, args[1], &n) ? give(t, s, n, load_relaxed(&s->initial)) : VALUE_ERROR;
}

/* Of a class in Python that has a release() of its own, that is called, as in CPython. */
static Value leave(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct semaphore *s = semaphore_of(args[0]);
    if (s->base.type == &semaphore_type) {
        return give(t, s, 1, INT64_MAX);
    }
    return call_method_0(t, args[0], name_release) == VALUE_ERROR ? VALUE_ERROR : VALUE_NONE;
}

/* ---- creation, and how it shows ---- */

static Value new_semaphore(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    struct semaphore *s = gc_new(t, (struct type *)args[0]);
    return s == NULL ? VALUE_ERROR : value_from_object(s);
}

static bool init_as(struct thread *t, struct argument_parser *parser, Value self, Value *args,
                    uint32_t n_args, Value keyword_names)
{
    Value initial;
    int64_t n = 1;
    if (!arguments_bind(t, parser, args, n_args, keyword_names, &initial)) {
        return false;
    }
    if (initial != VALUE_UNBOUND) {
        enum truth is_less = object_compare_truth(t, initial, value_from_small_int(0), COMPARE_LT);
        if (is_less == TRUTH_TRUE) {
            return raise_false(t, &ValueError_type, "semaphore initial value must be >= 0");
        }
        if (is_less == TRUTH_ERROR || !number_to_index(t, initial, &n)) {
            return false;
        }
    }
    store_relaxed(&semaphore_of(self)->initial, n);
    store_seq_cst(&semaphore_of(self)->value, n);
    return true;
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Semaphore.__init__", "(value=1)", NULL};
    return init_as(t, &parser, self, args, n_args, keyword_names);
}

static bool init_bounded(struct thread *t, Value self, Value *args, uint32_t n_args,
                         Value keyword_names)
{
    static struct argument_parser parser = {"BoundedSemaphore.__init__", "(value=1)", NULL};
    return init_as(t, &parser, self, args, n_args, keyword_names);
}

static Value repr(struct thread *t, Value self)
{
    char here[24];
    Value name = sync_class_name(t, self);
    return name == VALUE_ERROR ? VALUE_ERROR
                               : str_format(t, "<%V at %s: value=%ld>", name,
                                            address_text(value_to_object(self), here),
                                            (long)load_relaxed(&semaphore_of(self)->value));
}

static Value repr_bounded(struct thread *t, Value self)
{
    char here[24];
    Value name = sync_class_name(t, self);
    return name == VALUE_ERROR ? VALUE_ERROR
                               : str_format(t, "<%V at %s: value=%ld/%ld>", name,
                                            address_text(value_to_object(self), here),
                                            (long)load_relaxed(&semaphore_of(self)->value),
                                            (long)load_relaxed(&semaphore_of(self)->initial));
}

static Value get_value(struct thread *t, Value self)
{
    return int_from_int64(t, load_acquire(&semaphore_of(self)->value));
}

static Value get_initial(struct thread *t, Value self)
{
    return int_from_int64(t, load_relaxed(&semaphore_of(self)->initial));
}

/* In a forked child, where nobody sleeps. */
static Value at_fork_reinit(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    store_seq_cst(&semaphore_of(args[0])->n_waiting, 0);
    return VALUE_NONE;
}

static const struct native_def methods[] = {
    {"acquire", acquire, "(self, blocking=True, timeout=None)",
     "Take one unit; False if none came in time.", NATIVE_METHOD},
    {"__enter__", acquire, "(self, blocking=True, timeout=None)", "Take one unit.", NATIVE_METHOD},
    {"release", release, "(self, n=1)", "Give n units back.", NATIVE_METHOD},
    {"__exit__", leave, "(*)(self, t, v, tb)", "Give one unit back.", NATIVE_METHOD},
    {"_at_fork_reinit", at_fork_reinit, "(self)", NULL, NATIVE_METHOD},
    {0},
};

static const struct native_def bounded_methods[] = {
    {"release", release_bounded, "(self, n=1)",
     "Give n units back; ValueError if that makes more than the initial value.", NATIVE_METHOD},
    {0},
};

static const struct getset_def getsets[] = {
    {"_value", get_value, NULL, NULL},
    {0},
};

static const struct getset_def bounded_getsets[] = {
    {"_initial_value", get_initial, NULL, NULL},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {0},
};

struct type semaphore_type = {
    TYPE_HEADER("Semaphore", sizeof(struct semaphore)),
    .module = "threading",
    .doc = "A number of units that threads take and give back.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct semaphore, attribute_slots),
    .new = new_semaphore,
    .init = init,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};

struct type bounded_semaphore_type = {
    TYPE_HEADER("BoundedSemaphore", sizeof(struct semaphore)),
    .parent = &semaphore_type,
    .module = "threading",
    .doc = "A semaphore that refuses to hold more units than it began with.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct semaphore, attribute_slots),
    .new = new_semaphore,
    .init = init_bounded,
    .repr = repr_bounded,
    .methods = bounded_methods,
    .getsets = bounded_getsets,
};
