#include "runtime/str_search.h"
#include "runtime/text_blocks.h"

#include <wchar.h>

static_assert(sizeof(wchar_t) == 4, "wmemchr searches characters of kind 4");

bool text_equal(struct text a, struct text b)
{
    if (a.length != b.length) {
        return false;
    }
    if (a.length > 0 && text_at(a, 0) != text_at(b, 0)) {
        return false;
    }
    if (a.kind == b.kind) {
        return memcmp(a.characters, b.characters, a.length * (unsigned)a.kind) == 0;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (text_at(a, i) != text_at(b, i)) {
            return false;
        }
    }
    return true;
}

/* ---- one character ---- */

/* In characters of 1 or 4 bytes, which libc searches. */
static int64_t find_character(struct text in, uint32_t c)
{
    if (kind_of_code_point(c) > in.kind || in.length == 0) {
        return -1;
    }
    if (in.kind == 1) {
        const char *found = memchr(in.characters, (int)c, in.length);
        return found == NULL ? -1 : found - (const char *)in.characters;
    }
    const wchar_t *found = wmemchr(in.characters, (wchar_t)c, in.length);
    return found == NULL ? -1 : found - (const wchar_t *)in.characters;
}

#define COUNT(type)                                                                                \
    for (size_t i = 0; i < in.length; i++) {                                                       \
        count += ((const type *)in.characters)[i] == c;                                            \
    }                                                                                              \
    break

static int64_t count_character(struct text in, uint32_t c)
{
    int64_t count = 0;
    switch (in.kind) {
    case 1:
        COUNT(uint8_t);
    case 2:
        COUNT(uint16_t);
    default:
        COUNT(uint32_t);
    }
    return count;
}
#undef COUNT

/* ---- blocks of places ---- */

/*
 * A needle of up to SHORT_MAX characters: candidates are where both its first and its last character are right, found
 * 16 bytes of the text at a time. SHORT_MAX bounds what a wrong candidate costs.
 */
enum { SHORT_MAX = 64, N_BLOCKS = 4 };
typedef uint16_t block_of_2 __attribute__((vector_size(BLOCK)));
typedef uint32_t block_of_4 __attribute__((vector_size(BLOCK)));

struct needle {
    const char *bytes;
    size_t n_bytes;
    size_t last_at;  /* of its last character, in bytes */
    size_t n_inside; /* bytes between the first and the last character */
    uint32_t first, last;
};

static ALWAYS_INLINE struct needle needle_of(struct text text, int kind)
{
    size_t n_bytes = text.length * (unsigned)kind, n_ends = 2 * (unsigned)kind;
    return (struct needle){.bytes = text.characters,
                           .n_bytes = n_bytes,
                           .last_at = n_bytes - (unsigned)kind,
                           .n_inside = n_bytes > n_ends ? n_bytes - n_ends : 0,
                           .first = text_at(text, 0),
                           .last = text_at(text, text.length - 1)};
}

/* All bits set in the characters of a block that are `c`. */
static ALWAYS_INLINE block equal_characters(const char *at, int kind, uint32_t c)
{
    block bytes = block_load(at);
    return kind == 1   ? (block)(bytes == (block){0} + (uint8_t)c)
           : kind == 2 ? (block)((block_of_2)bytes == (block_of_2){0} + (uint16_t)c)
                       : (block)((block_of_4)bytes == (block_of_4){0} + c);
}

static ALWAYS_INLINE block candidates(const struct needle *needle, const char *at, int kind)
{
    return equal_characters(at, kind, needle->first) &
           equal_characters(at + needle->last_at, kind, needle->last);
}

static ALWAYS_INLINE bool equal_bytes(const char *a, const char *b, size_t n)
{
    if (n > 16) {
        return memcmp(a, b, n) == 0;
    }
    if (n >= 8) {
        uint64_t words[4];
        memcpy(&words[0], a, 8);
        memcpy(&words[1], b, 8);
        memcpy(&words[2], a + n - 8, 8);
        memcpy(&words[3], b + n - 8, 8);
        return words[0] == words[1] && words[2] == words[3];
    }
    for (size_t i = 0; i < n; i++) {
        if (a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

static ALWAYS_INLINE bool is_at(const struct needle *needle, const char *place, int kind)
{
    return equal_bytes(place + kind, needle->bytes + kind, needle->n_inside);
}

/*
 * The candidates among the next places of [from, end), as bits, and in *n_bytes how far these reach. The last block
 * reaches back over places that have been looked at, unless there are fewer than a block in all.
 */
static ALWAYS_INLINE uint64_t next_candidates(const struct needle *needle, const char *from,
                                              const char *at, const char *end, int kind,
                                              size_t *n_bytes)
{
    size_t left = (size_t)(end - at);
    if (left >= N_BLOCKS * BLOCK) {
        block blocks[N_BLOCKS];
        for (int i = 0; i < N_BLOCKS; i++) {
            blocks[i] = candidates(needle, at + i * BLOCK, kind);
        }
        *n_bytes = N_BLOCKS * BLOCK;
        if (LIKELY(block_bits(blocks[0] | blocks[1] | blocks[2] | blocks[3]) == 0)) {
            return 0;
        }
        return block_bits(blocks[0]) | block_bits(blocks[1]) << 16 | block_bits(blocks[2]) << 32 |
               block_bits(blocks[3]) << 48;
    }
    if (left >= BLOCK) {
        *n_bytes = BLOCK;
        return block_bits(candidates(needle, at, kind));
    }
    if (end - from >= BLOCK) {
        *n_bytes = left;
        return block_bits(candidates(needle, end - BLOCK, kind)) >> (BLOCK - left);
    }
    *n_bytes = (unsigned)kind;
    return characters_at(kind, at, 0) == needle->first &&
           characters_at(kind, at + needle->last_at, 0) == needle->last;
}

/* text_find_each for a short needle of the text's kind, which is no longer than what is left of the text. */
static ALWAYS_INLINE size_t find_short(struct text in, size_t from, const struct needle *needle,
                                       int kind, size_t *places, size_t max)
{
    const char *text = in.characters, *start = text + from * (unsigned)kind, *at = start;
    const char *end = text + in.length * (unsigned)kind - needle->last_at, *after_last = at;
    size_t n = 0, n_bytes;
    const uint64_t one = (UINT64_C(1) << kind) - 1;
    while (at < end) {
        uint64_t hits = next_candidates(needle, start, at, end, kind, &n_bytes);
        while (hits != 0) {
            int bit = __builtin_ctzll(hits);
            const char *place = at + bit;
            hits &= ~(one << bit);
            if (place >= after_last && is_at(needle, place, kind)) {
                places[n++] = (size_t)(place - text) / (unsigned)kind;
                if (n == max) {
                    return n;
                }
                after_last = place + needle->n_bytes;
            }
        }
        at += n_bytes;
        at = at < after_last ? after_last : at;
    }
    return n;
}

/* By memmem, which is linear in the text however long the needle is. A match that begins inside of a character is
   none. */
static size_t find_long(struct text in, size_t from, struct text needle, size_t *places, size_t max)
{
    size_t kind = (size_t)in.kind, n = 0;
    const char *start = in.characters, *at = start + from * kind, *end = start + in.length * kind;
    while (n < max) {
        const char *found = memmem(at, (size_t)(end - at), needle.characters, needle.length * kind);
        if (found == NULL) {
            break;
        }
        size_t place = (size_t)(found - start);
        at = found + 1;
        if (place % kind == 0) {
            places[n++] = place / kind;
            at = found + needle.length * kind;
        }
    }
    return n;
}

/* A long needle that is narrower than the text: by its first character. */
static size_t find_narrower(struct text in, size_t from, struct text needle, size_t *places,
                            size_t max)
{
    struct text first = text_part(needle, 0, 1);
    size_t n = 0, end = in.length - needle.length + 1;
    while (n < max && from < end) {
        int64_t next = text_find(text_part(in, from, end), first);
        if (next < 0) {
            break;
        }
        from += (size_t)next;
        if (text_equal(text_part(in, from, from + needle.length), needle)) {
            places[n++] = from;
            from += needle.length;
        } else {
            from++;
        }
    }
    return n;
}

/* libc has no search for characters of 2 bytes. */
static int64_t find_in_2(struct text in, uint32_t c)
{
    const char *text = in.characters, *at = text, *end = text + in.length * 2;
    for (; end - at >= 2 * BLOCK; at += 2 * BLOCK) {
        block first = equal_characters(at, 2, c), second = equal_characters(at + BLOCK, 2, c);
        if (block_bits(first | second) != 0) {
            uint64_t bits = block_bits(first) | block_bits(second) << BLOCK;
            return (at - text + __builtin_ctzll(bits)) / 2;
        }
    }
    for (; at < end; at += 2) {
        if (characters_at(2, at, 0) == c) {
            return (at - text) / 2;
        }
    }
    return -1;
}

static int64_t find_one(struct text in, size_t from, uint32_t c)
{
    struct text rest = {(const char *)in.characters + from * (unsigned)in.kind, in.length - from,
                        in.kind};
    int64_t place = in.kind == 2 && c < 65536 ? find_in_2(rest, c) : find_character(rest, c);
    return place < 0 ? place : place + (int64_t)from;
}

size_t text_find_each(struct text in, size_t from, struct text needle, size_t *places, size_t max)
{
    char wide[SHORT_MAX * sizeof(uint32_t)];
    ASSERT(needle.length > 0 && from <= in.length);
    if (max == 0 || needle.length > in.length - from || needle.kind > in.kind) {
        return 0;
    }
    if (needle.length ==
        1) { /* many texts have none, or one is enough: libc looks for it in bigger steps */
        int64_t first = find_one(in, from, text_at(needle, 0));
        if (first < 0 || max == 1) {
            places[0] = (size_t)first;
            return first >= 0;
        }
        from = (size_t)first;
    }
    if (needle.length > SHORT_MAX) {
        return needle.kind == in.kind ? find_long(in, from, needle, places, max)
                                      : find_narrower(in, from, needle, places, max);
    }
    if (needle.kind < in.kind) {
        characters_copy(in.kind, wide, needle.kind, needle.characters, needle.length);
        needle = (struct text){wide, needle.length, in.kind};
    }
    struct needle probe = needle_of(needle, in.kind);
    return in.kind == 1   ? find_short(in, from, &probe, 1, places, max)
           : in.kind == 2 ? find_short(in, from, &probe, 2, places, max)
                          : find_short(in, from, &probe, 4, places, max);
}

int64_t text_find(struct text in, struct text needle)
{
    size_t place;
    if (needle.length == 0) {
        return 0;
    }
    if (needle.length == 1) {
        return find_one(in, 0, text_at(needle, 0));
    }
    return text_find_each(in, 0, needle, &place, 1) == 1 ? (int64_t)place : -1;
}

/* ---- backwards ---- */

/* As find_short, from the end; the last place or -1. */
static ALWAYS_INLINE int64_t find_last_short(struct text in, const struct needle *needle, int kind)
{
    const char *text = in.characters;
    const char *end = text + in.length * (unsigned)kind - needle->last_at;
    while (end > text) {
        size_t n_bytes = end - text >= BLOCK ? BLOCK : (unsigned)kind;
        uint64_t hits = next_candidates(needle, end, end - n_bytes, end, kind, &n_bytes);
        end -= n_bytes;
        while (hits != 0) {
            int bit = (63 - __builtin_clzll(hits)) / kind * kind;
            hits &= (UINT64_C(1) << bit) - 1;
            if (is_at(needle, end + bit, kind)) {
                return (int64_t)((size_t)(end + bit - text) / (unsigned)kind);
            }
        }
    }
    return -1;
}

int64_t text_find_last(struct text in, struct text needle)
{
    char wide[SHORT_MAX * sizeof(uint32_t)];
    if (needle.length > in.length || needle.kind > in.kind) {
        return -1;
    }
    if (needle.length == 0) {
        return (int64_t)in.length;
    }
    if (needle.length <= SHORT_MAX) {
        if (needle.kind < in.kind) {
            characters_copy(in.kind, wide, needle.kind, needle.characters, needle.length);
            needle = (struct text){wide, needle.length, in.kind};
        }
        struct needle probe = needle_of(needle, in.kind);
        return in.kind == 1   ? find_last_short(in, &probe, 1)
               : in.kind == 2 ? find_last_short(in, &probe, 2)
                              : find_last_short(in, &probe, 4);
    }
    uint32_t first = text_at(needle, 0), last = text_at(needle, needle.length - 1);
    for (size_t i = in.length - needle.length + 1; i-- > 0;) {
        if (text_at(in, i) == first && text_at(in, i + needle.length - 1) == last &&
            text_equal(text_part(in, i, i + needle.length), needle)) {
            return (int64_t)i;
        }
    }
    return -1;
}

/* ---- counting ---- */

int64_t text_count(struct text in, struct text needle, int64_t limit)
{
    if (needle.length == 0) {
        int64_t places = (int64_t)in.length + 1;
        return places < limit ? places : limit;
    }
    if (needle.length == 1 && limit >= (int64_t)in.length) {
        return count_character(in, text_at(needle, 0));
    }
    size_t places[TEXT_N_PLACES], n, from = 0;
    int64_t count = 0;
    do {
        n = text_find_each(in, from, needle, places, TEXT_N_PLACES);
        count += (int64_t)n;
        from = n > 0 ? places[n - 1] + needle.length : from;
    } while (n == TEXT_N_PLACES && count < limit);
    return count < limit ? count : limit;
}

int64_t str_find(const struct str *s, const struct str *needle, int64_t from, int64_t to)
{
    if (from > to) {
        return -1;
    }
    int64_t found = text_find(text_part(text_of(s), (size_t)from, (size_t)to), text_of(needle));
    return found < 0 ? -1 : found + from;
}
