/*
 * bytearray: a mutable array of bytes. Every read and write takes the object's lock and leaves with a copy or a single
 * byte; no pointer into the buffer outlives the lock.
 *
 * Invariant: offset + length <= buffer->n_bytes. Bytes are taken off the front by moving `offset`.
 */
#ifndef HASP_RUNTIME_BYTEARRAY_H
#define HASP_RUNTIME_BYTEARRAY_H

#include "runtime/error.h"

struct bytearray {
    struct object base; /* its lock is "the object lock" below */
    /* Under the object lock; `length` by store_relaxed, so that len() needs none. */
    struct raw_buffer *buffer; /* NULL while empty from the start */
    uint64_t offset;
    uint64_t length;
    Value exports; /* runtime/bytearray_export.h: a tuple, or UNBOUND; value_load */
};

extern struct type bytearray_type, bytearray_iterator_type;

static ALWAYS_INLINE bool value_is_bytearray(Value v)
{
    return value_is_instance(v, &bytearray_type);
}

RAISES Value bytearray_new(struct thread *t, const void *data, size_t n);
/* A copy of bytes [from, to), clipped to the length of that moment, as bytes. */
RAISES Value bytearray_to_bytes(struct thread *t, Value v);
/* Appends; for builders in C. */
RAISES bool bytearray_append(struct thread *t, struct bytearray *array, const void *data, size_t n);

#endif
