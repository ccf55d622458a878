/*
 * What list and tuple have in common: an item by its number, and everything that can be said with that.
 *
 * `v` is a list or a tuple, subclasses included. Each function reads it anew at every step, because what it calls
 * (`__eq__`, `__repr__`) may change a list; none takes a lock.
 */
#ifndef HASP_RUNTIME_SEQUENCE_H
#define HASP_RUNTIME_SEQUENCE_H

#include "runtime/list.h"
#include "runtime/tuple.h"

static ALWAYS_INLINE uint64_t sequence_length(Value v)
{
    return value_is_list(v) ? list_length((struct list *)v) : ((struct tuple *)v)->length;
}

/* UNBOUND past the end. */
static ALWAYS_INLINE Value sequence_item(Value v, uint64_t i)
{
    if (value_is_list(v)) {
        return list_get((struct list *)v, i);
    }
    const struct tuple *tuple = (struct tuple *)v;
    return i < tuple->length ? tuple->items[i] : VALUE_UNBOUND;
}

/*
 * The subscript `key` as a C integer. TypeError "`what` indices must be integers or slices, not T"; IndexError if it
 * fits no machine word. Negative ones stay negative.
 */
RAISES MAY_GC bool sequence_index(struct thread *t, Value key, const char *what, int64_t *i);

/* The order of lists and tuples: that of the first items that differ. NotImplemented is the caller's. */
RAISES MAY_GC Value sequence_compare(struct thread *t, Value v, Value w, enum compare_op op);

RAISES MAY_GC enum truth sequence_contains(struct thread *t, Value v, Value item);

/* The first place of `item` in [start, stop), whose negative bounds count from the end; -1 without an exception. */
RAISES MAY_GC bool sequence_find(struct thread *t, Value v, Value item, int64_t start, int64_t stop,
                                 int64_t *place);
/* The bounds of index() as a script gave them: UNBOUND if omitted. */
RAISES MAY_GC bool sequence_bounds(struct thread *t, Value start, Value stop, int64_t *from,
                                   int64_t *to);
/* The same with the bounds that a script gave: UNBOUND if omitted. */
RAISES MAY_GC bool sequence_find_between(struct thread *t, Value v, Value item, Value start,
                                         Value stop, int64_t *place);

RAISES MAY_GC Value sequence_count(struct thread *t, Value v, Value item);

/* Appends "item, item" to a text. false: an exception is pending. */
struct str_builder;
RAISES MAY_GC bool sequence_add_reprs(struct thread *t, struct str_builder *b, Value v);

/* Is `n * times` items more than memory can hold? */
static ALWAYS_INLINE bool sequence_too_long(uint64_t n, uint64_t times)
{
    return n != 0 && times > (uint64_t)(INT64_MAX / (int64_t)sizeof(Value)) / n;
}

#endif
