/* itertools: count, cycle, repeat. */
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/modules/itertools.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- count ---- */

struct count {
    struct object base;
    Value current; /* replaced by compare-and-swap */
    Value step;    /* immutable */
};

static bool is_number(Value v)
{
    const struct type *type = value_type(v);
    return type->unary[UNARY_INT] != NULL || type->unary[UNARY_FLOAT] != NULL ||
           type->unary[UNARY_INDEX] != NULL || type->binary[BINARY_SUBTRACT] != NULL;
}

static Value new_count(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"count", "(start=0, step=1)", NULL};
    Value bound[2];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    for (int i = 0; i < 2; i++) {
        bound[i] = bound[i] == VALUE_UNBOUND ? value_from_small_int(i) : bound[i];
        if (!is_number(bound[i])) {
            return raise_error(t, &TypeError_type, "a number is required");
        }
    }
    struct count *o = gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    /* Counted in C by CPython, so that a bool or an instance of a subclass becomes the number. */
    bool is_plain = value_is_int(bound[0]) && bound[1] == value_from_small_int(1);
    o->current = is_plain ? int_exact(t, bound[0]) : bound[0];
    o->step = bound[1];
    return o->current == VALUE_ERROR ? VALUE_ERROR : value_from_object(o);
}

static Value next_count(struct thread *t, Value self)
{
    struct count *o = (struct count *)self;
    for (;;) {
        Value current = value_load(&o->current), next;
        int64_t sum;
        if (values_are_small_ints(current, o->step) &&
            !__builtin_add_overflow((int64_t)value_bits(current) - 1, (int64_t)value_bits(o->step),
                                    &sum)) {
            next = value_from_bits((uint64_t)sum);
        } else {
            next = number_binary(t, BINARY_ADD, current, o->step);
        }
        Value expected = current;
        if (next == VALUE_ERROR || compare_and_swap(&o->current, &expected, next)) {
            return next == VALUE_ERROR ? next : current;
        }
    }
}

static Value repr_count(struct thread *t, Value self)
{
    const struct count *o = (const struct count *)self;
    const char *name = value_type(self)->name;
    Value current = value_load(&o->current);
    return o->step == value_from_small_int(1) ? str_format(t, "%s(%R)", name, current)
                                              : str_format(t, "%s(%R, %R)", name, current, o->step);
}

static Value reduce_count(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    const struct count *o = (const struct count *)args[0];
    Value current = value_load(&o->current);
    int64_t n;
    bool counts_up = o->step == value_from_small_int(1) && value_is_int(current) &&
                     int_to_int64(current, &n) && n < INT64_MAX;
    return iterator_reduce_class(
        t, args[0], counts_up ? tuple_of(t, 1, current) : tuple_of(t, 2, current, o->step),
        VALUE_UNBOUND);
}

static const struct native_def count_methods[] = {
    ITERATOR_REDUCE(reduce_count),
    {0},
};

ITERATOR_TYPE(count, 2, new_count, next_count, "(start=0, step=1)",
              "Return a count object whose .__next__() method returns consecutive values.",
              .repr = repr_count, .methods = count_methods);

/* ---- cycle ---- */

struct cycle {
    struct object base;
    Value iterator; /* UNBOUND once exhausted */
    Value saved;    /* value_load: list of what came */
    /* Relaxed. */
    uint64_t index;   /* into saved, once exhausted */
    bool is_complete; /* saved has all that the iterator gives: so it was after unpickling */
};

static Value new_cycle(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"cycle", "(iterable, /)", NULL};
    Value bound[1];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, bound[0]),
          saved = iterator == VALUE_ERROR ? iterator : list_new(t, 0);
    struct cycle *o = saved == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->iterator = iterator;
    o->saved = saved;
    return value_from_object(o);
}

static Value next_cycle(struct thread *t, Value self)
{
    struct cycle *o = (struct cycle *)self;
    struct list *saved = value_to_list(value_load(&o->saved));
    Value iterator = value_load(&o->iterator);
    if (iterator != VALUE_UNBOUND) {
        Value item = iterator_next(t, iterator);
        if (item == VALUE_ERROR || (item != VALUE_UNBOUND && load_relaxed(&o->is_complete))) {
            return item;
        }
        if (item != VALUE_UNBOUND) {
            return list_append(t, saved, item) ? item : VALUE_ERROR;
        }
        value_store(&o->iterator, VALUE_UNBOUND);
    }
    uint64_t n = list_length(saved);
    if (n == 0) {
        return VALUE_UNBOUND;
    }
    uint64_t i = load_relaxed(&o->index) % n;
    store_relaxed(&o->index, i + 1);
    return list_get(saved, i);
}

/* An iterator over the list that stands where the cycle is. */
static Value iterate_saved(struct thread *t, Value saved, uint64_t index)
{
    Value iterator = object_iter(t, saved);
    if (iterator == VALUE_ERROR || index == 0) {
        return iterator;
    }
    Value done =
        call_method_1(t, iterator, name___setstate__, value_from_small_int((int64_t)index));
    return done == VALUE_ERROR ? done : iterator;
}

static Value reduce_cycle(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    const struct cycle *o = (const struct cycle *)args[0];
    Value iterator = value_load(&o->iterator), saved = value_load(&o->saved);
    bool is_complete = iterator == VALUE_UNBOUND || load_relaxed(&o->is_complete);
    if (iterator == VALUE_UNBOUND) {
        iterator = iterate_saved(t, saved, load_relaxed(&o->index));
    }
    Value arguments = iterator == VALUE_ERROR ? iterator : tuple_of(t, 1, iterator);
    return iterator_reduce_class(t, args[0], arguments,
                                 tuple_of(t, 2, saved, value_from_bool(is_complete)));
}

static Value set_state_cycle(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value keyword_names)
{
    struct cycle *o = (struct cycle *)args[0];
    if (!iterator_state_tuple(t, args[1], 2, 2)) {
        return VALUE_ERROR;
    }
    Value saved = value_to_tuple(args[1])->items[0];
    int64_t is_complete;
    if (!number_to_index(t, value_to_tuple(args[1])->items[1], &is_complete)) {
        return VALUE_ERROR;
    }
    if (!value_is_list(saved)) {
        return raise_error(t, &TypeError_type, "argument 1 must be list, not %T", saved);
    }
    value_store(&o->saved, saved);
    store_relaxed(&o->is_complete, is_complete != 0);
    store_relaxed(&o->index, (uint64_t)0);
    return VALUE_NONE;
}

static const struct native_def cycle_methods[] = {
    ITERATOR_REDUCE(reduce_cycle),
    ITERATOR_SETSTATE(set_state_cycle),
    {0},
};

ITERATOR_TYPE(cycle, 2, new_cycle, next_cycle, "(iterable, /)",
              "Return elements from the iterable until it is exhausted. Then repeat the sequence "
              "indefinitely.",
              .methods = cycle_methods);

/* ---- repeat ---- */

struct repeat {
    struct object base;
    Value item;        /* immutable */
    int64_t remaining; /* relaxed; below zero: endless */
};

static Value new_repeat(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"repeat", "(object, times=None)", NULL};
    Value bound[2];
    int64_t times = -1;
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    if (bound[1] != VALUE_UNBOUND) {
        if (!number_to_index(t, bound[1], &times)) {
            return VALUE_ERROR;
        }
        times = times < 0 ? 0 : times;
    }
    struct repeat *o = gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->item = bound[0];
    o->remaining = times;
    return value_from_object(o);
}

static Value next_repeat(UNUSED struct thread *t, Value self)
{
    struct repeat *o = (struct repeat *)self;
    int64_t remaining = load_relaxed(&o->remaining);
    if (remaining == 0) {
        return VALUE_UNBOUND;
    }
    if (remaining > 0) {
        store_relaxed(&o->remaining, remaining - 1);
    }
    return o->item;
}

static Value repr_repeat(struct thread *t, Value self)
{
    const struct repeat *o = (const struct repeat *)self;
    int64_t remaining = load_relaxed(&o->remaining);
    const char *name = value_type(self)->name;
    return remaining < 0 ? str_format(t, "%s(%R)", name, o->item)
                         : str_format(t, "%s(%R, %ld)", name, o->item, (long)remaining);
}

static Value repeat_length_hint(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                UNUSED Value keyword_names)
{
    int64_t remaining = load_relaxed(&((struct repeat *)args[0])->remaining);
    return remaining < 0 ? raise_error(t, &TypeError_type, "len() of unsized object")
                         : int_from_int64(t, remaining);
}

static Value reduce_repeat(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    const struct repeat *o = (const struct repeat *)args[0];
    int64_t remaining = load_relaxed(&o->remaining);
    Value arguments = remaining < 0 ? tuple_of(t, 1, o->item)
                                    : tuple_of(t, 2, o->item, value_from_small_int(remaining));
    return iterator_reduce_class(t, args[0], arguments, VALUE_UNBOUND);
}

static const struct native_def repeat_methods[] = {
    ITERATOR_LENGTH_HINT(repeat_length_hint),
    ITERATOR_REDUCE(reduce_repeat),
    {0},
};

ITERATOR_TYPE(repeat, 1, new_repeat, next_repeat, NULL,
              "repeat(object [,times]) -> create an iterator which returns the object\nfor the "
              "specified number of "
              "times.  If not specified, returns the object\nendlessly.",
              .repr = repr_repeat, .methods = repeat_methods);
