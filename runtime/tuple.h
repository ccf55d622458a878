/* tuple: immutable array of Values. */
#ifndef HASP_RUNTIME_TUPLE_H
#define HASP_RUNTIME_TUPLE_H

#include "runtime/error.h"

struct tuple {
    struct object base;
    /* Immutable after construction; items may be filled until the tuple is published. */
    uint64_t length;
    Value items[];
};

extern struct type tuple_type;
extern Value tuple_empty;

static ALWAYS_INLINE bool value_is_tuple(Value v)
{
    return value_is_object(v) && type_has(value_to_object(v)->type, TYPE_TUPLE_SUBCLASS);
}
static ALWAYS_INLINE struct tuple *value_to_tuple(Value v)
{
    ASSERT(value_is_tuple(v));
    return (struct tuple *)v;
}
/* `items` may be NULL: unbound, to be filled at once. n == 0 gives tuple_empty. */
RAISES Value tuple_new(struct thread *t, const Value *items, size_t n);
/* Of two, as iterators make them by the million. */
RAISES Value tuple_pair(struct thread *t, Value a, Value b);
RAISES Value tuple_of(struct thread *t, size_t n, ...); /* n Values */
/* tuple(iterable); a tuple itself is returned as it is. */
RAISES MAY_GC Value tuple_from_iterable(struct thread *t, Value iterable);

#endif
