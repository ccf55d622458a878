/* From bytes to str. */
#include "runtime/base/utf8.h"
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/str_builder.h"

struct decoder {
    struct str_builder b;
    const struct encoding *encoding;
    struct errors errors;
    const uint8_t *bytes;
    size_t n;
    Value object;     /* exact bytes, for the exception; UNBOUND: made when needed */
    size_t *consumed; /* NULL: the bytes are all; else a character may be cut off at the end */
};

/* What a step of a decoder says instead of where to go on. */
enum { DECODE_FAILED = SIZE_MAX };

/* ---- errors ---- */

static bool make_object(struct decoder *d)
{
    if (d->object == VALUE_UNBOUND) {
        d->object = bytes_new(d->b.t, d->bytes, d->n);
    }
    return d->object != VALUE_ERROR;
}

static size_t raise_decode_error(struct decoder *d, size_t from, size_t to, const char *reason)
{
    (void)(make_object(d) && raise_unicode_error(d->b.t, &UnicodeDecodeError_type,
                                                 d->encoding->name, d->object, from, to, reason));
    return DECODE_FAILED;
}

static size_t ask_handler(struct decoder *d, size_t from, size_t to, const char *reason)
{
    size_t next = 0;
    Value text = !make_object(d)
                     ? VALUE_ERROR
                     : codec_ask_handler(d->b.t, "_handle_decoding", &d->errors, d->encoding->name,
                                         d->object, from, to, reason, &next);
    if (text == VALUE_ERROR) {
        return DECODE_FAILED;
    }
    str_builder_add_str(&d->b, text);
    return next;
}

/* A lone surrogate at `from`, in the encoding's own form; its length, or 0. */
static size_t passed_surrogate(const struct decoder *d, size_t from, uint32_t *c)
{
    const uint8_t *at = d->bytes + from;
    size_t n = d->n - from;
    bool big = d->encoding->big_endian;
    switch (d->encoding->kind) {
    case ENCODING_UTF_8:
        *c = n >= 3 && (at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80
                 ? (at[0] & 15u) << 12 | (at[1] & 63u) << 6 | (at[2] & 63u)
                 : 0;
        return n >= 3 && (at[0] & 0xf0) == 0xe0 && *c >= 0xd800 && *c <= 0xdfff ? 3 : 0;
    case ENCODING_UTF_16:
        *c = n < 2 ? 0 : big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
        return *c >= 0xd800 && *c <= 0xdfff ? 2 : 0;
    case ENCODING_UTF_32:
        *c = n < 4 ? 0 : big ? (uint32_t)at[2] << 8 | at[3] : (uint32_t)at[1] << 8 | at[0];
        return n >= 4 && *c >= 0xd800 && *c <= 0xdfff ? 4 : 0;
    default:
        return 0;
    }
}

static size_t escape_bytes(struct decoder *d, size_t from, size_t to)
{
    size_t at = from;
    for (; at < to && d->bytes[at] >= 128; at++) {
        str_builder_add_code_point(&d->b, 0xdc00u + d->bytes[at]);
    }
    return at - from;
}

/* Bytes [from, to) make no character. Returns where to go on; DECODE_FAILED: an exception is pending. */
static size_t handle(struct decoder *d, size_t from, size_t to, const char *reason)
{
    uint32_t c;
    size_t used = 0;
    switch (d->errors.handler) {
    case HANDLER_IGNORE:
        return to;
    case HANDLER_REPLACE:
        str_builder_add_code_point(&d->b, 0xfffd);
        return to;
    case HANDLER_BACKSLASHREPLACE:
        for (size_t i = from; i < to; i++) {
            str_builder_add_escape(&d->b, d->bytes[i]);
        }
        return to;
    case HANDLER_SURROGATEESCAPE:
        used = escape_bytes(d, from, to);
        break;
    case HANDLER_SURROGATEPASS:
        used = passed_surrogate(d, from, &c);
        if (used > 0) {
            str_builder_add_code_point(&d->b, c);
        }
        break;
    case HANDLER_STRICT:
        break;
    case HANDLER_XMLCHARREFREPLACE:
        (void)!raise_error(d->b.t, &TypeError_type,
                           "don't know how to handle UnicodeDecodeError in error callback");
        return DECODE_FAILED;
    case HANDLER_REGISTERED:
        return ask_handler(d, from, to, reason);
    }
    return used == 0 ? raise_decode_error(d, from, to, reason) : from + used;
}

/* A character is cut off at `at`, which is no error yet. */
static bool is_cut(const struct decoder *d, size_t at, const char *reason)
{
    if (d->consumed == NULL ||
        (strcmp(reason, "unexpected end of data") != 0 && strcmp(reason, "truncated data") != 0)) {
        return false;
    }
    *d->consumed = at;
    return true;
}

/* Two of the three bytes of a surrogate: the error handler is to see all of it. */
static bool is_cut_surrogate(const struct decoder *d, size_t at)
{
    bool is_cut = d->consumed != NULL && d->n - at == 2 && d->bytes[at] == 0xED &&
                  d->bytes[at + 1] >= 0xA0 && d->bytes[at + 1] <= 0xBF;
    if (is_cut) {
        *d->consumed = at;
    }
    return is_cut;
}

/* ---- the encodings ---- */

static bool decode_utf_8(struct decoder *d, size_t at)
{
    const char *bytes = (const char *)d->bytes;
    while (at < d->n) {
        size_t good;
        enum utf8_fault fault;
        bool valid = utf8_validate(bytes + at, d->n - at, &good, &fault);
        good = valid ? d->n - at : good;
        str_builder_add_utf8(&d->b, bytes + at, good);
        at += good;
        if (valid) {
            break;
        }
        unsigned length;
        utf8_decode(bytes + at, d->n - at, &length);
        if (is_cut(d, at, utf8_fault_name(fault)) || is_cut_surrogate(d, at)) {
            break;
        }
        at = handle(d, at, at + length, utf8_fault_name(fault));
        if (at == DECODE_FAILED) {
            return false;
        }
    }
    return true;
}

static bool decode_ascii(struct decoder *d)
{
    for (size_t at = 0; at < d->n;) {
        size_t from = at;
        while (at < d->n && d->bytes[at] < 128) {
            at++;
        }
        str_builder_add_ascii(&d->b, (const char *)d->bytes + from, at - from);
        if (at < d->n) {
            at = handle(d, at, at + 1, "ordinal not in range(128)");
        }
        if (at == DECODE_FAILED) {
            return false;
        }
    }
    return true;
}

static uint32_t unit_16(const struct decoder *d, size_t at)
{
    const uint8_t *b = d->bytes + at;
    return d->encoding->big_endian ? (uint32_t)b[0] << 8 | b[1] : (uint32_t)b[1] << 8 | b[0];
}

/* The character at `at` and its size, or NULL; else what is wrong with the bytes up to *size. */
static const char *next_utf_16(const struct decoder *d, size_t at, uint32_t *c, size_t *size)
{
    *size = d->n - at;
    if (*size < 2) {
        return "truncated data";
    }
    *c = unit_16(d, at);
    if (*c < 0xd800 || *c > 0xdfff) {
        *size = 2;
        return NULL;
    }
    if (*c > 0xdbff) {
        *size = 2;
        return "illegal encoding";
    }
    if (*size < 4) {
        return "unexpected end of data";
    }
    uint32_t second = unit_16(d, at + 2);
    if (second < 0xdc00 || second > 0xdfff) {
        *size = 2;
        return "illegal UTF-16 surrogate";
    }
    *c = 0x10000 + ((*c & 0x3ff) << 10 | (second & 0x3ff));
    *size = 4;
    return NULL;
}

static const char *next_utf_32(const struct decoder *d, size_t at, uint32_t *c, size_t *size)
{
    const uint8_t *b = d->bytes + at;
    *size = d->n - at;
    if (*size < 4) {
        return "truncated data";
    }
    *size = 4;
    *c = d->encoding->big_endian
             ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
             : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
    if (*c >= 0xd800 && *c <= 0xdfff) {
        return "code point in surrogate code point range";
    }
    return *c > 0x10ffff ? "code point not in range(0x110000)" : NULL;
}

static bool decode_units(struct decoder *d, size_t at,
                         const char *(*next)(const struct decoder *, size_t, uint32_t *, size_t *))
{
    while (at < d->n) {
        uint32_t c;
        size_t size;
        const char *reason = next(d, at, &c, &size);
        if (reason == NULL) {
            str_builder_add_code_point(&d->b, c);
            at += size;
            continue;
        }
        if (is_cut(d, at, reason)) {
            break;
        }
        at = handle(d, at, at + size, reason);
        if (at == DECODE_FAILED) {
            return false;
        }
    }
    return true;
}

static const struct encoding ordered[2][2] = {
    {{ENCODING_UTF_16, false, false, "utf-16-le"}, {ENCODING_UTF_16, true, false, "utf-16-be"}},
    {{ENCODING_UTF_32, false, false, "utf-32-le"}, {ENCODING_UTF_32, true, false, "utf-32-be"}},
};

/* Skips a byte order mark and goes by it. */
static size_t skip_mark(struct decoder *d)
{
    const uint8_t *b = d->bytes;
    bool is_32 = d->encoding->kind == ENCODING_UTF_32;
    if (!d->encoding->has_mark) {
        return 0;
    }
    if (d->encoding->kind == ENCODING_UTF_8) {
        return d->n >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf ? 3 : 0;
    }
    size_t size = is_32 ? 4 : 2;
    bool little =
        d->n >= size && b[0] == 0xff && b[1] == 0xfe && (!is_32 || (b[2] == 0 && b[3] == 0));
    bool big = d->n >= size && b[size - 2] == 0xfe && b[size - 1] == 0xff &&
               (!is_32 || (b[0] == 0 && b[1] == 0));
    d->encoding = &ordered[is_32][big];
    return little || big ? size : 0;
}

static bool decode_all(struct decoder *d)
{
    size_t at = skip_mark(d);
    switch (d->encoding->kind) {
    case ENCODING_UTF_8:
        return decode_utf_8(d, at);
    case ENCODING_ASCII:
        return decode_ascii(d);
    case ENCODING_UTF_16:
        return decode_units(d, at, next_utf_16);
    case ENCODING_UTF_32:
        return decode_units(d, at, next_utf_32);
    case ENCODING_LATIN_1:
        break;
    }
    UNREACHABLE();
}

Value decode_text(struct thread *t, const struct encoding *encoding, struct errors errors,
                  struct text bytes, Value object, size_t *consumed)
{
    bool narrow = encoding->kind == ENCODING_UTF_8 || encoding->kind == ENCODING_ASCII;
    if (narrow && text_is_ascii(bytes.characters, bytes.length)) {
        return str_from_ascii(t, bytes.characters, bytes.length);
    }
    if (encoding->kind == ENCODING_LATIN_1) {
        return str_from_latin1(t, bytes.characters, bytes.length);
    }
    if (encoding->kind == ENCODING_UTF_8 && !encoding->has_mark) {
        Value s = str_from_checked_utf8(t, bytes.characters, bytes.length);
        if (s != VALUE_UNBOUND) {
            return s;
        }
    }
    struct decoder d = {.encoding = encoding,
                        .errors = errors,
                        .bytes = bytes.characters,
                        .n = bytes.length,
                        .object = object,
                        .consumed = consumed};
    str_builder_init(&d.b, t);
    bool done = decode_all(&d);
    gc_keep(bytes.characters);
    return done ? str_builder_finish(&d.b) : VALUE_ERROR;
}
