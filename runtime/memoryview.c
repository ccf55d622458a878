/* The type memoryview: making, subscripts, methods, attributes. */
#include "runtime/memoryview.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/buffer_export.h"
#include "runtime/bytes_methods.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/native.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { MAX_ITEM = 16 };

bool memoryview_check(struct thread *t, const struct memoryview *view)
{
    return value_load(&view->owner) != VALUE_UNBOUND ||
           raise_false(t, &ValueError_type, "operation forbidden on released memoryview object");
}

static struct memoryview *to_view(Value v)
{
    return (struct memoryview *)v;
}

/* NULL: ValueError. */
static struct memoryview *view_of(struct thread *t, Value self)
{
    return memoryview_check(t, to_view(self)) ? to_view(self) : NULL;
}

static char letter_of(const struct memoryview *view)
{
    return memoryview_format_letter(view->format);
}

/* ---- making ---- */

static struct memoryview *allocate(struct thread *t, uint32_t n_dimensions)
{
    struct memoryview *view =
        gc_allocate(t, sizeof *view + n_dimensions * sizeof(struct dimension), &memoryview_type);
    if (view != NULL) {
        view->n_dimensions = n_dimensions;
    }
    return view;
}

struct memoryview *memoryview_derive(struct thread *t, const struct memoryview *from, uint32_t n)
{
    struct memoryview *view = allocate(t, n);
    Value owner = value_load(&from->owner);
    if (view == NULL || (owner == VALUE_UNBOUND && !memoryview_check(t, from))) {
        return NULL;
    }
    view->owner = owner;
    view->storage = from->storage;
    view->data = from->data;
    view->format = from->format;
    view->item_size = from->item_size;
    view->is_read_only = from->is_read_only;
    view->is_constant = from->is_constant;
    view->export = load_acquire(&from->export);
    buffer_export_add_view(view->export);
    return view;
}

static struct memoryview *copy_view(struct thread *t, const struct memoryview *from)
{
    struct memoryview *view = memoryview_derive(t, from, from->n_dimensions);
    if (view != NULL) {
        memcpy(view->dimensions, from->dimensions, from->n_dimensions * sizeof(struct dimension));
    }
    return view;
}

/* The export is registered first: what is seen after that stays so. */
static Value view_exporter(struct thread *t, Value object)
{
    struct buffer_view b;
    struct memoryview *view = allocate(t, 1);
    if (view == NULL || !buffer_view_get(t, object, &b)) {
        return VALUE_ERROR;
    }
    if (b.exports != NULL) {
        view->export = buffer_export_new(t, object, b.exports);
        if (view->export == NULL || !buffer_view_get(t, object, &b)) {
            return VALUE_ERROR;
        }
    }
    view->owner = b.owner;
    view->storage = b.storage;
    view->data = b.data;
    view->format = b.format;
    view->item_size = b.item_size;
    view->is_read_only = b.is_read_only;
    view->is_constant = b.is_constant;
    view->dimensions[0] = (struct dimension){(int64_t)(b.n_bytes / b.item_size), b.item_size};
    return value_from_object(view);
}

Value memoryview_new(struct thread *t, Value object)
{
    if (value_type(object) == &pickle_buffer_type) {
        object = pickle_buffer_view(t, object);
        if (object == VALUE_ERROR) {
            return object;
        }
    }
    if (value_is_memoryview(object)) {
        struct memoryview *view = view_of(t, object);
        view = view == NULL ? NULL : copy_view(t, view);
        return view == NULL ? VALUE_ERROR : value_from_object(view);
    }
    return value_has_buffer(object)
               ? view_exporter(t, object)
               : raise_error(t, &TypeError_type,
                             "memoryview: a bytes-like object is required, not '%T'", object);
}

static Value new_memoryview(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"memoryview", "(object)", NULL};
    Value object;
    return arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, &object)
               ? memoryview_new(t, object)
               : VALUE_ERROR;
}

void memoryview_release(struct memoryview *view)
{
    if (atomic_swap(&view->owner, VALUE_UNBOUND) != VALUE_UNBOUND) {
        buffer_export_drop_view(atomic_swap(&view->export, NULL));
    }
}

/* ---- items ---- */

bool memoryview_transfer(struct thread *t, const struct memoryview *view, char *place, char *item,
                         size_t n, bool is_store)
{
    Value owner = value_load(&view->owner);
    if (owner == VALUE_UNBOUND) {
        return memoryview_check(t, view);
    }
    if (view->is_constant) {
        memcpy(item, place, n);
        return true;
    }
    bool locked = object_lock(value_to_object(owner));
    memcpy(is_store ? place : item, is_store ? item : place, n);
    object_unlock(value_to_object(owner), locked);
    return true;
}

static Value read_item(struct thread *t, const struct memoryview *view, char *place)
{
    char item[MAX_ITEM];
    return memoryview_check_format(t, view) &&
                   memoryview_transfer(t, view, place, item, view->item_size, false)
               ? memoryview_unpack(t, letter_of(view), item)
               : VALUE_ERROR;
}

static bool write_item(struct thread *t, const struct memoryview *view, char *place, Value v)
{
    char item[MAX_ITEM];
    return memoryview_pack(t, letter_of(view), v, item) &&
           memoryview_transfer(t, view, place, item, view->item_size, true);
}

/* Moves *place along dimension `i` to the index `key`. */
static bool step_into(struct thread *t, const struct memoryview *view, uint32_t i, Value key,
                      char **place)
{
    int64_t index, length = view->dimensions[i].length;
    if (!number_to_index(t, key, &index)) {
        return error_swallow(t, &OverflowError_type) &&
               raise_false(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
    }
    index += index < 0 ? length : 0;
    if (index < 0 || index >= length) {
        return raise_false(t, &IndexError_type, "index out of bounds on dimension %d", (int)i + 1);
    }
    *place += index * view->dimensions[i].stride;
    return true;
}

static bool is_index(Value key)
{
    return value_is_int(key) || value_type(key)->unary[UNARY_INDEX] != NULL;
}

static bool is_tuple_of(Value key, bool (*test)(Value item))
{
    if (!value_is_tuple(key)) {
        return false;
    }
    const struct tuple *tuple = value_to_tuple(key);
    uint64_t i = 0;
    while (i < tuple->length && test(tuple->items[i])) {
        i++;
    }
    return i == tuple->length;
}

static bool is_slice(Value key)
{
    return value_type(key) == &slice_type;
}

/* The item that a tuple of indices stands for; NULL: an exception. */
static char *item_at(struct thread *t, const struct memoryview *view, const struct tuple *indices)
{
    char *place = view->data;
    if (indices->length < view->n_dimensions) {
        raise_error(t, &NotImplementedError_type, "sub-views are not implemented");
        return NULL;
    }
    if (indices->length > view->n_dimensions) {
        raise_error(t, &TypeError_type, "cannot index %d-dimension view with %zu-element tuple",
                    (int)view->n_dimensions, (size_t)indices->length);
        return NULL;
    }
    for (uint32_t i = 0; i < view->n_dimensions; i++) {
        if (!step_into(t, view, i, indices->items[i], &place)) {
            return NULL;
        }
    }
    return place;
}

/* The slice of the first dimension. */
static struct memoryview *slice_of(struct thread *t, const struct memoryview *from, Value key)
{
    int64_t start, step, count;
    struct memoryview *view =
        copy_view(t, from); /* the bounds may be objects that release `from` */
    if (view == NULL) {
        return NULL;
    }
    if (!slice_resolve(t, key, from->dimensions[0].length, &start, &step, &count)) {
        memoryview_release(view);
        return NULL;
    }
    struct dimension *d = &view->dimensions[0];
    view->data += count == 0 ? 0 : start * d->stride;
    /* It wraps, as CPython's, only where there is no second item for it to lead to. */
    *d = (struct dimension){count, (int64_t)((uint64_t)d->stride * (uint64_t)step)};
    return view;
}

static Value get_item_0(struct thread *t, Value self, Value key)
{
    struct memoryview *view = to_view(self);
    if (value_is_tuple(key) && value_to_tuple(key)->length == 0) {
        return read_item(t, view, view->data);
    }
    return key == VALUE_ELLIPSIS
               ? self
               : raise_error(t, &TypeError_type, "invalid indexing of 0-dim memory");
}

static Value get_item(struct thread *t, Value self, Value key)
{
    struct memoryview *view = view_of(t, self);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    char *place = view->data;
    if (view->n_dimensions == 0) {
        return get_item_0(t, self, key);
    }
    if (is_index(key)) {
        if (view->n_dimensions > 1) {
            return raise_error(t, &NotImplementedError_type,
                               "multi-dimensional sub-views are not implemented");
        }
        return memoryview_check_format(t, view) && step_into(t, view, 0, key, &place)
                   ? read_item(t, view, place)
                   : VALUE_ERROR;
    }
    if (is_slice(key)) {
        struct memoryview *slice = slice_of(t, view, key);
        return slice == NULL ? VALUE_ERROR : value_from_object(slice);
    }
    if (is_tuple_of(key, is_index)) {
        place = memoryview_check_format(t, view) ? item_at(t, view, value_to_tuple(key)) : NULL;
        return place == NULL ? VALUE_ERROR : read_item(t, view, place);
    }
    return is_tuple_of(key, is_slice)
               ? raise_error(t, &NotImplementedError_type,
                             "multi-dimensional slicing is not implemented")
               : raise_error(t, &TypeError_type, "memoryview: invalid slice key");
}

/* What is assigned has the same shape, and a format that is the same but for '@'. */
static bool same_structure(const struct memoryview *v, const struct memoryview *w)
{
    const char *format_v = v->format + (v->format[0] == '@');
    const char *format_w = w->format + (w->format[0] == '@');
    return strcmp(format_v, format_w) == 0 && v->item_size == w->item_size &&
           v->n_dimensions == w->n_dimensions && v->dimensions[0].length == w->dimensions[0].length;
}

static bool is_run_of_bytes(const struct memoryview *view)
{
    return view->n_dimensions == 1 && view->item_size == 1 && view->dimensions[0].stride == 1 &&
           letter_of(view) == 'B';
}

/* Bytes over neighbouring bytes: no view of either is needed. */
static bool set_bytes(struct thread *t, const struct memoryview *view, Value key, Value v)
{
    int64_t start, step, count;
    if (!slice_resolve(t, key, view->dimensions[0].length, &start, &step, &count)) {
        return false;
    }
    struct bytes *bytes = value_to_bytes(v);
    if ((uint64_t)count != bytes->length) {
        return raise_false(t, &ValueError_type,
                           "memoryview assignment: lvalue and rvalue have different structures");
    }
    return count == 0
               ? memoryview_check(t, view)
               : memoryview_transfer(t, view, view->data + start, bytes->data, (size_t)count, true);
}

static bool set_slice(struct thread *t, const struct memoryview *view, Value key, Value v)
{
    Value step = ((const struct slice *)key)->step;
    if (value_is_bytes(v) && (step == VALUE_NONE || step == value_from_small_int(1)) &&
        is_run_of_bytes(view)) {
        return set_bytes(t, view, key, v);
    }
    if (!value_has_buffer(v)) {
        return raise_false(t, &TypeError_type, "a bytes-like object is required, not '%T'", v);
    }
    Value source = memoryview_new(t, v);
    struct memoryview *part = source == VALUE_ERROR ? NULL : slice_of(t, view, key);
    bool done = part != NULL && memoryview_check(t, view) &&
                (same_structure(part, to_view(source)) ||
                 raise_false(t, &ValueError_type,
                             "memoryview assignment: lvalue and rvalue have "
                             "different structures"));
    Value bytes = done ? memoryview_to_bytes(t, source, true) : VALUE_ERROR;
    if (bytes != VALUE_ERROR) {
        memoryview_store(part, value_to_bytes(bytes)->data);
        gc_keep((void *)bytes);
    }
    if (source != VALUE_ERROR) {
        memoryview_release(to_view(source));
    }
    if (part != NULL) {
        memoryview_release(part);
    }
    return bytes != VALUE_ERROR;
}

static bool set_item_0(struct thread *t, const struct memoryview *view, Value key, Value v)
{
    if (key == VALUE_ELLIPSIS || (value_is_tuple(key) && value_to_tuple(key)->length == 0)) {
        return write_item(t, view, view->data, v);
    }
    return raise_false(t, &TypeError_type, "invalid indexing of 0-dim memory");
}

static bool check_settable(struct thread *t, const struct memoryview *view, Value v)
{
    return memoryview_check_format(t, view) &&
           (!view->is_read_only ||
            raise_false(t, &TypeError_type, "cannot modify read-only memory")) &&
           (v != VALUE_UNBOUND || raise_false(t, &TypeError_type, "cannot delete memory"));
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    struct memoryview *view = view_of(t, self);
    if (view == NULL || !check_settable(t, view, v)) {
        return false;
    }
    char *place = view->data;
    if (view->n_dimensions == 0) {
        return set_item_0(t, view, key, v);
    }
    if (is_index(key)) {
        if (view->n_dimensions > 1) {
            return raise_false(t, &NotImplementedError_type, "sub-views are not implemented");
        }
        return step_into(t, view, 0, key, &place) && write_item(t, view, place, v);
    }
    if (is_slice(key) && view->n_dimensions == 1) {
        return set_slice(t, view, key, v);
    }
    if (is_tuple_of(key, is_index)) {
        place = item_at(t, view, value_to_tuple(key));
        return place != NULL && write_item(t, view, place, v);
    }
    return is_slice(key) || is_tuple_of(key, is_slice)
               ? raise_false(t, &NotImplementedError_type,
                             "memoryview slice assignments are currently restricted to ndim = 1")
               : raise_false(t, &TypeError_type, "memoryview: invalid slice key");
}

static bool length(struct thread *t, Value self, int64_t *n)
{
    const struct memoryview *view = view_of(t, self);
    *n = view == NULL || view->n_dimensions == 0 ? 1 : view->dimensions[0].length;
    return view != NULL;
}

/* ---- the iterator ---- */

struct memory_iterator {
    struct object base;
    /* Immutable. */
    Value view;
    int64_t length; /* what it was at the beginning */
    int64_t index;  /* relaxed */
};

static Value iter(struct thread *t, Value self)
{
    const struct memoryview *view = view_of(t, self);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    if (view->n_dimensions == 0) {
        return raise_error(t, &TypeError_type, "invalid indexing of 0-dim memory");
    }
    if (view->n_dimensions > 1) {
        return raise_error(t, &NotImplementedError_type,
                           "multi-dimensional sub-views are not implemented");
    }
    struct memory_iterator *iterator = gc_allocate(t, sizeof *iterator, &memory_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->view = self;
    iterator->length = view->dimensions[0].length;
    return value_from_object(iterator);
}

static Value next(struct thread *t, Value self)
{
    struct memory_iterator *iterator = (struct memory_iterator *)self;
    int64_t i = load_relaxed(&iterator->index);
    if (i >= iterator->length) {
        return VALUE_UNBOUND;
    }
    store_relaxed(&iterator->index, i + 1);
    struct memoryview *view = view_of(t, iterator->view);
    return view == NULL ? VALUE_ERROR
                        : read_item(t, view, view->data + i * view->dimensions[0].stride);
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_value(m, ((struct memory_iterator *)self)->view);
}

struct type memory_iterator_type = {
    TYPE_HEADER("memory_iterator", sizeof(struct memory_iterator)),
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
};

/* ---- hash, repr ---- */

static bool compute_hash(struct thread *t, struct memoryview *view, int64_t *result)
{
    int64_t of_owner;
    if (!memoryview_check(t, view)) {
        return false;
    }
    if (!view->is_read_only) {
        return raise_false(t, &ValueError_type, "cannot hash writable memoryview object");
    }
    if (strchr("Bbc", letter_of(view)) == NULL || letter_of(view) == '\0') {
        return raise_false(t, &ValueError_type,
                           "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    }
    Value owner = value_load(&view->owner);
    if (owner != VALUE_UNBOUND && !object_hash(t, owner, &of_owner)) {
        return false;
    }
    Value bytes = memoryview_to_bytes(t, value_from_object(view), true);
    return bytes != VALUE_ERROR && object_hash(t, bytes, result);
}

static bool hash(struct thread *t, Value self, int64_t *result)
{
    struct memoryview *view = to_view(self);
    *result = load_relaxed(&view->hash);
    if (*result == 0) {
        if (!compute_hash(t, view, result)) {
            return false;
        }
        store_relaxed(&view->hash, *result);
    }
    return true;
}

static Value repr(struct thread *t, Value self)
{
    char address[24];
    bool is_released = value_load(&to_view(self)->owner) == VALUE_UNBOUND;
    return str_format(t, "<%smemory at %s>", is_released ? "released " : "",
                      address_text((void *)self, address));
}

/* ---- methods ---- */

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

METHOD(method_tobytes)
{
    struct memoryview *view = view_of(t, args[0]);
    Value order = args[1];
    if (view == NULL) {
        return VALUE_ERROR;
    }
    bool is_given = order != VALUE_UNBOUND && order != VALUE_NONE;
    if (is_given && !value_is_str(order)) {
        return raise_error(t, &TypeError_type,
                           "tobytes() argument 'order' must be str or None, not %T", order);
    }
    if (is_given && !str_equals_cstr(order, "C") && !str_equals_cstr(order, "F") &&
        !str_equals_cstr(order, "A")) {
        return raise_error(t, &ValueError_type, "order must be 'C', 'F' or 'A'");
    }
    bool is_transposed =
        is_given && (str_equals_cstr(order, "F") ||
                     (str_equals_cstr(order, "A") && memoryview_is_f_contiguous(view)));
    return is_transposed ? memoryview_to_bytes_transposed(t, view)
                         : memoryview_to_bytes(t, args[0], true);
}

METHOD(method_tolist)
{
    struct memoryview *view = view_of(t, args[0]);
    return view == NULL ? VALUE_ERROR : memoryview_to_list(t, view);
}

METHOD(method_hex)
{
    Value bytes = memoryview_to_bytes(t, args[0], true);
    Value on_bytes[] = {bytes, args[1], args[2]};
    return bytes == VALUE_ERROR ? bytes : bytes_method_hex(t, on_bytes, 3, VALUE_UNBOUND);
}

METHOD(method_release)
{
    (void)t;
    memoryview_release(to_view(args[0]));
    return VALUE_NONE;
}

METHOD(method_enter)
{
    return view_of(t, args[0]) == NULL ? VALUE_ERROR : args[0];
}

METHOD(method_toreadonly)
{
    struct memoryview *view = view_of(t, args[0]);
    view = view == NULL ? NULL : copy_view(t, view);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    view->is_read_only = true;
    return value_from_object(view);
}

METHOD(method_cast)
{
    struct memoryview *view = view_of(t, args[0]);
    return view == NULL ? VALUE_ERROR : memoryview_cast(t, view, args[1], args[2]);
}

METHOD(method_reduce)
{
    (void)args;
    return raise_error(t, &TypeError_type, "cannot pickle memoryview objects");
}
#undef METHOD

static const struct native_def methods[] = {
    {"__enter__", method_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", method_release, "(self, /, *exc_info)", NULL, NATIVE_METHOD},
    {"__reduce_ex__", method_reduce, "(self, protocol, /)", NULL, NATIVE_METHOD},
    {"cast", method_cast, "(self, /, format, shape=<unrepresentable>)",
     "Cast a memoryview to a new format or shape.", NATIVE_METHOD},
    {"hex", method_hex, "(self, /, sep=<unrepresentable>, bytes_per_sep=1)",
     "Return the data in the buffer as a str of hexadecimal numbers.", NATIVE_METHOD},
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

/* The lengths or the strides. */
static Value tuple_of_dimensions(struct thread *t, const struct memoryview *view, bool of_strides)
{
    Value tuple = tuple_new(t, NULL, view->n_dimensions);
    for (uint32_t i = 0; tuple != VALUE_ERROR && i < view->n_dimensions; i++) {
        const struct dimension *d = &view->dimensions[i];
        value_to_tuple(tuple)->items[i] = value_from_small_int(of_strides ? d->stride : d->length);
    }
    return tuple;
}

#define ATTRIBUTE(name, expression)                                                                \
    static Value get_##name(struct thread *t, Value self)                                          \
    {                                                                                              \
        const struct memoryview *view = view_of(t, self);                                          \
        return view == NULL ? VALUE_ERROR : (expression);                                          \
    }
ATTRIBUTE(nbytes, value_from_small_int((int64_t)memoryview_n_bytes(view)))
ATTRIBUTE(itemsize, value_from_small_int(view->item_size))
ATTRIBUTE(readonly, value_from_bool(view->is_read_only))
ATTRIBUTE(ndim, value_from_small_int(view->n_dimensions))
ATTRIBUTE(obj, value_load(&view->owner))
ATTRIBUTE(format, str_from_cstr(t, view->format))
ATTRIBUTE(shape, tuple_of_dimensions(t, view, false))
ATTRIBUTE(strides, tuple_of_dimensions(t, view, true))
ATTRIBUTE(suboffsets, tuple_empty)
ATTRIBUTE(c_contiguous, value_from_bool(memoryview_is_c_contiguous(view)))
ATTRIBUTE(f_contiguous, value_from_bool(memoryview_is_f_contiguous(view)))
ATTRIBUTE(contiguous,
          value_from_bool(memoryview_is_c_contiguous(view) || memoryview_is_f_contiguous(view)))
#undef ATTRIBUTE

static const struct getset_def getsets[] = {
    {"c_contiguous", get_c_contiguous, NULL,
     "A bool indicating whether the memory is C contiguous."},
    {"contiguous", get_contiguous, NULL, "A bool indicating whether the memory is contiguous."},
    {"f_contiguous", get_f_contiguous, NULL,
     "A bool indicating whether the memory is Fortran contiguous."},
    {"format", get_format, NULL, "The format of an item, in the style of the struct module."},
    {"itemsize", get_itemsize, NULL, "The size in bytes of each element of the memoryview."},
    {"nbytes", get_nbytes, NULL, "The size in bytes of all items together."},
    {"ndim", get_ndim, NULL, "The number of dimensions."},
    {"obj", get_obj, NULL, "The underlying object of the memoryview."},
    {"readonly", get_readonly, NULL, "A bool indicating whether the memory is read only."},
    {"shape", get_shape, NULL, "The length of each dimension."},
    {"strides", get_strides, NULL, "The bytes from one item to the next in each dimension."},
    {"suboffsets", get_suboffsets, NULL, "Always empty."},
    {0},
};

static void trace(struct marker *m, struct object *self)
{
    const struct memoryview *view = (const struct memoryview *)self;
    mark_value(m, view->owner);
    mark_object(m, view->export);
    mark_object(m, view->storage);
}

struct type memoryview_type = {
    TYPE_HEADER("memoryview", sizeof(struct memoryview)),
    .text_signature = "(object)",
    .flags = TYPE_SEQUENCE | TYPE_WEAK_REFERABLE | TYPE_MATCHES_SEQUENCE,
    .doc = "Create a new memoryview object which references the given object.",
    .methods = methods,
    .getsets = getsets,
    .trace = trace,
    .new = new_memoryview,
    .repr = repr,
    .hash = hash,
    .compare = memoryview_compare,
    .length = length,
    .iter = iter,
    .get_item = get_item,
    .set_item = set_item,
};
