/* Building strings piece by piece, and str_format. */
#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/base/utf8.h"
#include "runtime/int.h"
#include "runtime/str_builder.h"
#include "runtime/str_internal.h"

void str_builder_init(struct str_builder *b, struct thread *t)
{
    b->t = t;
    b->buffer = NULL;
    b->characters = b->space;
    b->length = 0;
    b->capacity = sizeof b->space;
    b->kind = 1;
    b->failed = false;
    b->is_ascii = true;
}

/* Is there room for `n` bytes of kind 1 without further ado? A builder that has failed may say so: it does no harm. */
static ALWAYS_INLINE bool has_room(const struct str_builder *b, size_t n)
{
    return LIKELY(b->kind == 1 && n <= b->capacity - b->length);
}

static ALWAYS_INLINE void put_bytes(struct str_builder *b, const char *text, size_t n)
{
    copy_short((char *)b->characters + b->length, text, n);
    b->length += n;
}

/* Moves the text to a new place with room for `capacity` characters of `kind`. */
static bool move(struct str_builder *b, int kind, size_t capacity)
{
    struct raw_buffer *buffer = capacity > STR_MAX_LENGTH
                                    ? ((void)!raise_no_memory(b->t), NULL)
                                    : raw_buffer_new_unset(b->t, capacity * (unsigned)kind);
    if (buffer == NULL) {
        b->failed = true;
        return false;
    }
    characters_copy(kind, buffer->bytes, b->kind, b->characters, b->length);
    b->buffer = buffer;
    b->characters = buffer->bytes;
    b->kind = kind;
    b->capacity = capacity;
    return true;
}

bool str_builder_reserve(struct str_builder *b, int kind, size_t n_more)
{
    if (UNLIKELY(b->failed)) {
        return false;
    }
    kind = kind > b->kind ? kind : b->kind;
    size_t needed = b->length + n_more;
    if (LIKELY(kind == b->kind && needed <= b->capacity)) {
        return true;
    }
    if (b->length == 0 && needed * (unsigned)kind <= sizeof b->space) {
        b->kind = kind;
        b->characters = b->space;
        b->capacity = sizeof b->space / (unsigned)kind;
        return true;
    }
    size_t grown = b->length + b->length / 2 + 64;
    return move(b, kind, needed > grown ? needed : grown);
}

void str_builder_add_code_point(struct str_builder *b, uint32_t c)
{
    if (c < 128 && has_room(b, 1)) {
        ((char *)b->characters)[b->length++] = (char)c;
        return;
    }
    b->is_ascii = b->is_ascii && c < 128;
    if (str_builder_reserve(b, kind_of_code_point(c), 1)) {
        characters_put(b->kind, b->characters, b->length++, c);
    }
}

void str_builder_add_repeated(struct str_builder *b, uint32_t c, size_t n)
{
    if (n == 0 || !str_builder_reserve(b, kind_of_code_point(c), n)) {
        return;
    }
    b->is_ascii = b->is_ascii && c < 128;
    if (b->kind == 1) {
        memset((char *)b->characters + b->length, (int)c, n);
        b->length += n;
        return;
    }
    while (n-- > 0) {
        characters_put(b->kind, b->characters, b->length++, c);
    }
}

/* Appends `n` characters of a kind for which there is room. */
static void put_characters(struct str_builder *b, int kind, const void *from, size_t n)
{
    characters_copy(b->kind, (char *)b->characters + b->length * (unsigned)b->kind, kind, from, n);
    b->length += n;
}

void str_builder_add_ascii(struct str_builder *b, const char *text, size_t n)
{
    if (has_room(b, n)) {
        put_bytes(b, text, n);
    } else if (str_builder_reserve(b, 1, n)) {
        put_characters(b, 1, text, n);
    }
}

char *str_builder_claim_ascii(struct str_builder *b, size_t n)
{
    if (!has_room(b, n) && (b->kind != 1 || !str_builder_reserve(b, 1, n))) {
        return NULL;
    }
    char *claimed = (char *)b->characters + b->length;
    b->length += n;
    return claimed;
}

void str_builder_add_utf8(struct str_builder *b, const char *utf8, size_t n)
{
    if (text_is_ascii((const uint8_t *)utf8, n)) {
        str_builder_add_ascii(b, utf8, n);
        return;
    }
    while (n > 0) {
        unsigned used;
        int32_t c = utf8_decode_surrogatepass(utf8, n, &used);
        str_builder_add_code_point(b, c < 0 ? 0xfffd : (uint32_t)c);
        utf8 += used;
        n -= used;
    }
}

void str_builder_add_cstr(struct str_builder *b, const char *utf8)
{
    str_builder_add_utf8(b, utf8, strlen(utf8));
}

void str_builder_add_characters(struct str_builder *b, int kind, const void *from, size_t n)
{
    if (n == 0) {
        return;
    }
    int needed = kind <= b->kind ? b->kind : kind_of_code_point(characters_maximum(kind, from, n));
    b->is_ascii = false;
    if (LIKELY(str_builder_reserve(b, needed, n))) {
        put_characters(b, kind, from, n);
    }
}

void str_builder_add_str(struct str_builder *b, Value v)
{
    const struct str *s = value_to_str(v);
    b->is_ascii = b->is_ascii && str_is_ascii(s);
    if (s->kind == 1 && has_room(b, s->length)) {
        put_bytes(b, s->characters, s->length);
    } else if (s->length != 0 && str_builder_reserve(b, s->kind, s->length)) {
        put_characters(b, s->kind, s->characters, s->length);
    }
}

void str_builder_add_slice(struct str_builder *b, Value v, uint64_t from, uint64_t to)
{
    const struct str *s = value_to_str(v);
    if (str_is_ascii(s)) {
        str_builder_add_ascii(b, (const char *)s->characters + from, to - from);
    } else {
        str_builder_add_characters(b, s->kind, characters_from(s->kind, s->characters, from),
                                   to - from);
    }
}

/* A large text stays where it was built, if that wastes little. */
Value str_builder_finish(struct str_builder *b)
{
    if (UNLIKELY(b->failed)) {
        return VALUE_ERROR;
    }
    if (LIKELY(b->buffer == NULL && b->kind == 1 && b->is_ascii)) {
        return str_from_ascii(b->t, b->characters, b->length);
    }
    size_t n_bytes = b->length * (unsigned)b->kind;
    if (b->buffer == NULL || n_bytes < 1024 || b->length < b->capacity - b->capacity / 4) {
        return str_from_characters(b->t, b->kind, b->characters, b->length);
    }
    struct str *s = gc_allocate(b->t, sizeof *s, &str_type);
    if (s == NULL) {
        return VALUE_ERROR;
    }
    s->length = b->length;
    s->kind = (uint8_t)b->kind;
    s->characters = b->characters;
    s->buffer = b->buffer;
    bool is_ascii = b->kind == 1 && (b->is_ascii || text_is_ascii(b->characters, b->length));
    s->base.lock_flags = is_ascii ? STR_ASCII : 0;
    return str_value(s);
}

/* ---- str_format ---- */

/* `spec` is one conversion of C's own, without precision by argument. */
static void add_number(struct str_builder *b, const char *spec, size_t n_spec, va_list *arguments)
{
    char format[16], text[32];
    memcpy(format, spec, n_spec);
    format[n_spec] = '\0';
    int n;
    if (memchr(spec, 'l', n_spec) != NULL || memchr(spec, 'z', n_spec) != NULL) {
        n = snprintf(text, sizeof text, format, va_arg(*arguments, long));
    } else {
        n = snprintf(text, sizeof text, format, va_arg(*arguments, int));
    }
    str_builder_add_ascii(b, text, (size_t)n);
}

static void add_text(struct str_builder *b, Value text)
{
    if (text == VALUE_ERROR) {
        b->failed = true;
    } else {
        str_builder_add_str(b, text);
    }
}

static void add_cstr_up_to(struct str_builder *b, const char *text, int precision)
{
    size_t n = precision < 0 ? strlen(text) : strnlen(text, (size_t)precision);
    while (precision >= 0 && n > 0 && n == (size_t)precision && (text[n] & 0xC0) == 0x80) {
        n--; /* not in the middle of a character */
    }
    str_builder_add_utf8(b, text, n);
}

/* One conversion; `spec` is behind the '%'. Returns what follows it. */
static const char *add_conversion(struct str_builder *b, const char *spec, va_list *arguments)
{
    const char *start = spec - 1;
    int precision = -1;
    while (*spec >= '0' && *spec <= '9') {
        spec++;
    }
    if (*spec == '.') {
        spec++;
        if (*spec == '*') {
            precision = va_arg(*arguments, int);
            spec++;
        } else {
            for (precision = 0; *spec >= '0' && *spec <= '9'; spec++) {
                precision = precision * 10 + *spec - '0';
            }
        }
    }
    while (*spec == 'l' || *spec == 'z') {
        spec++;
    }
    switch (*spec) {
    case 's':
        add_cstr_up_to(b, va_arg(*arguments, const char *), precision);
        break;
    case 'c':
        str_builder_add_code_point(b, (uint32_t)va_arg(*arguments, int));
        break;
    case 'V':
        add_text(b, object_str(b->t, va_arg(*arguments, Value)));
        break;
    case 'R':
        str_builder_add_repr(b, va_arg(*arguments, Value));
        break;
    case 'T':
        str_builder_add_cstr(b, value_type_name(va_arg(*arguments, Value)));
        break;
    case 'A': {
        Value v = va_arg(*arguments, Value);
        str_builder_add_cstr(b, v == VALUE_NONE ? "None" : value_type_name(v));
        break;
    }
    case 'N':
        str_builder_add_cstr(b, type_name(va_arg(*arguments, struct type *)));
        break;
    case '%':
        str_builder_add_code_point(b, '%');
        break;
    default:
        add_number(b, start, (size_t)(spec + 1 - start), arguments);
    }
    return spec + 1;
}

Value str_format_va(struct thread *t, const char *format, va_list arguments)
{
    struct str_builder b;
    va_list rest;
    va_copy(rest, arguments);
    str_builder_init(&b, t);
    while (*format != '\0' && !b.failed) {
        size_t n = strcspn(format, "%");
        str_builder_add_utf8(&b, format, n);
        format += n;
        if (*format == '%') {
            format = add_conversion(&b, format + 1, &rest);
        }
    }
    va_end(rest);
    return str_builder_finish(&b);
}

Value str_format(struct thread *t, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Value text = str_format_va(t, format, arguments);
    va_end(arguments);
    return text;
}
