#include "runtime/byte_store.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/buffer_export.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/str_internal.h"

void byte_store_trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct byte_store *)self)->buffer);
    mark_value(m, ((struct byte_store *)self)->exports);
}

void byte_store_buffer(Value self, struct buffer_view *b)
{
    struct byte_store *store = (struct byte_store *)self;
    b->storage = store->buffer;
    b->data = byte_store_bytes_locked(store);
    b->n_bytes = store->length;
    b->exports = &store->exports;
}

bool byte_store_may_resize(struct thread *t, struct byte_store *store)
{
    Value self = value_from_object(store);
    return value_is_bytearray(self)
               ? byte_store_may_resize_in(t, store, self)
               : buffer_may_resize(t, &store->exports, self,
                                   "cannot resize an array that is exporting buffers");
}

bool byte_store_may_resize_in(struct thread *t, struct byte_store *store, Value operand)
{
    return buffer_may_resize(t, &store->exports, operand,
                             "Existing exports of data: object cannot be re-sized");
}

/* ---- items of a few sizes ---- */

/*
 * Copies `count` items that lie `to_step` and `from_step` items apart. Each size has a loop without a call. Nothing is reckoned
 * past the last item: of a single one the step may be anything.
 */
static void copy_items(char *to, int64_t to_step, const char *from, int64_t from_step,
                       int64_t count, size_t item_size)
{
#define COPY(size)                                                                                 \
    for (int64_t i = 0; i < count; i++) {                                                          \
        memcpy(to + i * to_step * (int64_t)(size), from + i * from_step * (int64_t)(size), size);  \
    }                                                                                              \
    break
    switch (item_size) {
    case 1:
        COPY(1);
    case 2:
        COPY(2);
    case 4:
        COPY(4);
    case 8:
        COPY(8);
    default:
        COPY(item_size);
    }
#undef COPY
}

/* ---- reading ---- */

Value byte_store_to_bytes(struct thread *t, struct byte_store *store)
{
    for (;;) {
        uint64_t n = byte_store_length(store);
        Value bytes = bytes_new(t, NULL, n);
        if (bytes == VALUE_ERROR ||
            byte_store_pick(store, n, (struct byte_run){0, 1, (int64_t)n, 1},
                            ((struct bytes *)bytes)->data)) {
            return bytes;
        }
    }
}

bool byte_store_pick(struct byte_store *store, uint64_t length, struct byte_run run, char *to)
{
    bool locked = object_lock(&store->base);
    bool same = store->length == length;
    if (same && run.count > 0) {
        const char *from = byte_store_bytes_locked(store) + run.start * (int64_t)run.item_size;
        if (run.step == 1) {
            memcpy(to, from, (size_t)run.count * run.item_size);
        } else {
            copy_items(to, 1, from, run.step, run.count, run.item_size);
        }
    }
    object_unlock(&store->base, locked);
    return same;
}

/* ---- replacing ---- */

/* Replaces bytes [from, to) by `n` others in place, moving the shorter side. */
static void splice_locked(struct byte_store *store, size_t from, size_t to, const void *data,
                          size_t n)
{
    char *bytes = byte_store_bytes_locked(store);
    size_t length = store->length;
    if (from == 0 && n <= to) {
        store->offset += to - n;
        bytes += to - n;
    } else if (length > to) {
        memmove(bytes + from + n, bytes + to, length - to);
    }
    if (n > 0) {
        memcpy(bytes + from, data, n);
    }
    store_relaxed(&store->length, length - (to - from) + n);
}

static bool has_room_locked(const struct byte_store *store, size_t length)
{
    return store->buffer == NULL ? length == 0 : length <= store->buffer->n_bytes - store->offset;
}

/* Moves everything to a buffer with room. */
static bool adopt_locked(struct byte_store *store, struct raw_buffer *buffer, size_t needed)
{
    if (buffer == NULL || buffer->n_bytes < needed) {
        return false;
    }
    if (store->length > 0) {
        memcpy(buffer->bytes, byte_store_bytes_locked(store), store->length);
    }
    store->buffer = buffer;
    store->offset = 0;
    return true;
}

bool byte_store_reserve_locked(struct byte_store *store, struct raw_buffer *spare, size_t n_bytes)
{
    return has_room_locked(store, n_bytes) || adopt_locked(store, spare, n_bytes);
}

struct raw_buffer *byte_store_spare(struct thread *t, size_t n_bytes)
{
    return n_bytes > STR_MAX_LENGTH ? ((void)!raise_no_memory(t), NULL)
                                    : raw_buffer_new_unset(t, n_bytes + n_bytes / 8 + 16);
}

/* `may_resize`: byte_store_may_resize has been asked. An export that another thread makes after that keeps what it
   has. */
static bool splice(struct thread *t, struct byte_store *store, size_t from, size_t to,
                   const void *data, size_t n, bool may_resize);

/* The slow way of a splice that meets exports. To ask may collect what only a C frame refers to, as it may refer to the
   data: they are moved out of the heap. */
static COLD bool splice_exported(struct thread *t, struct byte_store *store, size_t from, size_t to,
                                 const void *data, size_t n)
{
    void *copy = malloc(n + 1);
    if (copy == NULL) {
        raise_no_memory(t);
        return false;
    }
    if (n > 0) {
        memcpy(copy, data, n);
    }
    bool done = byte_store_may_resize(t, store) && splice(t, store, from, to, copy, n, true);
    free(copy);
    return done;
}

static bool splice(struct thread *t, struct byte_store *store, size_t from, size_t to,
                   const void *data, size_t n, bool may_resize)
{
    struct raw_buffer *spare = NULL;
    for (;;) {
        bool locked = object_lock(&store->base);
        size_t length = store->length, end = to < length ? to : length,
               start = from < end ? from : end;
        size_t after = length - (end - start) + n;
        if (UNLIKELY(store->exports != VALUE_UNBOUND) && !may_resize && after != length) {
            object_unlock(&store->base, locked);
            return splice_exported(t, store, from, to, data, n);
        }
        if (byte_store_reserve_locked(store, spare, after)) {
            splice_locked(store, start, end, data, n);
            object_unlock(&store->base, locked);
            return true;
        }
        object_unlock(&store->base, locked);
        spare = byte_store_spare(t, after);
        if (spare == NULL) {
            return false;
        }
    }
}

bool byte_store_splice(struct thread *t, struct byte_store *store, size_t from, size_t to,
                       const void *data, size_t n)
{
    return splice(t, store, from, to, data, n, false);
}

bool byte_store_append(struct thread *t, struct byte_store *store, const void *data, size_t n)
{
    return byte_store_splice(t, store, SIZE_MAX, SIZE_MAX, data, n);
}

/* ---- items ---- */

/* Where item `i`, negative from the end, begins; NULL: there is none. */
static char *item_locked(struct byte_store *store, int64_t i, size_t item_size)
{
    int64_t n = (int64_t)(item_size == 1 ? store->length : store->length / item_size);
    i += i < 0 ? n : 0;
    return i >= 0 && i < n ? byte_store_bytes_locked(store) + (size_t)i * item_size : NULL;
}

bool byte_store_take(struct byte_store *store, int64_t i, size_t item_size, bool remove, void *item)
{
    bool locked = object_lock(&store->base);
    char *place = item_locked(store, i, item_size);
    if (place != NULL) {
        copy_items(item, 0, place, 0, 1, item_size);
        if (remove) {
            size_t at = (size_t)(place - byte_store_bytes_locked(store));
            splice_locked(store, at, at + item_size, NULL, 0);
        }
    }
    object_unlock(&store->base, locked);
    return place != NULL;
}

bool byte_store_set(struct byte_store *store, int64_t i, size_t item_size, const void *item)
{
    bool locked = object_lock(&store->base);
    char *place = item_locked(store, i, item_size);
    if (place != NULL) {
        copy_items(place, 0, item, 0, 1, item_size);
    }
    object_unlock(&store->base, locked);
    return place != NULL;
}

bool byte_store_set_run(struct byte_store *store, uint64_t length, struct byte_run run,
                        const char *from)
{
    bool locked = object_lock(&store->base);
    bool same = store->length == length;
    if (same && run.count > 0) {
        char *to = byte_store_bytes_locked(store) + run.start * (int64_t)run.item_size;
        copy_items(to, run.step, from, 1, run.count, run.item_size);
    }
    object_unlock(&store->base, locked);
    return same;
}

/* The same items, the first of them first. */
static struct byte_run run_forwards(struct byte_run run)
{
    if (run.step < 0) {
        run.start += run.step * (run.count - 1);
        run.step = -run.step;
    }
    return run;
}

bool byte_store_delete_run(struct byte_store *store, uint64_t length, struct byte_run run)
{
    bool locked = object_lock(&store->base);
    bool same = store->length == length;
    if (same && run.count > 0) {
        run = run_forwards(run);
        char *bytes = byte_store_bytes_locked(store);
        size_t size = run.item_size, n = length / size;
        size_t to = (size_t)run.start, next = to;
        int64_t left = run.count;
        for (size_t i = to; i < n; i++) {
            if (left > 0 && i == next) {
                next += (size_t)run.step;
                left--;
                continue;
            }
            memmove(bytes + to++ * size, bytes + i * size, size);
        }
        store_relaxed(&store->length, to * size);
    }
    object_unlock(&store->base, locked);
    return same;
}

void byte_store_reverse(struct byte_store *store, size_t item_size)
{
    char item[8];
    ASSERT(item_size <= sizeof item);
    bool locked = object_lock(&store->base);
    char *bytes = byte_store_bytes_locked(store);
    for (uint64_t i = 0, n = store->length / item_size; i + 1 < n - i; i++) {
        char *a = bytes + i * item_size, *b = bytes + (n - 1 - i) * item_size;
        memcpy(item, a, item_size);
        memcpy(a, b, item_size);
        memcpy(b, item, item_size);
    }
    object_unlock(&store->base, locked);
}
