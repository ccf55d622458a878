/*
 * memoryview: a window on the bytes of a bytes or bytearray object, one dimension, of items of one native format.
 *
 * A bytearray that is viewed cannot be resized, but for the cases that runtime/bytearray_export.h names: so each access
 * takes the array's lock and checks the bounds of that moment, IndexError otherwise.
 */
#ifndef HASP_RUNTIME_MEMORYVIEW_H
#define HASP_RUNTIME_MEMORYVIEW_H

#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/error.h"

struct memoryview {
    struct object base;
    /* Constant, but `owner` becomes UNBOUND and `export` NULL by release(): atomically. */
    Value owner;                  /* bytes or bytearray */
    struct buffer_export *export; /* shared with the slices; NULL: the owner is bytes */
    uint64_t from;                /* the first byte */
    int64_t step;                 /* between elements, in bytes; may be negative */
    uint64_t length;              /* elements */
    uint8_t item_size;
    char format; /* of the struct module: B, b, c or a wider integer or float */
    bool read_only;
};

extern struct type memoryview_type;

static inline bool value_is_memoryview(Value v)
{
    return value_type(v) == &memoryview_type;
}

/*
 * The bytes of a bytes, bytearray or memoryview object: in place if they cannot change, else a copy in collected
 * memory. TypeError "a bytes-like object is required, not 'T'". The caller keeps *keep alive.
 */
RAISES bool bytes_argument(struct thread *t, Value v, const char **data, size_t *n, Value *keep);
/* The same as exact bytes. */
RAISES Value bytes_from_buffer(struct thread *t, Value v);

/* How many bytes a bytearray or writable memoryview takes; TypeError with `what` ("readinto()") for others. */
RAISES bool writable_length(struct thread *t, Value v, const char *what, size_t *n);
/* Stores at byte 0; what does not fit any more is left out. */
void writable_store(Value v, const void *data, size_t n);

#endif
