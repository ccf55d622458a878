/*
 * Formats of the module struct, compiled: what lies where in the packed bytes.
 *
 *     struct_format.c   from text to items
 *     struct_pack.c     Values to bytes and back, item by item
 *     struct.c          the module, the type Struct and the iterator
 */
#ifndef HASP_RUNTIME_MODULES_STRUCT_FORMAT_H
#define HASP_RUNTIME_MODULES_STRUCT_FORMAT_H

#include "runtime/error.h"

/* `count` values of one kind, side by side; for 's' and 'p' one value of `size` bytes. Padding has no item. */
struct struct_item {
    uint64_t offset, count, size;
    char code;
};

/* An instance of Struct. Immutable after construction. */
struct struct_object {
    struct object base;
    Value format;             /* str */
    struct raw_buffer *items; /* struct struct_item[n_items] */
    uint64_t n_items;
    uint64_t n_values; /* what pack() takes and unpack() gives */
    uint64_t size;     /* bytes */
    bool is_big_endian;
    bool is_native; /* sizes and alignment of the machine */
};

extern struct type struct_object_type, unpack_iterator_type;
extern Value struct_error; /* the class struct.error */

static inline const struct struct_item *struct_items(const struct struct_object *s)
{
    return (const struct struct_item *)s->items->bytes;
}

/* Fills `s` from a format. struct.error if it is none. */
RAISES bool struct_compile(struct thread *t, struct struct_object *s, const char *format, size_t n);

/* Packs n_values Values into `to`, which has s->size zeroed bytes. */
RAISES MAY_GC bool struct_pack_values(struct thread *t, const struct struct_object *s,
                                      const Value *values, char *to);
/* A tuple of what s->size bytes hold. `from` must not change meanwhile. */
RAISES Value struct_unpack_values(struct thread *t, const struct struct_object *s,
                                  const char *from);

#endif
