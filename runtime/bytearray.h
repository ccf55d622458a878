/* bytearray: a byte store (runtime/byte_store.h) and nothing else. */
#ifndef HASP_RUNTIME_BYTEARRAY_H
#define HASP_RUNTIME_BYTEARRAY_H

#include "runtime/byte_store.h"

extern struct type bytearray_type, bytearray_iterator_type;
extern const struct native_def bytearray_methods[];

static ALWAYS_INLINE bool value_is_bytearray(Value v)
{
    return value_is_instance(v, &bytearray_type);
}

RAISES Value bytearray_new(struct thread *t, const void *data, size_t n);

#endif
