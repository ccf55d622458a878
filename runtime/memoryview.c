#include "runtime/memoryview.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/buffer_export.h"
#include "runtime/bytes_like.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- access to the bytes ---- */

static bool owns_bytes(Value v)
{
    return value_is_bytes(v) || value_is_bytearray(v);
}

/* Where the bytes of the owner begin; NULL: it has become too short, or was empty. Under its lock. */
static char *owner_bytes_locked(Value owner, uint64_t end)
{
    if (value_is_bytes(owner)) {
        return value_to_bytes(owner)->data;
    }
    struct byte_store *array = (struct byte_store *)owner;
    return end <= array->length && array->buffer != NULL ? array->buffer->bytes + array->offset
                                                         : NULL;
}

/* The first byte behind all elements. */
static uint64_t view_end(const struct memoryview *view)
{
    int64_t last = (int64_t)view->from + view->step * ((int64_t)view->length - 1);
    int64_t most = last > (int64_t)view->from ? last : (int64_t)view->from;
    return view->length == 0 ? 0 : (uint64_t)most + view->item_size;
}

/* Moves elements [index, index + n) out of or into the view. false: the owner has become too short. */
static bool transfer(const struct memoryview *view, Value owner, uint64_t index, uint64_t n,
                     char *data, bool store)
{
    bool locked = object_lock(value_to_object(owner));
    char *bytes = owner_bytes_locked(owner, view_end(view));
    for (uint64_t i = 0; bytes != NULL && i < n; i++) {
        char *item = bytes + (int64_t)view->from + view->step * (int64_t)(index + i);
        char *other = data + i * view->item_size;
        memcpy(store ? item : other, store ? other : item, view->item_size);
    }
    object_unlock(value_to_object(owner), locked);
    return bytes != NULL || n == 0;
}

static struct memoryview *view_of(struct thread *t, Value self, Value *owner)
{
    struct memoryview *view = (struct memoryview *)self;
    *owner = value_load(&view->owner);
    if (*owner == VALUE_UNBOUND) {
        (void)raise_error(t, &ValueError_type, "operation forbidden on released memoryview object");
        return NULL;
    }
    return view;
}

static Value view_to_bytes(struct thread *t, Value self)
{
    Value owner;
    struct memoryview *view = view_of(t, self, &owner);
    Value bytes = view == NULL ? VALUE_ERROR : bytes_new(t, NULL, view->length * view->item_size);
    if (bytes == VALUE_ERROR || view->length == 0) {
        return bytes;
    }
    return transfer(view, owner, 0, view->length, value_to_bytes(bytes)->data, false)
               ? bytes
               : raise_error(t, &IndexError_type, "the viewed bytearray has become shorter");
}

/* ---- buffers as arguments ---- */

Value bytes_from_buffer(struct thread *t, Value v)
{
    if (value_is_memoryview(v)) {
        return view_to_bytes(t, v);
    }
    if (!owns_bytes(v)) {
        return raise_error(t, &TypeError_type, "a bytes-like object is required, not '%T'", v);
    }
    return value_is_bytes(v) ? v : byte_store_to_bytes(t, (struct byte_store *)v);
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

bool writable_length(struct thread *t, Value v, const char *what, size_t *n)
{
    if (value_is_bytearray(v)) {
        *n = load_relaxed(&((struct byte_store *)v)->length);
        return true;
    }
    if (value_is_memoryview(v) && !((struct memoryview *)v)->read_only) {
        *n = ((struct memoryview *)v)->length * ((struct memoryview *)v)->item_size;
        return true;
    }
    return raise_false(t, &TypeError_type,
                       "%s argument must be read-write bytes-like object, not %A", what, v);
}

static void store_in_array(struct byte_store *array, const void *data, size_t n)
{
    bool locked = object_lock(&array->base);
    size_t fits = n < array->length ? n : array->length;
    if (fits > 0) {
        memcpy(array->buffer->bytes + array->offset, data, fits);
    }
    object_unlock(&array->base, locked);
}

void writable_store(Value v, const void *data, size_t n)
{
    if (value_is_bytearray(v)) {
        store_in_array((struct byte_store *)v, data, n);
        return;
    }
    struct memoryview *view = (struct memoryview *)v;
    Value owner = value_load(&view->owner);
    if (owner != VALUE_UNBOUND) {
        (void)transfer(view, owner, 0, n / view->item_size, (char *)data, true);
    }
}

/* ---- elements ---- */

static Value unpack(struct thread *t, char format, const char *item)
{
    union {
        int8_t i8;
        uint8_t u8;
        int16_t i16;
        uint16_t u16;
        int32_t i32;
        uint32_t u32;
        int64_t i64;
        uint64_t u64;
        float f;
        double d;
    } u;
    memcpy(&u, item,
           strchr("bBc?", format)  ? 1
           : strchr("hH", format)  ? 2
           : strchr("iIf", format) ? 4
                                   : 8);
    switch (format) {
    case 'b':
        return value_from_small_int(u.i8);
    case 'c':
        return bytes_new(t, item, 1);
    case '?':
        return value_from_bool(u.u8 != 0);
    case 'h':
        return value_from_small_int(u.i16);
    case 'H':
        return value_from_small_int(u.u16);
    case 'i':
        return value_from_small_int(u.i32);
    case 'I':
        return value_from_small_int(u.u32);
    case 'l':
    case 'q':
    case 'n':
        return int_from_int64(t, u.i64);
    case 'L':
    case 'Q':
    case 'N':
        return int_from_uint64(t, u.u64);
    case 'f':
        return float_from_double(t, u.f);
    case 'd':
        return float_from_double(t, u.d);
    default:
        return value_from_small_int(u.u8);
    }
}

/* Bytes of an element of `format`; 0: not offered. */
static unsigned format_size(char format)
{
    switch (format) {
    case 'b':
    case 'B':
    case 'c':
    case '?':
        return 1;
    case 'h':
    case 'H':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'd':
        return 8;
    default:
        return 0;
    }
}

static bool pack_float(struct thread *t, char format, Value v, char *item)
{
    double d;
    if (!number_to_double(t, v, &d)) {
        return false;
    }
    float f = (float)d;
    memcpy(item, format == 'f' ? (void *)&f : (void *)&d, format_size(format));
    return true;
}

static bool pack(struct thread *t, char format, Value v, char *item)
{
    unsigned size = format_size(format);
    bool is_signed = strchr("bhilqn", format) != NULL;
    int64_t n;
    uint64_t u;
    if (format == 'f' || format == 'd') {
        return pack_float(t, format, v, item);
    }
    if (format == 'c') {
        bool fits = value_is_bytes(v) && value_to_bytes(v)->length == 1;
        item[0] = fits ? value_to_bytes(v)->data[0] : 0;
        return fits || raise_false(t, &TypeError_type, "memoryview: invalid type for format 'c'");
    }
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        error_clear(t);
        return raise_false(t, &TypeError_type, "memoryview: invalid type for format '%c'", format);
    }
    bool fits = is_signed ? int_to_int64(index, &n) : int_to_uint64(index, &u);
    u = is_signed && fits ? (uint64_t)n : u;
    if (fits && size < 8) {
        fits = is_signed ? n >= -(INT64_C(1) << (8 * size - 1)) && n < INT64_C(1) << (8 * size - 1)
                         : u < UINT64_C(1) << (8 * size);
    }
    if (!fits) {
        return raise_false(t, &ValueError_type, "memoryview: invalid value for format '%c'",
                           format);
    }
    memcpy(item, &u, size); /* little-endian, as the machines that we run on */
    return true;
}

/* ---- making ---- */

static struct memoryview *make_view(struct thread *t, Value owner, uint64_t length)
{
    struct memoryview *view = gc_allocate(t, sizeof *view, &memoryview_type);
    if (view != NULL) {
        *view = (struct memoryview){.base = view->base,
                                    .owner = owner,
                                    .step = 1,
                                    .length = length,
                                    .item_size = 1,
                                    .format = 'B',
                                    .read_only = value_is_bytes(owner)};
    }
    return view;
}

static Value copy_view(struct thread *t, const struct memoryview *from, Value owner)
{
    struct memoryview *view = make_view(t, owner, from->length);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    view->from = from->from;
    view->step = from->step;
    view->item_size = from->item_size;
    view->format = from->format;
    view->read_only = from->read_only;
    view->export = load_acquire(&from->export);
    buffer_export_add_view(view->export);
    return value_from_object(view);
}

static Value memoryview_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"memoryview", "(object)", NULL};
    Value object, owner;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, &object)) {
        return VALUE_ERROR;
    }
    if (value_is_memoryview(object)) {
        const struct memoryview *view = view_of(t, object, &owner);
        return view == NULL ? VALUE_ERROR : copy_view(t, view, owner);
    }
    if (!owns_bytes(object)) {
        return raise_error(t, &TypeError_type,
                           "memoryview: a bytes-like object is required, not '%T'", object);
    }
    uint64_t length = value_is_bytes(object) ? value_to_bytes(object)->length
                                             : load_relaxed(&((struct byte_store *)object)->length);
    struct memoryview *view = make_view(t, object, length);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    if (value_is_bytearray(object) &&
        (view->export = byte_store_export(t, (struct byte_store *)object)) == NULL) {
        return VALUE_ERROR;
    }
    return value_from_object(view);
}

/* ---- items and slices ---- */

static Value slice_of(struct thread *t, const struct memoryview *from, Value owner, Value key)
{
    int64_t start, step, count;
    if (!slice_resolve(t, key, (int64_t)from->length, &start, &step, &count)) {
        return VALUE_ERROR;
    }
    Value v = copy_view(t, from, owner);
    if (v != VALUE_ERROR) {
        struct memoryview *view = (struct memoryview *)v;
        view->from = count == 0 ? 0 : (uint64_t)((int64_t)from->from + start * from->step);
        view->step = from->step * step;
        view->length = (uint64_t)count;
    }
    return v;
}

static bool item_index(struct thread *t, const struct memoryview *view, Value key, uint64_t *index)
{
    int64_t i;
    if (!value_is_int(key) && object_find_special(t, key, name___index__) == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "memoryview: invalid slice key");
    }
    if (!number_to_index(t, key, &i)) {
        return error_swallow(t, &OverflowError_type) &&
               raise_false(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
    }
    i += i < 0 ? (int64_t)view->length : 0;
    *index = (uint64_t)i;
    return (i >= 0 && i < (int64_t)view->length) ||
           raise_false(t, &IndexError_type, "index out of bounds on dimension 1");
}

static Value get_item(struct thread *t, Value self, Value key)
{
    Value owner;
    uint64_t index;
    char item[8];
    struct memoryview *view = view_of(t, self, &owner);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    if (value_type(key) == &slice_type) {
        return slice_of(t, view, owner, key);
    }
    if (!item_index(t, view, key, &index)) {
        return VALUE_ERROR;
    }
    return transfer(view, owner, index, 1, item, false)
               ? unpack(t, view->format, item)
               : raise_error(t, &IndexError_type, "the viewed bytearray has become shorter");
}

static bool set_slice(struct thread *t, const struct memoryview *part, Value owner, Value v)
{
    Value bytes = bytes_from_buffer(t, v);
    if (bytes == VALUE_ERROR) {
        return false;
    }
    if (value_to_bytes(bytes)->length != part->length * part->item_size) {
        return raise_false(t, &ValueError_type,
                           "memoryview assignment: lvalue and rvalue have different structures");
    }
    return transfer(part, owner, 0, part->length, value_to_bytes(bytes)->data, true) ||
           raise_false(t, &IndexError_type, "the viewed bytearray has become shorter");
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    Value owner;
    uint64_t index;
    char item[8];
    struct memoryview *view = view_of(t, self, &owner);
    if (view == NULL) {
        return false;
    }
    if (view->read_only) {
        return raise_false(t, &TypeError_type, "cannot modify read-only memory");
    }
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "cannot delete memory");
    }
    if (value_type(key) == &slice_type) {
        Value part = slice_of(t, view, owner, key);
        return part != VALUE_ERROR && set_slice(t, (struct memoryview *)part, owner, v);
    }
    if (!item_index(t, view, key, &index) || !pack(t, view->format, v, item)) {
        return false;
    }
    return transfer(view, owner, index, 1, item, true) ||
           raise_false(t, &IndexError_type, "the viewed bytearray has become shorter");
}

static bool length(struct thread *t, Value self, int64_t *n)
{
    Value owner;
    const struct memoryview *view = view_of(t, self, &owner);
    *n = view == NULL ? 0 : (int64_t)view->length;
    return view != NULL;
}

/* ---- comparison, hash, repr ---- */

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !value_is_bytes_like(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value a = bytes_from_buffer(t, self);
    Value b = a == VALUE_ERROR ? a : bytes_from_buffer(t, other);
    return b == VALUE_ERROR ? b : object_compare(t, a, b, op);
}

static bool hash(struct thread *t, Value self, int64_t *result)
{
    Value bytes = view_to_bytes(t, self);
    if (bytes == VALUE_ERROR) {
        return false;
    }
    if (!((struct memoryview *)self)->read_only) {
        return raise_false(t, &ValueError_type, "cannot hash writable memoryview object");
    }
    return object_hash(t, bytes, result);
}

static Value repr(struct thread *t, Value self)
{
    char address[24];
    bool released = value_load(&((struct memoryview *)self)->owner) == VALUE_UNBOUND;
    return str_format(t, "<%smemory at %s>", released ? "released " : "",
                      address_text((void *)self, address));
}

/* ---- methods ---- */

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

METHOD(method_tobytes)
{
    Value order = args[1];
    if (order != VALUE_UNBOUND && order != VALUE_NONE) {
        if (!value_is_str(order)) {
            return raise_error(t, &TypeError_type,
                               "tobytes() argument 'order' must be str or None, not %T", order);
        }
        if (!str_equals_cstr(order, "C") && !str_equals_cstr(order, "F") &&
            !str_equals_cstr(order, "A")) {
            return raise_error(t, &ValueError_type, "order must be 'C', 'F' or 'A'");
        }
    }
    return view_to_bytes(t, args[0]); /* of one dimension all orders are the same */
}

METHOD(method_tolist)
{
    Value owner;
    struct memoryview *view = view_of(t, args[0], &owner);
    Value list = view == NULL ? VALUE_ERROR : list_new(t, view->length);
    for (uint64_t i = 0; list != VALUE_ERROR && i < view->length; i++) {
        Value item = get_item(t, args[0], value_from_small_int((int64_t)i));
        if (item == VALUE_ERROR || !list_append(t, value_to_list(list), item)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

METHOD(method_hex)
{
    Value bytes = view_to_bytes(t, args[0]);
    Value on_bytes[] = {bytes, args[1], args[2]};
    return bytes == VALUE_ERROR ? bytes : bytes_method_hex(t, on_bytes, 3, VALUE_UNBOUND);
}

METHOD(method_release)
{
    struct memoryview *view = (struct memoryview *)args[0];
    (void)t;
    if (atomic_swap(&view->owner, VALUE_UNBOUND) != VALUE_UNBOUND) {
        buffer_export_drop_view(atomic_swap(&view->export, NULL));
    }
    return VALUE_NONE;
}

METHOD(method_enter)
{
    Value owner;
    return view_of(t, args[0], &owner) == NULL ? VALUE_ERROR : args[0];
}

METHOD(method_toreadonly)
{
    Value owner;
    const struct memoryview *view = view_of(t, args[0], &owner);
    Value copy = view == NULL ? VALUE_ERROR : copy_view(t, view, owner);
    if (copy != VALUE_ERROR) {
        ((struct memoryview *)copy)->read_only = true;
    }
    return copy;
}

static bool check_shape(struct thread *t, Value shape, uint64_t length)
{
    if (shape == VALUE_UNBOUND) {
        return true;
    }
    if (!value_is_list(shape) && !value_is_tuple(shape)) {
        return raise_false(t, &TypeError_type, "shape must be a list or a tuple");
    }
    Value dimensions = tuple_from_iterable(t, shape);
    if (dimensions == VALUE_ERROR) {
        return false;
    }
    if (value_to_tuple(dimensions)->length != 1) {
        return raise_false(t, &NotImplementedError_type,
                           "memoryview: views of several dimensions are not implemented");
    }
    int64_t n;
    return number_to_index(t, value_to_tuple(dimensions)->items[0], &n) &&
           ((uint64_t)n == length ||
            raise_false(t, &TypeError_type,
                        "memoryview: product(shape) * itemsize != buffer size"));
}

METHOD(method_cast)
{
    Value owner;
    const struct memoryview *view = view_of(t, args[0], &owner);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "cast() argument 'format' must be str, not %A",
                           args[1]);
    }
    const struct str *format = value_to_str(args[1]);
    uint64_t at = format->length == 2 && str_at(format, 0) == '@';
    char letter = format->length == at + 1 ? (char)str_at(format, at) : '\0';
    unsigned size = format_size(letter);
    if (size == 0) {
        return raise_error(t, &ValueError_type,
                           "memoryview: destination format must be a native single character "
                           "format prefixed with an "
                           "optional '@'");
    }
    if (view->step != view->item_size) {
        return raise_error(t, &TypeError_type,
                           "memoryview: casts are restricted to C-contiguous views");
    }
    if (view->length * view->item_size % size != 0) {
        return raise_error(t, &TypeError_type, "memoryview: length is not a multiple of itemsize");
    }
    if (!check_shape(t, args[2], view->length * view->item_size / size)) {
        return VALUE_ERROR;
    }
    Value copy = copy_view(t, view, owner);
    if (copy != VALUE_ERROR) {
        struct memoryview *cast = (struct memoryview *)copy;
        cast->length = view->length * view->item_size / size;
        cast->item_size = (uint8_t)size;
        cast->step = size;
        cast->format = letter;
    }
    return copy;
}
#undef METHOD

static const struct native_def methods[] = {
    {"__enter__", method_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", method_release, "(self, /, *exc_info)", NULL, NATIVE_METHOD},
    {"cast", method_cast, "(self, /, format, shape=())",
     "Cast a memoryview to a new format or shape.", NATIVE_METHOD},
    {"hex", method_hex, "(self, /, sep=None, bytes_per_sep=1)", NULL, NATIVE_METHOD},
    {"release", method_release, "(self, /)",
     "Release the underlying buffer exposed by the memoryview object.", NATIVE_METHOD},
    {"tobytes", method_tobytes, "(self, /, order='C')",
     "Return the data in the buffer as a byte string.", NATIVE_METHOD},
    {"tolist", method_tolist, "(self, /)", "Return the data in the buffer as a list of elements.",
     NATIVE_METHOD},
    {"toreadonly", method_toreadonly, "(self, /)", "Return a readonly version of the memoryview.",
     NATIVE_METHOD},
    {0},
};

/* ---- attributes ---- */

#define ATTRIBUTE(name, expression)                                                                \
    static Value get_##name(struct thread *t, Value self)                                          \
    {                                                                                              \
        Value owner;                                                                               \
        const struct memoryview *view = view_of(t, self, &owner);                                  \
        return view == NULL ? VALUE_ERROR : (expression);                                          \
    }
ATTRIBUTE(nbytes, value_from_small_int((int64_t)(view->length * view->item_size)))
ATTRIBUTE(itemsize, value_from_small_int(view->item_size))
ATTRIBUTE(readonly, value_from_bool(view->read_only))
ATTRIBUTE(ndim, value_from_small_int(1))
ATTRIBUTE(obj, owner)
ATTRIBUTE(format, str_from_cstr(t, (char[]){view->format, '\0'}))
ATTRIBUTE(shape, tuple_of(t, 1, value_from_small_int((int64_t)view->length)))
ATTRIBUTE(strides, tuple_of(t, 1, value_from_small_int(view->step)))
ATTRIBUTE(suboffsets, tuple_empty)
ATTRIBUTE(contiguous, value_from_bool(view->step == view->item_size))
#undef ATTRIBUTE

static const struct getset_def getsets[] = {
    {"c_contiguous", get_contiguous, NULL, NULL},
    {"contiguous", get_contiguous, NULL, NULL},
    {"f_contiguous", get_contiguous, NULL, NULL},
    {"format", get_format, NULL, NULL},
    {"itemsize", get_itemsize, NULL, NULL},
    {"nbytes", get_nbytes, NULL, NULL},
    {"ndim", get_ndim, NULL, NULL},
    {"obj", get_obj, NULL, NULL},
    {"readonly", get_readonly, NULL, NULL},
    {"shape", get_shape, NULL, NULL},
    {"strides", get_strides, NULL, NULL},
    {"suboffsets", get_suboffsets, NULL, NULL},
    {0},
};

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct memoryview *)self)->owner);
    mark_object(m, ((struct memoryview *)self)->export);
}

struct type memoryview_type = {
    TYPE_HEADER("memoryview", sizeof(struct memoryview)),
    .flags = TYPE_SEQUENCE | TYPE_WEAK_REFERABLE | TYPE_MATCHES_SEQUENCE,
    .doc = "Create a new memoryview object which references the given object.",
    .methods = methods,
    .getsets = getsets,
    .trace = trace,
    .new = memoryview_new,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .length = length,
    .iter = sequence_iterator_new,
    .get_item = get_item,
    .set_item = set_item,
};
