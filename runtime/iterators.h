/*
 * Iterators that the interpreter loop steps in line. All others are reached by their type's `next`.
 *
 * With the lock off two threads may step one iterator: fields are read and written relaxed, so an item may come
 * twice or be skipped, but nothing is torn and no bound is passed.
 */
#ifndef HASP_RUNTIME_ITERATORS_H
#define HASP_RUNTIME_ITERATORS_H

#include "runtime/abstract.h"
#include "runtime/list.h"
#include "runtime/tuple.h"

/* Of ranges whose start, stop and step are small ints, and so is every item. */
struct range_iterator {
    struct object base;
    /* Relaxed, and all that ever changes: racing threads store nothing but items, or the end. */
    int64_t next;
    /* Immutable. */
    int64_t step;
    int64_t end;     /* the item after the last, which 64 bits can hold */
    uint64_t length; /* of the whole range */
};

struct list_iterator {
    struct object base;
    struct list *list; /* relaxed; NULL once exhausted: stays so if the list grows */
    uint64_t index;    /* relaxed */
};

struct tuple_iterator {
    struct object base;
    struct tuple *tuple; /* immutable */
    uint64_t index;      /* relaxed */
};

/* From the end to the beginning. */
struct list_reverse_iterator {
    struct object base;
    struct list *list; /* relaxed; NULL once exhausted */
    int64_t index;     /* relaxed; of the next item */
};

/* iter(callable, sentinel) */
struct callable_iterator {
    struct object base;
    Value callable; /* value_load; UNBOUND once exhausted */
    Value sentinel; /* immutable */
};

extern struct type range_iterator_type, list_iterator_type, tuple_iterator_type,
    list_reverse_iterator_type, callable_iterator_type, str_iterator_type, str_ascii_iterator_type;
/* enumerate, zip, map, filter, reversed: runtime/builtin_iterators.c. */
extern struct type enumerate_type, zip_type, map_type, filter_type, reversed_type;

RAISES Value list_reverse_iterator_new(struct thread *t, struct list *list);
RAISES Value callable_iterator_new(struct thread *t, Value callable, Value sentinel);
/* The slot `next` of the types above that are stepped by it; the slot `iter` of every iterator. */
Value iterator_self(struct thread *t, Value self);
RAISES Value str_iterator_new(struct thread *t, Value s);

/*
 * --- For copy and pickle: runtime/iterator_state.c ---
 * (iter, (over,)) or, unless `index` is UNBOUND, (iter, (over,), index).
 */
RAISES Value iterator_reduce(struct thread *t, Value over, Value index);
/* The same with all the arguments of iter, a tuple. ERROR: passed on. */
RAISES Value iterator_reduce_with(struct thread *t, Value arguments, Value index);
/* (type(self), arguments) or, unless `state` is UNBOUND, (type(self), arguments, state). ERROR for either: passed on. */
RAISES Value iterator_reduce_class(struct thread *t, Value self, Value arguments, Value state);
/* The int that __setstate__ was given; and whether it is a tuple of between `min` and `max` items. */
RAISES bool iterator_state_index(struct thread *t, Value state, int64_t *index);
RAISES bool iterator_state_tuple(struct thread *t, Value state, uint64_t min, uint64_t max);

/* Rows of a method table. */
#define ITERATOR_LENGTH_HINT(function)                                                             \
    {                                                                                              \
        "__length_hint__", function, "(self, /)",                                                  \
            "Private method returning an estimate of len(list(it)).", NATIVE_METHOD                \
    }
#define ITERATOR_REDUCE(function)                                                                  \
    {                                                                                              \
        "__reduce__", function, "(self, /)", "Return state information for pickling.",             \
            NATIVE_METHOD                                                                          \
    }
#define ITERATOR_SETSTATE(function)                                                                \
    {                                                                                              \
        "__setstate__", function, "(self, state, /)", "Set state information for unpickling.",     \
            NATIVE_METHOD                                                                          \
    }

/* The next item, or UNBOUND at the end. */
static ALWAYS_INLINE Value range_iterator_step(struct range_iterator *i)
{
    int64_t n = load_relaxed(&i->next);
    if (UNLIKELY(n == i->end)) {
        return VALUE_UNBOUND;
    }
    store_relaxed(&i->next, n + i->step);
    return value_from_bits(((uint64_t)n << 1) | 1);
}

static ALWAYS_INLINE Value list_iterator_step(struct list_iterator *i)
{
    struct list *list = load_relaxed(&i->list);
    if (UNLIKELY(list == NULL)) {
        return VALUE_UNBOUND;
    }
    uint64_t index = load_relaxed(&i->index);
    Value v = list_get(list, index);
    if (UNLIKELY(v == VALUE_UNBOUND)) {
        store_relaxed(&i->list, (struct list *)NULL);
        return VALUE_UNBOUND;
    }
    store_relaxed(&i->index, index + 1);
    return v;
}

static ALWAYS_INLINE Value tuple_iterator_step(struct tuple_iterator *i)
{
    uint64_t index = load_relaxed(&i->index);
    if (UNLIKELY(index >= i->tuple->length)) {
        return VALUE_UNBOUND;
    }
    store_relaxed(&i->index, index + 1);
    return i->tuple->items[index];
}

/* iterator_next with the frequent kinds in line. */
MAY_GC RAISES static ALWAYS_INLINE Value iterator_step(struct thread *t, Value iterator)
{
    const struct type *type = value_to_object(iterator)->type;
    return type == &list_iterator_type    ? list_iterator_step((struct list_iterator *)iterator)
           : type == &range_iterator_type ? range_iterator_step((struct range_iterator *)iterator)
                                          : iterator_next(t, iterator);
}

#endif
