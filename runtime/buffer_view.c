#include "runtime/buffer_view.h"

#include <string.h>

#include "runtime/bytes.h"
#include "runtime/memoryview.h"

bool buffer_view_get(struct thread *t, Value v, struct buffer_view *b)
{
    bool locked = object_lock(value_to_object(v));
    *b = buffer_view_get_locked(v);
    object_unlock(value_to_object(v), locked);
    return b->error == NULL || raise_false(t, &ValueError_type, "%s", b->error);
}

/* ---- copies ---- */

/* What an exporter has is copied once its length is the same as when room was made for it. */
static Value copy_exporter(struct thread *t, Value v)
{
    struct buffer_view b;
    if (!buffer_view_get(t, v, &b)) {
        return VALUE_ERROR;
    }
    for (;;) {
        size_t n = b.n_bytes;
        Value bytes = bytes_new_unset(t, n);
        if (bytes == VALUE_ERROR) {
            return bytes;
        }
        bool locked = object_lock(value_to_object(v));
        b = buffer_view_get_locked(v);
        bool is_same = b.n_bytes == n;
        if (is_same && n > 0) {
            memcpy(((struct bytes *)bytes)->data, b.data, n);
        }
        object_unlock(value_to_object(v), locked);
        if (is_same) {
            return bytes;
        }
    }
}

static Value to_bytes(struct thread *t, Value v, bool any_layout)
{
    if (value_is_bytes(v)) {
        return v;
    }
    if (value_type(v) == &pickle_buffer_type) {
        v = pickle_buffer_view(t, v);
        if (v == VALUE_ERROR) {
            return v;
        }
    }
    if (value_is_memoryview(v)) {
        return memoryview_to_bytes(t, v, any_layout);
    }
    return value_type(v)->buffer != NULL
               ? copy_exporter(t, v)
               : raise_error(t, &TypeError_type, "a bytes-like object is required, not '%T'", v);
}

Value buffer_to_bytes(struct thread *t, Value v)
{
    return to_bytes(t, v, true);
}

Value bytes_from_buffer(struct thread *t, Value v)
{
    return to_bytes(t, v, false);
}

Value buffer_try_bytes(struct thread *t, Value v)
{
    Value bytes = value_has_buffer(v) ? bytes_from_buffer(t, v) : VALUE_UNBOUND;
    bool is_refused = bytes == VALUE_ERROR &&
                      (error_swallow(t, &BufferError_type) || error_swallow(t, &ValueError_type));
    return is_refused ? VALUE_UNBOUND : bytes;
}

bool bytes_argument(struct thread *t, Value v, const char **data, size_t *n, Value *keep)
{
    Value bytes = bytes_from_buffer(t, v);
    if (bytes == VALUE_ERROR) {
        return false;
    }
    *keep = bytes;
    *data = value_to_bytes(bytes)->data;
    *n = value_to_bytes(bytes)->length;
    return true;
}

/* What a contiguous view or an exporter shows at this moment. *owner is UNBOUND if a view has been released. */
static struct buffer_view flat_view(Value v)
{
    if (!value_is_memoryview(v)) {
        return (struct buffer_view){.owner = v};
    }
    const struct memoryview *view = (const struct memoryview *)v;
    return (struct buffer_view){
        .owner = value_load(&view->owner), .data = view->data, .n_bytes = memoryview_n_bytes(view)};
}

Value buffer_part(struct thread *t, Value v, size_t from, size_t to)
{
    struct buffer_view b = flat_view(v);
    Value bytes = bytes_new(t, NULL, to - from);
    if (bytes == VALUE_ERROR || b.owner == VALUE_UNBOUND) {
        return b.owner == VALUE_UNBOUND ? bytes_from_buffer(t, v) : bytes;
    }
    bool locked = object_lock(value_to_object(b.owner));
    b = b.owner == v ? buffer_view_get_locked(v) : b;
    size_t end = to < b.n_bytes ? to : b.n_bytes, n = from < end ? end - from : 0;
    if (n > 0) {
        memcpy(value_to_bytes(bytes)->data, b.data + from, n);
    }
    object_unlock(value_to_object(b.owner), locked);
    return n == to - from ? bytes : bytes_new(t, value_to_bytes(bytes)->data, n);
}

/* ---- filling ---- */

bool writable_length(struct thread *t, Value v, const char *what, size_t *n)
{
    if (value_is_memoryview(v)) {
        const struct memoryview *view = (const struct memoryview *)v;
        *n = memoryview_n_bytes(view);
        if (!view->is_read_only && memoryview_is_c_contiguous(view)) {
            return memoryview_check(t, view);
        }
    } else if (value_type(v)->buffer != NULL) {
        struct buffer_view b;
        if (!buffer_view_get(t, v, &b)) {
            return false;
        }
        *n = b.n_bytes;
        if (!b.is_read_only) {
            return true;
        }
    }
    return raise_false(t, &TypeError_type,
                       "%s%sargument must be read-write bytes-like object, not %A", what,
                       what[0] == '\0' ? "" : " ", v);
}

static void store_locked(char *to, size_t room, size_t at, const void *data, size_t n)
{
    if (at < room && n > 0) {
        memcpy(to + at, data, n < room - at ? n : room - at);
    }
}

void writable_store_at(Value v, size_t at, const void *data, size_t n)
{
    if (value_is_memoryview(v)) {
        const struct memoryview *view = (const struct memoryview *)v;
        Value owner = value_load(&view->owner);
        if (owner != VALUE_UNBOUND) {
            bool locked = object_lock(value_to_object(owner));
            store_locked(view->data, memoryview_n_bytes(view), at, data, n);
            object_unlock(value_to_object(owner), locked);
        }
        return;
    }
    bool locked = object_lock(value_to_object(v));
    struct buffer_view b = buffer_view_get_locked(v);
    store_locked(b.data, b.n_bytes, at, data, n);
    object_unlock(value_to_object(v), locked);
}
