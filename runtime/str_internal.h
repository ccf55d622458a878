/*
 * The inside of str: what runtime/str*.c, format*.c and codec*.c share. A str is filled between str_allocate and
 * its first publication, by the thread that made it, and never after.
 */
#ifndef HASP_RUNTIME_STR_INTERNAL_H
#define HASP_RUNTIME_STR_INTERNAL_H

#include <string.h>

#include "runtime/str.h"

/* The most characters in one string: sizes in bytes never overflow. */
#define STR_MAX_LENGTH ((uint64_t)INT64_MAX / 8)

/* Kinds 2 and 4 need their characters aligned; kind 1 begins right behind the last field. */
static ALWAYS_INLINE size_t str_inline_offset(int kind)
{
    return kind == 1 ? offsetof(struct str, inline_characters)
                     : offsetof(struct str, inline_characters) + 3;
}
static_assert((offsetof(struct str, inline_characters) + 3) % 4 == 0,
              "inline characters are aligned");

/*
 * A new exact str of `length` (> 0) characters to be filled by the caller; not yet known to be ASCII. NULL:
 * MemoryError. Results of length 0 and one Latin-1 character must be the shared ones: str_shared.
 */
RAISES static ALWAYS_INLINE struct str *str_allocate(struct thread *t, int kind, uint64_t length)
{
    if (UNLIKELY(length > STR_MAX_LENGTH)) {
        (void)!raise_no_memory(t);
        return NULL;
    }
    size_t offset = str_inline_offset(kind);
    size_t size = offset + length * (unsigned)kind;
    struct str *s = LIKELY(size <= GC_SMALL_MAX) ? gc_allocate(t, size, &str_type)
                                                 : gc_allocate_unset(t, size, sizeof *s, &str_type);
    if (UNLIKELY(s == NULL)) {
        return NULL;
    }
    s->length = length;
    s->characters = (char *)s + offset;
    s->kind = (uint8_t)kind;
    return s;
}
RAISES static ALWAYS_INLINE struct str *str_allocate_ascii(struct thread *t, uint64_t length)
{
    struct str *s = str_allocate(t, 1, length);
    if (LIKELY(s != NULL)) {
        s->base.lock_flags = STR_ASCII;
    }
    return s;
}

/* Only while the string is being filled. */
static ALWAYS_INLINE void *str_to_fill(struct str *s)
{
    return (void *)(uintptr_t)s->characters;
}
static ALWAYS_INLINE Value str_value(struct str *s)
{
    return value_from_object(s);
}

/* The str that was allocated and has been filled, `is_ascii` if that is known; another if its characters turn out to need
   fewer bytes. */
RAISES Value str_finish(struct thread *t, struct str *s, bool is_ascii);

static ALWAYS_INLINE bool str_is_ascii(const struct str *s)
{
    return object_has_flag(&s->base, STR_ASCII);
}

/* The one string of each Latin-1 character; constant after start-up but for hash and flags. */
union str_single {
    struct str str;
    char space[64];
};
static_assert(sizeof(union str_single) == 64, "keeps each aligned as an object");
extern union str_single str_singles[256];
static ALWAYS_INLINE Value str_of_latin1(uint8_t c)
{
    return value_from_object(&str_singles[c].str);
}

/* Is the text all below 128? */
bool text_is_ascii(const uint8_t *text, size_t n);

/* The narrowest kind for `c`, and for a whole array. */
static ALWAYS_INLINE int kind_of_code_point(uint32_t c)
{
    return c < 256 ? 1 : c < 65536 ? 2 : 4;
}
uint32_t characters_maximum(int kind, const void *characters, size_t n);

static ALWAYS_INLINE uint32_t characters_at(int kind, const void *characters, size_t i)
{
    return kind == 1   ? ((const uint8_t *)characters)[i]
           : kind == 2 ? ((const uint16_t *)characters)[i]
                       : ((const uint32_t *)characters)[i];
}
static ALWAYS_INLINE void characters_put(int kind, void *characters, size_t i, uint32_t c)
{
    if (kind == 1) {
        ((uint8_t *)characters)[i] = (uint8_t)c;
    } else if (kind == 2) {
        ((uint16_t *)characters)[i] = (uint16_t)c;
    } else {
        ((uint32_t *)characters)[i] = c;
    }
}
static ALWAYS_INLINE const void *characters_from(int kind, const void *characters, size_t i)
{
    return (const char *)characters + i * (unsigned)kind;
}
/* Copies `n` characters, widening or narrowing; each must fit. */
void characters_copy(int to_kind, void *to, int from_kind, const void *from, size_t n);

/* Two copies of a fixed size that may overlap, for n of size to 2 * size. */
#define COPY_ENDS(size)                                                                            \
    do {                                                                                           \
        char first_[size], last_[size];                                                            \
        memcpy(first_, from, size);                                                                \
        memcpy(last_, from + n - (size), size);                                                    \
        memcpy(to, first_, size);                                                                  \
        memcpy(to + n - (size), last_, size);                                                      \
    } while (0)

/* memcpy without the call for what is short. */
static ALWAYS_INLINE void copy_short(char *to, const char *from, size_t n)
{
    if (n > 32) {
        memcpy(to, from, n);
    } else if (n >= 16) {
        COPY_ENDS(16);
    } else if (n >= 8) {
        COPY_ENDS(8);
    } else if (n >= 4) {
        COPY_ENDS(4);
    } else if (n > 0) {
        to[0] = from[0];
        to[n / 2] = from[n / 2];
        to[n - 1] = from[n - 1];
    }
}
#undef COPY_ENDS

/* The str of ASCII text. */
RAISES static ALWAYS_INLINE Value str_from_ascii(struct thread *t, const char *text, size_t n)
{
    if (n <= 1) {
        return n == 0 ? str_empty : str_of_latin1((uint8_t)text[0]);
    }
    struct str *s = str_allocate_ascii(t, n);
    if (UNLIKELY(s == NULL)) {
        return VALUE_ERROR;
    }
    copy_short(str_to_fill(s), text, n);
    return str_value(s);
}

/* Of bytes that are not all ASCII. UNBOUND: they are not valid UTF-8, or too few to tell. */
RAISES Value str_from_checked_utf8(struct thread *t, const char *utf8, size_t n);

/* SipHash-1-3 under the process's key, as str and bytes hash; never -1. */
int64_t hash_characters(const void *data, size_t n_bytes);

/* An exact str with the same text: itself unless of a subclass. */
RAISES Value str_exact(struct thread *t, Value s);

/* Narrowest str of characters [from, to) of `s`. */
RAISES Value str_part(struct thread *t, const struct str *s, uint64_t from, uint64_t to);

/* start, stop arguments of find, count, startswith, index: UNBOUND and None mean the ends. Clipped to 0..length. */
RAISES MAY_GC bool resolve_bounds(struct thread *t, Value start, Value stop, uint64_t length,
                                  int64_t *from, int64_t *to);

#endif
