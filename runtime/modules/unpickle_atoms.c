/* Instructions that push one object made of the bytes that follow. */
#include <errno.h>
#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/modules/unpickle.h"
#include "runtime/str_internal.h"

/* How many bytes follow, by a number of `width` bytes; `what` for a number that no memory has. */
static bool take_size(struct unpickler *u, unsigned width, const char *what, size_t *size)
{
    uint64_t n;
    if (!unpickle_take_number(u, width, &n)) {
        return false;
    }
    *size = n;
    return n <= INT64_MAX ||
           raise_false(u->t, &OverflowError_type, "%s exceeds system's maximum size of %ld bytes",
                       what, INT64_MAX);
}

/* A line that must not be empty. */
static const char *take_line(struct unpickler *u, size_t *n)
{
    const char *line = unpickle_line(u, n);
    if (line != NULL && *n == 0) {
        (void)!raise_false(u->t, unpickling_error_type(), "pickle data was truncated");
        return NULL;
    }
    return line;
}

/* ---- int ---- */

static Value int_of_text(struct unpickler *u, const char *text, size_t n, int base)
{
    Value s = str_from_latin1(u->t, (const uint8_t *)text, n);
    return s == VALUE_ERROR ? s : int_from_str(u->t, s, base);
}

/* Two lines mean bools. What C's strtol takes for a number is one, 010 being 8; what is longer is left to int(). */
bool unpickle_int_line(struct unpickler *u)
{
    size_t n;
    const char *line = take_line(u, &n);
    if (line == NULL) {
        return false;
    }
    char *end;
    errno = 0;
    long number = strtol(line, &end, 0); /* a line feed follows the line */
    if (errno == 0 && end == line + n) {
        bool is_bool = n == 2 && (number == 0 || number == 1);
        return unpickle_push_made(u,
                                  is_bool ? value_from_bool(number) : int_from_int64(u->t, number));
    }
    Value v = int_of_text(u, line, n, 0);
    if (v == VALUE_ERROR && error_swallow(u->t, &ValueError_type)) {
        return raise_false(u->t, &ValueError_type, "could not convert string to int");
    }
    return unpickle_push_made(u, v);
}

bool unpickle_long_line(struct unpickler *u)
{
    size_t n;
    const char *line = take_line(u, &n);
    if (line == NULL) {
        return false;
    }
    n -= line[n - 1] == 'L';
    return unpickle_push_made(u, int_of_text(u, line, n, 0));
}

/* Two's complement, the lowest byte first. */
static Value int_of_bytes(struct thread *t, const char *bytes, size_t n)
{
    if (n <= 8) {
        uint64_t number = unpickle_number(bytes, (unsigned)n);
        unsigned unused = 64 - 8 * (unsigned)n;
        return n == 0 ? value_from_small_int(0)
                      : int_from_int64(t, (int64_t)(number << unused) >> unused);
    }
    size_t n_limbs = (n + 7) / 8;
    struct int_object *o = int_allocate(t, n_limbs);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    bool negative = bytes[n - 1] < 0;
    unsigned carry = negative;
    for (size_t i = 0; i < n_limbs; i++) {
        unsigned width = n - 8 * i < 8 ? (unsigned)(n - 8 * i) : 8;
        uint64_t limb =
            width == 8 ? unpickle_number(bytes + 8 * i, 8) : unpickle_number(bytes + 8 * i, width);
        if (negative) {
            limb = ~limb & (width == 8 ? UINT64_MAX : (UINT64_C(1) << (8 * width)) - 1);
            limb += carry;
            carry = carry && limb == 0;
        }
        o->limbs[i] = limb;
    }
    return int_finish(o, n_limbs, negative);
}

bool unpickle_long(struct unpickler *u, unsigned width)
{
    uint64_t n;
    if (!unpickle_take_number(u, width, &n)) {
        return false;
    }
    if (n > INT32_MAX) {
        return raise_false(u->t, unpickling_error_type(), "LONG pickle has negative byte count");
    }
    const char *bytes = unpickle_take(u, n);
    return bytes != NULL && unpickle_push_made(u, int_of_bytes(u->t, bytes, n));
}

/* ---- float ---- */

/* What is no number, as CPython says it: with the line feed. */
static bool refuse_float(struct unpickler *u, const char *line, size_t n)
{
    char *end;
    (void)strtod(line, &end);
    Value text = str_from_latin1(u->t, (const uint8_t *)line, n);
    if (end != line || text == VALUE_ERROR) {
        return raise_false(u->t, &ValueError_type, "could not convert string to float");
    }
    return raise_false(u->t, &ValueError_type, "could not convert string to float: '%V\n'", text);
}

bool unpickle_float_line(struct unpickler *u)
{
    size_t n;
    double d;
    const char *line = take_line(u, &n);
    if (line == NULL) {
        return false;
    }
    return float_parse(line, n, &d) ? unpickle_push_made(u, float_from_double(u->t, d))
                                    : refuse_float(u, line, n);
}

bool unpickle_float(struct unpickler *u)
{
    const char *bytes = unpickle_take(u, 8);
    if (bytes == NULL) {
        return false;
    }
    uint64_t bits;
    double d;
    memcpy(&bits, bytes, sizeof bits);
    bits = __builtin_bswap64(bits);
    memcpy(&d, &bits, sizeof d);
    return unpickle_push_made(u, float_from_double(u->t, d));
}

/* ---- Python 2's str ---- */

/* As the options say: bytes, or text of an encoding. */
static bool push_string(struct unpickler *u, Value bytes)
{
    struct thread *t = u->t;
    if (bytes == VALUE_ERROR) {
        return false;
    }
    if (u->encoding != VALUE_UNBOUND && str_equals_cstr(u->encoding, "bytes")) {
        return unpickle_push(u, bytes);
    }
    Value encoding = u->encoding == VALUE_UNBOUND ? str_intern_cstr(t, "ASCII") : u->encoding;
    Value errors = u->errors == VALUE_UNBOUND ? str_intern_cstr(t, "strict") : u->errors;
    return encoding != VALUE_ERROR && errors != VALUE_ERROR &&
           unpickle_push_made(u, codec_decode(t, bytes, encoding, errors));
}

/* What a string literal of that text is. */
static Value decode_escapes(struct thread *t, Value bytes)
{
    Value codecs = str_intern_cstr(t, "_codecs");
    Value name = codecs == VALUE_ERROR ? codecs : str_intern_cstr(t, "escape_decode");
    Value module = name == VALUE_ERROR ? name : import_module(t, codecs);
    Value decode = module == VALUE_ERROR ? module : object_get_attribute(t, module, name);
    Value pair = decode == VALUE_ERROR ? decode : call_1(t, decode, bytes);
    return pair == VALUE_ERROR ? pair : object_get_item(t, pair, value_from_small_int(0));
}

bool unpickle_string_line(struct unpickler *u)
{
    size_t n;
    const char *line = unpickle_line(u, &n);
    if (line == NULL) {
        return false;
    }
    if (n < 2 || line[0] != line[n - 1] || (line[0] != '\'' && line[0] != '"')) {
        return raise_false(u->t, unpickling_error_type(),
                           "the STRING opcode argument must be quoted");
    }
    Value bytes = bytes_new(u->t, line + 1, n - 2);
    bool has_escapes = memchr(line, '\\', n) != NULL;
    return push_string(u,
                       bytes == VALUE_ERROR || !has_escapes ? bytes : decode_escapes(u->t, bytes));
}

bool unpickle_string(struct unpickler *u, unsigned width)
{
    uint64_t n;
    if (!unpickle_take_number(u, width, &n)) {
        return false;
    }
    const char *bytes = unpickle_take(u, n);
    return bytes != NULL && push_string(u, bytes_new(u->t, bytes, n));
}

/* ---- str ---- */

bool unpickle_unicode_line(struct unpickler *u)
{
    struct thread *t = u->t;
    size_t n;
    const char *line = unpickle_line(u, &n);
    if (line == NULL) {
        return false;
    }
    if (memchr(line, '\\', n) == NULL) {
        return unpickle_push_made(u, str_from_latin1(t, (const uint8_t *)line, n));
    }
    Value bytes = bytes_new(t, line, n);
    Value encoding = bytes == VALUE_ERROR ? bytes : str_intern_cstr(t, "raw-unicode-escape");
    return encoding != VALUE_ERROR &&
           unpickle_push_made(u, codec_decode(t, bytes, encoding, VALUE_UNBOUND));
}

bool unpickle_unicode(struct unpickler *u, unsigned width)
{
    size_t n;
    const char *bytes = take_size(u, width, "BINUNICODE", &n) ? unpickle_take(u, n) : NULL;
    if (bytes == NULL) {
        return false;
    }
    return unpickle_push_made(u, text_is_ascii((const uint8_t *)bytes, n)
                                     ? str_from_ascii(u->t, bytes, n)
                                     : codec_decode_utf8(u->t, bytes, n, "surrogatepass"));
}

/* ---- bytes ---- */

bool unpickle_bytes(struct unpickler *u, unsigned width)
{
    size_t n;
    const char *bytes = take_size(u, width, "BINBYTES", &n) ? unpickle_take(u, n) : NULL;
    return bytes != NULL && unpickle_push_made(u, bytes_new(u->t, bytes, n));
}

bool unpickle_bytearray(struct unpickler *u)
{
    size_t n;
    const char *bytes = take_size(u, 8, "BYTEARRAY8", &n) ? unpickle_take(u, n) : NULL;
    return bytes != NULL && unpickle_push_made(u, bytearray_new(u->t, bytes, n));
}

/* ---- buffers from elsewhere ---- */

bool unpickle_next_buffer(struct unpickler *u)
{
    if (u->buffers == VALUE_UNBOUND) {
        return raise_false(u->t, unpickling_error_type(),
                           "pickle stream refers to out-of-band data but no *buffers* argument was "
                           "given");
    }
    Value buffer = iterator_next(u->t, u->buffers);
    if (buffer == VALUE_UNBOUND) {
        return raise_false(u->t, unpickling_error_type(), "not enough out-of-band buffers");
    }
    return unpickle_push_made(u, buffer);
}

/* The buffer on the top of the stack must not be changed by who gets it. */
bool unpickle_readonly_buffer(struct unpickler *u)
{
    if (!unpickle_has(u, 1)) {
        return false;
    }
    Value view = memoryview_new(u->t, unpickle_top(u));
    if (view == VALUE_ERROR) {
        return false;
    }
    if (!((struct memoryview *)view)->is_read_only) {
        ((struct memoryview *)view)->is_read_only = true; /* nobody else knows it yet */
        u->stack->items[u->depth - 1] = view;
    }
    return true;
}
