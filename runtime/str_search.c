#include "runtime/str_search.h"

#include <wchar.h>

static_assert(sizeof(wchar_t) == 4, "wmemchr searches characters of kind 4");

bool text_equal(struct text a, struct text b)
{
    if (a.length != b.length) {
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

/* ---- forwards ---- */

static int64_t find_in_2(const uint16_t *characters, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++) {
        if (characters[i] == c) {
            return (int64_t)i;
        }
    }
    return -1;
}

static int64_t find_character(struct text in, uint32_t c)
{
    if (kind_of_code_point(c) > in.kind) {
        return -1;
    }
    if (in.kind == 2) {
        return find_in_2(in.characters, in.length, c);
    }
    if (in.kind == 1) {
        const char *found = memchr(in.characters, (int)c, in.length);
        return found == NULL ? -1 : found - (const char *)in.characters;
    }
    const wchar_t *found = wmemchr(in.characters, (wchar_t)c, in.length);
    return found == NULL ? -1 : found - (const wchar_t *)in.characters;
}

/*
 * Sixteen places at a time: candidates are where both the first and the last byte of the needle are right. A needle
 * is at most SHORT_MAX bytes long, which bounds what a wrong candidate costs.
 */
enum { SHORT_MAX = 64, BLOCK = 16 };
typedef uint8_t block __attribute__((vector_size(BLOCK)));
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the first place is in the lowest byte");

/* Of eight places from `at` on, those whose byte in `hits` is set are candidates. */
static const char *check_places(const char *at, uint64_t hits, const char *needle, size_t n_needle)
{
    for (; hits != 0; hits &= ~(UINT64_C(0xff) << (__builtin_ctzll(hits) & 56))) {
        const char *place = at + __builtin_ctzll(hits) / 8;
        if (memcmp(place + 1, needle + 1, n_needle - 2) == 0) {
            return place;
        }
    }
    return NULL;
}

/* memmem for needles of 2 to SHORT_MAX bytes that are no longer than the text. */
static const char *find_short(const char *text, size_t n, const char *needle, size_t n_needle)
{
    const char *end = text + (n - n_needle + 1);
    block first = (block){0} + (uint8_t)needle[0];
    block last = (block){0} + (uint8_t)needle[n_needle - 1];
    for (; end - text >= BLOCK; text += BLOCK) {
        block at_first, at_last;
        memcpy(&at_first, text, BLOCK);
        memcpy(&at_last, text + n_needle - 1, BLOCK);
        block both = (block)((at_first == first) & (at_last == last));
        uint64_t hits[2];
        memcpy(hits, &both, BLOCK);
        if ((hits[0] | hits[1]) != 0) {
            const char *found = check_places(text, hits[0], needle, n_needle);
            found = found != NULL ? found : check_places(text + 8, hits[1], needle, n_needle);
            if (found != NULL) {
                return found;
            }
        }
    }
    return memmem(text, (size_t)(end - text) + n_needle - 1, needle, n_needle);
}

static int64_t find_same_kind(struct text in, struct text needle)
{
    const char *start = in.characters, *from = start;
    size_t kind = (size_t)in.kind, n_bytes = in.length * kind;
    if (kind == 1 && needle.length <= SHORT_MAX) {
        const char *found = find_short(start, n_bytes, needle.characters, needle.length);
        return found == NULL ? -1 : found - start;
    }
    for (;;) {
        const char *found =
            memmem(from, n_bytes - (size_t)(from - start), needle.characters, needle.length * kind);
        if (found == NULL) {
            return -1;
        }
        size_t at = (size_t)(found - start);
        if (at % kind == 0) {
            return (int64_t)(at / kind);
        }
        from = found + 1;
    }
}

/* A narrower needle: by its first character. */
static int64_t find_narrower(struct text in, struct text needle)
{
    uint32_t first = text_at(needle, 0);
    size_t last = in.length - needle.length;
    for (size_t i = 0; i <= last; i++) {
        int64_t next = find_character(text_part(in, i, last + 1), first);
        if (next < 0) {
            return -1;
        }
        i += (size_t)next;
        if (text_equal(text_part(in, i, i + needle.length), needle)) {
            return (int64_t)i;
        }
    }
    return -1;
}

int64_t text_find(struct text in, struct text needle)
{
    if (needle.length == 0) {
        return 0;
    }
    if (needle.length > in.length || needle.kind > in.kind) {
        return -1;
    }
    if (needle.length == 1) {
        return find_character(in, text_at(needle, 0));
    }
    return needle.kind == in.kind ? find_same_kind(in, needle) : find_narrower(in, needle);
}

/* ---- backwards ---- */

/* By its first byte. */
static int64_t find_last_bytes(struct text in, struct text needle)
{
    const char *start = in.characters, *bytes = needle.characters;
    size_t n_places = in.length - needle.length + 1;
    for (;;) {
        const char *found = memrchr(start, bytes[0], n_places);
        if (found == NULL) {
            return -1;
        }
        if (memcmp(found, bytes, needle.length) == 0) {
            return found - start;
        }
        n_places = (size_t)(found - start);
    }
}

int64_t text_find_last(struct text in, struct text needle)
{
    if (needle.length > in.length || needle.kind > in.kind) {
        return -1;
    }
    if (needle.length == 0) {
        return (int64_t)in.length;
    }
    if (in.kind == 1) {
        return find_last_bytes(in, needle);
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

static int64_t count_bytes(const uint8_t *characters, size_t n, uint8_t c)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += characters[i] == c;
    }
    return count;
}

int64_t text_count(struct text in, struct text needle, int64_t limit)
{
    if (needle.length == 0) {
        int64_t places = (int64_t)in.length + 1;
        return places < limit ? places : limit;
    }
    if (needle.length == 1 && in.kind == 1 && needle.kind == 1 && limit >= (int64_t)in.length) {
        return count_bytes(in.characters, in.length, (uint8_t)text_at(needle, 0));
    }
    int64_t count = 0;
    for (size_t from = 0; count < limit; count++) {
        int64_t found = text_find(text_part(in, from, in.length), needle);
        if (found < 0) {
            break;
        }
        from += (size_t)found + needle.length;
    }
    return count;
}

int64_t str_find(const struct str *s, const struct str *needle, int64_t from, int64_t to)
{
    if (from > to) {
        return -1;
    }
    int64_t found = text_find(text_part(text_of(s), (size_t)from, (size_t)to), text_of(needle));
    return found < 0 ? -1 : found + from;
}
