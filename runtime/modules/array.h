/*
 * array.array: a byte store (runtime/byte_store.h) of items of one kind. Each operation takes the object's lock once, as
 * those of bytearray do; what runs Python code (`__index__`, `__eq__`) does so with items that have been copied out.
 *
 * Invariant: the length in bytes is a multiple of kind->size.
 */
#ifndef HASP_RUNTIME_MODULES_ARRAY_H
#define HASP_RUNTIME_MODULES_ARRAY_H

#include "runtime/byte_store.h"

enum { ARRAY_MAX_ITEM = 8 };

/* What a type code stands for; a row of a table. */
struct array_kind {
    char code;
    char item_format[2]; /* in the buffer protocol */
    uint8_t size;
    bool is_integer, is_signed;
    uint8_t machine_format; /* of _array_reconstructor */
    Value (*read)(struct thread *t, const char *item);
    /* TypeError, OverflowError. May run Python. */
    bool (*write)(struct thread *t, const struct array_kind *kind, Value v, char *item);
};

struct array {
    struct byte_store store;
    const struct array_kind *kind; /* immutable */
};

extern struct type array_type, array_iterator_type;
extern const struct native_def array_methods[];

static ALWAYS_INLINE bool value_is_array(Value v)
{
    return value_is_instance(v, &array_type);
}
static ALWAYS_INLINE struct array *value_to_array(Value v)
{
    ASSERT(value_is_array(v));
    return (struct array *)v;
}
static inline uint64_t array_length(const struct array *array)
{
    return byte_store_length(&array->store) / array->kind->size;
}

/* --- array_kind.c --- */
const char *array_type_codes(void);
/* NULL: there is none. */
const struct array_kind *array_kind_of_code(uint32_t code);
const struct array_kind *array_kind_of_machine_format(int64_t format, bool *is_swapped);
/* The code points of `n` bytes of an array of kind 'u', as a str. ValueError. */
RAISES Value array_text(struct thread *t, const char *data, size_t n);

/* --- array.c --- */
/* An empty one, of a subclass maybe. */
RAISES Value array_new(struct thread *t, struct type *type, const struct array_kind *kind);
/* As array.array(code, initial), for a subclass without asking its __init__. */
RAISES MAY_GC Value array_construct(struct thread *t, struct type *type, Value code, Value initial);
/* UNBOUND: there is no such item. */
RAISES Value array_item(struct thread *t, struct array *array, int64_t i);
/* All that an iterable or array gives. */
RAISES MAY_GC bool array_extend(struct thread *t, struct array *array, Value from);
/* A list, all of it or nothing. */
RAISES MAY_GC bool array_append_list(struct thread *t, struct array *array, Value list);
/* `data` is a whole number of items, else ValueError. */
RAISES bool array_append_bytes(struct thread *t, struct array *array, const char *data, size_t n);
/* The first place of an item that equals `v` in [start, stop); -1. */
RAISES MAY_GC bool array_find(struct thread *t, struct array *array, Value v, int64_t start,
                              int64_t stop, int64_t *place);
RAISES Value array_copy(struct thread *t, struct array *array);
RAISES MAY_GC Value array_to_list(struct thread *t, struct array *array);

#endif
