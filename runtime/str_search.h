/*
 * Finding a text in a text: arrays of 1, 2 or 4-byte characters, of strings and of bytes alike.
 *
 * Short needles are looked for by their first and last character, 16 bytes at a time, a narrower one after it has been
 * widened; long ones of the text's own kind go to memmem of libc (two-way string matching, linear; Crochemore and Perrin
 * 1991), single characters to memchr.
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

/*
 * Up to `max` places of a needle that is not empty, at or behind `from` and without overlaps, into places[]. Returns
 * how many: fewer than `max` are all that there are.
 */
enum { TEXT_N_PLACES = 128 }; /* a good `max` for an array on the stack */
size_t text_find_each(struct text in, size_t from, struct text needle, size_t *places, size_t max);
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
