/* The type bytearray: storage, slots. Its own methods are in bytearray_methods.c. */
#include "runtime/bytearray.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/buffer_export.h"
#include "runtime/bytes_methods.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/native.h"
#include "runtime/slice.h"

/* ---- storage ---- */

static struct byte_store *to_array(Value v)
{
    return (struct byte_store *)v;
}

static struct byte_store *new_empty(struct thread *t, struct type *type)
{
    return type == &bytearray_type ? gc_allocate(t, sizeof(struct byte_store), type)
                                   : gc_new(t, type);
}

Value bytearray_new(struct thread *t, const void *data, size_t n)
{
    struct byte_store *array = new_empty(t, &bytearray_type);
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

/* ---- construction ---- */

static struct argument_parser init_parser = {
    "bytearray", "(source=b'', encoding='utf-8', errors='strict')", NULL};

static Value new_bytearray(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    struct byte_store *array = new_empty(t, (struct type *)args[0]);
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
           byte_store_splice(t, to_array(self), 0, SIZE_MAX, text.characters, text.length);
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
    *length = (int64_t)byte_store_length(to_array(self));
    return true;
}

static Value get_slice(struct thread *t, Value self, Value key)
{
    struct slice_bounds bounds;
    if (!slice_read(t, key, &bounds)) {
        return VALUE_ERROR;
    }
    for (;;) {
        struct slice_bounds fitted = bounds;
        uint64_t length = byte_store_length(to_array(self));
        int64_t count = slice_fit(&fitted, (int64_t)length);
        Value part = bytearray_new(t, NULL, (size_t)count);
        if (part == VALUE_ERROR ||
            byte_store_pick(to_array(self), length,
                            (struct byte_run){fitted.start, fitted.step, count, 1},
                            to_array(part)->buffer->bytes)) {
            return part;
        }
    }
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
    uint8_t byte;
    return byte_store_take(to_array(self), i, 1, false, &byte)
               ? value_from_small_int(byte)
               : raise_error(t, &IndexError_type, "bytearray index out of range");
}

/* What a slice may be set to: bytes-like or an iterable of ints. */
static bool slice_value(struct thread *t, Value v, struct text *text)
{
    if (!value_has_buffer(v)) {
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
    v = buffer_to_bytes(t, v);
    return v != VALUE_ERROR && bytes_like_text(t, v, text);
}

static bool set_slice(struct thread *t, Value self, Value key, Value v)
{
    struct byte_store *array = to_array(self);
    struct text text = {NULL, 0, 1};
    struct slice_bounds bounds;
    if ((v != VALUE_UNBOUND && !slice_value(t, v, &text)) || !slice_read(t, key, &bounds)) {
        return false;
    }
    for (;;) {
        struct slice_bounds fitted = bounds;
        uint64_t length = byte_store_length(array);
        int64_t count = slice_fit(&fitted, (int64_t)length);
        struct byte_run run = {fitted.start, fitted.step, count, 1};
        if (run.step != 1 && text.length == 0) {
            v = VALUE_UNBOUND; /* no bytes for every other one: they are deleted */
        }
        if (run.step == 1) {
            return byte_store_splice(t, array, (size_t)run.start, (size_t)(run.start + count),
                                     text.characters, text.length);
        }
        if (v != VALUE_UNBOUND && text.length != (size_t)count) {
            return raise_false(t, &ValueError_type,
                               "attempt to assign bytes of size %zu to extended slice of size %ld",
                               text.length, (long)count);
        }
        if (v == VALUE_UNBOUND && count > 0 && !byte_store_may_resize(t, array)) {
            return false;
        }
        if (v == VALUE_UNBOUND ? byte_store_delete_run(array, length, run)
                               : byte_store_set_run(array, length, run, text.characters)) {
            return true;
        }
    }
}

static bool delete_byte(struct thread *t, struct byte_store *array, int64_t i)
{
    uint8_t byte;
    if (byte_store_take(array, i, 1, false, &byte)) {
        if (!byte_store_may_resize(t, array)) {
            return false;
        }
        if (byte_store_take(array, i, 1, true, &byte)) {
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
    if (!value_to_byte(t, v, "byte must be in range(0, 256)", &byte)) {
        return false;
    }
    return byte_store_set(to_array(self), i, 1, &byte) ||
           raise_false(t, &IndexError_type, "bytearray index out of range");
}

static Value concat_in_place(struct thread *t, Value self, Value other)
{
    struct text text;
    Value bytes = buffer_try_bytes(t, other);
    if (bytes == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "can't concat %T to %T", other, self);
    }
    return bytes != VALUE_ERROR && bytes_like_text(t, bytes, &text) &&
                   byte_store_append(t, to_array(self), text.characters, text.length)
               ? self
               : VALUE_ERROR;
}

static Value repeat_in_place(struct thread *t, Value self, Value count)
{
    struct text text;
    Value all = bytes_like_repeat(t, self, count);
    return all != VALUE_ERROR && bytes_like_text(t, all, &text) &&
                   byte_store_splice(t, to_array(self), 0, SIZE_MAX, text.characters, text.length)
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
    struct byte_store *array; /* immutable */
    uint64_t index;           /* relaxed; UINT64_MAX once exhausted */
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
    uint8_t byte;
    bool found = byte_store_get(iterator->array, i, &byte);
    store_relaxed(&iterator->index, found ? i + 1 : UINT64_MAX);
    return found ? value_from_small_int(byte) : VALUE_UNBOUND;
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value names)
{
    const struct bytearray_iterator *iterator = (const struct bytearray_iterator *)args[0];
    uint64_t i = load_relaxed(&iterator->index), n = byte_store_length(iterator->array);
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
    TYPE_HEADER("bytearray", sizeof(struct byte_store)),
    .doc =
        "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> "
        "bytearray\n"
        "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
        "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
        "bytearray() -> empty bytes array",
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_MATCHES_SELF,
    .methods = bytearray_methods,
    .trace = byte_store_trace,
    .buffer = byte_store_buffer,
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
