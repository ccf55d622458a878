/* itertools that combine whole iterables: accumulate, chain, pairwise, starmap, zip_longest. */
#include "runtime/call.h"
#include "runtime/gc.h"
#include "runtime/generic_alias.h"
#include "runtime/modules/itertools.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- chain ---- */

struct chain {
    struct object base;
    Value source; /* iterator of iterables; UNBOUND once exhausted */
    Value active; /* iterator of the current one, or UNBOUND */
};

static Value chain_of(struct thread *t, struct type *type, Value iterables)
{
    Value source = object_iter(t, iterables);
    struct chain *o = source == VALUE_ERROR ? NULL : gc_new(t, type);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->source = source;
    return value_from_object(o);
}

static Value new_chain(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (!itertools_takes_keywords(type) && !reject_keywords(t, "chain", keyword_names)) {
        return VALUE_ERROR;
    }
    Value iterables = tuple_new(t, args + 1, n_args - 1);
    return iterables == VALUE_ERROR ? iterables : chain_of(t, type, iterables);
}

static Value from_iterable(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    return chain_of(t, (struct type *)args[0], args[1]);
}

/* Makes the next iterable the active one. False: there is none, or an exception. */
static Value chain_advance(struct thread *t, struct chain *o)
{
    Value source = value_load(&o->source);
    Value iterable = source == VALUE_UNBOUND ? source : iterator_next(t, source);
    Value active =
        iterable == VALUE_UNBOUND || iterable == VALUE_ERROR ? iterable : object_iter(t, iterable);
    if (active == VALUE_UNBOUND || active == VALUE_ERROR) {
        value_store(&o->source, VALUE_UNBOUND);
    } else {
        value_store(&o->active, active);
    }
    return active;
}

static Value next_chain(struct thread *t, Value self)
{
    struct chain *o = (struct chain *)self;
    for (;;) {
        Value active = value_load(&o->active);
        if (active == VALUE_UNBOUND) {
            active = chain_advance(t, o);
            if (active == VALUE_UNBOUND || active == VALUE_ERROR) {
                return active;
            }
        }
        Value item = iterator_next(t, active);
        if (item != VALUE_UNBOUND) {
            return item;
        }
        Value expected = active;
        (void)compare_and_swap(&o->active, &expected, VALUE_UNBOUND);
    }
}

static Value reduce_chain(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    const struct chain *o = (const struct chain *)args[0];
    Value source = value_load(&o->source), active = value_load(&o->active);
    Value state = source == VALUE_UNBOUND   ? VALUE_UNBOUND
                  : active == VALUE_UNBOUND ? tuple_of(t, 1, source)
                                            : tuple_of(t, 2, source, active);
    return iterator_reduce_class(t, args[0], tuple_empty, state);
}

static Value set_state_chain(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value keyword_names)
{
    struct chain *o = (struct chain *)args[0];
    if (!iterator_state_tuple(t, args[1], 1, 2)) {
        return VALUE_ERROR;
    }
    const struct tuple *state = value_to_tuple(args[1]);
    for (uint64_t i = 0; i < state->length; i++) {
        if (value_type(state->items[i])->next == NULL) {
            return raise_error(t, &TypeError_type, "Arguments must be iterators.");
        }
    }
    value_store(&o->source, state->items[0]);
    value_store(&o->active, state->length > 1 ? state->items[1] : VALUE_UNBOUND);
    return VALUE_NONE;
}

static const struct native_def chain_methods[] = {
    {"from_iterable", from_iterable, "(type, iterable, /)",
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
     NATIVE_CLASS_METHOD},
    ITERATOR_REDUCE(reduce_chain),
    ITERATOR_SETSTATE(set_state_chain),
    CLASS_GETITEM,
    {0},
};

ITERATOR_TYPE(chain, 2, new_chain, next_chain, NULL,
              "chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() "
              "method returns elements "
              "from the\nfirst iterable until it is exhausted, then elements from the "
              "next\niterable, until all of "
              "the iterables are exhausted.",
              .methods = chain_methods);

/* ---- starmap ---- */

struct starmap {
    struct object base;
    Value function, iterator; /* immutable */
};

static Value new_starmap(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"starmap", "(function, iterable, /)", NULL};
    Value bound[2];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, bound[1]);
    struct starmap *o = iterator == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->function = bound[0];
    o->iterator = iterator;
    return value_from_object(o);
}

static Value next_starmap(struct thread *t, Value self)
{
    struct starmap *o = (struct starmap *)self;
    Value item = iterator_next(t, o->iterator);
    if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
        return item;
    }
    Value arguments = tuple_from_iterable(t, item);
    return arguments == VALUE_ERROR ? arguments
                                    : call_tuple(t, o->function, arguments, VALUE_UNBOUND);
}

static const struct native_def starmap_methods[] = {
    ITERATOR_REDUCE(itertools_reduce_pair),
    {0},
};

ITERATOR_TYPE(starmap, 2, new_starmap, next_starmap, "(function, iterable, /)",
              "Return an iterator whose values are returned from the function evaluated with an "
              "argument tuple taken "
              "from the given sequence.",
              .methods = starmap_methods);

/* ---- pairwise ---- */

struct pairwise {
    struct object base;
    Value previous; /* UNBOUND before the first item */
    Value iterator; /* UNBOUND once exhausted */
};

static Value new_pairwise(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"pairwise", "(iterable, /)", NULL};
    Value bound[1];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, bound[0]);
    struct pairwise *o = iterator == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->iterator = iterator;
    return value_from_object(o);
}

static Value next_pairwise(struct thread *t, Value self)
{
    struct pairwise *o = (struct pairwise *)self;
    Value iterator = value_load(&o->iterator), previous = value_load(&o->previous);
    if (iterator == VALUE_UNBOUND) {
        return iterator;
    }
    if (previous == VALUE_UNBOUND) {
        previous = iterator_next(t, iterator);
        if (previous == VALUE_UNBOUND || previous == VALUE_ERROR) {
            value_store(&o->iterator, VALUE_UNBOUND);
            return previous;
        }
    }
    Value item = iterator_next(t, iterator);
    if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
        value_store(&o->iterator, VALUE_UNBOUND);
        value_store(&o->previous, VALUE_UNBOUND);
        return item;
    }
    value_store(&o->previous, item);
    return tuple_of(t, 2, previous, item);
}

ITERATOR_TYPE(pairwise, 2, new_pairwise, next_pairwise, "(iterable, /)",
              "Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> "
              "(s0,s1), (s1,s2), "
              "(s2, s3), ...");

/* ---- accumulate ---- */

struct accumulate {
    struct object base;
    Value function; /* None: addition; immutable */
    Value iterator; /* immutable */
    Value total;    /* UNBOUND before the first item */
    Value initial;  /* to be given first; UNBOUND: none, or given */
};

static Value new_accumulate(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"accumulate", "(iterable, func=None, *, initial=None)",
                                            NULL};
    Value bound[3];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, bound[0]);
    struct accumulate *o = iterator == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->iterator = iterator;
    o->function = bound[1] == VALUE_UNBOUND ? VALUE_NONE : bound[1];
    o->initial = bound[2] == VALUE_NONE ? VALUE_UNBOUND : bound[2];
    return value_from_object(o);
}

static Value next_accumulate(struct thread *t, Value self)
{
    struct accumulate *o = (struct accumulate *)self;
    Value initial = value_load(&o->initial);
    if (initial != VALUE_UNBOUND) {
        value_store(&o->initial, VALUE_UNBOUND);
        value_store(&o->total, initial);
        return initial;
    }
    Value item = iterator_next(t, o->iterator), total = value_load(&o->total);
    if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
        return item;
    }
    if (total == VALUE_UNBOUND) {
        total = item;
    } else {
        total = o->function == VALUE_NONE ? number_binary(t, BINARY_ADD, total, item)
                                          : call_2(t, o->function, total, item);
    }
    if (total != VALUE_ERROR) {
        value_store(&o->total, total);
    }
    return total;
}

/* chain((first,), iterator) */
static Value chain_before(struct thread *t, Value first, Value iterator)
{
    Value single = tuple_of(t, 1, first);
    Value both = single == VALUE_ERROR ? single : tuple_of(t, 2, single, iterator);
    return both == VALUE_ERROR ? both : chain_of(t, &itertools_chain_type, both);
}

/* A total that is None cannot be told from none: islice(accumulate(chain((None,), iterator), function), 1, None). */
static Value reduce_none_total(struct thread *t, Value self)
{
    const struct accumulate *o = (const struct accumulate *)self;
    Value items = chain_before(t, VALUE_NONE, o->iterator);
    Value inner = items == VALUE_ERROR
                      ? items
                      : call_2(t, value_from_object(value_type(self)), items, o->function);
    Value arguments =
        inner == VALUE_ERROR ? inner : tuple_of(t, 3, inner, value_from_small_int(1), VALUE_NONE);
    return arguments == VALUE_ERROR
               ? arguments
               : tuple_of(t, 2, value_from_object(&itertools_islice_type), arguments);
}

static Value reduce_accumulate(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value keyword_names)
{
    const struct accumulate *o = (const struct accumulate *)args[0];
    Value initial = value_load(&o->initial), total = value_load(&o->total);
    Value iterator = o->iterator;
    if (initial != VALUE_UNBOUND) {
        iterator = chain_before(t, initial, iterator);
        if (iterator == VALUE_ERROR) {
            return iterator;
        }
        total = VALUE_UNBOUND;
    } else if (total == VALUE_NONE) {
        return reduce_none_total(t, args[0]);
    }
    return iterator_reduce_class(t, args[0], tuple_of(t, 2, iterator, o->function),
                                 total == VALUE_UNBOUND ? VALUE_NONE : total);
}

static Value set_state_accumulate(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                                  UNUSED Value keyword_names)
{
    value_store(&((struct accumulate *)args[0])->total, args[1]);
    return VALUE_NONE;
}

static const struct native_def accumulate_methods[] = {
    ITERATOR_REDUCE(reduce_accumulate),
    ITERATOR_SETSTATE(set_state_accumulate),
    {0},
};

ITERATOR_TYPE(accumulate, 4, new_accumulate, next_accumulate,
              "(iterable, func=None, *, initial=None)",
              "Return series of accumulated sums (or other binary function results).",
              .methods = accumulate_methods);

/* ---- zip_longest ---- */

struct zip_longest {
    struct object base;
    struct value_buffer *iterators; /* immutable; each UNBOUND once exhausted, but for the last */
    Value fill;                     /* value_load */
};

static bool fill_value(struct thread *t, const Value *values, Value keyword_names, Value *fill)
{
    *fill = VALUE_NONE;
    if (keyword_count(keyword_names) == 0) {
        return true;
    }
    if (keyword_count(keyword_names) > 1 ||
        !str_equals_cstr(value_to_tuple(keyword_names)->items[0], "fillvalue")) {
        return raise_false(t, &TypeError_type, "zip_longest() got an unexpected keyword argument");
    }
    *fill = values[0];
    return true;
}

static Value new_zip_longest(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    uint32_t n = n_args - 1;
    Value fill;
    struct value_buffer *iterators = value_buffer_new(t, n);
    if (iterators == NULL || !fill_value(t, args + n_args, keyword_names, &fill)) {
        return VALUE_ERROR;
    }
    for (uint32_t i = 0; i < n; i++) {
        Value iterator = object_iter(t, args[1 + i]);
        if (iterator == VALUE_ERROR) {
            return iterator;
        }
        value_store(&iterators->items[i], iterator);
    }
    struct zip_longest *o = gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->iterators = iterators;
    o->fill = fill;
    return value_from_object(o);
}

static size_t count_active(const struct value_buffer *iterators)
{
    size_t n = 0;
    for (size_t i = 0; i < iterators->capacity; i++) {
        n += value_load(&iterators->items[i]) != VALUE_UNBOUND;
    }
    return n;
}

static Value next_zip_longest(struct thread *t, Value self)
{
    struct zip_longest *o = (struct zip_longest *)self;
    struct value_buffer *iterators = o->iterators;
    size_t n = iterators->capacity, n_active = count_active(iterators);
    if (n == 0) {
        return VALUE_UNBOUND;
    }
    Value made = tuple_new(t, NULL, n);
    if (made == VALUE_ERROR) {
        return made;
    }
    for (size_t i = 0; i < n; i++) {
        Value iterator = value_load(&iterators->items[i]);
        Value item = iterator == VALUE_UNBOUND ? iterator : iterator_next(t, iterator);
        if (item == VALUE_ERROR) {
            return item;
        }
        if (item == VALUE_UNBOUND && iterator != VALUE_UNBOUND) {
            if (n_active <= 1) {
                return VALUE_UNBOUND;
            }
            n_active--;
            value_store(&iterators->items[i], VALUE_UNBOUND);
        }
        ((struct tuple *)made)->items[i] = item == VALUE_UNBOUND ? value_load(&o->fill) : item;
    }
    return made;
}

static Value reduce_zip_longest(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                UNUSED Value keyword_names)
{
    const struct zip_longest *o = (const struct zip_longest *)args[0];
    Value iterators = tuple_new(t, NULL, o->iterators->capacity);
    for (size_t i = 0; iterators != VALUE_ERROR && i < o->iterators->capacity; i++) {
        Value iterator = value_load(&o->iterators->items[i]);
        ((struct tuple *)iterators)->items[i] = iterator == VALUE_UNBOUND ? tuple_empty : iterator;
    }
    return iterator_reduce_class(t, args[0], iterators, value_load(&o->fill));
}

static Value set_state_zip_longest(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                                   UNUSED Value keyword_names)
{
    value_store(&((struct zip_longest *)args[0])->fill, args[1]);
    return VALUE_NONE;
}

static const struct native_def zip_longest_methods[] = {
    ITERATOR_REDUCE(reduce_zip_longest),
    ITERATOR_SETSTATE(set_state_zip_longest),
    {0},
};

ITERATOR_TYPE(zip_longest, 2, new_zip_longest, next_zip_longest, NULL,
              "zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest "
              "object\n\nReturn a zip_longest "
              "object whose .__next__() method returns a tuple where\nthe i-th element comes from "
              "the i-th iterable "
              "argument; the shorter ones are filled up.",
              .methods = zip_longest_methods);
