/* The methods of array.array, and the module. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/buffer_export.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/modules/array.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

enum { FILE_BLOCK = 65536 };

static struct array *self_of(Value *args)
{
    return value_to_array(args[0]);
}

static Value none_if(bool done)
{
    return done ? VALUE_NONE : VALUE_ERROR;
}

/* ---- items ---- */

static bool write_item(struct thread *t, const struct array *array, Value v, char *item)
{
    return array->kind->write(t, array->kind, v, item);
}

static Value method_append(ARGUMENTS)
{
    char item[ARRAY_MAX_ITEM];
    return none_if(write_item(t, self_of(args), args[1], item) &&
                   byte_store_append(t, &self_of(args)->store, item, self_of(args)->kind->size));
}

static Value method_insert(ARGUMENTS)
{
    struct array *array = self_of(args);
    size_t size = array->kind->size;
    char item[ARRAY_MAX_ITEM];
    int64_t i;
    if (!number_to_index(t, args[1], &i) || !write_item(t, array, args[2], item)) {
        return VALUE_ERROR;
    }
    int64_t n = (int64_t)array_length(array);
    i += i < 0 ? n : 0;
    i = i < 0 ? 0 : i > n ? n : i;
    return none_if(
        byte_store_splice(t, &array->store, (size_t)i * size, (size_t)i * size, item, size));
}

static Value method_pop(ARGUMENTS)
{
    struct array *array = self_of(args);
    char item[ARRAY_MAX_ITEM];
    int64_t i = -1;
    size_t size = array->kind->size;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &i)) {
        return VALUE_ERROR;
    }
    bool found = byte_store_take(&array->store, i, size, false, item);
    if (found && !byte_store_may_resize(t, &array->store)) {
        return VALUE_ERROR;
    }
    if (found && byte_store_take(&array->store, i, size, true, item)) {
        return array->kind->read(t, item);
    }
    return raise_error(t, &IndexError_type,
                       array_length(array) == 0 ? "pop from empty array"
                                                : "pop index out of range");
}

static Value method_remove(ARGUMENTS)
{
    struct array *array = self_of(args);
    int64_t i;
    size_t size = array->kind->size;
    if (!array_find(t, array, args[1], 0, INT64_MAX, &i)) {
        return VALUE_ERROR;
    }
    return i < 0 ? raise_error(t, &ValueError_type, "array.remove(x): x not in array")
                 : none_if(byte_store_splice(t, &array->store, (size_t)i * size,
                                             (size_t)(i + 1) * size, NULL, 0));
}

static bool bound_of(struct thread *t, const struct array *array, Value v, int64_t *n)
{
    if (v == VALUE_UNBOUND) {
        return true;
    }
    if (!number_to_index_clipped(t, v, n)) {
        return false;
    }
    *n += *n < 0 ? (int64_t)array_length(array) : 0;
    *n = *n < 0 ? 0 : *n;
    return true;
}

static Value method_index(ARGUMENTS)
{
    struct array *array = self_of(args);
    int64_t start = 0, stop = INT64_MAX, place;
    if (!bound_of(t, array, args[2], &start) || !bound_of(t, array, args[3], &stop) ||
        !array_find(t, array, args[1], start, stop, &place)) {
        return VALUE_ERROR;
    }
    return place < 0 ? raise_error(t, &ValueError_type, "array.index(x): x not in array")
                     : value_from_small_int(place);
}

static Value method_count(ARGUMENTS)
{
    int64_t n = 0, place = -1;
    do {
        if (!array_find(t, self_of(args), args[1], place + 1, INT64_MAX, &place)) {
            return VALUE_ERROR;
        }
        n += place >= 0;
    } while (place >= 0);
    return value_from_small_int(n);
}

static Value method_extend(ARGUMENTS)
{
    return none_if(array_extend(t, self_of(args), args[1]));
}

static Value method_reverse(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    byte_store_reverse(&self_of(args)->store, self_of(args)->kind->size);
    return VALUE_NONE;
}

static void swap_bytes(char *data, size_t n, size_t size)
{
    for (size_t i = 0; i < n; i += size) {
        for (size_t a = 0, b = size - 1; a < b; a++, b--) {
            char c = data[i + a];
            data[i + a] = data[i + b];
            data[i + b] = c;
        }
    }
}

static Value method_byteswap(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value names)
{
    struct byte_store *store = &self_of(args)->store;
    bool locked = object_lock(&store->base);
    swap_bytes(byte_store_bytes_locked(store), store->length, self_of(args)->kind->size);
    object_unlock(&store->base, locked);
    return VALUE_NONE;
}

static Value method_copy(ARGUMENTS)
{
    return array_copy(t, self_of(args));
}

static Value method_buffer_info(ARGUMENTS)
{
    struct array *array = self_of(args);
    bool locked = object_lock(&array->store.base);
    uint64_t address = (uint64_t)byte_store_bytes_locked(&array->store);
    uint64_t n = array_length(array);
    object_unlock(&array->store.base, locked);
    Value place = int_from_uint64(t, address);
    return place == VALUE_ERROR ? place
                                : tuple_of(t, (size_t)2, place, value_from_small_int((int64_t)n));
}

/* ---- lists, bytes, text, files ---- */

static Value method_fromlist(ARGUMENTS)
{
    if (!value_is_list(args[1])) {
        return raise_error(t, &TypeError_type, "arg must be list");
    }
    return none_if(array_append_list(t, self_of(args), args[1]));
}

static Value method_tolist(ARGUMENTS)
{
    return array_to_list(t, self_of(args));
}

static bool append_buffer(struct thread *t, struct array *array, Value v)
{
    const char *data;
    size_t n;
    Value keep;
    bool done = bytes_argument(t, v, &data, &n, &keep) && array_append_bytes(t, array, data, n);
    gc_keep((void *)keep);
    return done;
}

static Value method_frombytes(ARGUMENTS)
{
    if (value_is_array(args[1]) && value_to_array(args[1])->kind->size != 1) {
        return raise_error(t, &TypeError_type, "a bytes-like object is required");
    }
    return none_if(append_buffer(t, self_of(args), args[1]));
}

static Value method_tobytes(ARGUMENTS)
{
    return byte_store_to_bytes(t, &self_of(args)->store);
}

static Value method_fromfile(ARGUMENTS)
{
    struct array *array = self_of(args);
    int64_t n;
    size_t size = array->kind->size;
    if (!number_to_index(t, args[2], &n)) {
        return VALUE_ERROR;
    }
    if (n < 0) {
        return raise_error(t, &ValueError_type, "negative count");
    }
    if (n > INT64_MAX / 2 / (int64_t)size) {
        return raise_no_memory(t);
    }
    size_t wanted = (size_t)n * size;
    Value bytes = call_method_1(t, args[1], name_read, value_from_small_int((int64_t)wanted));
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    if (!value_is_bytes(bytes)) {
        return raise_error(t, &TypeError_type, "read() didn't return bytes");
    }
    size_t n_read = value_to_bytes(bytes)->length; /* the bytes may be gone after a resize */
    if (!append_buffer(t, array, bytes)) {
        return VALUE_ERROR;
    }
    return n_read == wanted ? VALUE_NONE
                            : raise_error(t, &EOFError_type, "read() didn't return enough bytes");
}

static Value method_tofile(ARGUMENTS)
{
    Value bytes = byte_store_to_bytes(t, &self_of(args)->store);
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    const struct bytes *all = value_to_bytes(bytes);
    for (size_t from = 0; from < all->length; from += FILE_BLOCK) {
        size_t left = all->length - from;
        Value block = bytes_new(t, all->data + from, left < FILE_BLOCK ? left : FILE_BLOCK);
        if (block == VALUE_ERROR || call_method_1(t, args[1], name_write, block) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return VALUE_NONE;
}

static bool check_text(struct thread *t, const struct array *array, const char *function)
{
    return array->kind->code == 'u' ||
           raise_false(t, &ValueError_type, "%s() may only be called on unicode type arrays",
                       function);
}

static Value method_fromunicode(ARGUMENTS)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "fromunicode() argument must be str, not %T",
                           args[1]);
    }
    return none_if(check_text(t, self_of(args), "fromunicode") &&
                   array_extend(t, self_of(args), args[1]));
}

static Value method_tounicode(ARGUMENTS)
{
    if (!check_text(t, self_of(args), "tounicode")) {
        return VALUE_ERROR;
    }
    Value bytes = byte_store_to_bytes(t, &self_of(args)->store);
    return bytes == VALUE_ERROR
               ? bytes
               : array_text(t, value_to_bytes(bytes)->data, value_to_bytes(bytes)->length);
}

/* ---- pickle ---- */

/* Up to protocol 2: (type, (code, items)), items a list or a str. From then on the bytes and what they are. */
static Value method_reduce_ex(ARGUMENTS)
{
    struct array *array = self_of(args);
    int64_t protocol;
    if (!number_to_index(t, args[1], &protocol)) {
        return VALUE_ERROR;
    }
    Value type = value_from_object(value_type(args[0]));
    Value code = str_from_code_point(t, (uint8_t)array->kind->code);
    Value dict = object_find_attribute(t, args[0], name___dict__);
    if (code == VALUE_ERROR || dict == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    dict = dict == VALUE_UNBOUND ? VALUE_NONE : dict;
    if (protocol < 3) {
        Value items = array->kind->code == 'u' ? method_tounicode(t, args, 1, VALUE_UNBOUND)
                                               : array_to_list(t, array);
        Value arguments = items == VALUE_ERROR ? items : tuple_of(t, (size_t)2, code, items);
        return arguments == VALUE_ERROR ? arguments : tuple_of(t, (size_t)3, type, arguments, dict);
    }
    Value bytes = byte_store_to_bytes(t, &array->store);
    Value name = bytes == VALUE_ERROR ? bytes : str_from_cstr(t, "array");
    Value module = name == VALUE_ERROR ? name : import_module(t, name);
    Value function =
        module == VALUE_ERROR ? module : object_get_attribute(t, module, name__array_reconstructor);
    Value arguments = function == VALUE_ERROR
                          ? function
                          : tuple_of(t, (size_t)4, type, code,
                                     value_from_small_int(array->kind->machine_format), bytes);
    return arguments == VALUE_ERROR ? arguments : tuple_of(t, (size_t)3, function, arguments, dict);
}

/* The array of what another machine has written, as the kind that holds it best. */
static Value decode_items(struct thread *t, Value bytes, int64_t format)
{
    bool is_swapped;
    if (format == 18 || format == 19) {
        Value encoding = str_from_cstr(t, format == 18 ? "utf-16-le" : "utf-16-be");
        return encoding == VALUE_ERROR ? encoding : codec_decode(t, bytes, encoding, VALUE_UNBOUND);
    }
    const struct array_kind *kind = array_kind_of_machine_format(format, &is_swapped);
    Value items = array_new(t, &array_type, kind);
    if (items == VALUE_ERROR || !append_buffer(t, value_to_array(items), bytes)) {
        return VALUE_ERROR;
    }
    if (is_swapped) {
        (void)method_byteswap(t, &items, 1, VALUE_UNBOUND);
    }
    return kind->code == 'u' ? method_tounicode(t, &items, 1, VALUE_UNBOUND) : items;
}

static bool check_reconstructor(struct thread *t, Value *args, int64_t *format)
{
    if (!value_is_type(args[0])) {
        return raise_false(t, &TypeError_type, "first argument must be a type object, not %T",
                           args[0]);
    }
    if (!type_is_subtype((struct type *)args[0], &array_type)) {
        return raise_false(t, &TypeError_type, "%N is not a subtype of array.array",
                           (struct type *)args[0]);
    }
    if (!value_is_str(args[1]) || value_to_str(args[1])->length != 1) {
        return raise_false(t, &TypeError_type,
                           "_array_reconstructor() argument 2 must be a unicode character, not %T",
                           args[1]);
    }
    if (array_kind_of_code(str_at(value_to_str(args[1]), 0)) == NULL) {
        return raise_false(t, &ValueError_type, "second argument must be a valid type code");
    }
    if (!number_to_index(t, args[2], format)) {
        return false;
    }
    if (*format < 0 || *format > 21) {
        return raise_false(t, &ValueError_type,
                           "third argument must be a valid machine format code.");
    }
    return value_is_bytes(args[3]) ||
           raise_false(t, &TypeError_type, "fourth argument should be bytes, not %T", args[3]);
}

static Value function_reconstructor(ARGUMENTS)
{
    int64_t format;
    if (!check_reconstructor(t, args, &format)) {
        return VALUE_ERROR;
    }
    Value code = args[1], items = args[3];
    const struct array_kind *kind = array_kind_of_code(str_at(value_to_str(code), 0));
    if (kind->machine_format != format) {
        items = decode_items(t, args[3], format);
        if (items != VALUE_ERROR && value_is_array(items) &&
            value_to_array(items)->kind->is_integer) {
            code = str_from_code_point(t, (uint8_t)value_to_array(items)->kind->code);
        }
    }
    return items == VALUE_ERROR || code == VALUE_ERROR
               ? VALUE_ERROR
               : array_construct(t, (struct type *)args[0], code, items);
}

/* ---- tables ---- */

const struct native_def array_methods[] = {
    {"__copy__", method_copy, "(self, /)", "Return a copy of the array.", NATIVE_METHOD},
    {"__deepcopy__", method_copy, "(self, unused, /)", "Return a copy of the array.",
     NATIVE_METHOD},
    {"__reduce_ex__", method_reduce_ex, "(self, value, /)",
     "Return state information for pickling.", NATIVE_METHOD},
    {"append", method_append, "(self, v, /)", "Append new value v to the end of the array.",
     NATIVE_METHOD},
    {"buffer_info", method_buffer_info, "(self, /)",
     "The address of the items at this moment, and their number.", NATIVE_METHOD},
    {"byteswap", method_byteswap, "(self, /)", "Reverse the order of the bytes of each item.",
     NATIVE_METHOD},
    {"count", method_count, "(self, v, /)", "Return number of occurrences of v in the array.",
     NATIVE_METHOD},
    {"extend", method_extend, "(self, bb, /)", "Append items to the end of the array.",
     NATIVE_METHOD},
    {"frombytes", method_frombytes, "(self, buffer, /)", "Append the items whose bytes these are.",
     NATIVE_METHOD},
    {"fromfile", method_fromfile, "(self, f, n, /)", "Append n items, read from the file object f.",
     NATIVE_METHOD},
    {"fromlist", method_fromlist, "(self, list, /)", "Append items to array from list.",
     NATIVE_METHOD},
    {"fromunicode", method_fromunicode, "(self, ustr, /)",
     "Append the characters of ustr to an array of type code 'u'.", NATIVE_METHOD},
    {"index", method_index, "(self, v, start=0, stop=sys.maxsize, /)",
     "Return index of first occurrence of v in the array.", NATIVE_METHOD},
    {"insert", method_insert, "(self, i, v, /)",
     "Insert a new item v into the array before position i.", NATIVE_METHOD},
    {"pop", method_pop, "(self, i=-1, /)", "Return the i-th element and delete it from the array.",
     NATIVE_METHOD},
    {"remove", method_remove, "(self, v, /)", "Remove the first occurrence of v in the array.",
     NATIVE_METHOD},
    {"reverse", method_reverse, "(self, /)", "Reverse the order of the items in the array.",
     NATIVE_METHOD},
    {"tobytes", method_tobytes, "(self, /)", "The items as bytes, as they lie in memory.",
     NATIVE_METHOD},
    {"tofile", method_tofile, "(self, f, /)", "Write all items (as bytes) to the file object f.",
     NATIVE_METHOD},
    {"tolist", method_tolist, "(self, /)", "Convert array to an ordinary list with the same items.",
     NATIVE_METHOD},
    {"tounicode", method_tounicode, "(self, /)",
     "The characters of an array of type code 'u' as a str.", NATIVE_METHOD},
    {0},
};

static const struct native_def functions[] = {
    {"_array_reconstructor", function_reconstructor,
     "(arraytype, typecode, mformat_code, items, /)", "What pickle makes an array with.",
     NATIVE_METHOD},
    {0},
};

/* collections.abc does not know the type: it is told here. */
static bool register_sequence(struct thread *t)
{
    Value name = str_from_cstr(t, "_collections_abc");
    Value module = name == VALUE_ERROR ? name : import_module(t, name);
    Value abstract =
        module == VALUE_ERROR ? module : object_get_attribute(t, module, name_MutableSequence);
    return abstract != VALUE_ERROR &&
           call_method_1(t, abstract, name_register, value_from_object(&array_type)) != VALUE_ERROR;
}

bool module_init_array(struct thread *t, Value module)
{
    Value codes = str_from_cstr(t, array_type_codes());
    return type_ready(t, &array_type) && type_ready(t, &array_iterator_type) &&
           codes != VALUE_ERROR && module_add(t, module, "typecodes", codes) &&
           module_add(t, module, "array", value_from_object(&array_type)) &&
           module_add(t, module, "ArrayType", value_from_object(&array_type)) &&
           module_add_functions(t, module, functions) && register_sequence(t);
}
