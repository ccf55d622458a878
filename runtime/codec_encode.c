/* From str to bytes. */
#include <stdio.h>

#include "runtime/base/utf8.h"
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"

struct encoder {
    struct thread *t;
    const struct encoding *encoding;
    struct errors errors;
    Value s;
    struct raw_buffer *out;
    size_t n;
};

/* ---- output ---- */

static bool reserve(struct encoder *e, size_t n_more)
{
    if (e->out->n_bytes - e->n >= n_more) {
        return true;
    }
    struct raw_buffer *bigger = raw_buffer_new(e->t, e->n + e->n / 2 + n_more + 32);
    if (bigger == NULL) {
        return false;
    }
    memcpy(bigger->bytes, e->out->bytes, e->n);
    e->out = bigger;
    return true;
}

static void put_unit(struct encoder *e, uint32_t unit, unsigned n_bytes)
{
    for (unsigned i = 0; i < n_bytes; i++) {
        unsigned shift = 8 * (e->encoding->big_endian ? n_bytes - 1 - i : i);
        e->out->bytes[e->n++] = (char)(unit >> shift);
    }
}

/* A character in the encoding's form, surrogates too; the encoding must be able to express it. */
static bool put(struct encoder *e, uint32_t c)
{
    if (!reserve(e, 4)) {
        return false;
    }
    switch (e->encoding->kind) {
    case ENCODING_UTF_8:
        e->n += utf8_encode(c, e->out->bytes + e->n);
        break;
    case ENCODING_UTF_16:
        if (c < 0x10000) {
            put_unit(e, c, 2);
        } else {
            put_unit(e, 0xd800 + ((c - 0x10000) >> 10), 2);
            put_unit(e, 0xdc00 + (c & 0x3ff), 2);
        }
        break;
    case ENCODING_UTF_32:
        put_unit(e, c, 4);
        break;
    default:
        e->out->bytes[e->n++] = (char)c;
    }
    return true;
}

static bool put_ascii(struct encoder *e, const char *text)
{
    for (; *text != '\0'; text++) {
        if (!put(e, (uint8_t)*text)) {
            return false;
        }
    }
    return true;
}

/* ---- errors ---- */

static bool can_encode(const struct encoding *encoding, uint32_t c)
{
    switch (encoding->kind) {
    case ENCODING_ASCII:
        return c < 128;
    case ENCODING_LATIN_1:
        return c < 256;
    default:
        return c < 0xd800 || c > 0xdfff;
    }
}

static const char *reason_of(const struct encoder *e)
{
    return e->encoding->kind == ENCODING_ASCII     ? "ordinal not in range(128)"
           : e->encoding->kind == ENCODING_LATIN_1 ? "ordinal not in range(256)"
                                                   : "surrogates not allowed";
}

static bool raise_encode_error(struct encoder *e, size_t from, size_t to)
{
    return raise_unicode_error(e->t, &UnicodeEncodeError_type, e->encoding->name, e->s, from, to,
                               reason_of(e));
}

/* What stands for a character that cannot be encoded; false: nothing can, or there is no memory. */
static bool put_substitute(struct encoder *e, uint32_t c, bool *known)
{
    char text[16];
    *known = true;
    switch (e->errors.handler) {
    case HANDLER_IGNORE:
        return true;
    case HANDLER_REPLACE:
        return put_ascii(e, "?");
    case HANDLER_BACKSLASHREPLACE:
        snprintf(text, sizeof text,
                 c < 0x100     ? "\\x%02x"
                 : c < 0x10000 ? "\\u%04x"
                               : "\\U%08x",
                 (unsigned)c);
        return put_ascii(e, text);
    case HANDLER_XMLCHARREFREPLACE:
        snprintf(text, sizeof text, "&#%u;", (unsigned)c);
        return put_ascii(e, text);
    case HANDLER_SURROGATEPASS:
        *known = e->encoding->kind != ENCODING_ASCII && e->encoding->kind != ENCODING_LATIN_1;
        return *known && put(e, c);
    case HANDLER_SURROGATEESCAPE:
        *known = c >= 0xdc80 && c <= 0xdcff;
        if (*known && reserve(e, 1)) {
            e->out->bytes[e->n++] = (char)(c - 0xdc00);
            return true;
        }
        return false;
    default:
        *known = false;
        return false;
    }
}

static bool put_bytes(struct encoder *e, const struct bytes *bytes)
{
    if (!reserve(e, bytes->length)) {
        return false;
    }
    memcpy(e->out->bytes + e->n, bytes->data, bytes->length);
    e->n += bytes->length;
    return true;
}

/* A text that a registered handler gave; it must be possible to encode it. */
static bool put_text(struct encoder *e, Value text, size_t from, size_t to)
{
    const struct str *s = value_to_str(text);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (!can_encode(e->encoding, c)) {
            return raise_encode_error(e, from, to);
        }
        if (!put(e, c)) {
            return false;
        }
    }
    return true;
}

static bool ask_handler(struct encoder *e, size_t from, size_t to, size_t *next)
{
    Value v = codec_ask_handler(e->t, "_handle_encoding", &e->errors, e->encoding->name, e->s, from,
                                to, reason_of(e), next);
    if (v == VALUE_ERROR) {
        return false;
    }
    return value_is_str(v) ? put_text(e, v, from, to) : put_bytes(e, value_to_bytes(v));
}

/* Characters [from, to) cannot be encoded; *next: where to go on. */
static bool handle(struct encoder *e, size_t from, size_t to, size_t *next)
{
    *next = to;
    if (e->errors.handler == HANDLER_REGISTERED) {
        return ask_handler(e, from, to, next);
    }
    for (size_t i = from; i < to; i++) {
        bool known;
        if (!put_substitute(e, str_at(value_to_str(e->s), i), &known)) {
            return known ? false : raise_encode_error(e, i == from ? from : i, to);
        }
    }
    return true;
}

/* ---- the loop ---- */

static bool encode_all(struct encoder *e)
{
    const struct str *s = value_to_str(e->s);
    if (e->encoding->has_mark && !put(e, 0xfeff)) {
        return false;
    }
    for (size_t i = 0; i < s->length;) {
        uint32_t c = str_at(s, i);
        if (LIKELY(can_encode(e->encoding, c))) {
            if (!put(e, c)) {
                return false;
            }
            i++;
            continue;
        }
        size_t from = i;
        while (i < s->length && !can_encode(e->encoding, str_at(s, i))) {
            i++;
        }
        if (!handle(e, from, i, &i)) {
            return false;
        }
    }
    return true;
}

/* ---- UTF-8 without surrogates: measured, then written ---- */

/* The size in UTF-8; 0 if there is a surrogate. */
static ALWAYS_INLINE size_t utf_8_size_of(int kind, const void *characters, size_t n)
{
    size_t size = n;
    unsigned n_surrogates = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = characters_at(kind, characters, i);
        size += (c >= 0x80) + (size_t)(c >= 0x800) + (c >= 0x10000);
        n_surrogates |= c - 0xd800 < 0x800;
    }
    return n_surrogates ? 0 : size;
}

static size_t utf_8_size(const struct str *s)
{
    switch (s->kind) {
    case 1:
        return utf_8_size_of(1, s->characters, s->length);
    case 2:
        return utf_8_size_of(2, s->characters, s->length);
    default:
        return utf_8_size_of(4, s->characters, s->length);
    }
}

static ALWAYS_INLINE char *put_utf_8(char *to, uint32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *to++ = (char)(0xe0 | c >> 12);
        } else {
            *to++ = (char)(0xf0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 63));
        }
        *to++ = (char)(0x80 | (c >> 6 & 63));
    }
    *to++ = (char)(0x80 | (c & 63));
    return to;
}

static ALWAYS_INLINE void write_utf_8(int kind, const void *characters, size_t n, char *to)
{
    for (size_t i = 0; i < n; i++) {
        to = put_utf_8(to, characters_at(kind, characters, i));
    }
}

static Value encode_utf_8(struct thread *t, const struct str *s, size_t size)
{
    Value bytes = bytes_new_unset(t, size);
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    char *to = ((struct bytes *)bytes)->data;
    switch (s->kind) {
    case 1:
        write_utf_8(1, s->characters, s->length, to);
        break;
    case 2:
        write_utf_8(2, s->characters, s->length, to);
        break;
    default:
        write_utf_8(4, s->characters, s->length, to);
    }
    return bytes;
}

Value encode_text(struct thread *t, const struct encoding *encoding, struct errors errors, Value v)
{
    const struct str *s = value_to_str(v);
    bool wide = encoding->kind == ENCODING_UTF_16 || encoding->kind == ENCODING_UTF_32;
    if (!wide && !encoding->has_mark &&
        (str_is_ascii(s) || (encoding->kind == ENCODING_LATIN_1 && s->kind == 1))) {
        return bytes_new(t, s->characters, s->length);
    }
    size_t size = encoding->kind == ENCODING_UTF_8 && !encoding->has_mark ? utf_8_size(s) : 0;
    if (size > 0) {
        return encode_utf_8(t, s, size);
    }
    struct encoder e = {.t = t, .encoding = encoding, .errors = errors, .s = v};
    e.out = raw_buffer_new(t, s->length + s->length / 2 + 32);
    if (e.out == NULL || !encode_all(&e)) {
        return VALUE_ERROR;
    }
    Value bytes = bytes_new(t, e.out->bytes, e.n);
    gc_keep(e.out);
    return bytes;
}
