/* bytes: immutable; bytearray (runtime/bytearray.h) is apart. */
#ifndef HASP_RUNTIME_BYTES_H
#define HASP_RUNTIME_BYTES_H

#include "runtime/error.h"

struct bytes {
    struct object base;
    /* Immutable. A zero byte follows the last one. */
    uint64_t length;
    /* Relaxed; 0: not computed. */
    int64_t hash;
    char data[];
};

extern struct type bytes_type;

static ALWAYS_INLINE bool value_is_bytes(Value v)
{
    return value_is_object(v) && type_has(value_to_object(v)->type, TYPE_BYTES_SUBCLASS);
}
static ALWAYS_INLINE struct bytes *value_to_bytes(Value v)
{
    ASSERT(value_is_bytes(v));
    return (struct bytes *)v;
}
/* `data` may be NULL: zeroed, to be filled before it is shared. */
RAISES Value bytes_new(struct thread *t, const void *data, size_t n);
/* To be filled, but for the zero behind the last byte. */
RAISES Value bytes_new_unset(struct thread *t, size_t n);

#endif
