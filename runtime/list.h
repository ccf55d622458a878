/*
 * list: a length and a value_buffer. A reader takes the buffer once (list_buffer) and works on that,
 * without a lock; every write, `list[i] = v` too, takes the object's lock, else a growth would lose it.
 *
 * Invariant (list_check): length <= buffer->capacity; slots at and past the length are UNBOUND. A reader
 * that meets UNBOUND behaves as past the end.
 */
#ifndef HASP_RUNTIME_LIST_H
#define HASP_RUNTIME_LIST_H

#include "runtime/error.h"
#include "runtime/gc.h"

struct list {
    struct object base; /* its lock is "the object lock" below */
    /* Written under the object lock, read without it. The buffer is stored only by list_publish_buffer
       (release), loaded only by list_buffer (acquire); replaced on growth, never freed. */
    struct value_buffer *buffer; /* NULL while empty from the start */
    uint64_t length;             /* load_acquire / store_release */
};

extern struct type list_type;

static ALWAYS_INLINE bool value_is_list(Value v)
{
    return value_is_object(v) && type_has(value_to_object(v)->type, TYPE_LIST_SUBCLASS);
}
static ALWAYS_INLINE struct list *value_to_list(Value v)
{
    ASSERT(value_is_list(v));
    return (struct list *)v;
}
static ALWAYS_INLINE struct value_buffer *list_buffer(const struct list *list)
{
    return load_acquire(&list->buffer);
}
static ALWAYS_INLINE uint64_t list_length(const struct list *list)
{
    return load_acquire(&list->length);
}
/* The item, or UNBOUND if there is none (any more). */
static ALWAYS_INLINE Value list_get(const struct list *list, uint64_t i)
{
    if (UNLIKELY(i >= list_length(list))) {
        return VALUE_UNBOUND;
    }
    const struct value_buffer *buffer = list_buffer(list);
    return LIKELY(buffer != NULL && i < buffer->capacity) ? value_load(&buffer->items[i])
                                                          : VALUE_UNBOUND;
}

RAISES Value list_new(struct thread *t, size_t capacity);
RAISES Value list_from_values(struct thread *t, const Value *items, size_t n);
RAISES MAY_GC Value list_from_iterable(struct thread *t, Value iterable);
RAISES bool list_append(struct thread *t, struct list *list, Value v);
/* false without an exception if `i` is past the end (now). */
bool list_set(struct list *list, uint64_t i, Value v);
RAISES MAY_GC bool list_extend(struct thread *t, struct list *list, Value iterable);
RAISES MAY_GC bool list_sort(struct thread *t, struct list *list, Value key, bool reverse);
/* A consistent copy as a tuple. */
RAISES Value list_to_tuple(struct thread *t, struct list *list);

#endif
