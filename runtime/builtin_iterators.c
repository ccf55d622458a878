/*
 * enumerate, zip, map, filter, reversed. Two threads may step one of them with the lock off: each single step of the iterators
 * below is then theirs, a count may be used twice.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* For `new` slots of types that take no keywords unless a subclass has an __init__ of its own. */
static bool check_keywords(struct thread *t, const struct type *type, const struct type *exact,
                           Value keyword_names)
{
    return (type != exact && type->init != object_type.init) ||
           reject_keywords(t, exact->name, keyword_names);
}

/* ---- enumerate ---- */

struct enumerate {
    struct object base;
    Value iterator; /* immutable */
    Value count;    /* value_load: an int */
};

static void trace_enumerate(struct marker *m, struct object *self)
{
    mark_values(m, &((struct enumerate *)self)->iterator, 2);
}

static struct argument_parser enumerate_parser = {"enumerate", "(iterable, start=0)", NULL};

static Value new_enumerate(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value bound[2];
    if (n_args == 1 && keyword_count(keyword_names) == 0) {
        return raise_error(t, &TypeError_type, "enumerate() missing required argument 'iterable'");
    }
    if (n_args == 1 && keyword_count(keyword_names) == 1) {
        Value name = value_to_tuple(keyword_names)->items[0];
        if (!str_equals_cstr(name, "iterable")) {
            return raise_error(t, &TypeError_type,
                               "'%V' is an invalid keyword argument for enumerate()", name);
        }
    }
    if (!arguments_bind(t, &enumerate_parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value count = bound[1] == VALUE_UNBOUND ? value_from_small_int(0) : number_index(t, bound[1]);
    Value iterator = count == VALUE_ERROR ? count : object_iter(t, bound[0]);
    struct enumerate *e = iterator == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (e == NULL) {
        return VALUE_ERROR;
    }
    e->iterator = iterator;
    e->count = count;
    return value_from_object(e);
}

static Value add_one(struct thread *t, Value n)
{
    if (LIKELY(value_is_small_int(n)) && LIKELY(value_to_small_int(n) < SMALL_INT_MAX)) {
        return value_from_small_int(value_to_small_int(n) + 1);
    }
    return int_binary(t, BINARY_ADD, n, value_from_small_int(1), 0);
}

static Value next_pair_enumerate(struct thread *t, Value self, Value *second)
{
    struct enumerate *e = (struct enumerate *)self;
    Value item = iterator_step(t, e->iterator);
    if (item == VALUE_ERROR || item == VALUE_UNBOUND) {
        return item;
    }
    Value count = value_load(&e->count);
    Value after = add_one(t, count);
    if (after == VALUE_ERROR) {
        return after;
    }
    value_store(&e->count, after);
    *second = item;
    return count;
}

static Value next_enumerate(struct thread *t, Value self)
{
    Value item = VALUE_UNBOUND, count = next_pair_enumerate(t, self, &item);
    return count == VALUE_ERROR || count == VALUE_UNBOUND ? count : tuple_pair(t, count, item);
}

static Value reduce_enumerate(struct thread *t, Value *args, UNUSED uint32_t n_args,
                              UNUSED Value keyword_names)
{
    struct enumerate *e = (struct enumerate *)args[0];
    return iterator_reduce_class(t, args[0], tuple_of(t, 2, e->iterator, value_load(&e->count)),
                                 VALUE_UNBOUND);
}

static const struct native_def enumerate_methods[] = {
    ITERATOR_REDUCE(reduce_enumerate),
    CLASS_GETITEM,
    {0},
};

struct type enumerate_type = {
    TYPE_HEADER("enumerate", sizeof(struct enumerate)),
    .text_signature = "(iterable, start=0)",
    .doc = "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe "
           "enumerate "
           "object yields pairs containing a count (from start, which\ndefaults to zero) and a "
           "value yielded "
           "by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    "
           "(0, seq[0]), "
           "(1, seq[1]), (2, seq[2]), ...",
    .flags = TYPE_BASE,
    .methods = enumerate_methods,
    .trace = trace_enumerate,
    .new = new_enumerate,
    .iter = iterator_self,
    .next = next_enumerate,
    .next_pair = next_pair_enumerate,
};

/* ---- several iterators side by side ---- */

/* A tuple of iter(v) for each of the values. */
static Value iterators_of(struct thread *t, const Value *values, uint32_t n)
{
    Value iterators = tuple_new(t, NULL, n);
    for (uint32_t i = 0; i < n && iterators != VALUE_ERROR; i++) {
        Value iterator = object_iter(t, values[i]);
        if (iterator == VALUE_ERROR) {
            return iterator;
        }
        ((struct tuple *)iterators)->items[i] = iterator;
    }
    return iterators;
}

/* ---- zip ---- */

struct zip {
    struct object base;
    /* Immutable. */
    Value iterators; /* tuple */
    Value strict;    /* True or False */
};

static void trace_zip(struct marker *m, struct object *self)
{
    mark_value(m, ((struct zip *)self)->iterators);
}

static struct argument_parser zip_parser = {"zip", "(*iterables, strict=False)", NULL};

static Value new_zip(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value bound[2];
    if (!arguments_bind(t, &zip_parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    enum truth strict = bound[1] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, bound[1]);
    const struct tuple *iterables = value_to_tuple(bound[0]);
    Value iterators = strict == TRUTH_ERROR
                          ? VALUE_ERROR
                          : iterators_of(t, iterables->items, (uint32_t)iterables->length);
    struct zip *zip = iterators == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (zip == NULL) {
        return VALUE_ERROR;
    }
    zip->iterators = iterators;
    zip->strict = value_from_bool(strict == TRUTH_TRUE);
    return value_from_object(zip);
}

static COLD Value raise_lengths(struct thread *t, uint64_t i, const char *how)
{
    return raise_error(t, &ValueError_type,
                       i == 1 ? "zip() argument %d is %s than argument %s"
                              : "zip() argument %d is %s than arguments %s%d",
                       (int)i + 1, how, i == 1 ? "1" : "1-", (int)i);
}

/* The iterator number `i` of a strict zip has ended: so must have those before it, and so must now the others. */
static Value check_all_ended(struct thread *t, const struct tuple *iterators, uint64_t i)
{
    if (i > 0) {
        return raise_lengths(t, i, "shorter");
    }
    for (i = 1; i < iterators->length; i++) {
        Value item = iterator_next(t, iterators->items[i]);
        if (item != VALUE_UNBOUND) {
            return item == VALUE_ERROR ? item : raise_lengths(t, i, "longer");
        }
    }
    return VALUE_UNBOUND;
}

static Value next_zip(struct thread *t, Value self)
{
    const struct zip *zip = (struct zip *)self;
    const struct tuple *iterators = value_to_tuple(zip->iterators);
    if (iterators->length == 0) {
        return VALUE_UNBOUND;
    }
    Value row = tuple_new(t, NULL, iterators->length);
    for (uint64_t i = 0; i < iterators->length && row != VALUE_ERROR; i++) {
        Value item = iterator_next(t, iterators->items[i]);
        if (item == VALUE_UNBOUND && zip->strict == VALUE_TRUE) {
            return check_all_ended(t, iterators, i);
        }
        if (item == VALUE_ERROR || item == VALUE_UNBOUND) {
            return item;
        }
        ((struct tuple *)row)->items[i] = item;
    }
    return row;
}

static Value next_pair_zip(struct thread *t, Value self, Value *second)
{
    const struct zip *zip = (struct zip *)self;
    const struct tuple *iterators = value_to_tuple(zip->iterators);
    *second = VALUE_UNBOUND;
    if (UNLIKELY(iterators->length != 2 || zip->strict == VALUE_TRUE)) {
        return next_zip(t, self);
    }
    Value first = iterator_step(t, iterators->items[0]);
    if (first == VALUE_ERROR || first == VALUE_UNBOUND) {
        return first;
    }
    *second = iterator_step(t, iterators->items[1]);
    return *second == VALUE_ERROR || *second == VALUE_UNBOUND ? *second : first;
}

static Value reduce_zip(struct thread *t, Value *args, UNUSED uint32_t n_args,
                        UNUSED Value keyword_names)
{
    const struct zip *zip = (struct zip *)args[0];
    return iterator_reduce_class(t, args[0], zip->iterators,
                                 zip->strict == VALUE_TRUE ? VALUE_TRUE : VALUE_UNBOUND);
}

static Value set_state_zip(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    enum truth strict = object_truth(t, args[1]);
    if (strict == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    value_store(&((struct zip *)args[0])->strict, value_from_bool(strict == TRUTH_TRUE));
    return VALUE_NONE;
}

static const struct native_def zip_methods[] = {
    ITERATOR_REDUCE(reduce_zip),
    ITERATOR_SETSTATE(set_state_zip),
    {0},
};

struct type zip_type = {
    TYPE_HEADER("zip", sizeof(struct zip)),
    .doc = "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> "
           "list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, "
           "2)]\n\nThe zip "
           "object yields n-length tuples, where n is the number of iterables\npassed as "
           "positional arguments "
           "to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to "
           "zip().  This "
           "continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of "
           "the arguments "
           "is exhausted before the others,\nraise a ValueError.",
    .flags = TYPE_BASE,
    .methods = zip_methods,
    .trace = trace_zip,
    .new = new_zip,
    .iter = iterator_self,
    .next = next_zip,
    .next_pair = next_pair_zip,
};

/* ---- map ---- */

struct map {
    struct object base;
    /* Immutable. */
    Value function;
    Value iterators; /* tuple */
};

static void trace_map(struct marker *m, struct object *self)
{
    mark_values(m, &((struct map *)self)->function, 2);
}

static Value new_map(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (!check_keywords(t, type, &map_type, keyword_names)) {
        return VALUE_ERROR;
    }
    if (n_args < 3) {
        return raise_error(t, &TypeError_type, "map() must have at least two arguments.");
    }
    Value iterators = iterators_of(t, args + 2, n_args - 2);
    struct map *map = iterators == VALUE_ERROR ? NULL : gc_new(t, type);
    if (map == NULL) {
        return VALUE_ERROR;
    }
    map->function = args[1];
    map->iterators = iterators;
    return value_from_object(map);
}

static Value next_map(struct thread *t, Value self)
{
    const struct map *map = (struct map *)self;
    const struct tuple *iterators = value_to_tuple(map->iterators);
    if (LIKELY(iterators->length == 1)) {
        Value item = iterator_next(t, iterators->items[0]);
        return item == VALUE_ERROR || item == VALUE_UNBOUND ? item : call_1(t, map->function, item);
    }
    Value items = tuple_new(t, NULL, iterators->length);
    for (uint64_t i = 0; i < iterators->length && items != VALUE_ERROR; i++) {
        Value item = iterator_next(t, iterators->items[i]);
        if (item == VALUE_ERROR || item == VALUE_UNBOUND) {
            return item;
        }
        ((struct tuple *)items)->items[i] = item;
    }
    return items == VALUE_ERROR ? items : call_tuple(t, map->function, items, VALUE_UNBOUND);
}

static Value reduce_map(struct thread *t, Value *args, UNUSED uint32_t n_args,
                        UNUSED Value keyword_names)
{
    const struct map *map = (struct map *)args[0];
    const struct tuple *iterators = value_to_tuple(map->iterators);
    Value arguments = tuple_new(t, NULL, 1 + iterators->length);
    if (arguments == VALUE_ERROR) {
        return arguments;
    }
    ((struct tuple *)arguments)->items[0] = map->function;
    for (uint64_t i = 0; i < iterators->length; i++) {
        ((struct tuple *)arguments)->items[1 + i] = iterators->items[i];
    }
    return iterator_reduce_class(t, args[0], arguments, VALUE_UNBOUND);
}

static const struct native_def map_methods[] = {
    ITERATOR_REDUCE(reduce_map),
    {0},
};

struct type map_type = {
    TYPE_HEADER("map", sizeof(struct map)),
    .doc =
        "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using "
        "arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.",
    .flags = TYPE_BASE,
    .methods = map_methods,
    .trace = trace_map,
    .new = new_map,
    .iter = iterator_self,
    .next = next_map,
};

/* ---- filter ---- */

struct filter {
    struct object base;
    /* Immutable. */
    Value function; /* or None: the items' own truth */
    Value iterator;
};

static void trace_filter(struct marker *m, struct object *self)
{
    mark_values(m, &((struct filter *)self)->function, 2);
}

static Value new_filter(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (!check_keywords(t, type, &filter_type, keyword_names) ||
        !check_arg_count(t, "filter", n_args - 1, 2, 2)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, args[2]);
    struct filter *filter = iterator == VALUE_ERROR ? NULL : gc_new(t, type);
    if (filter == NULL) {
        return VALUE_ERROR;
    }
    filter->function = args[1];
    filter->iterator = iterator;
    return value_from_object(filter);
}

static enum truth passes(struct thread *t, const struct filter *filter, Value item)
{
    Value verdict = item;
    if (filter->function != VALUE_NONE && filter->function != value_from_object(&bool_type)) {
        verdict = call_1(t, filter->function, item);
    }
    return verdict == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, verdict);
}

static Value next_filter(struct thread *t, Value self)
{
    const struct filter *filter = (struct filter *)self;
    for (uint32_t n = 1;; n++) {
        Value item = iterator_next(t, filter->iterator);
        if (item == VALUE_ERROR || item == VALUE_UNBOUND) {
            return item;
        }
        enum truth truth = passes(t, filter, item);
        if (truth != TRUTH_FALSE) {
            return truth == TRUTH_ERROR ? VALUE_ERROR : item;
        }
        if (n % 1024 == 0 && !gc_poll(t)) {
            return VALUE_ERROR;
        }
    }
}

static Value reduce_filter(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    const struct filter *filter = (struct filter *)args[0];
    return iterator_reduce_class(t, args[0], tuple_of(t, 2, filter->function, filter->iterator),
                                 VALUE_UNBOUND);
}

static const struct native_def filter_methods[] = {
    ITERATOR_REDUCE(reduce_filter),
    {0},
};

struct type filter_type = {
    TYPE_HEADER("filter", sizeof(struct filter)),
    .doc = "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding "
           "those items of "
           "iterable for which function(item)\nis true. If function is None, return the items that "
           "are true.",
    .flags = TYPE_BASE,
    .methods = filter_methods,
    .trace = trace_filter,
    .new = new_filter,
    .iter = iterator_self,
    .next = next_filter,
};

/* ---- reversed ---- */

/* Over whatever has __len__ and __getitem__ but no __reversed__. */
struct reversed {
    struct object base;
    Value sequence; /* value_load; UNBOUND once exhausted */
    int64_t index;  /* relaxed; of the next item */
};

static void trace_reversed(struct marker *m, struct object *self)
{
    mark_value(m, ((struct reversed *)self)->sequence);
}

static COLD Value raise_not_reversible(struct thread *t, Value v)
{
    return raise_error(t, &TypeError_type, "'%T' object is not reversible", v);
}

static Value reverse_by_index(struct thread *t, struct type *type, Value sequence)
{
    const struct type *of = value_type(sequence);
    int64_t n;
    if (of->get_item == NULL || value_is_dict(sequence) || value_is_any_set(sequence)) {
        return raise_not_reversible(t, sequence);
    }
    struct reversed *r = object_length(t, sequence, &n) ? gc_new(t, type) : NULL;
    if (r == NULL) {
        return VALUE_ERROR;
    }
    r->sequence = sequence;
    r->index = n - 1;
    return value_from_object(r);
}

static Value new_reversed(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (!check_keywords(t, type, &reversed_type, keyword_names)) {
        return VALUE_ERROR;
    }
    if (n_args != 2) {
        return raise_error(t, &TypeError_type, "reversed expected 1 argument, got %d",
                           (int)n_args - 1);
    }
    Value method = object_find_special(t, args[1], name___reversed__);
    if (method == VALUE_ERROR || method == VALUE_NONE) {
        return method == VALUE_ERROR ? method : raise_not_reversible(t, args[1]);
    }
    return method != VALUE_UNBOUND ? call_0(t, method) : reverse_by_index(t, type, args[1]);
}

static Value item_of_reversed(struct thread *t, Value sequence, int64_t index)
{
    if (value_type(sequence) == &str_type) {
        const struct str *s = value_to_str(sequence);
        return (uint64_t)index < s->length ? str_from_code_point(t, str_at(s, (uint64_t)index))
                                           : VALUE_UNBOUND;
    }
    return object_get_item(t, sequence, value_from_small_int(index));
}

static Value next_reversed(struct thread *t, Value self)
{
    struct reversed *r = (struct reversed *)self;
    Value sequence = value_load(&r->sequence);
    int64_t index = load_relaxed(&r->index);
    if (sequence == VALUE_UNBOUND) {
        return VALUE_UNBOUND;
    }
    Value item = index < 0 ? VALUE_UNBOUND : item_of_reversed(t, sequence, index);
    if (item == VALUE_ERROR &&
        (error_swallow(t, &IndexError_type) || error_swallow(t, &StopIteration_type))) {
        item = VALUE_UNBOUND;
    }
    if (item == VALUE_UNBOUND) {
        value_store(&r->sequence, VALUE_UNBOUND);
        return VALUE_UNBOUND;
    }
    store_relaxed(&r->index, index - 1);
    return item;
}

static Value length_hint_reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                  UNUSED Value keyword_names)
{
    struct reversed *r = (struct reversed *)args[0];
    Value sequence = value_load(&r->sequence);
    int64_t n, left = load_relaxed(&r->index) + 1;
    if (sequence == VALUE_UNBOUND) {
        return value_from_small_int(0);
    }
    if (!object_length(t, sequence, &n)) {
        return VALUE_ERROR;
    }
    return value_from_small_int(n < left ? 0 : left);
}

static Value reduce_reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value keyword_names)
{
    const struct reversed *r = (const struct reversed *)args[0];
    Value sequence = value_load(&r->sequence);
    bool is_over = sequence == VALUE_UNBOUND;
    return iterator_reduce_class(t, args[0], tuple_of(t, 1, is_over ? tuple_empty : sequence),
                                 is_over ? VALUE_UNBOUND
                                         : value_from_small_int(load_relaxed(&r->index)));
}

static Value set_state_reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                UNUSED Value keyword_names)
{
    struct reversed *r = (struct reversed *)args[0];
    Value sequence = value_load(&r->sequence);
    int64_t index, n;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    if (sequence == VALUE_UNBOUND) {
        return VALUE_NONE;
    }
    if (!object_length(t, sequence, &n)) {
        return VALUE_ERROR;
    }
    store_relaxed(&r->index, index < -1 ? -1 : index >= n ? n - 1 : index);
    return VALUE_NONE;
}

static const struct native_def reversed_methods[] = {
    ITERATOR_LENGTH_HINT(length_hint_reversed),
    ITERATOR_REDUCE(reduce_reversed),
    ITERATOR_SETSTATE(set_state_reversed),
    {0},
};

struct type reversed_type = {
    TYPE_HEADER("reversed", sizeof(struct reversed)),
    .text_signature = "(sequence, /)",
    .doc = "Return a reverse iterator over the values of the given sequence.",
    .flags = TYPE_BASE,
    .methods = reversed_methods,
    .trace = trace_reversed,
    .new = new_reversed,
    .iter = iterator_self,
    .next = next_reversed,
};
