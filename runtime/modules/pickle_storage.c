/*
 * Storage of picklers and unpicklers. A pickle of many objects needs a memo and an output as large as the last one did, and
 * memory that has just been used is at hand, in the cache, and need not be taken from the system: so each thread keeps one
 * of each kind until the next collection.
 */
#include "runtime/modules/pickle.h"

enum {
    KEPT_VALUES_MIN = 1024, /* smaller ones cost nothing */
    KEPT_VALUES_MAX = 512 * 1024,
    KEPT_BYTES_MIN = 4 * 1024,
    KEPT_BYTES_MAX = 4 * 1024 * 1024,
    KEPT_VALUES_WASTE = 4, /* how much larger a kept one may be than what is asked for */
};

struct value_buffer *pickle_take_values(struct thread *t, size_t capacity)
{
    struct value_buffer *spare = t->spare_values;
    if (spare != NULL && spare->capacity >= capacity &&
        spare->capacity / KEPT_VALUES_WASTE <= capacity) {
        t->spare_values = NULL;
        return spare;
    }
    return value_buffer_new(t, capacity);
}

void pickle_keep_values(struct thread *t, struct value_buffer *buffer)
{
    if (buffer != NULL && buffer->capacity >= KEPT_VALUES_MIN &&
        buffer->capacity <= KEPT_VALUES_MAX) {
        memset(buffer->items, 0, buffer->capacity * sizeof(Value));
        t->spare_values = buffer;
    }
}

struct raw_buffer *pickle_take_bytes(struct thread *t, size_t n)
{
    struct raw_buffer *spare = t->spare_bytes;
    t->spare_bytes = NULL;
    return spare != NULL && spare->n_bytes >= n ? spare : raw_buffer_new_unset(t, n);
}

void pickle_keep_bytes(struct thread *t, struct raw_buffer *buffer)
{
    if (buffer != NULL && buffer->n_bytes >= KEPT_BYTES_MIN && buffer->n_bytes <= KEPT_BYTES_MAX) {
        t->spare_bytes = buffer;
    }
}
