#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/complex.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/list.h"
#include "runtime/modules/marshal.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

Value marshal_bad(struct marshal_reader *r, const char *what)
{
    return raise_error(r->t, &ValueError_type, "bad marshal data (%s)", what);
}

/* --- Bytes --- */

static const char *too_short(struct marshal_reader *r)
{
    raise_error(r->t, &EOFError_type, "marshal data too short");
    return NULL;
}

const char *marshal_read_bytes(struct marshal_reader *r, size_t n)
{
    if (n <= r->n - r->at) {
        r->at += n;
        return r->data + r->at - n;
    }
    if (r->read == VALUE_UNBOUND) {
        return too_short(r);
    }
    Value got = call_1(r->t, r->read, value_from_small_int((int64_t)n));
    if (got == VALUE_ERROR) {
        return NULL;
    }
    if (!value_is_bytes(got)) {
        raise_error(r->t, &TypeError_type, "file.read() returned not bytes but %T", got);
        return NULL;
    }
    r->source = got;
    r->data = value_to_bytes(got)->data;
    r->n = r->at = value_to_bytes(got)->length;
    if (r->n > n) {
        raise_error(r->t, &ValueError_type,
                    "read() returned too much data: %zu bytes requested, %zu returned", n, r->n);
        return NULL;
    }
    return r->n < n ? too_short(r) : r->data;
}

bool marshal_read_int(struct marshal_reader *r, int32_t *n)
{
    const char *bytes = marshal_read_bytes(r, 4);
    if (bytes != NULL) {
        memcpy(n, bytes, 4);
    }
    return bytes != NULL;
}

static bool read_byte(struct marshal_reader *r, uint8_t *byte)
{
    const char *bytes = marshal_read_bytes(r, 1);
    if (bytes != NULL) {
        *byte = (uint8_t)*bytes;
    }
    return bytes != NULL;
}

static bool read_size(struct marshal_reader *r, const char *what, size_t *n)
{
    int32_t size;
    if (!marshal_read_int(r, &size)) {
        return false;
    }
    *n = (size_t)size;
    return size >= 0 || marshal_bad(r, what) != VALUE_ERROR;
}

static bool read_short_size(struct marshal_reader *r, size_t *n)
{
    uint8_t size;
    bool got = read_byte(r, &size);
    *n = got ? size : 0;
    return got;
}

/* --- Numbers --- */

static Value read_long(struct marshal_reader *r)
{
    int32_t size;
    if (!marshal_read_int(r, &size)) {
        return VALUE_ERROR;
    }
    if (size == INT32_MIN) {
        return marshal_bad(r, "long size out of range");
    }
    size_t n = size < 0 ? (size_t)-size : (size_t)size;
    const char *bytes = marshal_read_bytes(r, n * 2);
    struct int_object *o = bytes == NULL ? NULL : int_allocate(r->t, n * 15 / 64 + 1);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    memset(o->limbs, 0, (n * 15 / 64 + 1) * sizeof *o->limbs);
    for (size_t i = 0; i < n; i++) {
        uint64_t digit = (uint8_t)bytes[2 * i] | (uint64_t)(uint8_t)bytes[2 * i + 1] << 8;
        if (digit > 0x7fff) {
            return marshal_bad(r, "digit out of range in long");
        }
        if (digit == 0 && i + 1 == n) {
            return marshal_bad(r, "unnormalized long data");
        }
        size_t limb = i * 15 / 64, shift = i * 15 % 64;
        o->limbs[limb] |= digit << shift;
        if (shift > 49) {
            o->limbs[limb + 1] |= digit >> (64 - shift);
        }
    }
    return int_finish(o, n * 15 / 64 + 1, size < 0);
}

static bool read_double(struct marshal_reader *r, double *d)
{
    const char *bytes = marshal_read_bytes(r, sizeof *d);
    if (bytes != NULL) {
        memcpy(d, bytes, sizeof *d);
    }
    return bytes != NULL;
}

static bool read_double_text(struct marshal_reader *r, double *d)
{
    size_t n;
    const char *bytes = read_short_size(r, &n) ? marshal_read_bytes(r, n) : NULL;
    Value text = bytes == NULL ? VALUE_ERROR : str_from_latin1(r->t, (const uint8_t *)bytes, n);
    Value v = text == VALUE_ERROR ? text : float_from_str(r->t, text);
    *d = v == VALUE_ERROR ? 0 : float_to_double(v);
    return v != VALUE_ERROR;
}

static Value read_float(struct marshal_reader *r, bool is_text)
{
    double d;
    return (is_text ? read_double_text(r, &d) : read_double(r, &d)) ? float_from_double(r->t, d)
                                                                    : VALUE_ERROR;
}

static Value read_complex(struct marshal_reader *r, bool is_text)
{
    double parts[2];
    for (int i = 0; i < 2; i++) {
        if (!(is_text ? read_double_text(r, &parts[i]) : read_double(r, &parts[i]))) {
            return VALUE_ERROR;
        }
    }
    return complex_new(r->t, parts[0], parts[1]);
}

/* --- Texts --- */

static Value read_ascii(struct marshal_reader *r, size_t n, bool interned)
{
    const char *bytes = marshal_read_bytes(r, n);
    Value s = bytes == NULL ? VALUE_ERROR : str_from_latin1(r->t, (const uint8_t *)bytes, n);
    return s == VALUE_ERROR || !interned ? s : str_intern(r->t, s);
}

static Value read_bytes(struct marshal_reader *r, size_t n)
{
    const char *bytes = marshal_read_bytes(r, n);
    return bytes == NULL ? VALUE_ERROR : bytes_new(r->t, bytes, n);
}

static Value read_unicode(struct marshal_reader *r, size_t n, bool interned)
{
    Value errors = str_intern_cstr(r->t, "surrogatepass");
    Value bytes = errors == VALUE_ERROR ? errors : read_bytes(r, n);
    Value s = bytes == VALUE_ERROR ? bytes : codec_decode(r->t, bytes, VALUE_UNBOUND, errors);
    return s == VALUE_ERROR || !interned ? s : str_intern(r->t, s);
}

/* --- Containers --- */

/* Gives the object its number; to be called before its parts are read where they may refer to it. */
static bool keep(struct marshal_reader *r, int64_t number, Value v)
{
    if (number >= 0 && v != VALUE_ERROR) {
        list_set(value_to_list(r->references), (uint64_t)number, v);
    }
    return v != VALUE_ERROR;
}

/* Parts of a container; the end of a dict is none. */
static Value read_part(struct marshal_reader *r, const char *of)
{
    Value v = marshal_read(r);
    return v != VALUE_UNBOUND
               ? v
               : raise_error(r->t, &TypeError_type, "NULL object in marshal data for %s", of);
}

static Value read_list(struct marshal_reader *r, size_t n, const char *what, int64_t number)
{
    Value list = list_new(r->t, 0);
    keep(r, number, list);
    for (size_t i = 0; list != VALUE_ERROR && i < n; i++) {
        Value v = read_part(r, what);
        if (v == VALUE_ERROR || !list_append(r->t, value_to_list(list), v)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value read_tuple(struct marshal_reader *r, size_t n)
{
    if (n > r->n - r->at) { /* from a file, or cut off: memory only for what there is */
        Value list = read_list(r, n, "tuple", -1);
        return list == VALUE_ERROR ? list : tuple_from_iterable(r->t, list);
    }
    Value tuple = tuple_new(r->t, NULL, n);
    for (size_t i = 0; tuple != VALUE_ERROR && i < n; i++) {
        Value v = read_part(r, "tuple");
        if (v == VALUE_ERROR) {
            return v;
        }
        value_to_tuple(tuple)->items[i] = v;
    }
    return tuple;
}

static Value read_set(struct marshal_reader *r, size_t n, int64_t number)
{
    Value set = set_new(r->t, &set_type);
    keep(r, number, set);
    for (size_t i = 0; set != VALUE_ERROR && i < n; i++) {
        Value v = read_part(r, "set");
        if (v == VALUE_ERROR || !set_add(r->t, (struct set *)set, v)) {
            return VALUE_ERROR;
        }
    }
    return set;
}

static Value read_frozenset(struct marshal_reader *r, size_t n)
{
    Value list = read_list(r, n, "set", -1);
    return list == VALUE_ERROR ? list : call_1(r->t, value_from_object(&frozenset_type), list);
}

static Value read_dict(struct marshal_reader *r, int64_t number)
{
    Value dict = dict_new(r->t);
    keep(r, number, dict);
    while (dict != VALUE_ERROR) {
        Value key = marshal_read(r);
        if (key == VALUE_UNBOUND) {
            break;
        }
        Value v = key == VALUE_ERROR ? key : marshal_read(r);
        if (v == VALUE_UNBOUND) {
            break;
        }
        if (v == VALUE_ERROR || !dict_set(r->t, value_to_dict(dict), key, v)) {
            return VALUE_ERROR;
        }
    }
    return dict;
}

/* --- Objects --- */

static Value read_reference(struct marshal_reader *r)
{
    int32_t number;
    if (!marshal_read_int(r, &number)) {
        return VALUE_ERROR;
    }
    struct list *list = value_to_list(r->references);
    Value v = number < 0 ? VALUE_UNBOUND : list_get(list, (uint64_t)number);
    /* None stands where an object is not yet complete. */
    return v == VALUE_UNBOUND || v == VALUE_NONE ? marshal_bad(r, "invalid reference") : v;
}

static Value read_sized(struct marshal_reader *r, uint8_t type, int64_t number)
{
    static const char *const names[] = {
        ['('] = "tuple size out of range",        ['['] = "list size out of range",
        ['<'] = "set size out of range",          ['>'] = "set size out of range",
        ['s'] = "bytes object size out of range", ['a'] = "string size out of range",
        ['A'] = "string size out of range",       ['t'] = "string size out of range",
        ['u'] = "string size out of range"};
    size_t n = 0;
    bool is_short = type == 'z' || type == 'Z' || type == ')';
    if (!(is_short ? read_short_size(r, &n) : read_size(r, names[type], &n))) {
        return VALUE_ERROR;
    }
    switch (type) {
    case '(':
    case ')':
        return read_tuple(r, n);
    case '[':
        return read_list(r, n, "list", number);
    case '<':
        return n == 0 ? set_new(r->t, &set_type) : read_set(r, n, number);
    case '>':
        return read_frozenset(r, n);
    case 's':
        return read_bytes(r, n);
    case 't':
    case 'u':
        return read_unicode(r, n, type == 't');
    default:
        return read_ascii(r, n, type == 'A' || type == 'Z');
    }
}

static Value read_object(struct marshal_reader *r, uint8_t type, int64_t number)
{
    int32_t n;
    switch (type) {
    case '0':
        return VALUE_UNBOUND;
    case 'N':
        return VALUE_NONE;
    case 'T':
        return VALUE_TRUE;
    case 'F':
        return VALUE_FALSE;
    case '.':
        return VALUE_ELLIPSIS;
    case 'S':
        return value_from_object(&StopIteration_type);
    case 'i':
        return marshal_read_int(r, &n) ? value_from_small_int(n) : VALUE_ERROR;
    case 'l':
        return read_long(r);
    case 'f':
    case 'g':
        return read_float(r, type == 'f');
    case 'x':
    case 'y':
        return read_complex(r, type == 'x');
    case '{':
        return read_dict(r, number);
    case 'r':
        return read_reference(r);
    case 'h':
        return r->read_code(r);
    default:
        return type < 0x80 && memchr("()[<>sautzAZ", type, 12) != NULL
                   ? read_sized(r, type, number)
                   : marshal_bad(r, "unknown type code");
    }
}

/* The byte that an object begins with. */
static bool read_type(struct marshal_reader *r, uint8_t *type)
{
    if (read_byte(r, type)) {
        return true;
    }
    if (error_swallow(r->t, &EOFError_type)) {
        raise_error(r->t, &EOFError_type, "EOF read where object expected");
    }
    return false;
}

Value marshal_read(struct marshal_reader *r)
{
    uint8_t type;
    if (!read_type(r, &type)) {
        return VALUE_ERROR;
    }
    if (r->depth >= MARSHAL_MAX_DEPTH || !stack_has_room(r->t)) {
        return raise_error(r->t, &ValueError_type, "recursion limit exceeded");
    }
    struct list *references = value_to_list(r->references);
    int64_t number = type & MARSHAL_REFERABLE ? (int64_t)list_length(references) : -1;
    if (number >= 0 && !list_append(r->t, references, VALUE_NONE)) {
        return VALUE_ERROR;
    }
    r->depth++;
    Value v = read_object(r, type & (MARSHAL_REFERABLE - 1), number);
    r->depth--;
    if (v != VALUE_UNBOUND) {
        keep(r, number, v);
    }
    return v;
}
