/* The type bytearray: storage, slots. Its own methods are in bytearray_methods.c. */
#include "runtime/bytearray.h"

#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/bytearray_export.h"
#include "runtime/bytearray_internal.h"
#include "runtime/bytes_methods.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/native.h"
#include "runtime/slice.h"

/* ---- storage ---- */

static struct bytearray *to_array(Value v)
{
    return (struct bytearray *)v;
}

static struct bytearray *new_empty(struct thread *t, struct type *type)
{
    return type == &bytearray_type ? gc_allocate(t, sizeof(struct bytearray), type)
                                   : gc_new(t, type);
}

Value bytearray_new(struct thread *t, const void *data, size_t n)
{
    struct bytearray *array = new_empty(t, &bytearray_type);
    struct raw_buffer *buffer = array == NULL ? NULL : raw_buffer_new(t, n + 1);
    if (buffer == NULL) {
        return VALUE_ERROR;
    }
    if (data != NULL) {
        memcpy(buffer->bytes, data, n);
    }
    array->buffer = buffer;
    array->length = n;
    return value_from_object(array);
}

static uint64_t array_length(const struct bytearray *array)
{
    return load_relaxed(&array->length);
}

Value bytearray_to_bytes(struct thread *t, Value v)
{
    struct bytearray *array = to_array(v);
    for (;;) {
        uint64_t n = array_length(array);
        Value bytes = bytes_new(t, NULL, n);
        if (bytes == VALUE_ERROR) {
            return bytes;
        }
        bool locked = object_lock(&array->base);
        bool same = array->length == n;
        if (same && n > 0) {
            memcpy(((struct bytes *)bytes)->data, array->buffer->bytes + array->offset, n);
        }
        object_unlock(&array->base, locked);
        if (same) {
            return bytes;
        }
    }
}

/* Under the lock: replaces bytes [from, to) by `n` others in place, moving the shorter side. */
static void splice_locked(struct bytearray *array, size_t from, size_t to, const void *data,
                          size_t n)
{
    char *bytes = array->buffer == NULL ? NULL : array->buffer->bytes + array->offset;
    size_t length = array->length;
    if (from == 0 && n <= to) {
        array->offset += to - n;
        bytes += to - n;
    } else if (length > to) {
        memmove(bytes + from + n, bytes + to, length - to);
    }
    if (n > 0) {
        memcpy(bytes + from, data, n);
    }
    store_relaxed(&array->length, length - (to - from) + n);
}

static bool has_room_locked(const struct bytearray *array, size_t length)
{
    return array->buffer == NULL ? length == 0 : length <= array->buffer->n_bytes - array->offset;
}

/* Under the lock: moves everything to a buffer with room. */
static bool adopt_locked(struct bytearray *array, struct raw_buffer *buffer, size_t needed)
{
    if (buffer == NULL || buffer->n_bytes < needed) {
        return false;
    }
    if (array->length > 0) {
        memcpy(buffer->bytes, array->buffer->bytes + array->offset, array->length);
    }
    array->buffer = buffer;
    array->offset = 0;
    return true;
}

/* `may_resize`: bytearray_may_resize has been asked. A view that another thread makes after that does not count: no view
   trusts the length. */
static bool splice(struct thread *t, struct bytearray *array, size_t from, size_t to,
                   const void *data, size_t n, bool may_resize);

/* The slow way of a splice that meets exports. To ask may collect what only a C frame refers to, as it may refer to the
   data: they are moved out of the heap. */
static COLD bool splice_exported(struct thread *t, struct bytearray *array, size_t from, size_t to,
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
    bool done = bytearray_may_resize(t, array) && splice(t, array, from, to, copy, n, true);
    free(copy);
    return done;
}

static bool splice(struct thread *t, struct bytearray *array, size_t from, size_t to,
                   const void *data, size_t n, bool may_resize)
{
    struct raw_buffer *spare = NULL;
    for (;;) {
        bool locked = object_lock(&array->base);
        size_t length = array->length, end = to < length ? to : length,
               start = from < end ? from : end;
        size_t after = length - (end - start) + n;
        if (UNLIKELY(array->exports != VALUE_UNBOUND) && !may_resize && after != length) {
            object_unlock(&array->base, locked);
            return splice_exported(t, array, from, to, data, n);
        }
        if (has_room_locked(array, after) || adopt_locked(array, spare, after)) {
            splice_locked(array, start, end, data, n);
            object_unlock(&array->base, locked);
            return true;
        }
        object_unlock(&array->base, locked);
        spare = after > STR_MAX_LENGTH ? ((void)!raise_no_memory(t), NULL)
                                       : raw_buffer_new(t, after + after / 8 + 16);
        if (spare == NULL) {
            return false;
        }
    }
}

bool bytearray_splice(struct thread *t, struct bytearray *array, size_t from, size_t to,
                      const void *data, size_t n)
{
    return splice(t, array, from, to, data, n, false);
}

bool bytearray_append(struct thread *t, struct bytearray *array, const void *data, size_t n)
{
    return bytearray_splice(t, array, SIZE_MAX, SIZE_MAX, data, n);
}

int bytearray_take(struct bytearray *array, int64_t i, bool remove)
{
    int byte = -1;
    bool locked = object_lock(&array->base);
    i += i < 0 ? (int64_t)array->length : 0;
    if (i >= 0 && (uint64_t)i < array->length) {
        byte = (uint8_t)array->buffer->bytes[array->offset + (uint64_t)i];
        if (remove) {
            splice_locked(array, (size_t)i, (size_t)i + 1, NULL, 0);
        }
    }
    object_unlock(&array->base, locked);
    return byte;
}

void bytearray_reverse(struct bytearray *array)
{
    bool locked = object_lock(&array->base);
    char *bytes = array->length == 0 ? NULL : array->buffer->bytes + array->offset;
    for (uint64_t i = 0, n = array->length; i + 1 < n - i; i++) {
        char c = bytes[i];
        bytes[i] = bytes[n - 1 - i];
        bytes[n - 1 - i] = c;
    }
    object_unlock(&array->base, locked);
}

/* ---- construction ---- */

static struct argument_parser init_parser = {
    "bytearray", "(source=b'', encoding='utf-8', errors='strict')", NULL};

static Value new_bytearray(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    struct bytearray *array = new_empty(t, (struct type *)args[0]);
    return array == NULL ? VALUE_ERROR : value_from_object(array);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    Value bound[3];
    struct text text;
    if (!arguments_bind(t, &init_parser, args, n_args, keyword_names, bound)) {
        return false;
    }
    Value bytes = bytes_from_source(t, bound[0], bound[1], bound[2], "bytearray");
    return bytes != VALUE_ERROR && bytes_like_text(t, bytes, &text) &&
           bytearray_splice(t, to_array(self), 0, SIZE_MAX, text.characters, text.length);
}

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct bytearray *)self)->buffer);
    mark_value(m, ((struct bytearray *)self)->exports);
}

/* ---- slots ---- */

static Value repr(struct thread *t, Value self)
{
    struct text text;
    struct str_builder b;
    if (!bytes_like_text(t, self, &text)) {
        return VALUE_ERROR;
    }
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, value_type_name(self));
    str_builder_add_cstr(&b, "(");
    str_builder_add_bytes_repr(&b, text, true);
    str_builder_add_cstr(&b, ")");
    return str_builder_finish(&b);
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)array_length(to_array(self));
    return true;
}

static Value get_slice(struct thread *t, Value self, Value key)
{
    struct slice_bounds bounds;
    struct text text;
    if (!slice_read(t, key, &bounds) || !bytes_like_text(t, self, &text)) {
        return VALUE_ERROR;
    }
    int64_t count = slice_fit(&bounds, (int64_t)text.length);
    return bytes_like_pick(t, self, text, bounds.start, bounds.step, count);
}

static Value get_item(struct thread *t, Value self, Value key)
{
    if (value_type(key) == &slice_type) {
        return get_slice(t, self, key);
    }
    int64_t i;
    if (!bytes_index(t, key, "bytearray", &i)) {
        return VALUE_ERROR;
    }
    int byte = bytearray_take(to_array(self), i, false);
    return byte < 0 ? raise_error(t, &IndexError_type, "bytearray index out of range")
                    : value_from_small_int(byte);
}

static bool set_byte(struct thread *t, struct bytearray *array, int64_t i, uint8_t byte)
{
    bool locked = object_lock(&array->base);
    i += i < 0 ? (int64_t)array->length : 0;
    bool exists = i >= 0 && (uint64_t)i < array->length;
    if (exists) {
        array->buffer->bytes[array->offset + (uint64_t)i] = (char)byte;
    }
    object_unlock(&array->base, locked);
    return exists || raise_false(t, &IndexError_type, "bytearray index out of range");
}

/* Each step-th byte, from `start` on: replaced by `data`, or deleted if that is NULL. On a copy, which is put in. */
static bool set_extended(struct thread *t, struct bytearray *array, int64_t start, int64_t step,
                         int64_t count, const char *data)
{
    Value bytes = bytearray_to_bytes(t, value_from_object(array));
    if (bytes == VALUE_ERROR) {
        return false;
    }
    char *copy = ((struct bytes *)bytes)->data;
    size_t n = ((struct bytes *)bytes)->length, kept = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t from_start = (int64_t)i - start;
        bool chosen = from_start % step == 0 && from_start / step >= 0 && from_start / step < count;
        if (chosen && data == NULL) {
            continue;
        }
        copy[kept++] = chosen ? data[from_start / step] : copy[i];
    }
    return bytearray_splice(t, array, 0, SIZE_MAX, copy, kept);
}

/* What a slice may be set to: bytes-like or an iterable of ints. */
static bool slice_value(struct thread *t, Value v, struct text *text)
{
    if (!value_is_bytes_like(v)) {
        const struct type *type = value_type(v);
        if (value_is_str(v) || type->unary[UNARY_INDEX] != NULL || type->unary[UNARY_INT] != NULL ||
            type->unary[UNARY_FLOAT] != NULL) {
            return raise_false(
                t, &TypeError_type,
                "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        }
        v = bytes_from_source(t, v, VALUE_UNBOUND, VALUE_UNBOUND, "bytearray");
        if (v == VALUE_ERROR) {
            return false;
        }
    }
    return bytes_like_text(t, v, text);
}

static bool set_slice(struct thread *t, Value self, Value key, Value v)
{
    struct bytearray *array = to_array(self);
    struct text text = {NULL, 0, 1};
    struct slice_bounds bounds;
    if ((v != VALUE_UNBOUND && !slice_value(t, v, &text)) || !slice_read(t, key, &bounds)) {
        return false;
    }
    int64_t count = slice_fit(&bounds, (int64_t)array_length(array));
    int64_t start = bounds.start, step = bounds.step;
    if (step == 1) {
        return bytearray_splice(t, array, (size_t)start, (size_t)(start + count), text.characters,
                                text.length);
    }
    if (v != VALUE_UNBOUND && text.length != (size_t)count) {
        return raise_false(t, &ValueError_type,
                           "attempt to assign bytes of size %zu to extended slice of size %ld",
                           text.length, (long)count);
    }
    return set_extended(t, array, start, step, count, text.characters);
}

static bool delete_byte(struct thread *t, struct bytearray *array, int64_t i)
{
    if (bytearray_take(array, i, false) >= 0) {
        if (!bytearray_may_resize(t, array)) {
            return false;
        }
        if (bytearray_take(array, i, true) >= 0) {
            return true;
        }
    }
    return raise_false(t, &IndexError_type, "bytearray index out of range");
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    int64_t i;
    uint8_t byte = 0;
    if (value_type(key) == &slice_type) {
        return set_slice(t, self, key, v);
    }
    if (!bytes_index(t, key, "bytearray", &i)) {
        return false;
    }
    if (v == VALUE_UNBOUND) {
        return delete_byte(t, to_array(self), i);
    }
    return value_to_byte(t, v, "byte must be in range(0, 256)", &byte) &&
           set_byte(t, to_array(self), i, byte);
}

static Value concat_in_place(struct thread *t, Value self, Value other)
{
    struct text text;
    if (!value_is_bytes_like(other)) {
        return raise_error(t, &TypeError_type, "can't concat %T to %T", other, self);
    }
    return bytes_like_text(t, other, &text) &&
                   bytearray_append(t, to_array(self), text.characters, text.length)
               ? self
               : VALUE_ERROR;
}

static Value repeat_in_place(struct thread *t, Value self, Value count)
{
    struct text text;
    Value all = bytes_like_repeat(t, self, count);
    return all != VALUE_ERROR && bytes_like_text(t, all, &text) &&
                   bytearray_splice(t, to_array(self), 0, SIZE_MAX, text.characters, text.length)
               ? self
               : VALUE_ERROR;
}

static Value remainder_of(struct thread *t, Value v, Value w)
{
    return value_is_bytearray(v) ? bytes_percent_format(t, v, w) : VALUE_NOT_IMPLEMENTED;
}

/* ---- the iterator ---- */

struct bytearray_iterator {
    struct object base;
    struct bytearray *array; /* immutable */
    uint64_t index;          /* relaxed; UINT64_MAX once exhausted */
};

static Value iter(struct thread *t, Value self)
{
    struct bytearray_iterator *iterator =
        gc_allocate(t, sizeof *iterator, &bytearray_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->array = to_array(self);
    return value_from_object(iterator);
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct bytearray_iterator *)self)->array);
}

static Value next(UNUSED struct thread *t, Value self)
{
    struct bytearray_iterator *iterator = (struct bytearray_iterator *)self;
    uint64_t i = load_relaxed(&iterator->index);
    int byte = i > INT64_MAX ? -1 : bytearray_take(iterator->array, (int64_t)i, false);
    store_relaxed(&iterator->index, byte < 0 ? UINT64_MAX : i + 1);
    return byte < 0 ? VALUE_UNBOUND : value_from_small_int(byte);
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value names)
{
    const struct bytearray_iterator *iterator = (const struct bytearray_iterator *)args[0];
    uint64_t i = load_relaxed(&iterator->index), n = array_length(iterator->array);
    return value_from_small_int(i < n ? (int64_t)(n - i) : 0);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const struct bytearray_iterator *iterator = (const struct bytearray_iterator *)args[0];
    uint64_t i = load_relaxed(&iterator->index);
    return i == UINT64_MAX ? iterator_reduce(t, tuple_empty, VALUE_UNBOUND)
                           : iterator_reduce(t, value_from_object(iterator->array),
                                             value_from_small_int((int64_t)i));
}

static Value set_state(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct bytearray_iterator *iterator = (struct bytearray_iterator *)args[0];
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    if (load_relaxed(&iterator->index) != UINT64_MAX) {
        store_relaxed(&iterator->index, (uint64_t)(index < 0 ? 0 : index));
    }
    return VALUE_NONE;
}

static const struct native_def iterator_methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    ITERATOR_REDUCE(reduce),
    ITERATOR_SETSTATE(set_state),
    {0},
};

struct type bytearray_iterator_type = {
    TYPE_HEADER("bytearray_iterator", sizeof(struct bytearray_iterator)),
    .methods = iterator_methods,
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
};

struct type bytearray_type = {
    TYPE_HEADER("bytearray", sizeof(struct bytearray)),
    .doc =
        "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> "
        "bytearray\n"
        "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
        "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
        "bytearray() -> empty bytes array",
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_MATCHES_SELF,
    .methods = bytearray_methods,
    .trace = trace,
    .new = new_bytearray,
    .init = init,
    .repr = repr,
    .str = bytes_like_str,
    .hash = hash_unhashable,
    .compare = bytes_like_compare,
    .iter = iter,
    .length = length,
    .get_item = get_item,
    .set_item = set_item,
    .contains = bytes_like_contains,
    .binary = {[BINARY_REMAINDER] = remainder_of},
    .sequence_concat = bytes_like_concat,
    .sequence_inplace_concat = concat_in_place,
    .sequence_repeat = bytes_like_repeat,
    .sequence_inplace_repeat = repeat_in_place,
};
