/*
 * Normalisation forms, by Unicode Standard Annex 15: decompose (D or KD), put combining characters in order, and for C
 * and KC compose again.
 */
#include "runtime/base/unicode_normal.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/base/attributes.h"
#include "runtime/base/unicode_database.h"

enum {
    HANGUL_FIRST = 0xAC00,
    HANGUL_LAST = 0xD7A3,
    LEADING_FIRST = 0x1100,
    VOWEL_FIRST = 0x1161,
    BEFORE_TRAILING = 0x11A7, /* number 0 is no consonant */
    N_LEADING = 19,
    N_VOWELS = 21,
    N_TRAILING = 28
};

static bool append(struct code_points *b, uint32_t c)
{
    if (b->n == b->capacity) {
        size_t capacity = b->capacity * 2 + 64;
        uint32_t *grown = realloc(b->items, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        b->items = grown;
        b->capacity = capacity;
    }
    b->items[b->n++] = c;
    return true;
}

/* ---- decomposition ---- */

static uint32_t correct_old(uint32_t c)
{
    for (size_t i = 0; i < n_unicode_old_decompositions; i++) {
        if (unicode_old_decompositions[i].character == c) {
            return unicode_old_decompositions[i].decomposed;
        }
    }
    return c;
}

/* What a character becomes is decomposed in turn; the standard's chains are four links long. */
static bool decompose(struct code_points *b, uint32_t c, bool compatible, bool old)
{
    if (c < 0xA0) {
        return append(b, c);
    }
    if (c >= HANGUL_FIRST && c <= HANGUL_LAST) {
        uint32_t i = c - HANGUL_FIRST, trailing = i % N_TRAILING;
        return append(b, LEADING_FIRST + i / (N_VOWELS * N_TRAILING)) &&
               append(b, VOWEL_FIRST + i / N_TRAILING % N_VOWELS) &&
               (trailing == 0 || append(b, BEFORE_TRAILING + trailing));
    }
    uint32_t corrected = old ? correct_old(c) : c;
    if (corrected != c) {
        return append(b, corrected);
    }
    const uint16_t *entry = unicode_decomposition(c);
    unsigned n = *entry & 0xFF, kind = *entry >> 8;
    if (n == 0 || (kind != 0 && !compatible) || (old && !unicode_is_old(c))) {
        return append(b, c);
    }
    for (const uint16_t *unit = entry + 1; unit < entry + 1 + n;) {
        if (!decompose(b, unicode_next_unit(&unit), compatible, old)) {
            return false;
        }
    }
    return true;
}

/* ---- the order of combining characters ---- */

static uint8_t combining(uint32_t c)
{
    return c < 0x300 ? 0 : unicode_properties(c)->combining;
}

/* A stable sort by class; a long run, which no honest text has, by counting. */
static bool order_run(uint32_t *run, size_t n)
{
    enum { LONG = 32 };
    if (n < LONG) {
        for (size_t i = 1; i < n; i++) {
            uint32_t c = run[i];
            size_t j = i;
            for (; j > 0 && combining(run[j - 1]) > combining(c); j--) {
                run[j] = run[j - 1];
            }
            run[j] = c;
        }
        return true;
    }
    size_t places[257] = {0};
    uint32_t *sorted = malloc(n * sizeof *sorted);
    if (sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        places[combining(run[i]) + 1]++;
    }
    for (size_t i = 1; i < COUNT_OF(places); i++) {
        places[i] += places[i - 1];
    }
    for (size_t i = 0; i < n; i++) {
        sorted[places[combining(run[i])]++] = run[i];
    }
    memcpy(run, sorted, n * sizeof *run);
    free(sorted);
    return true;
}

static bool order(struct code_points *b)
{
    for (size_t i = 0; i < b->n; i++) {
        size_t from = i;
        while (i < b->n && combining(b->items[i]) != 0) {
            i++;
        }
        if (i - from > 1 && !order_run(b->items + from, i - from)) {
            return false;
        }
    }
    return true;
}

/* ---- composition ---- */

/* 0: they do not combine. */
static uint32_t composite(uint32_t first, uint32_t second)
{
    if (first - LEADING_FIRST < N_LEADING && second - VOWEL_FIRST < N_VOWELS) {
        return HANGUL_FIRST +
               ((first - LEADING_FIRST) * N_VOWELS + second - VOWEL_FIRST) * N_TRAILING;
    }
    if (first >= HANGUL_FIRST && first <= HANGUL_LAST && (first - HANGUL_FIRST) % N_TRAILING == 0 &&
        second > BEFORE_TRAILING && second < BEFORE_TRAILING + N_TRAILING) {
        return first + second - BEFORE_TRAILING;
    }
    size_t low = 0, high = n_unicode_compositions;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct unicode_composition *c = &unicode_compositions[middle];
        if (c->first == first && c->second == second) {
            return c->composite;
        }
        if (c->first < first || (c->first == first && c->second < second)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return 0;
}

/* A character joins the last starter unless one of its own class, or another starter, stands between. */
static void compose(struct code_points *b)
{
    size_t n = 0, starter = SIZE_MAX;
    uint8_t last = 0;
    for (size_t i = 0; i < b->n; i++) {
        uint32_t c = b->items[i], joined = 0;
        uint8_t class = combining(c);
        if (starter != SIZE_MAX && (n == starter + 1 || last < class)) {
            joined = c < 0x300 ? 0 : composite(b->items[starter], c);
        }
        if (joined != 0) {
            b->items[starter] = joined;
            continue;
        }
        if (class == 0) {
            starter = n;
        }
        last = class;
        b->items[n++] = c;
    }
    b->n = n;
}

/* ---- the forms ---- */

bool normal_add(struct code_points *text, uint32_t c, enum unicode_form form, bool old)
{
    return decompose(text, c, form == UNICODE_NFKC || form == UNICODE_NFKD, old);
}

bool normal_finish(struct code_points *text, enum unicode_form form)
{
    if (!order(text)) {
        return false;
    }
    if (form == UNICODE_NFC || form == UNICODE_NFKC) {
        compose(text);
    }
    return true;
}
