/*
 * str: an immutable array of code points of 1, 2 or 4 bytes each, always the narrowest that fits (O(1)
 * indexing; equal strings have equal representations), the hash cached.
 *
 *     kind 1: all <= U+00FF; kind 2: all <= U+FFFF; kind 4: the rest. Surrogates are ordinary code points.
 *
 * Building by `s += t` is linear: the characters of a string may lie in a shared raw_buffer with spare room behind
 * them (runtime/str_concat.c); the string that ends exactly at the buffer's fill mark may extend it,
 * after winning the mark by compare-and-swap. No string ever changes.
 *
 * Identifiers are interned in a sharded table, which holds them weakly: OBJECT_INTERNED strings are equal only if
 * identical.
 */
#ifndef HASP_RUNTIME_STR_H
#define HASP_RUNTIME_STR_H

#include <stdarg.h>

#include "runtime/error.h"

enum {
    STR_ASCII = OBJECT_FIRST_TYPE_FLAG, /* all characters below 128 */
    STR_GROWN = OBJECT_FIRST_TYPE_FLAG
                << 1, /* a result of concatenation: the next one makes spare room */
    STR_ROPE = OBJECT_FIRST_TYPE_FLAG
               << 2 /* `buffer` is a rope of runtime/str_concat.c: it may be extended */
};

struct str {
    struct object base;
    /* Immutable. */
    uint64_t length;        /* code points */
    const void *characters; /* points to `inline_characters`, or into `buffer` */
    /* What keeps the characters alive, maybe another str; NULL when inline. */
    struct raw_buffer *buffer;
    /* Relaxed; 0: not computed. */
    int64_t hash;
    uint8_t kind; /* 1, 2 or 4; immutable */
    char inline_characters[];
};

extern struct type str_type;

static ALWAYS_INLINE bool value_is_str(Value v)
{
    return value_is_object(v) && type_has(value_to_object(v)->type, TYPE_STR_SUBCLASS);
}
static ALWAYS_INLINE struct str *value_to_str(Value v)
{
    ASSERT(value_is_str(v));
    return (struct str *)v;
}
static ALWAYS_INLINE uint32_t str_at(const struct str *s, uint64_t i)
{
    switch (s->kind) {
    case 1:
        return ((const uint8_t *)s->characters)[i];
    case 2:
        return ((const uint16_t *)s->characters)[i];
    default:
        return ((const uint32_t *)s->characters)[i];
    }
}

/*
 * --- Start-up, in this order ---
 * The hash key: by PYTHONHASHSEED's text, so that hashes equal CPython's for the same seed; NULL, "" and "random":
 * from the system. false: the text is neither "random" nor a number of 0 to 4294967295.
 */
bool str_hash_init(const char *seed_text);
/* The strings of one character and the intern table; then the known names. After types_bootstrap. */
RAISES bool str_init(struct thread *t);
RAISES bool names_init(struct thread *t);

/* --- Making --- */
RAISES Value str_from_utf8(struct thread *t, const char *utf8, size_t n); /* valid UTF-8 or WTF-8 */
RAISES Value str_from_cstr(struct thread *t, const char *utf8);
RAISES Value str_from_latin1(struct thread *t, const uint8_t *text, size_t n);
/* Narrows. `kind` is that of the array. */
RAISES Value str_from_characters(struct thread *t, int kind, const void *characters, size_t n);
RAISES Value str_from_code_point(struct thread *t, uint32_t c);
RAISES Value str_format(struct thread *t, const char *format, ...); /* formats: runtime/error.h */
RAISES Value str_format_va(struct thread *t, const char *format, va_list arguments);
extern Value str_empty; /* "" */

/*
 * A string under construction, on the C stack: widens as needed; finish returns the str. Once it outgrows its own
 * space it lies in collected memory, so an abandoned builder leaks nothing. Not to be copied.
 */
struct str_builder {
    struct thread *t;
    struct raw_buffer *buffer; /* NULL while the text fits `space` */
    void *characters;          /* of `kind`, the narrowest */
    size_t length, capacity;   /* code points */
    int kind;
    bool failed;   /* an exception is pending; appends do nothing, finish returns ERROR */
    bool is_ascii; /* known: all characters are below 128 */
    _Alignas(8) char space[120];
};
void str_builder_init(struct str_builder *b, struct thread *t);
void str_builder_add_code_point(struct str_builder *b, uint32_t c);
void str_builder_add_cstr(struct str_builder *b, const char *utf8);
void str_builder_add_utf8(struct str_builder *b, const char *utf8, size_t n);
void str_builder_add_str(struct str_builder *b, Value s);
void str_builder_add_slice(struct str_builder *b, Value s, uint64_t from, uint64_t to);
MAY_GC void str_builder_add_value(struct str_builder *b, Value v); /* as str(v) */
MAY_GC void str_builder_add_repr(struct str_builder *b, Value v);
RAISES Value str_builder_finish(struct str_builder *b);

/* --- Interning: the canonical string; `s` must be an exact str --- */
RAISES Value str_intern(struct thread *t, Value s);
RAISES Value str_intern_cstr(struct thread *t, const char *utf8);
/* Known names, interned at start-up from runtime/names.def: NAME(__init__) is `name___init__`. */
#define NAME(identifier) extern Value name_##identifier;
#define NAME_AS(identifier, text) extern Value name_##identifier;
#include "runtime/names.def"
#undef NAME
#undef NAME_AS

/* --- Asking --- */
int64_t str_hash(struct str *s); /* SipHash-1-3 with the process's key; never -1 */
uint64_t hash_with_key(const void *data, size_t n_bytes, uint64_t hash_key);
bool str_equal(const struct str *a, const struct str *b);
int str_order(const struct str *a, const struct str *b); /* -1, 0, 1 by code points */
bool str_equals_cstr(Value s, const char *ascii);
bool str_is_identifier(const struct str *s); /* as str.isidentifier() */
/* UTF-8 copy in collected memory, zero-terminated; *n may be NULL. Surrogates: surrogatepass bytes. */
RAISES const char *str_to_utf8(struct thread *t, Value s, size_t *n);
/* As above, but a lone surrogate raises UnicodeEncodeError and an embedded NUL ValueError. For names of files: surrogateescape. */
RAISES const char *str_to_path(struct thread *t, Value s, size_t *n);

/* --- Doing --- */
RAISES Value str_concat(struct thread *t, Value a, Value b);                    /* both str */
RAISES Value str_concat_all(struct thread *t, const Value *pieces, uint32_t n); /* all str */
RAISES Value str_slice(struct thread *t, Value s, int64_t from,
                       int64_t to); /* 0 <= from <= to <= length */
int64_t str_find(const struct str *s, const struct str *needle, int64_t from,
                 int64_t to); /* or -1 */
RAISES MAY_GC Value str_join(struct thread *t, Value separator, Value iterable);
RAISES MAY_GC Value str_percent_format(struct thread *t, Value format, Value arguments);

#endif
