/*
 * NFKC in three passes over an array of characters: decompose fully, sort each run of combining marks by class
 * (stable), compose what can be composed. Hangul by the arithmetic of the Unicode Standard, section 3.12.
 */
#include "lexer/nfkc.h"

#include <stdlib.h>
#include <string.h>

#include "lexer/nfkc_tables.h"
#include "runtime/base/utf8.h"

enum {
    HANGUL_S = 0xAC00,
    HANGUL_L = 0x1100,
    HANGUL_V = 0x1161,
    HANGUL_T = 0x11A7,
    N_L = 19,
    N_V = 21,
    N_T = 28,
    N_S = N_L * N_V * N_T,
    LONGEST_DECOMPOSITION = 18,
};

/* Characters under work. */
struct characters {
    uint32_t *items;
    size_t n;
    size_t capacity;
};

static bool reserve(struct characters *text, size_t n_more)
{
    if (n_more <= text->capacity - text->n) {
        return true;
    }
    size_t capacity = text->capacity * 2 + n_more;
    uint32_t *items = realloc(text->items, capacity * sizeof items[0]);
    if (items == NULL) {
        return false;
    }
    text->items = items;
    text->capacity = capacity;
    return true;
}

static void decompose_hangul(struct characters *text, uint32_t syllable)
{
    uint32_t index = syllable - HANGUL_S;
    text->items[text->n++] = HANGUL_L + index / (N_V * N_T);
    text->items[text->n++] = HANGUL_V + index % (N_V * N_T) / N_T;
    if (index % N_T != 0) {
        text->items[text->n++] = HANGUL_T + index % N_T;
    }
}

static void decompose(struct characters *text, uint32_t character)
{
    if (character - HANGUL_S < N_S) {
        decompose_hangul(text, character);
        return;
    }
    size_t low = 0;
    size_t high = NFKC_N_DECOMPOSED;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (NFKC_DECOMPOSED[middle] < character) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == NFKC_N_DECOMPOSED || NFKC_DECOMPOSED[low] != character) {
        text->items[text->n++] = character;
        return;
    }
    const uint32_t *mapped = &NFKC_POOL[NFKC_OFFSETS[low]];
    do {
        text->items[text->n++] = *mapped & ~NFKC_LAST;
    } while (!(*mapped++ & NFKC_LAST));
}

static unsigned combining_class(uint32_t character)
{
    size_t low = 0;
    size_t high = NFKC_N_CLASSES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (NFKC_CLASSES[middle].last < character) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < NFKC_N_CLASSES && NFKC_CLASSES[low].first <= character;
    return found ? NFKC_CLASSES[low].combining_class : 0;
}

/* A counting sort: a hostile name may consist of a million marks. */
static void sort_run(uint32_t *run, size_t n, uint32_t *scratch)
{
    size_t places[257] = {0};
    for (size_t i = 0; i < n; i++) {
        places[combining_class(run[i]) + 1]++;
    }
    for (size_t i = 1; i < 257; i++) {
        places[i] += places[i - 1];
    }
    for (size_t i = 0; i < n; i++) {
        scratch[places[combining_class(run[i])]++] = run[i];
    }
    memcpy(run, scratch, n * sizeof run[0]);
}

static bool sort_marks(struct characters *text)
{
    if (!reserve(text, text->n)) {
        return false;
    }
    size_t start = 0; /* of the current run of marks */
    for (size_t i = 0; i <= text->n; i++) {
        if (i < text->n && combining_class(text->items[i]) != 0) {
            continue;
        }
        if (i - start > 1) {
            sort_run(text->items + start, i - start, text->items + text->n);
        }
        start = i + 1;
    }
    return true;
}

static uint32_t compose_hangul(uint32_t first, uint32_t second)
{
    if (first - HANGUL_L < N_L && second - HANGUL_V < N_V) {
        return HANGUL_S + ((first - HANGUL_L) * N_V + (second - HANGUL_V)) * N_T;
    }
    if (first - HANGUL_S < N_S && (first - HANGUL_S) % N_T == 0 &&
        second - HANGUL_T - 1 < N_T - 1) {
        return first + (second - HANGUL_T);
    }
    return 0;
}

/* The composite of two characters, or 0. */
static uint32_t compose_pair(uint32_t first, uint32_t second)
{
    size_t low = 0;
    size_t high = NFKC_N_PAIRS;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct nfkc_pair *pair = &NFKC_PAIRS[middle];
        if (pair->first == first && pair->second == second) {
            return pair->composite;
        }
        if (pair->first < first || (pair->first == first && pair->second < second)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return compose_hangul(first, second);
}

/* UAX #15: a mark joins the last starter unless something between them has an equal or higher class. */
static void compose(struct characters *text)
{
    size_t to = 0;
    size_t starter = SIZE_MAX;
    unsigned last_class = 0; /* of the character kept last, 0 right behind the starter */
    for (size_t from = 0; from < text->n; from++) {
        uint32_t character = text->items[from];
        unsigned class = combining_class(character);
        bool is_adjacent = starter != SIZE_MAX && to == starter + 1;
        if (starter != SIZE_MAX && (is_adjacent || (last_class < class && last_class != 0))) {
            uint32_t composite = compose_pair(text->items[starter], character);
            if (composite != 0) {
                text->items[starter] = composite;
                continue;
            }
        }
        if (class == 0) {
            starter = to;
        }
        last_class = class;
        text->items[to++] = character;
    }
    text->n = to;
}

static bool decompose_name(struct characters *text, const char *name, size_t size)
{
    for (size_t i = 0; i < size;) {
        unsigned length;
        uint32_t character = (uint32_t)utf8_decode_surrogatepass(name + i, size - i, &length);
        if (!reserve(text, LONGEST_DECOMPOSITION)) {
            return false;
        }
        decompose(text, character);
        i += length;
    }
    return true;
}

bool nfkc_append(struct buffer *result, const char *name, size_t size)
{
    struct characters text = {NULL, 0, 0};
    bool done = decompose_name(&text, name, size) && sort_marks(&text);
    if (done) {
        compose(&text);
        for (size_t i = 0; i < text.n; i++) {
            buffer_append_character(result, text.items[i]);
        }
    }
    free(text.items);
    return done && !result->failed;
}
