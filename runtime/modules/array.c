/* The types array.array and its iterator: construction and slots. */
#include "runtime/modules/array.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/buffer_export.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/memoryview.h"
#include "runtime/native.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/str_builder.h"
#include "runtime/str_internal.h"

/* ---- making ---- */

Value array_new(struct thread *t, struct type *type, const struct array_kind *kind)
{
    struct array *array = gc_new(t, type);
    if (array == NULL) {
        return VALUE_ERROR;
    }
    array->kind = kind;
    return value_from_object(array);
}

/* An array of `n` zero items, to be filled. */
static Value new_filled(struct thread *t, const struct array_kind *kind, uint64_t n)
{
    Value v = array_new(t, &array_type, kind);
    struct raw_buffer *buffer =
        v == VALUE_ERROR ? NULL : raw_buffer_new(t, (size_t)n * kind->size + 1);
    if (buffer == NULL) {
        return VALUE_ERROR;
    }
    value_to_array(v)->store.buffer = buffer;
    value_to_array(v)->store.length = n * kind->size;
    return v;
}

bool array_append_bytes(struct thread *t, struct array *array, const char *data, size_t n)
{
    return n % array->kind->size == 0
               ? byte_store_append(t, &array->store, data, n)
               : raise_false(t, &ValueError_type, "bytes length not a multiple of item size");
}

static bool append_item(struct thread *t, Value item, void *context)
{
    struct array *array = context;
    char bytes[ARRAY_MAX_ITEM];
    return array->kind->write(t, array->kind, item, bytes) &&
           byte_store_append(t, &array->store, bytes, array->kind->size);
}

/* The items go to an array of their own first: a resize may collect the iterator, which is on the C stack alone. What
   there was before an exception is appended, too. */
static bool append_all(struct thread *t, struct array *array, Value iterable)
{
    Value v = array_new(t, &array_type, array->kind);
    if (v == VALUE_ERROR) {
        return false;
    }
    bool done = iterate(t, iterable, append_item, value_to_array(v));
    Value failure = done ? VALUE_UNBOUND : error_take(t);
    Value bytes = byte_store_to_bytes(t, &value_to_array(v)->store);
    if (bytes == VALUE_ERROR) {
        return false;
    }
    t->exception = failure; /* a C frame alone would not keep it */
    return byte_store_append(t, &array->store, value_to_bytes(bytes)->data,
                             value_to_bytes(bytes)->length) &&
           done;
}

bool array_append_list(struct thread *t, struct array *array, Value v)
{
    struct list *list = value_to_list(v);
    const struct array_kind *kind = array->kind;
    uint64_t n = list_length(list);
    struct raw_buffer *items = raw_buffer_new(t, (size_t)n * kind->size);
    for (uint64_t i = 0; items != NULL && i < n; i++) {
        Value item = list_get(list, i);
        if (item != VALUE_UNBOUND && !kind->write(t, kind, item, items->bytes + i * kind->size)) {
            return false;
        }
        if (item == VALUE_UNBOUND || list_length(list) != n) {
            return raise_false(t, &RuntimeError_type, "list changed size during iteration");
        }
        if (i % 1000 == 999 && !gc_poll(t)) {
            return false;
        }
    }
    bool done =
        items != NULL && byte_store_append(t, &array->store, items->bytes, (size_t)n * kind->size);
    gc_keep(items);
    return done;
}

bool array_extend(struct thread *t, struct array *array, Value from)
{
    if (!value_is_array(from)) {
        return append_all(t, array, from);
    }
    if (value_to_array(from)->kind != array->kind) {
        return raise_false(t, &TypeError_type, "can only extend with array of same kind");
    }
    Value bytes = byte_store_to_bytes(t, &value_to_array(from)->store);
    return bytes != VALUE_ERROR && byte_store_append(t, &array->store, value_to_bytes(bytes)->data,
                                                     value_to_bytes(bytes)->length);
}

static bool check_initial(struct thread *t, char code, Value initial)
{
    if (code != 'u' && initial != VALUE_UNBOUND) {
        if (value_is_str(initial)) {
            return raise_false(t, &TypeError_type,
                               "cannot use a str to initialize an array with typecode '%c'", code);
        }
        if (value_is_array(initial) && value_to_array(initial)->kind->code == 'u') {
            return raise_false(
                t, &TypeError_type,
                "cannot use a unicode array to initialize an array with typecode '%c'", code);
        }
    }
    return true;
}

static bool fill(struct thread *t, struct array *array, Value initial)
{
    if (value_is_bytes(initial) || value_is_bytearray(initial)) {
        const char *data;
        size_t n;
        Value keep;
        return bytes_argument(t, initial, &data, &n, &keep) &&
               array_append_bytes(t, array, data, n);
    }
    if (value_is_array(initial) && value_to_array(initial)->kind == array->kind) {
        return array_extend(t, array, initial);
    }
    return value_type(initial) == &list_type ? array_append_list(t, array, initial)
                                             : iterate(t, initial, append_item, array);
}

Value array_construct(struct thread *t, struct type *type, Value code, Value initial)
{
    if (!value_is_str(code) || value_to_str(code)->length != 1) {
        return raise_error(t, &TypeError_type,
                           "array() argument 1 must be a unicode character, not %T", code);
    }
    uint32_t letter = str_at(value_to_str(code), 0);
    const struct array_kind *kind = array_kind_of_code(letter);
    if (!check_initial(t, letter < 128 ? (char)letter : '?', initial)) {
        return VALUE_ERROR;
    }
    if (kind == NULL) {
        return raise_error(t, &ValueError_type,
                           "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    }
    Value v = array_new(t, type, kind);
    return v != VALUE_ERROR && (initial == VALUE_UNBOUND || fill(t, value_to_array(v), initial))
               ? v
               : VALUE_ERROR;
}

static Value new (struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"array", "(typecode, initializer=None, /)", NULL};
    struct type *type = (struct type *)args[0];
    Value bound[2];
    if (keyword_count(keyword_names) > 0 &&
        (type == &array_type || type->init == array_type.init)) {
        return raise_error(t, &TypeError_type, "array.array() takes no keyword arguments");
    }
    if (n_args < 2 || n_args > 3) {
        return raise_error(t, &TypeError_type, "array() takes at %s %d argument%s (%d given)",
                           n_args < 2 ? "least" : "most", n_args < 2 ? 1 : 2, n_args < 2 ? "" : "s",
                           (int)n_args - 1);
    }
    return arguments_bind(t, &parser, args + 1, n_args - 1, VALUE_UNBOUND, bound)
               ? array_construct(t, type, bound[0], bound[1])
               : VALUE_ERROR;
}

Value array_copy(struct thread *t, struct array *array)
{
    for (;;) {
        uint64_t n = array_length(array);
        Value copy = new_filled(t, array->kind, n);
        struct byte_run all = {0, 1, (int64_t)n, array->kind->size};
        if (copy == VALUE_ERROR || byte_store_pick(&array->store, n * array->kind->size, all,
                                                   value_to_array(copy)->store.buffer->bytes)) {
            return copy;
        }
    }
}

/* ---- items ---- */

Value array_item(struct thread *t, struct array *array, int64_t i)
{
    char item[ARRAY_MAX_ITEM];
    return byte_store_take(&array->store, i, array->kind->size, false, item)
               ? array->kind->read(t, item)
               : VALUE_UNBOUND;
}

Value array_to_list(struct thread *t, struct array *array)
{
    Value list = list_new(t, array_length(array));
    for (int64_t i = 0; list != VALUE_ERROR; i++) {
        Value item = array_item(t, array, i);
        if (item == VALUE_UNBOUND) {
            break;
        }
        if (item == VALUE_ERROR || !list_append(t, value_to_list(list), item) ||
            (i % 1000 == 999 && !gc_poll(t))) {
            return VALUE_ERROR;
        }
    }
    return list;
}

bool array_find(struct thread *t, struct array *array, Value v, int64_t start, int64_t stop,
                int64_t *place)
{
    *place = -1;
    for (int64_t i = start; i < stop; i++) {
        Value item = array_item(t, array, i);
        if (item == VALUE_UNBOUND) {
            return true;
        }
        enum truth equal =
            item == VALUE_ERROR ? TRUTH_ERROR : object_compare_truth(t, item, v, COMPARE_EQ);
        if (equal == TRUTH_ERROR || (i % 1000 == 999 && !gc_poll(t))) {
            return false;
        }
        if (equal == TRUTH_TRUE) {
            *place = i;
            return true;
        }
    }
    return true;
}

static bool read_index(struct thread *t, Value key, int64_t *i)
{
    if (!value_is_int(key) && value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "array indices must be integers");
    }
    if (number_to_index(t, key, i)) {
        return true;
    }
    return error_swallow(t, &OverflowError_type) &&
           raise_false(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
}

static Value get_slice(struct thread *t, struct array *array, Value key)
{
    struct slice_bounds bounds;
    if (!slice_read(t, key, &bounds)) {
        return VALUE_ERROR;
    }
    for (;;) {
        struct slice_bounds fitted = bounds;
        uint64_t length = byte_store_length(&array->store);
        int64_t count = slice_fit(&fitted, (int64_t)(length / array->kind->size));
        struct byte_run run = {fitted.start, fitted.step, count, array->kind->size};
        Value part = new_filled(t, array->kind, (uint64_t)count);
        if (part == VALUE_ERROR || byte_store_pick(&array->store, length, run,
                                                   value_to_array(part)->store.buffer->bytes)) {
            return part;
        }
    }
}

static Value get_item(struct thread *t, Value self, Value key)
{
    int64_t i;
    if (value_type(key) == &slice_type) {
        return get_slice(t, value_to_array(self), key);
    }
    if (!read_index(t, key, &i)) {
        return VALUE_ERROR;
    }
    Value item = array_item(t, value_to_array(self), i);
    return item != VALUE_UNBOUND ? item
                                 : raise_error(t, &IndexError_type, "array index out of range");
}

/* Replaces the chosen items by those of `from`, or deletes them if that is NULL. */
static bool set_run(struct thread *t, struct array *array, struct slice_bounds bounds,
                    const struct bytes *from)
{
    size_t size = array->kind->size, n = from == NULL ? 0 : from->length;
    for (;;) {
        struct slice_bounds fitted = bounds;
        uint64_t length = byte_store_length(&array->store);
        int64_t count = slice_fit(&fitted, (int64_t)(length / size));
        struct byte_run run = {fitted.start, fitted.step, count, size};
        if (run.step == 1) {
            return byte_store_splice(t, &array->store, (size_t)run.start * size,
                                     (size_t)(run.start + count) * size,
                                     from == NULL ? NULL : from->data, n);
        }
        if (from != NULL && n / size != (size_t)count) {
            return raise_false(t, &ValueError_type,
                               "attempt to assign array of size %zu to extended slice of size %ld",
                               n / size, (long)count);
        }
        if (from == NULL && count > 0 && !byte_store_may_resize(t, &array->store)) {
            return false;
        }
        if (from == NULL ? byte_store_delete_run(&array->store, length, run)
                         : byte_store_set_run(&array->store, length, run, from->data)) {
            return true;
        }
    }
}

static bool set_slice(struct thread *t, struct array *array, Value key, Value v)
{
    struct slice_bounds bounds;
    const struct bytes *from = NULL;
    if (v != VALUE_UNBOUND) {
        if (!value_is_array(v)) {
            return raise_false(t, &TypeError_type,
                               "can only assign array (not \"%T\") to array slice", v);
        }
        if (value_to_array(v)->kind != array->kind) {
            return raise_false(t, &TypeError_type, "bad argument type for built-in operation");
        }
        Value bytes = byte_store_to_bytes(t, &value_to_array(v)->store);
        if (bytes == VALUE_ERROR) {
            return false;
        }
        if (value_to_bytes(bytes)->length > 0) { /* an empty array deletes, with any step */
            from = value_to_bytes(bytes);
        }
    }
    return slice_read(t, key, &bounds) && set_run(t, array, bounds, from);
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    struct array *array = value_to_array(self);
    char item[ARRAY_MAX_ITEM];
    int64_t i;
    if (value_type(key) == &slice_type) {
        return set_slice(t, array, key, v);
    }
    if (!read_index(t, key, &i) ||
        (v != VALUE_UNBOUND && !array->kind->write(t, array->kind, v, item))) {
        return false;
    }
    size_t size = array->kind->size;
    bool done = v != VALUE_UNBOUND ? byte_store_set(&array->store, i, size, item)
                                   : byte_store_take(&array->store, i, size, false, item);
    if (done && v == VALUE_UNBOUND) {
        if (!byte_store_may_resize(t, &array->store)) {
            return false;
        }
        done = byte_store_take(&array->store, i, size, true, item);
    }
    return done || raise_false(t, &IndexError_type, "array assignment index out of range");
}

static bool length(UNUSED struct thread *t, Value self, int64_t *n)
{
    *n = (int64_t)array_length(value_to_array(self));
    return true;
}

static enum truth contains(struct thread *t, Value self, Value item)
{
    int64_t place;
    return !array_find(t, value_to_array(self), item, 0, INT64_MAX, &place) ? TRUTH_ERROR
           : place >= 0                                                     ? TRUTH_TRUE
                                                                            : TRUTH_FALSE;
}

/* ---- order and text ---- */

/* What the lengths say once all items that both have are equal. */
static Value compare_lengths(uint64_t n, uint64_t m, enum compare_op op)
{
    int order = (n > m) - (n < m);
    return value_from_bool(op == COMPARE_EQ   ? order == 0
                           : op == COMPARE_NE ? order != 0
                           : op == COMPARE_LT ? order < 0
                           : op == COMPARE_LE ? order <= 0
                           : op == COMPARE_GT ? order > 0
                                              : order >= 0);
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_array(self) || !value_is_array(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    struct array *a = value_to_array(self), *b = value_to_array(other);
    if ((op == COMPARE_EQ || op == COMPARE_NE) && array_length(a) != array_length(b)) {
        return value_from_bool(op == COMPARE_NE);
    }
    for (int64_t i = 0;; i++) {
        Value v = array_item(t, a, i), w = v == VALUE_ERROR ? v : array_item(t, b, i);
        if (v == VALUE_UNBOUND || w == VALUE_UNBOUND) {
            return compare_lengths(array_length(a), array_length(b), op);
        }
        enum truth equal =
            w == VALUE_ERROR ? TRUTH_ERROR : object_compare_truth(t, v, w, COMPARE_EQ);
        if (equal == TRUTH_ERROR || (i % 1000 == 999 && !gc_poll(t))) {
            return VALUE_ERROR;
        }
        if (equal == TRUTH_FALSE) {
            return op == COMPARE_EQ || op == COMPARE_NE ? value_from_bool(op == COMPARE_NE)
                                                        : object_compare(t, v, w, op);
        }
    }
}

static Value repr(struct thread *t, Value self)
{
    struct array *array = value_to_array(self);
    const char *name = value_type(self)->name;
    char code = array->kind->code;
    if (array_length(array) == 0) {
        return str_format(t, "%s('%c')", name, code);
    }
    Value items;
    if (code == 'u') {
        Value bytes = byte_store_to_bytes(t, &array->store);
        items = bytes == VALUE_ERROR
                    ? bytes
                    : array_text(t, value_to_bytes(bytes)->data, value_to_bytes(bytes)->length);
    } else {
        items = array_to_list(t, array);
    }
    return items == VALUE_ERROR ? items : str_format(t, "%s('%c', %R)", name, code, items);
}

/* ---- + and * ---- */

static Value concat(struct thread *t, Value v, Value w)
{
    if (!value_is_array(w)) {
        return raise_error(t, &TypeError_type, "can only append array (not \"%T\") to array", w);
    }
    if (value_to_array(v)->kind != value_to_array(w)->kind) {
        return raise_error(t, &TypeError_type, "bad argument type for built-in operation");
    }
    Value copy = array_copy(t, value_to_array(v));
    return copy != VALUE_ERROR && array_extend(t, value_to_array(copy), w) ? copy : VALUE_ERROR;
}

static Value inplace_concat(struct thread *t, Value v, Value w)
{
    if (!value_is_array(w)) {
        return raise_error(t, &TypeError_type, "can only extend array with array (not \"%T\")", w);
    }
    return array_extend(t, value_to_array(v), w) ? v : VALUE_ERROR;
}

/* The items of `v`, `times` times, in a new array. */
static Value repeat(struct thread *t, Value v, Value times)
{
    struct array *array = value_to_array(v);
    int64_t n;
    Value bytes = byte_store_to_bytes(t, &array->store);
    if (bytes == VALUE_ERROR || !number_to_index(t, times, &n)) {
        return VALUE_ERROR;
    }
    const struct bytes *once = value_to_bytes(bytes);
    n = n < 0 ? 0 : n;
    if (once->length > 0 && (uint64_t)n > STR_MAX_LENGTH / once->length) {
        return raise_no_memory(t);
    }
    Value result = new_filled(t, array->kind, once->length / array->kind->size * (uint64_t)n);
    for (int64_t i = 0; result != VALUE_ERROR && once->length > 0 && i < n; i++) {
        memcpy(value_to_array(result)->store.buffer->bytes + (size_t)i * once->length, once->data,
               once->length);
    }
    return result;
}

static Value inplace_repeat(struct thread *t, Value v, Value times)
{
    Value all = repeat(t, v, times);
    Value bytes = all == VALUE_ERROR ? all : byte_store_to_bytes(t, &value_to_array(all)->store);
    return bytes != VALUE_ERROR &&
                   byte_store_splice(t, &value_to_array(v)->store, 0, SIZE_MAX,
                                     value_to_bytes(bytes)->data, value_to_bytes(bytes)->length)
               ? v
               : VALUE_ERROR;
}

/* ---- the iterator ---- */

struct array_iterator {
    struct object base;
    struct array *array; /* immutable */
    int64_t index;       /* relaxed; -1 once exhausted */
};

static Value iter(struct thread *t, Value self)
{
    struct array_iterator *iterator = gc_allocate(t, sizeof *iterator, &array_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->array = value_to_array(self);
    return value_from_object(iterator);
}

static Value next(struct thread *t, Value self)
{
    struct array_iterator *iterator = (struct array_iterator *)self;
    int64_t i = load_relaxed(&iterator->index);
    Value item = i < 0 ? VALUE_UNBOUND : array_item(t, iterator->array, i);
    store_relaxed(&iterator->index, item == VALUE_UNBOUND ? -1 : i + 1);
    return item;
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct array_iterator *)self)->array);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const struct array_iterator *iterator = (const struct array_iterator *)args[0];
    int64_t i = load_relaxed(&iterator->index);
    return i < 0 ? iterator_reduce(t, tuple_empty, VALUE_UNBOUND)
                 : iterator_reduce(t, value_from_object(iterator->array), value_from_small_int(i));
}

static Value set_state(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct array_iterator *iterator = (struct array_iterator *)args[0];
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    if (load_relaxed(&iterator->index) >= 0) {
        store_relaxed(&iterator->index, index < 0 ? 0 : index);
    }
    return VALUE_NONE;
}

static const struct native_def iterator_methods[] = {
    ITERATOR_REDUCE(reduce),
    ITERATOR_SETSTATE(set_state),
    {0},
};

struct type array_iterator_type = {
    TYPE_HEADER("arrayiterator", sizeof(struct array_iterator)),
    .module = "array",
    .methods = iterator_methods,
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
};

/* ---- the type ---- */

static void buffer(Value self, struct buffer_view *b)
{
    const struct array_kind *kind = value_to_array(self)->kind;
    byte_store_buffer(self, b);
    b->format = kind->item_format;
    b->item_size = kind->size;
}

static Value get_item_size(UNUSED struct thread *t, Value self)
{
    return value_from_small_int(value_to_array(self)->kind->size);
}

static Value get_type_code(struct thread *t, Value self)
{
    return str_from_code_point(t, (uint8_t)value_to_array(self)->kind->code);
}

static const struct getset_def getsets[] = {
    {"itemsize", get_item_size, NULL, "The size in bytes of one item."},
    {"typecode", get_type_code, NULL, "The letter that the array was made with."},
    {0},
};

struct type array_type = {
    TYPE_HEADER("array", sizeof(struct array)),
    .module = "array",
    .doc = "array(typecode [, initializer]) -> array\n\nAn array of numbers or characters of one C "
           "type, which typecode names:\nb, h, i, l, q signed integers of 1, 2, 4, 8, 8 bytes, in "
           "capitals unsigned;\nf and d floating-point numbers of 4 and 8 bytes; u characters.",
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_WEAK_REFERABLE | TYPE_MATCHES_SEQUENCE,
    .methods = array_methods,
    .getsets = getsets,
    .trace = byte_store_trace,
    .buffer = buffer,
    .new = new,
    .repr = repr,
    .hash = hash_unhashable,
    .compare = compare,
    .iter = iter,
    .length = length,
    .get_item = get_item,
    .set_item = set_item,
    .contains = contains,
    .sequence_concat = concat,
    .sequence_inplace_concat = inplace_concat,
    .sequence_repeat = repeat,
    .sequence_inplace_repeat = inplace_repeat,
};
