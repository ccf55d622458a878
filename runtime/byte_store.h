/*
 * A run of bytes that grows and shrinks: all of a bytearray, and what array.array begins with. Every read and write
 * takes the object's lock and leaves with a copy; no pointer into the buffer outlives the lock, but for those of exports
 * (runtime/buffer_export.h), during whose life the length does not change.
 *
 * Invariant: offset + length <= buffer->n_bytes. Bytes are taken off the front by moving `offset`. A buffer is replaced
 * when it is too short, never freed: the collector does that.
 */
#ifndef HASP_RUNTIME_BYTE_STORE_H
#define HASP_RUNTIME_BYTE_STORE_H

#include "runtime/buffer_view.h"
#include "runtime/error.h"

struct byte_store {
    struct object base; /* its lock is "the object lock" below */
    /* Under the object lock; `length` by store_relaxed, so that len() needs none. */
    struct raw_buffer *buffer; /* NULL while empty from the start */
    uint64_t offset;
    uint64_t length; /* bytes */
    Value exports;   /* runtime/buffer_export.h: a tuple, or UNBOUND; value_load */
};

static inline uint64_t byte_store_length(const struct byte_store *store)
{
    return load_relaxed(&store->length);
}

/* Where the bytes begin; NULL: there have never been any. */
static inline char *byte_store_bytes_locked(const struct byte_store *store)
{
    return store->buffer == NULL ? NULL : store->buffer->bytes + store->offset;
}

/* A copy of everything as bytes, of one moment. */
RAISES Value byte_store_to_bytes(struct thread *t, struct byte_store *store);

/*
 * Atomically replaces bytes [from, to), clipped to the length of that moment, by `n` others. `data` does not lie in a
 * byte store. BufferError if the length would change while there are exports.
 */
RAISES bool byte_store_splice(struct thread *t, struct byte_store *store, size_t from, size_t to,
                              const void *data, size_t n);
RAISES bool byte_store_append(struct thread *t, struct byte_store *store, const void *data,
                              size_t n);

/* Room for `n_bytes` in all, in the buffer that there is or in `spare`, which takes its place (NULL: none). false: in
   neither; to be tried again with a spare. */
bool byte_store_reserve_locked(struct byte_store *store, struct raw_buffer *spare, size_t n_bytes);
/* A spare with some more room than that. NULL: MemoryError. */
RAISES struct raw_buffer *byte_store_spare(struct thread *t, size_t n_bytes);

/* Copies the `item_size` bytes of item `i`, negative from the end, to `item`, and with `remove` takes them out.
   false, and no exception: there is no such item. */
bool byte_store_take(struct byte_store *store, int64_t i, size_t item_size, bool remove,
                     void *item);
/* A byte of items that are bytes; false: there is none. */
static ALWAYS_INLINE bool byte_store_get(struct byte_store *store, uint64_t i, uint8_t *byte)
{
    bool locked = object_lock(&store->base);
    bool exists = i < store->length;
    if (exists) {
        *byte = (uint8_t)byte_store_bytes_locked(store)[i];
    }
    object_unlock(&store->base, locked);
    return exists;
}
/* Overwrites an item, as byte_store_take counts them. */
bool byte_store_set(struct byte_store *store, int64_t i, size_t item_size, const void *item);

/* Items start, start + step, ... of `item_size` bytes each, `count` of them, all of which exist. */
struct byte_run {
    int64_t start, step, count;
    size_t item_size;
};

/* Copies them out, overwrites them, takes them out: all if the length is `length` bytes as it was when they were chosen;
   else nothing, and false, to be tried again. Before a deletion: byte_store_may_resize. */
bool byte_store_pick(struct byte_store *store, uint64_t length, struct byte_run run, char *to);
bool byte_store_set_run(struct byte_store *store, uint64_t length, struct byte_run run,
                        const char *from);
bool byte_store_delete_run(struct byte_store *store, uint64_t length, struct byte_run run);
void byte_store_reverse(struct byte_store *store, size_t item_size);

/* May the length change? BufferError. Temporaries of the caller that only its C frame refers to may be gone after it. */
RAISES MAY_GC bool byte_store_may_resize(struct thread *t, struct byte_store *store);
/* The same for one that is inside of another object, `operand`, which is what the running instruction works on. */
RAISES MAY_GC bool byte_store_may_resize_in(struct thread *t, struct byte_store *store,
                                            Value operand);

/* The slots `trace` and `buffer` (of items that are bytes) of the types that begin with it. */
void byte_store_trace(struct marker *m, struct object *self);
void byte_store_buffer(Value self, struct buffer_view *b);

#endif
