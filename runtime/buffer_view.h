/*
 * The buffer protocol (PEP 3118): how an object lets others see the bytes that it has in memory.
 *
 *     exporter  --type->buffer-->  struct buffer_view  -->  memoryview (stays), or a copy (at once)
 *
 * An exporter is bytes, a byte store (bytearray, array.array, the contents of a BytesIO), or any type that fills the
 * slot. memoryview, which may have several dimensions, is the protocol's own object: functions here take it, too.
 *
 *  - The slot is called under the owner's object lock, allocates nothing and gives what is true at that moment.
 *  - Memory: the bytes lie in `storage`, a collected object (or one whose `release` frees them), which every view
 *    holds. So no view ever dangles, with the lock off either, whatever the owner does meanwhile.
 *  - Resizing: only the owner does it, and only after it has asked buffer_may_resize (runtime/buffer_export.h), which
 *    raises BufferError while a view is reachable. Where it cannot be told, the resize goes ahead, and views keep what
 *    they had: a stale storage.
 *  - Reading and writing bytes that are not constant happens under the owner's object lock, a memcpy at a time. Nothing
 *    else than copies goes into a blocking region, and Python code runs on copies only.
 */
#ifndef HASP_RUNTIME_BUFFER_VIEW_H
#define HASP_RUNTIME_BUFFER_VIEW_H

#include "runtime/error.h"
#include "runtime/object.h"

struct buffer_view {
    Value owner;         /* whose lock guards the bytes; `obj` of a memoryview */
    const void *storage; /* the object that `data` points into */
    char *data;
    size_t n_bytes;
    const char *format; /* of one item, as of the struct module; static */
    uint32_t item_size;
    bool is_read_only;
    bool is_constant;  /* the bytes never change: no lock is needed to read them */
    Value *exports;    /* where views are counted; NULL: the length never changes */
    const char *error; /* ValueError: there is nothing to see (any more); else NULL */
};

extern struct type memoryview_type;
static ALWAYS_INLINE bool value_is_memoryview(Value v)
{
    return value_type(v) == &memoryview_type;
}

/* Is it bytes-like? */
static ALWAYS_INLINE bool value_has_buffer(Value v)
{
    return value_type(v)->buffer != NULL || value_is_memoryview(v);
}

/* What an exporter, no memoryview, shows at this moment. Under its lock. */
static inline struct buffer_view buffer_view_get_locked(Value v)
{
    struct buffer_view b = {.owner = v, .format = "B", .item_size = 1};
    value_type(v)->buffer(v, &b);
    return b;
}
/* The same, locking; ValueError as `error` says. */
RAISES bool buffer_view_get(struct thread *t, Value v, struct buffer_view *b);

/* --- Copies of one moment --- */

/*
 * The bytes as exact bytes, `v` itself if it is that: items in C order, however they lie in memory. TypeError "a
 * bytes-like object is required, not 'T'".
 */
RAISES Value buffer_to_bytes(struct thread *t, Value v);
/* The same; BufferError for a memoryview that is not contiguous. */
RAISES Value bytes_from_buffer(struct thread *t, Value v);
/* The same; UNBOUND, without an exception, for what has no contiguous bytes to show. */
RAISES Value buffer_try_bytes(struct thread *t, Value v);
/* The same as bytes_from_buffer as a C array: in place if it cannot change, else of a copy. The caller keeps *keep alive. */
RAISES bool bytes_argument(struct thread *t, Value v, const char **data, size_t *n, Value *keep);

/* Of the bytes of a contiguous one only [from, to), clipped to the length of that moment. */
RAISES Value buffer_part(struct thread *t, Value v, size_t from, size_t to);

/* --- Filling --- */

/* How many bytes `v` takes. TypeError "`what` argument must be read-write bytes-like object, not T" unless it is contiguous
   and may be written; `what` "" for a message without it. */
RAISES bool writable_length(struct thread *t, Value v, const char *what, size_t *n);
/* Stores at byte `at`, all at one moment; what does not fit any more is left out. `v` has passed writable_length. */
void writable_store_at(Value v, size_t at, const void *data, size_t n);
static inline void writable_store(Value v, const void *data, size_t n)
{
    writable_store_at(v, 0, data, n);
}

#endif
