/* UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError: all of their fields can be changed afterwards. */
#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/exception_layouts.h"
#include "runtime/int.h"
#include "runtime/str.h"

static bool is_a(Value self, const struct type *type)
{
    return type_is_subtype(value_type(self), type);
}

/* --- Fields --- */

static bool set_index(struct thread *t, Value *field, Value v)
{
    int64_t n;
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "can't delete numeric/char attribute");
    }
    if (!value_is_int(v)) {
        return raise_false(t, &TypeError_type, "an integer is required");
    }
    if (!int_to_int64(v, &n)) {
        return raise_false(t, &OverflowError_type, "Python int too large to convert to C ssize_t");
    }
    value_store(field, v);
    return true;
}

static Value get_index(Value v)
{
    return v == VALUE_UNBOUND ? value_from_small_int(0) : v;
}

Value unicode_error_get_start(struct thread *t UNUSED, Value self)
{
    return get_index(value_load(&((struct unicode_error *)self)->start));
}

bool unicode_error_set_start(struct thread *t, Value self, Value v)
{
    return set_index(t, &((struct unicode_error *)self)->start, v);
}

Value unicode_error_get_end(struct thread *t UNUSED, Value self)
{
    return get_index(value_load(&((struct unicode_error *)self)->end));
}

bool unicode_error_set_end(struct thread *t, Value self, Value v)
{
    return set_index(t, &((struct unicode_error *)self)->end, v);
}

/* --- Initialisation --- */

static bool check_str(struct thread *t, const Value *args, uint32_t i)
{
    return value_is_str(args[i]) ||
           raise_false(t, &TypeError_type, "argument %d must be str, not %A", (int)i + 1, args[i]);
}

static bool check_object(struct thread *t, Value self, Value *args, uint32_t i)
{
    if (!is_a(self, &UnicodeDecodeError_type)) {
        return check_str(t, args, i);
    }
    if (value_is_bytes(args[i])) {
        return true;
    }
    args[i] = bytes_like_to_bytes(t, args[i]);
    return args[i] != VALUE_ERROR;
}

static bool take_index(struct thread *t, Value *field, Value v)
{
    Value n = number_index(t, v);
    return n != VALUE_ERROR && set_index(t, field, n);
}

bool unicode_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names)
{
    struct unicode_error *e = (struct unicode_error *)self;
    uint32_t i = is_a(self, &UnicodeTranslateError_type) ? 0 : 1; /* of the object */
    if (!exception_base_init(t, self, args, n, names)) {
        return false;
    }
    if (n != i + 4) {
        return raise_false(t, &TypeError_type, "function takes exactly %d arguments (%d given)",
                           (int)i + 4, (int)n);
    }
    Value object = args[i];
    Value checked[] = {args[0], args[i]};
    if ((i == 1 && !check_str(t, args, 0)) || !check_object(t, self, args, i)) {
        return false;
    }
    checked[1] = args[i];
    args[i] = object;
    if (!take_index(t, &e->start, args[i + 1]) || !take_index(t, &e->end, args[i + 2]) ||
        !check_str(t, args, i + 3)) {
        return false;
    }
    value_store(&e->encoding, i == 1 ? checked[0] : VALUE_UNBOUND);
    value_store(&e->object, checked[1]);
    value_store(&e->reason, args[i + 3]);
    return true;
}

/* --- Text --- */

/* "character '\\xe4' in position 3", or "bytes in position 0-3". The object may be anything by now. */
static void describe_place(Value object, int64_t start, int64_t end, bool is_decode, char *place,
                           size_t size)
{
    int64_t length = is_decode && value_is_bytes(object)  ? (int64_t)value_to_bytes(object)->length
                     : !is_decode && value_is_str(object) ? (int64_t)value_to_str(object)->length
                                                          : 0;
    if (end != start + 1 || start < 0 || start >= length) {
        snprintf(place, size, "%s in position %lld-%lld", is_decode ? "bytes" : "characters",
                 (long long)start, (long long)end - 1);
    } else if (is_decode) {
        snprintf(place, size, "byte 0x%02x in position %lld",
                 (unsigned char)value_to_bytes(object)->data[start], (long long)start);
    } else {
        uint32_t c = str_at(value_to_str(object), (uint64_t)start);
        snprintf(place, size,
                 c <= 0xff     ? "character '\\x%02x' in position %lld"
                 : c <= 0xffff ? "character '\\u%04x' in position %lld"
                               : "character '\\U%08x' in position %lld",
                 c, (long long)start);
    }
}

Value unicode_error_str(struct thread *t, Value self)
{
    struct unicode_error *e = (struct unicode_error *)self;
    Value object = value_load(&e->object), reason = value_load(&e->reason),
          encoding = value_load(&e->encoding);
    int64_t start = 0, end = 0;
    if (object == VALUE_UNBOUND) {
        return str_empty;
    }
    (void)int_to_int64(get_index(value_load(&e->start)), &start);
    (void)int_to_int64(get_index(value_load(&e->end)), &end);
    bool is_decode = is_a(self, &UnicodeDecodeError_type);
    char place[96];
    describe_place(object, start, end, is_decode, place, sizeof place);
    reason = reason == VALUE_UNBOUND ? str_empty : reason;
    if (is_a(self, &UnicodeTranslateError_type)) {
        return str_format(t, "can't translate %s: %V", place, reason);
    }
    encoding = encoding == VALUE_UNBOUND ? str_empty : encoding;
    return str_format(
        t, is_decode ? "'%V' codec can't decode %s: %V" : "'%V' codec can't encode %s: %V",
        encoding, place, reason);
}
