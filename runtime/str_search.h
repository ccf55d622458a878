/*
 * Finding a text in a text: arrays of 1, 2 or 4-byte characters, of strings and of bytes alike.
 *
 * Short needles of bytes are looked for by their first and last byte, sixteen places at a time; else equal kinds go to
 * memmem (two-way string matching, linear; Crochemore and Perrin 1991) and memchr of libc. A match that begins inside
 * of a wider character is none, and the search goes on behind it.
 */
#ifndef HASP_RUNTIME_STR_SEARCH_H
#define HASP_RUNTIME_STR_SEARCH_H

#include "runtime/str_internal.h"

struct text {
    const void *characters;
    size_t length;
    int kind;
};

static ALWAYS_INLINE struct text text_of(const struct str *s)
{
    return (struct text){s->characters, s->length, s->kind};
}
static ALWAYS_INLINE struct text text_part(struct text text, size_t from, size_t to)
{
    return (struct text){characters_from(text.kind, text.characters, from), to - from, text.kind};
}
static ALWAYS_INLINE uint32_t text_at(struct text text, size_t i)
{
    return characters_at(text.kind, text.characters, i);
}

/* The place of the first, or last, occurrence; -1. An empty needle is found at either end. */
int64_t text_find(struct text in, struct text needle);
int64_t text_find_last(struct text in, struct text needle);
/* Without overlaps; an empty needle is found length + 1 times. At most `limit`. */
int64_t text_count(struct text in, struct text needle, int64_t limit);

bool text_equal(struct text a, struct text b);
static inline bool text_starts_with(struct text text, struct text prefix)
{
    return prefix.length <= text.length && text_equal(text_part(text, 0, prefix.length), prefix);
}
static inline bool text_ends_with(struct text text, struct text suffix)
{
    return suffix.length <= text.length &&
           text_equal(text_part(text, text.length - suffix.length, text.length), suffix);
}

#endif
