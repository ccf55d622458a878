/* The module _struct: binary data by formats. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/modules/struct_format.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { CACHE_MAX = 100 };

Value struct_error = VALUE_UNBOUND;
static Value cache = VALUE_UNBOUND; /* dict: format -> Struct, for the functions of the module */

static struct struct_object *struct_of(Value self)
{
    return (struct struct_object *)self;
}

static Value raise(struct thread *t, const char *message)
{
    return raise_error(t, (struct type *)struct_error, "%s", message);
}

/* --- Making --- */

static const char *format_text(struct thread *t, Value format, size_t *n)
{
    if (value_is_bytes(format)) {
        *n = value_to_bytes(format)->length;
        return value_to_bytes(format)->data;
    }
    if (!value_is_str(format)) {
        (void)raise_error(t, &TypeError_type,
                          "Struct() argument 1 must be a str or bytes object, not %A", format);
        return NULL;
    }
    const char *text = str_to_utf8(t, format, n);
    if (text != NULL && *n != value_to_str(format)->length) {
        (void)raise(t, "bad char in struct format");
        return NULL;
    }
    return text;
}

static Value struct_make(struct thread *t, struct type *type, Value format)
{
    size_t n;
    const char *text = format_text(t, format, &n);
    struct struct_object *s = text == NULL ? NULL : gc_new(t, type);
    if (s == NULL || !struct_compile(t, s, text, n)) {
        return VALUE_ERROR;
    }
    s->format = value_is_str(format) ? format : str_from_latin1(t, (const uint8_t *)text, n);
    return s->format == VALUE_ERROR ? VALUE_ERROR : value_from_object(s);
}

/* By the cache: bytes formats too, since b'i' and 'i' are different keys. */
static struct struct_object *struct_for(struct thread *t, Value format)
{
    bool is_key = value_is_str(format) || value_is_bytes(format);
    Value s = is_key ? dict_get(t, value_to_dict(cache), format) : VALUE_UNBOUND;
    if (s == VALUE_UNBOUND) {
        s = struct_make(t, &struct_object_type, format);
        if (s != VALUE_ERROR) {
            if (dict_length(value_to_dict(cache)) >= CACHE_MAX) {
                dict_clear(value_to_dict(cache));
            }
            s = dict_set(t, value_to_dict(cache), format, s) ? s : VALUE_ERROR;
        }
    }
    return s == VALUE_ERROR ? NULL : struct_of(s);
}

/* --- Packing --- */

static Value pack(struct thread *t, const struct struct_object *s, const Value *values, uint64_t n,
                  const char *name)
{
    if (n != s->n_values) {
        return raise_error(t, (struct type *)struct_error,
                           "%s expected %zu items for packing (got %zu)", name, (size_t)s->n_values,
                           (size_t)n);
    }
    Value bytes = bytes_new(t, NULL, s->size);
    if (bytes == VALUE_ERROR || !struct_pack_values(t, s, values, value_to_bytes(bytes)->data)) {
        return VALUE_ERROR;
    }
    return bytes;
}

/* Where `offset` of a buffer of `n` bytes lies, if `size` bytes have room there. */
static bool resolve_offset(struct thread *t, int64_t *offset, size_t n, uint64_t size, bool packs)
{
    int64_t length = (int64_t)n, wanted = (int64_t)size;
    if (*offset < 0) {
        if (*offset + wanted > 0) {
            return packs ? raise_false(t, (struct type *)struct_error,
                                       "no space to pack %ld bytes at offset %ld", (long)wanted,
                                       (long)*offset)
                         : raise_false(t, (struct type *)struct_error,
                                       "not enough data to unpack %ld bytes at offset %ld",
                                       (long)wanted, (long)*offset);
        }
        if (*offset + length < 0) {
            return raise_false(t, (struct type *)struct_error,
                               "offset %ld out of range for %ld-byte buffer", (long)*offset,
                               (long)length);
        }
        *offset += length;
    }
    if (length - *offset >= wanted) {
        return true;
    }
    return raise_false(
        t, (struct type *)struct_error,
        "%s requires a buffer of at least %zu bytes for %s %ld bytes at offset %ld (actual buffer "
        "size is %ld)",
        packs ? "pack_into" : "unpack_from", (size_t)wanted + (size_t)*offset,
        packs ? "packing" : "unpacking", (long)wanted, (long)*offset, (long)length);
}

/* args: buffer, offset, values... Stored at once, so that other threads see all of it or nothing. */
static Value pack_into(struct thread *t, const struct struct_object *s, const Value *args,
                       uint32_t n_args)
{
    size_t n;
    int64_t offset;
    if (n_args < 2) {
        return raise(t, n_args == 0 ? "pack_into expected buffer argument"
                                    : "pack_into expected offset argument");
    }
    if (n_args - 2 != s->n_values) {
        return pack(t, s, args, n_args - 2, "pack_into");
    }
    if (!writable_length(t, args[0], "", &n) || !number_to_index(t, args[1], &offset) ||
        !resolve_offset(t, &offset, n, s->size, true)) {
        return VALUE_ERROR;
    }
    Value bytes = pack(t, s, args + 2, n_args - 2, "pack_into");
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    writable_store_at(args[0], (size_t)offset, value_to_bytes(bytes)->data, s->size);
    gc_keep((void *)bytes);
    return VALUE_NONE;
}

/* --- Unpacking --- */

static Value unpack(struct thread *t, const struct struct_object *s, Value buffer)
{
    const char *data;
    size_t n;
    Value keep;
    if (!bytes_argument(t, buffer, &data, &n, &keep)) {
        return VALUE_ERROR;
    }
    if (n != s->size) {
        return raise_error(t, (struct type *)struct_error, "unpack requires a buffer of %zu bytes",
                           (size_t)s->size);
    }
    Value result = struct_unpack_values(t, s, data);
    gc_keep(keep);
    return result;
}

static Value unpack_from(struct thread *t, const struct struct_object *s, Value buffer,
                         Value offset_value)
{
    const char *data;
    size_t n;
    Value keep;
    int64_t offset = 0;
    if (!bytes_argument(t, buffer, &data, &n, &keep) ||
        (offset_value != VALUE_UNBOUND && !number_to_index(t, offset_value, &offset)) ||
        !resolve_offset(t, &offset, n, s->size, false)) {
        return VALUE_ERROR;
    }
    Value result = struct_unpack_values(t, s, data + offset);
    gc_keep(keep);
    return result;
}

/* --- The iterator of iter_unpack --- */

struct unpack_iterator {
    struct object base;
    /* Immutable. */
    struct struct_object *format;
    Value bytes;
    uint64_t next; /* offset of the next record; relaxed */
};

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct unpack_iterator *)self)->format);
    mark_value(m, ((struct unpack_iterator *)self)->bytes);
}

static Value iter_unpack(struct thread *t, struct struct_object *s, Value buffer)
{
    if (s->size == 0) {
        return raise(t, "cannot iteratively unpack with a struct of length 0");
    }
    Value bytes = bytes_from_buffer(t, buffer);
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    if (value_to_bytes(bytes)->length % s->size != 0) {
        return raise_error(t, (struct type *)struct_error,
                           "iterative unpacking requires a buffer of a multiple of %zu bytes",
                           (size_t)s->size);
    }
    struct unpack_iterator *iterator = gc_allocate(t, sizeof *iterator, &unpack_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->format = s;
    iterator->bytes = bytes;
    return value_from_object(iterator);
}

static Value next_record(struct thread *t, Value self)
{
    struct unpack_iterator *iterator = (struct unpack_iterator *)self;
    const struct bytes *bytes = value_to_bytes(iterator->bytes);
    uint64_t at = atomic_add_relaxed(&iterator->next, iterator->format->size);
    if (at >= bytes->length) {
        store_relaxed(&iterator->next, bytes->length);
        return VALUE_UNBOUND;
    }
    return struct_unpack_values(t, iterator->format, bytes->data + at);
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value names)
{
    struct unpack_iterator *iterator = (struct unpack_iterator *)args[0];
    uint64_t n = value_to_bytes(iterator->bytes)->length, at = load_relaxed(&iterator->next);
    return value_from_small_int(at < n ? (int64_t)((n - at) / iterator->format->size) : 0);
}

static const struct native_def iterator_methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    {0},
};

struct type unpack_iterator_type = {
    TYPE_HEADER("unpack_iterator", sizeof(struct unpack_iterator)),
    .module = "_struct",
    .methods = iterator_methods,
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next_record,
};

/* --- Struct --- */

static void trace_struct(struct marker *m, struct object *self)
{
    mark_value(m, ((struct struct_object *)self)->format);
    mark_object(m, ((struct struct_object *)self)->items);
}

static Value new_struct(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {.name = "Struct", .signature = "(format)"};
    Value format;
    return arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, &format)
               ? struct_make(t, (struct type *)args[0], format)
               : VALUE_ERROR;
}

static Value method_pack(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    return reject_keywords(t, "pack", names)
               ? pack(t, struct_of(args[0]), args + 1, n_args - 1, "pack")
               : VALUE_ERROR;
}

static Value method_pack_into(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    return reject_keywords(t, "pack_into", names)
               ? pack_into(t, struct_of(args[0]), args + 1, n_args - 1)
               : VALUE_ERROR;
}

static Value method_unpack(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return unpack(t, struct_of(args[0]), args[1]);
}

static Value method_unpack_from(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value names UNUSED)
{
    return unpack_from(t, struct_of(args[0]), args[1], args[2]);
}

static Value method_iter_unpack(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value names UNUSED)
{
    return iter_unpack(t, struct_of(args[0]), args[1]);
}

static Value get_format(struct thread *t UNUSED, Value self)
{
    return struct_of(self)->format;
}

static Value get_size(struct thread *t UNUSED, Value self)
{
    return value_from_small_int((int64_t)struct_of(self)->size);
}

static const struct native_def struct_methods[] = {
    {"iter_unpack", method_iter_unpack, "(self, buffer, /)", "Unpack one record after the other.",
     NATIVE_METHOD},
    {"pack", method_pack, "(*)", "Return bytes that hold the values.", NATIVE_METHOD},
    {"pack_into", method_pack_into, "(*)", "Write the values into a buffer, from an offset on.",
     NATIVE_METHOD},
    {"unpack", method_unpack, "(self, buffer, /)", "Return a tuple of what the buffer holds.",
     NATIVE_METHOD},
    {"unpack_from", method_unpack_from, "(self, /, buffer, offset=0)",
     "Return a tuple of what the buffer holds, from an offset on.", NATIVE_METHOD},
    {0},
};

static const struct getset_def struct_getsets[] = {
    {"format", get_format, NULL, "struct format string"},
    {"size", get_size, NULL, "struct size in bytes"},
    {0},
};

struct type struct_object_type = {
    TYPE_HEADER("Struct", sizeof(struct struct_object)),
    .module = "_struct",
    .doc = "A compiled format: its methods read and write binary data by it.",
    .flags = TYPE_BASE,
    .trace = trace_struct,
    .new = new_struct,
    .methods = struct_methods,
    .getsets = struct_getsets,
};

/* --- The module --- */

static struct struct_object *format_argument(struct thread *t, const Value *args, uint32_t n_args,
                                             Value names, const char *name)
{
    if (!reject_keywords(t, name, names)) {
        return NULL;
    }
    if (n_args == 0) {
        (void)raise_error(t, &TypeError_type, "missing format argument");
        return NULL;
    }
    return struct_for(t, args[0]);
}

static Value function_pack(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    struct struct_object *s = format_argument(t, args, n_args, names, "pack");
    return s == NULL ? VALUE_ERROR : pack(t, s, args + 1, n_args - 1, "pack");
}

static Value function_pack_into(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    struct struct_object *s = format_argument(t, args, n_args, names, "pack_into");
    return s == NULL ? VALUE_ERROR : pack_into(t, s, args + 1, n_args - 1);
}

static Value function_unpack(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    struct struct_object *s = struct_for(t, args[0]);
    return s == NULL ? VALUE_ERROR : unpack(t, s, args[1]);
}

static Value function_unpack_from(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                  Value names UNUSED)
{
    struct struct_object *s = struct_for(t, args[0]);
    return s == NULL ? VALUE_ERROR : unpack_from(t, s, args[1], args[2]);
}

static Value function_iter_unpack(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                  Value names UNUSED)
{
    struct struct_object *s = struct_for(t, args[0]);
    return s == NULL ? VALUE_ERROR : iter_unpack(t, s, args[1]);
}

static Value function_calcsize(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    struct struct_object *s = struct_for(t, args[0]);
    return s == NULL ? VALUE_ERROR : value_from_small_int((int64_t)s->size);
}

static Value clear_cache(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                         Value names UNUSED)
{
    dict_clear(value_to_dict(cache));
    return VALUE_NONE;
}

static const struct native_def functions[] = {
    {"_clearcache", clear_cache, "()", "Clear the internal cache.", NATIVE_METHOD},
    {"calcsize", function_calcsize, "(format, /)",
     "Return the number of bytes that the format describes.", NATIVE_METHOD},
    {"iter_unpack", function_iter_unpack, "(format, buffer, /)",
     "Unpack one record after the other.", NATIVE_METHOD},
    {"pack", function_pack, "(*)", "Return bytes that hold the values according to the format.",
     NATIVE_METHOD},
    {"pack_into", function_pack_into, "(*)", "Write the values into a buffer, from an offset on.",
     NATIVE_METHOD},
    {"unpack", function_unpack, "(format, buffer, /)", "Return a tuple of what the buffer holds.",
     NATIVE_METHOD},
    {"unpack_from", function_unpack_from, "(format, /, buffer, offset=0)",
     "Return a tuple of what the buffer holds, from an offset on.", NATIVE_METHOD},
    {0},
};

/* A second import after deletion from sys.modules finds the same class. */
static bool make_statics(struct thread *t)
{
    if (struct_error != VALUE_UNBOUND) {
        return true;
    }
    Value error = exception_type_new(t, "struct", "error", &Exception_type, NULL),
          dict = error == VALUE_ERROR ? error : dict_new(t);
    if (dict == VALUE_ERROR) {
        return false;
    }
    gc_add_root(&struct_error);
    gc_add_root(&cache);
    cache = dict;
    struct_error = error;
    return true;
}

bool module_init__struct(struct thread *t, Value module)
{
    return make_statics(t) && module_add_functions(t, module, functions) &&
           module_add(t, module, "Struct", value_from_object(&struct_object_type)) &&
           module_add(t, module, "error", struct_error);
}
