/* The type bytes. */
#include "runtime/bytes.h"

#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/dict.h"
#include "runtime/iterators.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/slice.h"
#include "runtime/tuple.h"

/* ---- making ---- */

Value bytes_new_unset(struct thread *t, size_t n)
{
    if (n > STR_MAX_LENGTH) {
        return raise_no_memory(t);
    }
    size_t size = sizeof(struct bytes) + n + 1;
    struct bytes *bytes = size <= GC_SMALL_MAX
                              ? gc_allocate(t, size, &bytes_type)
                              : gc_allocate_unset(t, size, sizeof *bytes, &bytes_type);
    if (bytes == NULL) {
        return VALUE_ERROR;
    }
    bytes->length = n;
    bytes->data[n] = '\0';
    return value_from_object(bytes);
}

Value bytes_new(struct thread *t, const void *data, size_t n)
{
    Value made = bytes_new_unset(t, n);
    if (made == VALUE_ERROR) {
        return made;
    }
    char *to = value_to_bytes(made)->data;
    if (data != NULL) {
        copy_short(to, data, n);
    } else {
        memset(to, 0, n);
    }
    return made;
}

static Value new_of_subclass(struct thread *t, struct type *type, Value from)
{
    const struct bytes *bytes = value_to_bytes(from);
    struct bytes *made = gc_new_sized(t, sizeof *made + bytes->length + 1, type);
    if (made == NULL) {
        return VALUE_ERROR;
    }
    made->length = bytes->length;
    memcpy(made->data, bytes->data, bytes->length);
    return value_from_object(made);
}

static struct argument_parser new_parser = {
    "bytes", "(source=b'', encoding='utf-8', errors='strict')", NULL};

static Value new_bytes(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    Value bound[3];
    if (!arguments_bind(t, &new_parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value bytes = bytes_from_source(t, bound[0], bound[1], bound[2], "bytes");
    return bytes == VALUE_ERROR || type == &bytes_type ? bytes : new_of_subclass(t, type, bytes);
}

/* ---- slots ---- */

static struct text text_of_self(Value self)
{
    const struct bytes *bytes = value_to_bytes(self);
    return (struct text){bytes->data, bytes->length, 1};
}

static Value repr(struct thread *t, Value self)
{
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_bytes_repr(&b, text_of_self(self), false);
    return str_builder_finish(&b);
}

static bool hash(UNUSED struct thread *t, Value self, int64_t *hash)
{
    struct bytes *bytes = value_to_bytes(self);
    *hash = load_relaxed(&bytes->hash);
    if (*hash == 0) {
        *hash = hash_characters(bytes->data, bytes->length);
        store_relaxed(&bytes->hash, *hash);
    }
    return true;
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)value_to_bytes(self)->length;
    return true;
}

static Value get_item(struct thread *t, Value self, Value key)
{
    const struct bytes *bytes = value_to_bytes(self);
    int64_t i, step, count;
    if (value_type(key) == &slice_type) {
        return slice_resolve(t, key, (int64_t)bytes->length, &i, &step, &count)
                   ? bytes_like_pick(t, self, text_of_self(self), i, step, count)
                   : VALUE_ERROR;
    }
    if (!bytes_index(t, key, "byte", &i)) {
        return VALUE_ERROR;
    }
    i += i < 0 ? (int64_t)bytes->length : 0;
    if (i < 0 || (uint64_t)i >= bytes->length) {
        return raise_error(t, &IndexError_type, "index out of range");
    }
    return value_from_small_int((uint8_t)bytes->data[i]);
}

static Value remainder_of(struct thread *t, Value v, Value w)
{
    return value_is_bytes(v) ? bytes_percent_format(t, v, w) : VALUE_NOT_IMPLEMENTED;
}

/* ---- methods ---- */

static Value get_new_arguments(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    Value bytes = bytes_like_to_bytes(t, args[0]);
    return bytes == VALUE_ERROR ? bytes : tuple_of(t, (size_t)1, bytes);
}

static Value to_bytes(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return bytes_like_to_bytes(t, args[0]);
}

static const struct native_def methods[] = {
    {"__bytes__", to_bytes, "(self, /)", "Convert this value to exact type bytes.", NATIVE_METHOD},
    {"__getnewargs__", get_new_arguments, "(self, /)", NULL, NATIVE_METHOD},
#define BYTES_METHOD(name, signature, kind, doc) {#name, bytes_method_##name, signature, doc, kind},
#include "runtime/bytes_methods.def"
#undef BYTES_METHOD
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

/* ---- the iterator ---- */

struct bytes_iterator {
    struct object base;
    Value bytes;    /* immutable */
    uint64_t index; /* relaxed: two threads on one iterator may get an item twice */
};
#define EXHAUSTED UINT64_MAX
extern struct type bytes_iterator_type;

static Value iter(struct thread *t, Value self)
{
    struct bytes_iterator *iterator = gc_allocate(t, sizeof *iterator, &bytes_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->bytes = self;
    return value_from_object(iterator);
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_value(m, ((struct bytes_iterator *)self)->bytes);
}

static Value next(UNUSED struct thread *t, Value self)
{
    struct bytes_iterator *iterator = (struct bytes_iterator *)self;
    const struct bytes *bytes = value_to_bytes(iterator->bytes);
    uint64_t i = load_relaxed(&iterator->index);
    if (i >= bytes->length) {
        store_relaxed(&iterator->index, EXHAUSTED);
        return VALUE_UNBOUND;
    }
    store_relaxed(&iterator->index, i + 1);
    return value_from_small_int((uint8_t)bytes->data[i]);
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value names)
{
    struct bytes_iterator *iterator = (struct bytes_iterator *)args[0];
    uint64_t n = value_to_bytes(iterator->bytes)->length, i = load_relaxed(&iterator->index);
    return value_from_small_int(i < n ? (int64_t)(n - i) : 0);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct bytes_iterator *iterator = (struct bytes_iterator *)args[0];
    uint64_t i = load_relaxed(&iterator->index);
    return i != EXHAUSTED ? iterator_reduce(t, iterator->bytes, value_from_small_int((int64_t)i))
                          : iterator_reduce(t, tuple_empty, VALUE_UNBOUND);
}

static Value set_state(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    struct bytes_iterator *iterator = (struct bytes_iterator *)args[0];
    uint64_t n = value_to_bytes(iterator->bytes)->length;
    if (load_relaxed(&iterator->index) != EXHAUSTED) {
        index = index < 0 ? 0 : index;
        store_relaxed(&iterator->index, (uint64_t)index > n ? n : (uint64_t)index);
    }
    return VALUE_NONE;
}

static const struct native_def iterator_methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    ITERATOR_REDUCE(reduce),
    ITERATOR_SETSTATE(set_state),
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

struct type bytes_iterator_type = {
    TYPE_HEADER("bytes_iterator", sizeof(struct bytes_iterator)),
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
    .methods = iterator_methods,
};

static void buffer(Value self, struct buffer_view *b)
{
    struct bytes *bytes = (struct bytes *)self;
    b->storage = bytes;
    b->data = bytes->data;
    b->n_bytes = bytes->length;
    b->is_read_only = b->is_constant = true;
}

struct type bytes_type = {
    TYPE_HEADER("bytes", sizeof(struct bytes)),
    .buffer = buffer,
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
           "bytes() -> empty bytes object",
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_BYTES_SUBCLASS | TYPE_MATCHES_SELF,
    .methods = methods,
    .new = new_bytes,
    .repr = repr,
    .str = bytes_like_str,
    .hash = hash,
    .compare = bytes_like_compare,
    .iter = iter,
    .length = length,
    .get_item = get_item,
    .contains = bytes_like_contains,
    .binary = {[BINARY_REMAINDER] = remainder_of},
    .sequence_concat = bytes_like_concat,
    .sequence_repeat = bytes_like_repeat,
};
