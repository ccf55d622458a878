/* What bytes and bytearray have in common besides their methods. */
#include "runtime/bytes_like.h"

#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/settings.h"
#include "runtime/warning.h"

/* ---- reading and making ---- */

static struct text text_of_bytes(const struct bytes *bytes)
{
    return (struct text){bytes->data, bytes->length, 1};
}

bool bytes_like_text(struct thread *t, Value v, struct text *text)
{
    v = bytes_from_buffer(t, v);
    if (v == VALUE_ERROR) {
        return false;
    }
    *text = text_of_bytes(value_to_bytes(v));
    return true;
}

bool bytes_like_get(struct thread *t, Value v, struct text *text)
{
    if (!value_has_buffer(v)) {
        return raise_false(t, &TypeError_type, "a bytes-like object is required, not '%T'", v);
    }
    return bytes_like_text(t, v, text);
}

Value bytes_like_to_bytes(struct thread *t, Value v)
{
    if (value_type(v) == &bytes_type) {
        return v;
    }
    if (!value_is_bytes(v)) {
        return buffer_to_bytes(t, v);
    }
    const struct bytes *bytes = value_to_bytes(v);
    return bytes_new(t, bytes->data, bytes->length);
}

Value bytes_like_new(struct thread *t, Value like, const void *data, size_t n)
{
    return value_is_bytes(like) ? bytes_new(t, data, n) : bytearray_new(t, data, n);
}

Value bytes_like_part(struct thread *t, Value like, struct text whole, size_t from, size_t to)
{
    if (from == 0 && to == whole.length && value_type(like) == &bytes_type) {
        return like;
    }
    return bytes_like_new(t, like, (const char *)whole.characters + from, to - from);
}

char *bytes_like_to_fill(Value v)
{
    if (value_is_bytes(v)) {
        return ((struct bytes *)v)->data;
    }
    struct byte_store *array = (struct byte_store *)v;
    return array->buffer == NULL ? NULL : array->buffer->bytes + array->offset;
}

/* ---- from any object ---- */

bool value_to_byte(struct thread *t, Value v, const char *message, uint8_t *byte)
{
    int64_t n;
    if (value_is_small_int(v) && (uint64_t)value_to_small_int(v) < 256) {
        *byte = (uint8_t)value_to_small_int(v);
        return true;
    }
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &n) || n < 0 || n > 255) {
        return raise_false(t, &ValueError_type, "%s", message);
    }
    *byte = (uint8_t)n;
    return true;
}

/* Bytes under construction from an iterable: few of them lie on the C stack. */
struct gathering {
    char *bytes;
    size_t n, capacity;
    struct raw_buffer *buffer; /* NULL: `bytes` are not its own */
    const char *message;
};

static bool gather(struct thread *t, Value item, void *context)
{
    struct gathering *g = context;
    uint8_t byte = 0;
    if (!value_to_byte(t, item, g->message, &byte)) {
        return false;
    }
    if (g->n == g->capacity) {
        struct raw_buffer *bigger = raw_buffer_new_unset(t, 4 * g->n);
        if (bigger == NULL) {
            return false;
        }
        memcpy(bigger->bytes, g->bytes, g->n);
        g->buffer = bigger;
        g->bytes = bigger->bytes;
        g->capacity *= 4;
    }
    g->bytes[g->n++] = (char)byte;
    return true;
}

Value bytes_from_iterable(struct thread *t, Value source, const char *what)
{
    if (value_is_str(source) ||
        (value_type(source)->iter == NULL && value_type(source)->get_item == NULL)) {
        return raise_error(t, &TypeError_type, "cannot convert '%T' object to %s", source, what);
    }
    char few[256];
    struct gathering g = {.bytes = few,
                          .capacity = sizeof few,
                          .message = strcmp(what, "bytes") == 0 ? "bytes must be in range(0, 256)"
                                                                : "byte must be in range(0, 256)"};
    if (!iterate(t, source, gather, &g)) {
        return VALUE_ERROR;
    }
    Value bytes = bytes_new(t, g.bytes, g.n);
    gc_keep(g.buffer);
    return bytes;
}

static Value from_count(struct thread *t, Value source)
{
    int64_t n;
    if (!number_to_index(t, source, &n)) {
        return VALUE_ERROR;
    }
    if (n < 0) {
        return raise_error(t, &ValueError_type, "negative count");
    }
    return bytes_new(t, NULL, (size_t)n);
}

static Value from_special(struct thread *t, Value method)
{
    Value bytes = call_0(t, method);
    if (bytes == VALUE_ERROR || value_is_bytes(bytes)) {
        return bytes;
    }
    return raise_error(t, &TypeError_type, "__bytes__ returned non-bytes (type %T)", bytes);
}

Value bytes_from_object(struct thread *t, Value source)
{
    if (value_has_buffer(source) && !value_is_bytes(source)) {
        return bytes_like_to_bytes(t, source);
    }
    Value method = object_find_special(t, source, name___bytes__);
    if (method != VALUE_UNBOUND) {
        return method == VALUE_ERROR ? method : from_special(t, method);
    }
    return value_is_bytes(source) ? bytes_like_to_bytes(t, source)
                                  : bytes_from_iterable(t, source, "bytes");
}

Value bytes_from_source(struct thread *t, Value source, Value encoding, Value errors,
                        const char *what)
{
    if (!codec_check_names(t, what, encoding, errors)) {
        return VALUE_ERROR;
    }
    if (encoding != VALUE_UNBOUND || errors != VALUE_UNBOUND) {
        if (source == VALUE_UNBOUND || !value_is_str(source)) {
            return raise_error(t, &TypeError_type, "%s without a string argument",
                               encoding != VALUE_UNBOUND ? "encoding" : "errors");
        }
        if (encoding == VALUE_UNBOUND) {
            return raise_error(t, &TypeError_type, "string argument without an encoding");
        }
        return codec_encode(t, source, encoding, errors);
    }
    if (source == VALUE_UNBOUND) {
        return bytes_new(t, NULL, 0);
    }
    if (value_type(source) == &bytes_type || value_type(source) == &bytearray_type ||
        value_is_memoryview(source)) {
        return bytes_like_to_bytes(t, source);
    }
    Value method = what[4] == 's' ? object_find_special(t, source, name___bytes__) : VALUE_UNBOUND;
    if (method != VALUE_UNBOUND) {
        return method == VALUE_ERROR ? method : from_special(t, method);
    }
    if (value_is_str(source)) {
        return raise_error(t, &TypeError_type, "string argument without an encoding");
    }
    if (value_is_int(source) || value_type(source)->unary[UNARY_INDEX] != NULL) {
        Value bytes = from_count(t, source);
        if (bytes != VALUE_ERROR || !error_swallow(t, &TypeError_type)) {
            return bytes;
        }
    }
    return value_has_buffer(source) ? bytes_like_to_bytes(t, source)
                                    : bytes_from_iterable(t, source, what);
}

/* ---- slots ---- */

static bool answer(int order, enum compare_op op)
{
    switch (op) {
    case COMPARE_EQ:
        return order == 0;
    case COMPARE_NE:
        return order != 0;
    case COMPARE_LT:
        return order < 0;
    case COMPARE_LE:
        return order <= 0;
    case COMPARE_GT:
        return order > 0;
    case COMPARE_GE:
        return order >= 0;
    }
    UNREACHABLE();
}

/* -b: most often a bug, as the two are never equal. */
static COLD bool warn_of_comparison(struct thread *t, Value self, Value other)
{
    const char *name = value_is_bytes(self) ? "bytes" : "bytearray";
    if (value_is_str(other)) {
        return warning_issue(t, &BytesWarning_type, "Comparison between %s and string", name);
    }
    return !value_is_int(other) || !value_is_bytes(self) ||
           warning_issue(t, &BytesWarning_type, "Comparison between bytes and int");
}

Value bytes_like_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    struct text a, b;
    if (!value_has_buffer(other)) {
        bool warns = settings.bytes_warning > 0 && (op == COMPARE_EQ || op == COMPARE_NE);
        return warns && !warn_of_comparison(t, self, other) ? VALUE_ERROR : VALUE_NOT_IMPLEMENTED;
    }
    if (value_is_bytes(self) && !value_is_bytes(other)) {
        return VALUE_NOT_IMPLEMENTED; /* the other one knows how, or refuses: a memoryview has no order */
    }
    if (!bytes_like_text(t, self, &a) || !bytes_like_text(t, other, &b)) {
        return VALUE_ERROR;
    }
    if (a.length != b.length && (op == COMPARE_EQ || op == COMPARE_NE)) {
        return value_from_bool(op == COMPARE_NE);
    }
    int order = memcmp(a.characters, b.characters, a.length < b.length ? a.length : b.length);
    if (order == 0) {
        order = (a.length > b.length) - (a.length < b.length);
    }
    return value_from_bool(answer(order, op));
}

Value bytes_like_str(struct thread *t, Value self)
{
    if (settings.bytes_warning > 0 &&
        !warning_issue(t, &BytesWarning_type, "str() on a %s instance",
                       value_is_bytes(self) ? "bytes" : "bytearray")) {
        return VALUE_ERROR;
    }
    return object_repr(t, self);
}

enum truth bytes_like_contains(struct thread *t, Value self, Value item)
{
    struct text text, needle;
    uint8_t byte = 0;
    if (value_is_int(item) || value_type(item)->unary[UNARY_INDEX] != NULL) {
        Value index = number_index(t, item);
        if (index == VALUE_ERROR) { /* as if it had no __index__ */
            return error_swallow(t, &BaseException_type) && bytes_like_get(t, item, &needle)
                       ? TRUTH_FALSE
                       : TRUTH_ERROR;
        }
        if (!value_to_byte(t, index, "byte must be in range(0, 256)", &byte)) {
            return TRUTH_ERROR;
        }
        needle = (struct text){&byte, 1, 1};
    } else if (!bytes_like_get(t, item, &needle)) {
        return TRUTH_ERROR;
    }
    if (!bytes_like_text(t, self, &text)) {
        return TRUTH_ERROR;
    }
    return text_find(text, needle) >= 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

Value bytes_like_repeat(struct thread *t, Value self, Value count)
{
    int64_t times;
    struct text text;
    if (!number_to_index(t, count, &times) || !bytes_like_text(t, self, &text)) {
        return VALUE_ERROR;
    }
    times = times < 0 ? 0 : times;
    if (value_is_bytes(self) && text.length > 0 && (uint64_t)times > INT64_MAX / text.length) {
        return raise_error(t, &OverflowError_type, "repeated bytes are too long");
    }
    if (text.length > 0 && (uint64_t)times > STR_MAX_LENGTH / text.length) {
        return raise_no_memory(t);
    }
    Value result = times == 1 && value_type(self) == &bytes_type
                       ? self
                       : bytes_like_new(t, self, NULL, text.length * (uint64_t)times);
    if (result == VALUE_ERROR || result == self) {
        return result;
    }
    char *to = bytes_like_to_fill(result);
    size_t size = text.length * (uint64_t)times, done = size == 0 ? 0 : text.length;
    memcpy(to, text.characters, done);
    while (done < size) { /* what is there is doubled */
        size_t more = size - done < done ? size - done : done;
        memcpy(to + done, to, more);
        done += more;
    }
    return result;
}

static Value join_bytes(struct thread *t, const struct bytes *a, const struct bytes *b)
{
    if (a->length == 0 || b->length == 0) {
        return value_from_object(a->length == 0 ? b : a);
    }
    Value sum = bytes_new_unset(t, a->length + b->length);
    if (sum != VALUE_ERROR) {
        char *to = value_to_bytes(sum)->data;
        memcpy(to, a->data, a->length);
        memcpy(to + a->length, b->data, b->length);
    }
    return sum;
}

Value bytes_like_concat(struct thread *t, Value v, Value w)
{
    struct text a, b;
    if (value_type(v) == &bytes_type && value_type(w) == &bytes_type) {
        return join_bytes(t, value_to_bytes(v), value_to_bytes(w));
    }
    if (!value_is_bytes(v) && !value_is_bytearray(v)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value bytes = buffer_try_bytes(t, w);
    if (bytes == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "can't concat %T to %T", w, v);
    }
    if (bytes == VALUE_ERROR || !bytes_like_text(t, v, &a) || !bytes_like_text(t, bytes, &b)) {
        return VALUE_ERROR;
    }
    if (a.length == 0 && value_type(w) == &bytes_type && value_is_bytes(v)) {
        return w;
    }
    Value result = bytes_like_new(t, v, NULL, a.length + b.length);
    if (result == VALUE_ERROR) {
        return result;
    }
    char *to = bytes_like_to_fill(result);
    if (a.length + b.length > 0) {
        memcpy(to, a.characters, a.length);
        memcpy(to + a.length, b.characters, b.length);
    }
    return result;
}

bool bytes_index(struct thread *t, Value key, const char *what, int64_t *i)
{
    if (value_is_small_int(key)) {
        *i = value_to_small_int(key);
        return true;
    }
    if (!value_is_int(key) && value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "%s indices must be integers or slices, not %T",
                           what, key);
    }
    if (number_to_index(t, key, i)) {
        return true;
    }
    if (error_swallow(t, &OverflowError_type)) {
        raise_error(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
    }
    return false;
}

Value bytes_like_pick(struct thread *t, Value like, struct text text, int64_t start, int64_t step,
                      int64_t count)
{
    if (count <= 0) {
        return bytes_like_new(t, like, NULL, 0);
    }
    if (step == 1) {
        return bytes_like_part(t, like, text, (size_t)start, (size_t)(start + count));
    }
    Value result = bytes_like_new(t, like, NULL, (size_t)count);
    if (result == VALUE_ERROR) {
        return result;
    }
    char *to = bytes_like_to_fill(result);
    for (int64_t i = 0; i < count; i++) {
        to[i] = ((const char *)text.characters)[start + i * step];
    }
    return result;
}
