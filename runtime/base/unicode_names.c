#include "lexer/unicode_names.h"

#include <stdbool.h>
#include <string.h>

/* ---- names that are computed ---- */

static bool skip(const char **name, size_t *size, const char *prefix)
{
    size_t n = strlen(prefix);
    if (*size < n || memcmp(*name, prefix, n) != 0) {
        return false;
    }
    *name += n;
    *size -= n;
    return true;
}

/* The longest of the texts that `name` begins with, and steps over it; one of them is empty. */
static uint32_t skip_longest(const char **name, size_t *size, const char *const *texts, size_t n)
{
    uint32_t best = 0;
    size_t longest = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t length = strlen(texts[i]);
        if (length >= longest && length <= *size && memcmp(*name, texts[i], length) == 0) {
            best = i;
            longest = length;
        }
    }
    *name += longest;
    *size -= longest;
    return best;
}

/* A syllable is a leading consonant, maybe silent, a vowel, and maybe a trailing consonant (Unicode, 3.12). */
static int32_t find_hangul(const char *name, size_t size)
{
    static const char *const leading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                          "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
    static const char *const vowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                         "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                         "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
    static const char *const trailing[] = {
        "",   "G",  "GG", "GS", "N",  "NJ", "NH", "D",  "L", "LG", "LM", "LB", "LS", "LT",
        "LP", "LH", "M",  "B",  "BS", "S",  "SS", "NG", "J", "C",  "K",  "T",  "P",  "H"};
    enum { FIRST = 0xAC00, N_VOWELS = 21, N_TRAILING = 28 };
    uint32_t consonant = skip_longest(&name, &size, leading, sizeof leading / sizeof *leading);
    size_t before_vowel = size;
    uint32_t vowel = skip_longest(&name, &size, vowels, sizeof vowels / sizeof *vowels);
    bool has_vowel = size < before_vowel;
    uint32_t last = skip_longest(&name, &size, trailing, sizeof trailing / sizeof *trailing);
    return has_vowel && size == 0
               ? (int32_t)(FIRST + (consonant * N_VOWELS + vowel) * N_TRAILING + last)
               : -1;
}

static int32_t find_ideograph(const char *digits, size_t size)
{
    static const char HEX[] = "0123456789ABCDEF";
    uint32_t character = 0;
    for (size_t i = 0; i < size; i++) {
        const char *digit = memchr(HEX, digits[i], 16);
        if (digit == NULL || size > 5) {
            return -1;
        }
        character = character << 4 | (uint32_t)(digit - HEX);
    }
    for (size_t i = 0; size >= 4 && i < UNICODE_N_IDEOGRAPHS; i++) {
        if (character >= UNICODE_IDEOGRAPHS[i].first && character <= UNICODE_IDEOGRAPHS[i].last) {
            return (int32_t)character;
        }
    }
    return -1;
}

/* ---- names in the table ---- */

/* 48 bits of FNV-1a of the name in capitals. */
static uint64_t fingerprint(const char *name, size_t size)
{
    uint64_t value = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)name[i];
        c = c >= 'a' && c <= 'z' ? (unsigned char)(c - 'a' + 'A') : c;
        value = (value ^ c) * UINT64_C(0x100000001B3);
    }
    return value >> 16;
}

static uint32_t character_of(size_t i)
{
    size_t run = 0;
    while (run + 1 < UNICODE_N_NAME_RUNS && UNICODE_NAME_RUNS[run + 1].first <= i) {
        run++;
    }
    return UNICODE_NAME_RUNS[run].character + (uint32_t)(i - UNICODE_NAME_RUNS[run].first);
}

/* An escape is looked up once, when its file is compiled: about ten microseconds of linear search. */
int32_t unicode_find_name(const char *name, size_t size)
{
    if (skip(&name, &size, "CJK UNIFIED IDEOGRAPH-")) {
        return find_ideograph(name, size);
    }
    if (skip(&name, &size, "HANGUL SYLLABLE ")) {
        return find_hangul(name, size);
    }
    uint64_t mark = fingerprint(name, size);
    for (size_t i = 0; i < UNICODE_N_NAME_MARKS; i++) {
        if (UNICODE_NAME_MARKS[i] == mark) {
            return (int32_t)character_of(i);
        }
    }
    return -1;
}
