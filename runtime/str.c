/* Making strings, comparing them, and their way to UTF-8. */
#include "runtime/str.h"

#include "runtime/base/utf8.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/str_internal.h"

/* ---- shared strings ---- */

/* Static, so that they exist before the heap does. */
static _Alignas(16) struct str empty = {
    .base = {.type = &str_type, .lock_flags = STR_ASCII}, .characters = "", .kind = 1};
Value str_empty = (Value)&empty;

_Alignas(64) union str_single str_singles[256];

static void init_shared(void)
{
    uint32_t shape = type_root_shape_id(&str_type);
    empty.base.shape = shape;
    for (unsigned c = 0; c < 256; c++) {
        struct str *s = &str_singles[c].str;
        s->base = (struct object){&str_type, shape, c < 128 ? STR_ASCII : 0};
        s->length = 1;
        s->kind = 1;
        s->characters = s->inline_characters;
        s->inline_characters[0] = (char)c;
    }
}

void str_intern_init(void);

bool str_init(UNUSED struct thread *t)
{
    init_shared();
    str_intern_init();
    return true;
}

/* ---- arrays of characters ---- */

bool text_is_ascii(const uint8_t *text, size_t n)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    while (n >= 32) {
        uint64_t words[4];
        memcpy(words, text, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & high) {
            return false;
        }
        text += 32;
        n -= 32;
    }
    for (; n >= 8; n -= 8, text += 8) {
        uint64_t word;
        memcpy(&word, text, sizeof word);
        if (word & high) {
            return false;
        }
    }
    uint8_t bits = 0;
    while (n-- > 0) {
        bits |= *text++;
    }
    return bits < 128;
}

/* An upper bound of the characters that decides the kind: their union of bits. */
static uint32_t bits_2(const uint16_t *text, size_t n)
{
    uint16_t bits = 0;
    for (size_t i = 0; i < n; i++) {
        bits |= text[i];
    }
    return bits;
}

static uint32_t bits_4(const uint32_t *text, size_t n)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < n; i++) {
        bits |= text[i];
    }
    return bits;
}

uint32_t characters_maximum(int kind, const void *characters, size_t n)
{
    if (kind == 1) {
        return text_is_ascii(characters, n) ? 127 : 255;
    }
    uint32_t bits = kind == 2 ? bits_2(characters, n) : bits_4(characters, n);
    return bits < 128 ? 127 : bits < 256 ? 255 : bits < 65536 ? 65535 : 0x10ffff;
}

void characters_copy(int to_kind, void *to, int from_kind, const void *from, size_t n)
{
    if (to_kind == from_kind) {
        memcpy(to, from, n * (unsigned)to_kind);
    } else if (to_kind == 2 && from_kind == 1) {
        for (size_t i = 0; i < n; i++) {
            ((uint16_t *)to)[i] = ((const uint8_t *)from)[i];
        }
    } else if (to_kind == 4 && from_kind == 1) {
        for (size_t i = 0; i < n; i++) {
            ((uint32_t *)to)[i] = ((const uint8_t *)from)[i];
        }
    } else if (to_kind == 1 && from_kind == 4) {
        for (size_t i = 0; i < n; i++) {
            ((uint8_t *)to)[i] = (uint8_t)((const uint32_t *)from)[i];
        }
    } else {
        for (size_t i = 0; i < n; i++) {
            characters_put(to_kind, to, i, characters_at(from_kind, from, i));
        }
    }
}

/* ---- making ---- */

Value str_from_characters(struct thread *t, int kind, const void *characters, size_t n)
{
    if (n == 0) {
        return str_empty;
    }
    uint32_t maximum = characters_maximum(kind, characters, n);
    if (n == 1 && maximum < 256) {
        return str_of_latin1((uint8_t)characters_at(kind, characters, 0));
    }
    struct str *s = str_allocate(t, kind_of_code_point(maximum), n);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    characters_copy(s->kind, str_to_fill(s), kind, characters, n);
    s->base.lock_flags = maximum < 128 ? STR_ASCII : 0;
    return str_value(s);
}

Value str_from_latin1(struct thread *t, const uint8_t *text, size_t n)
{
    return str_from_characters(t, 1, text, n);
}

Value str_from_code_point(struct thread *t, uint32_t c)
{
    return c < 256 ? str_of_latin1((uint8_t)c) : str_from_characters(t, 4, &c, 1);
}

/* Reads one character of valid UTF-8 that is not ASCII, and moves *at behind it. */
static ALWAYS_INLINE uint32_t read_utf8(const uint8_t **at)
{
    const uint8_t *b = *at;
    if (b[0] < 0xe0) {
        *at += 2;
        return (b[0] & 31u) << 6 | (b[1] & 63u);
    }
    if (b[0] < 0xf0) {
        *at += 3;
        return (b[0] & 15u) << 12 | (b[1] & 63u) << 6 | (b[2] & 63u);
    }
    *at += 4;
    return (b[0] & 7u) << 18 | (b[1] & 63u) << 12 | (b[2] & 63u) << 6 | (b[3] & 63u);
}

static ALWAYS_INLINE void fill_from_utf8(int kind, void *to, size_t length, const char *utf8)
{
    const uint8_t *at = (const uint8_t *)utf8;
    for (size_t i = 0; i < length; i++) {
        characters_put(kind, to, i, *at < 0x80 ? *at++ : read_utf8(&at));
    }
}

/* The same from bytes that `length` characters begin in; false: they are not valid UTF-8. */
static ALWAYS_INLINE bool fill_checked(int kind, void *to, size_t length, const uint8_t *at,
                                       const uint8_t *end)
{
    for (size_t i = 0; i < length;
         i++) { /* as many are left as begin behind `at`: so there is a byte */
        uint32_t c = *at;
        if (c < 0x80) {
            at++;
        } else if (c < 0xe0) {
            if (c < 0xc2 || end - at < 2 || (at[1] & 0xc0) != 0x80) {
                return false;
            }
            c = (c & 31) << 6 | (at[1] & 63u);
            at += 2;
        } else {
            unsigned used;
            int32_t decoded = utf8_decode((const char *)at, (size_t)(end - at), &used);
            if (decoded < 0) {
                return false;
            }
            c = (uint32_t)decoded;
            at += used;
        }
        characters_put(kind, to, i, c);
    }
    return at == end;
}

/* Counts the characters and finds the kind that they need. */
static size_t measure_utf8(const char *utf8, size_t n, int *kind)
{
    size_t count = 0;
    uint8_t largest = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t byte = (uint8_t)utf8[i];
        count += (byte & 0xC0) != 0x80;
        largest = byte > largest ? byte : largest;
    }
    *kind = largest >= 0xF0 ? 4 : largest >= 0xC4 ? 2 : 1;
    return count;
}

Value str_from_utf8(struct thread *t, const char *utf8, size_t n)
{
    if (n == 0) {
        return str_empty;
    }
    if (text_is_ascii((const uint8_t *)utf8, n)) {
        return str_from_ascii(t, utf8, n);
    }
    int kind;
    size_t length = measure_utf8(utf8, n, &kind);
    const uint8_t *first = (const uint8_t *)utf8;
    if (length == 1 && kind == 1) {
        return str_of_latin1((uint8_t)read_utf8(&first));
    }
    struct str *s = str_allocate(t, kind, length);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    switch (kind) {
    case 1:
        fill_from_utf8(1, str_to_fill(s), length, utf8);
        break;
    case 2:
        fill_from_utf8(2, str_to_fill(s), length, utf8);
        break;
    default:
        fill_from_utf8(4, str_to_fill(s), length, utf8);
    }
    return str_value(s);
}

Value str_from_checked_utf8(struct thread *t, const char *utf8, size_t n)
{
    int kind;
    size_t length = measure_utf8(utf8, n, &kind);
    if (length < 2) {
        return VALUE_UNBOUND;
    }
    struct str *s = str_allocate(t, kind, length);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    const uint8_t *at = (const uint8_t *)utf8, *end = at + n;
    void *to = str_to_fill(s);
    bool is_valid = kind == 1   ? fill_checked(1, to, length, at, end)
                    : kind == 2 ? fill_checked(2, to, length, at, end)
                                : fill_checked(4, to, length, at, end);
    return is_valid ? str_value(s) : VALUE_UNBOUND;
}

Value str_from_cstr(struct thread *t, const char *utf8)
{
    return str_from_utf8(t, utf8, strlen(utf8));
}

Value str_exact(struct thread *t, Value v)
{
    if (LIKELY(value_to_object(v)->type == &str_type)) {
        return v;
    }
    const struct str *s = value_to_str(v);
    return str_from_characters(t, s->kind, s->characters, s->length);
}

Value str_finish(struct thread *t, struct str *s, bool is_ascii)
{
    if (is_ascii) {
        s->base.lock_flags = STR_ASCII;
    } else {
        uint32_t maximum = characters_maximum(s->kind, s->characters, s->length);
        if (kind_of_code_point(maximum) < s->kind) {
            return str_from_characters(t, s->kind, s->characters, s->length);
        }
        s->base.lock_flags = maximum < 128 ? STR_ASCII : 0;
    }
    return s->length == 1 && s->kind == 1 ? str_of_latin1((uint8_t)str_at(s, 0)) : str_value(s);
}

/* ---- asking ---- */

bool str_equal(const struct str *a, const struct str *b)
{
    if (a == b) {
        return true;
    }
    if (a->length != b->length || a->kind != b->kind) {
        return false;
    }
    const uint8_t *x = a->characters, *y = b->characters;
    if (a->length != 0 && *x != *y) {
        return false;
    }
    return memcmp(x, y, a->length * a->kind) == 0;
}

int str_order(const struct str *a, const struct str *b)
{
    uint64_t n = a->length < b->length ? a->length : b->length;
    uint32_t first_a = n > 0 ? str_at(a, 0) : 0, first_b = n > 0 ? str_at(b, 0) : 0;
    if (first_a != first_b) { /* most often, and without a call */
        return first_a < first_b ? -1 : 1;
    }
    if (a->kind == 1 && b->kind == 1) {
        int order = memcmp(a->characters, b->characters, n);
        if (order != 0) {
            return order < 0 ? -1 : 1;
        }
    } else {
        for (uint64_t i = 0; i < n; i++) {
            uint32_t c = str_at(a, i), d = str_at(b, i);
            if (c != d) {
                return c < d ? -1 : 1;
            }
        }
    }
    return (a->length > b->length) - (a->length < b->length);
}

bool str_equals_cstr(Value v, const char *ascii)
{
    const struct str *s = value_to_str(v);
    size_t n = strlen(ascii);
    return s->length == n && s->kind == 1 && memcmp(s->characters, ascii, n) == 0;
}

/* ---- to UTF-8 ---- */

static size_t utf8_size(const struct str *s)
{
    if (str_is_ascii(s)) {
        return s->length;
    }
    size_t size = 0;
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return size;
}

const char *str_to_utf8(struct thread *t, Value v, size_t *n)
{
    const struct str *s = value_to_str(v);
    size_t size = utf8_size(s);
    struct raw_buffer *buffer = raw_buffer_new(t, size + 1);
    if (buffer == NULL) {
        return NULL;
    }
    if (str_is_ascii(s)) {
        memcpy(buffer->bytes, s->characters, size);
    } else {
        char *to = buffer->bytes;
        for (uint64_t i = 0; i < s->length; i++) {
            to += utf8_encode(str_at(s, i), to);
        }
    }
    buffer->bytes[size] = '\0';
    if (n != NULL) {
        *n = size;
    }
    return buffer->bytes;
}

static COLD const char *raise_surrogate(struct thread *t, Value v, uint64_t i)
{
    Value encoding = str_from_cstr(t, "utf-8");
    Value reason = str_from_cstr(t, "surrogates not allowed");
    if (encoding == VALUE_ERROR || reason == VALUE_ERROR) {
        return NULL;
    }
    Value args[] = {VALUE_UNBOUND,
                    encoding,
                    v,
                    value_from_small_int((int64_t)i),
                    value_from_small_int((int64_t)i + 1),
                    reason};
    Value exception = exception_new(t, &UnicodeEncodeError_type, args + 1, 5);
    if (exception != VALUE_ERROR) {
        raise_exception(t, exception);
    }
    return NULL;
}

/* surrogateescape: U+DC80..U+DCFF stand for the bytes 0x80..0xFF. */
const char *str_to_path(struct thread *t, Value v, size_t *n)
{
    const struct str *s = value_to_str(v);
    struct raw_buffer *buffer = raw_buffer_new(t, utf8_size(s) + 1);
    if (buffer == NULL) {
        return NULL;
    }
    char *to = buffer->bytes;
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c == 0) {
            (void)!raise_error(t, &ValueError_type, "embedded null byte");
            return NULL;
        }
        if (c >= 0xdc80 && c <= 0xdcff) {
            *to++ = (char)(c - 0xdc00);
        } else if (c >= 0xd800 && c <= 0xdfff) {
            return raise_surrogate(t, v, i);
        } else {
            to += utf8_encode(c, to);
        }
    }
    *to = '\0';
    if (n != NULL) {
        *n = (size_t)(to - buffer->bytes);
    }
    return buffer->bytes;
}
