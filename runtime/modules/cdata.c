/*
 * The module _cdata: C's numbers and characters in memory, below runtime/lib/ctypes.py.
 *
 *     Data      an object over bytes: a memoryview of them, and what kind of items they are
 *     Number    its attribute `value` is the first item; has bytes of its own unless it was laid over some
 *     Items     its subscripts are the items
 *
 * A kind is a letter as in the struct module, or 'u' for a character of 4 bytes; '\0': the items are themselves Data,
 * which the methods in Python deal with. Integers lose what does not fit.
 *
 * Thread-safety with the global lock off: an item is moved in one piece under the lock of the owner of the bytes, which of a
 * number's own is the number.
 */
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytearray.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/slice.h"

enum { MAX_ITEM = 8 };

struct data {
    struct object base;
    /* Stored under the object's lock, read without it: memoryview of single bytes; UNBOUND: not attached yet, or nobody has
       asked for it. */
    Value view;
    /* Of the type, stored before the view is, relaxed. */
    char kind;
    int64_t n_items;
    /* Under the object's lock: the bytes of a number without a view, which makes it much cheaper. A view, once there, is made of
       them, and they count no more. */
    bool has_own;
    char own[MAX_ITEM];
};

static struct type data_type, number_type, items_type;

static struct data *as_data(Value v)
{
    return (struct data *)v;
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct data *)self)->view);
}

static Value new_data(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct data *data = gc_new(t, (struct type *)args[0]);
    return data == NULL ? VALUE_ERROR : value_from_object(data);
}

/* ---- where the bytes are ---- */

/* The kind that a str names; '\0' if it does not. */
static char kind_of(Value letter)
{
    uint32_t c = value_is_str(letter) && value_to_str(letter)->length == 1
                     ? str_at(value_to_str(letter), 0)
                     : 0;
    return c != 0 && c < 128 && strchr("bBhHiIlLqQfd?cu", (int)c) != NULL ? (char)c : '\0';
}

/* The kind and number of items by the attributes _kind and _length_ of the class. */
static bool read_type(struct thread *t, Value type, char *kind, int64_t *n_items)
{
    Value letter = object_get_attribute(t, type, name__kind);
    Value length = letter == VALUE_ERROR ? letter : object_get_attribute(t, type, name__length_);
    if (length == VALUE_ERROR || !number_to_index(t, length, n_items)) {
        return false;
    }
    *kind = kind_of(letter);
    return true;
}

/* It lies over those bytes from now on; `view` is one of single bytes. */
static void lay_over(struct data *data, Value view, char kind, int64_t n_items)
{
    store_relaxed(&data->kind, kind);
    store_relaxed(&data->n_items, n_items);
    bool locked = object_lock(&data->base);
    value_store(&data->view, view);
    object_unlock(&data->base, locked);
}

/* data._attach(memory) */
static Value attach(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    char kind;
    int64_t n_items;
    const struct memoryview *view = (const struct memoryview *)args[1];
    if (!value_is_memoryview(args[1]) || view->n_dimensions != 1 || view->item_size != 1 ||
        view->dimensions[0].stride != 1) {
        return raise_error(t, &TypeError_type, "a contiguous memoryview of bytes is required");
    }
    if (!read_type(t, value_from_object(value_type(args[0])), &kind, &n_items)) {
        return VALUE_ERROR;
    }
    lay_over(as_data(args[0]), args[1], kind, n_items);
    return VALUE_NONE;
}

static size_t size_of(char kind)
{
    return kind == 'u' ? sizeof(uint32_t) : memoryview_format_size(kind);
}

/* The view is made when it is asked for, None if there are no bytes. */
static Value get_memory(struct thread *t, Value self)
{
    struct data *data = as_data(self);
    Value view = value_load(&data->view);
    if (view != VALUE_UNBOUND) {
        return view;
    }
    char kind = load_relaxed(&data->kind);
    if (kind == '\0') {
        return VALUE_NONE;
    }
    Value bytes = bytearray_new(t, (char[MAX_ITEM]){0}, size_of(kind));
    view = bytes == VALUE_ERROR ? bytes : memoryview_new(t, bytes);
    if (view == VALUE_ERROR) {
        return view;
    }
    bool locked = object_lock(&data->base);
    if (value_load(&data->view) == VALUE_UNBOUND && data->has_own) {
        memcpy(((const struct memoryview *)view)->data, data->own, size_of(kind));
        value_store(&data->view, view);
    }
    object_unlock(&data->base, locked);
    view = value_load(&data->view);
    return view == VALUE_UNBOUND ? VALUE_NONE : view;
}

/* As transfer. False, and no exception: it has no bytes of its own. */
static bool transfer_own(struct data *data, uint64_t offset, size_t size, char *item, bool is_store)
{
    bool locked = object_lock(&data->base);
    bool fits = data->has_own && value_load(&data->view) == VALUE_UNBOUND && offset == 0 &&
                size <= size_of(load_relaxed(&data->kind));
    if (fits) {
        memcpy(is_store ? data->own : item, is_store ? item : data->own, size);
    }
    object_unlock(&data->base, locked);
    return fits;
}

/* Moves the `size` bytes at `offset`. */
static bool transfer(struct thread *t, struct data *data, uint64_t offset, size_t size, char *item,
                     bool is_store)
{
    Value v = value_load(&data->view);
    if (v == VALUE_UNBOUND && transfer_own(data, offset, size, item, is_store)) {
        return true;
    }
    v = v == VALUE_UNBOUND ? get_memory(t, value_from_object(data)) : v;
    if (v == VALUE_ERROR || v == VALUE_NONE) {
        return v == VALUE_NONE && raise_false(t, &ValueError_type, "NULL data access");
    }
    const struct memoryview *view = (const struct memoryview *)v;
    uint64_t n_bytes = (uint64_t)view->dimensions[0].length;
    if (size > n_bytes || offset > n_bytes - size) {
        return raise_false(t, &IndexError_type, "invalid index");
    }
    if (is_store && view->is_read_only) {
        return raise_false(t, &TypeError_type, "underlying buffer is not writable");
    }
    return memoryview_transfer(t, view, view->data + offset, item, size, is_store);
}

/* ---- reading ---- */

static Value character(struct thread *t, const char *item)
{
    uint32_t c;
    memcpy(&c, item, sizeof c);
    if (c <= 0x10FFFF) {
        return str_from_code_point(t, c);
    }
    char digits[16];
    snprintf(digits, sizeof digits, "%x", c);
    return raise_error(t, &ValueError_type, "character U+%s is not in range [U+0000; U+10ffff]",
                       digits);
}

static Value load(struct thread *t, struct data *data, char kind, uint64_t offset)
{
    char item[MAX_ITEM];
    if (!transfer(t, data, offset, size_of(kind), item, false)) {
        return VALUE_ERROR;
    }
    return kind == 'u' ? character(t, item) : memoryview_unpack(t, kind, item);
}

/* ---- writing ---- */

/* The low 64 bits in two's complement. */
static bool low_bits(struct thread *t, Value v, uint64_t *bits)
{
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    int64_t small;
    if (int_to_int64(index, &small)) {
        *bits = (uint64_t)small;
    } else {
        const struct int_object *big = (const struct int_object *)index;
        *bits = int_sign(index) < 0 ? -big->limbs[0] : big->limbs[0];
    }
    return true;
}

static bool pack_byte(struct thread *t, Value v, char *item)
{
    int64_t n = -1;
    if (value_is_bytes(v) && value_to_bytes(v)->length == 1) {
        item[0] = value_to_bytes(v)->data[0];
        return true;
    }
    if (value_is_int(v) && int_to_int64(v, &n) && n >= 0 && n < 256) {
        item[0] = (char)n;
        return true;
    }
    if (value_is_bytearray(v)) {
        Value copy = buffer_to_bytes(t, v);
        if (copy == VALUE_ERROR || value_to_bytes(copy)->length == 1) {
            return copy != VALUE_ERROR && pack_byte(t, copy, item);
        }
    }
    return raise_false(t, &TypeError_type, "one character bytes, bytearray or integer expected");
}

static bool pack_character(struct thread *t, Value v, char *item)
{
    if (!value_is_str(v)) {
        return raise_false(t, &TypeError_type, "unicode string expected instead of %T instance", v);
    }
    if (value_to_str(v)->length != 1) {
        return raise_false(t, &TypeError_type, "one character unicode string expected");
    }
    uint32_t c = str_at(value_to_str(v), 0);
    memcpy(item, &c, sizeof c);
    return true;
}

static bool pack(struct thread *t, char kind, Value v, char *item)
{
    uint64_t bits;
    double d;
    float f;
    enum truth truth;
    switch (kind) {
    case 'c':
        return pack_byte(t, v, item);
    case 'u':
        return pack_character(t, v, item);
    case '?':
        truth = object_truth(t, v);
        item[0] = truth == TRUTH_TRUE;
        return truth != TRUTH_ERROR;
    case 'f':
    case 'd':
        if (!number_to_double(t, v, &d)) {
            return false;
        }
        f = (float)d;
        memcpy(item, kind == 'f' ? (const void *)&f : (const void *)&d, size_of(kind));
        return true;
    default:
        if (!low_bits(t, v, &bits)) {
            return false;
        }
        memcpy(item, &bits, sizeof bits); /* little-endian, as the machines that we run on */
        return true;
    }
}

static bool store(struct thread *t, struct data *data, char kind, uint64_t offset, Value v)
{
    char item[MAX_ITEM];
    return pack(t, kind, v, item) && transfer(t, data, offset, size_of(kind), item, true);
}

/* ---- parts, for fields of structures ---- */

static bool part_arguments(struct thread *t, const Value *args, char *kind, int64_t *offset)
{
    *kind = kind_of(args[1]);
    if (*kind == '\0') {
        return raise_false(t, &ValueError_type, "no such kind");
    }
    if (!number_to_index(t, args[2], offset)) {
        return false;
    }
    return *offset >= 0 || raise_false(t, &IndexError_type, "invalid index");
}

static Value method_load(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    char kind;
    int64_t offset;
    return part_arguments(t, args, &kind, &offset)
               ? load(t, as_data(args[0]), kind, (uint64_t)offset)
               : VALUE_ERROR;
}

static Value method_store(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    char kind;
    int64_t offset;
    return part_arguments(t, args, &kind, &offset) &&
                   store(t, as_data(args[0]), kind, (uint64_t)offset, args[3])
               ? VALUE_NONE
               : VALUE_ERROR;
}

/* ---- Number ---- */

static Value no_kind(struct thread *t)
{
    return raise_error(t, &TypeError_type, "abstract class");
}

static Value get_value(struct thread *t, Value self)
{
    char kind = load_relaxed(&as_data(self)->kind);
    return kind == '\0' ? no_kind(t) : load(t, as_data(self), kind, 0);
}

static bool set_value(struct thread *t, Value self, Value v)
{
    char kind = load_relaxed(&as_data(self)->kind);
    if (kind == '\0') {
        return no_kind(t) != VALUE_ERROR;
    }
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "can't delete attribute");
    }
    return store(t, as_data(self), kind, 0, v);
}

/* Bytes of its own, zeroed. */
static bool allocate_number(struct thread *t, struct data *data)
{
    Value letter = object_get_attribute(t, value_from_object(data->base.type), name__kind);
    if (letter == VALUE_ERROR) {
        return false;
    }
    char kind = kind_of(letter);
    if (kind == '\0') {
        return no_kind(t) != VALUE_ERROR;
    }
    bool locked = object_lock(&data->base);
    store_relaxed(&data->kind, kind);
    store_relaxed(&data->n_items, 1);
    data->has_own = true;
    object_unlock(&data->base, locked);
    return true;
}

static bool has_bytes(struct data *data)
{
    bool locked = object_lock(&data->base);
    bool has_bytes = data->has_own || value_load(&data->view) != VALUE_UNBOUND;
    object_unlock(&data->base, locked);
    return has_bytes;
}

/* Keywords are ignored, as in CPython. */
static bool init_number(struct thread *t, Value self, Value *args, uint32_t n_args,
                        UNUSED Value names)
{
    return check_arg_count(t, "__init__", n_args, 0, 1) &&
           (has_bytes(as_data(self)) || allocate_number(t, as_data(self))) &&
           (n_args == 0 || set_value(t, self, args[0]));
}

/* ---- Items ---- */

static bool items_length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = load_relaxed(&as_data(self)->n_items);
    return true;
}

/* `wanted` is how CPython says it, differently for both directions. */
static bool item_index(struct thread *t, const struct data *data, Value key, const char *wanted,
                       int64_t *i)
{
    int64_t n = load_relaxed(&data->n_items);
    if (!value_is_int(key) && value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "indices must be %s", wanted);
    }
    if (!number_to_index(t, key, i)) {
        return error_swallow(t, &OverflowError_type) &&
               raise_false(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
    }
    *i += *i < 0 ? n : 0;
    return (*i >= 0 && *i < n) || raise_false(t, &IndexError_type, "invalid index");
}

/* Each item is one moment's. */
static Value get_numbers(struct thread *t, struct data *data, char kind, Value slice)
{
    int64_t start, step, count;
    if (!slice_resolve(t, slice, load_relaxed(&data->n_items), &start, &step, &count)) {
        return VALUE_ERROR;
    }
    Value list = list_new(t, (size_t)count);
    for (int64_t i = 0; list != VALUE_ERROR && i < count; i++) {
        Value v = load(t, data, kind, (uint64_t)(start + i * step) * size_of(kind));
        if (v == VALUE_ERROR || !list_append(t, value_to_list(list), v) ||
            (i % 1024 == 1023 && !gc_poll(t))) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value get_item(struct thread *t, Value self, Value key)
{
    struct data *data = as_data(self);
    char kind = load_relaxed(&data->kind);
    int64_t i;
    if (value_type(key) == &slice_type) {
        return kind == '\0' || kind == 'c' || kind == 'u' /* the latter are put together */
                   ? call_method_1(t, self, name__get_slice, key)
                   : get_numbers(t, data, kind, key);
    }
    if (!item_index(t, data, key, "integers", &i)) {
        return VALUE_ERROR;
    }
    return kind != '\0' ? load(t, data, kind, (uint64_t)i * size_of(kind))
                        : call_method_1(t, self, name__get_item, value_from_small_int(i));
}

static bool set_other(struct thread *t, Value self, Value name, Value key, Value v)
{
    Value args[] = {VALUE_UNBOUND, key, v};
    return call_method(t, self, name, args + 1, 2) != VALUE_ERROR;
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    struct data *data = as_data(self);
    char kind = load_relaxed(&data->kind);
    int64_t i;
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "Array does not support item deletion");
    }
    if (value_type(key) == &slice_type) {
        return set_other(t, self, name__set_slice, key, v);
    }
    if (!item_index(t, data, key, "integer", &i)) {
        return false;
    }
    return kind != '\0' && !value_is_instance(v, &data_type)
               ? store(t, data, kind, (uint64_t)i * size_of(kind), v)
               : set_other(t, self, name__set_item, value_from_small_int(i), v);
}

/* ---- the types ---- */

static const struct native_def methods[] = {
    {"_attach", attach, "(self, memory, /)", NULL, NATIVE_METHOD},
    {"_load", method_load, "(self, kind, offset, /)", NULL, NATIVE_METHOD},
    {"_store", method_store, "(self, kind, offset, value, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct getset_def getsets[] = {{"_memory", get_memory, NULL, NULL}, {0}};

static const struct getset_def number_getsets[] = {
    {"value", get_value, set_value, "current value"},
    {0},
};

static struct type data_type = {
    TYPE_HEADER("Data", sizeof(struct data)),
    .module = "_cdata",
    .flags = TYPE_BASE,
    .trace = trace,
    .new = new_data,
    .methods = methods,
    .getsets = getsets,
};

static struct type number_type = {
    TYPE_HEADER("Number", sizeof(struct data)),
    .module = "_cdata",
    .flags = TYPE_BASE,
    .parent = &data_type,
    .trace = trace,
    .init = init_number,
    .getsets = number_getsets,
};

static struct type items_type = {
    TYPE_HEADER("Items", sizeof(struct data)),
    .module = "_cdata",
    .flags = TYPE_BASE,
    .parent = &data_type,
    .trace = trace,
    .length = items_length,
    .get_item = get_item,
    .set_item = set_item,
};

bool module_init__cdata(struct thread *t, Value module)
{
    return type_ready(t, &data_type) && type_ready(t, &number_type) && type_ready(t, &items_type) &&
           module_add(t, module, "Data", value_from_object(&data_type)) &&
           module_add(t, module, "Number", value_from_object(&number_type)) &&
           module_add(t, module, "Items", value_from_object(&items_type));
}
