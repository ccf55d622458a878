#include "runtime/base/unicode_names.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "runtime/base/attributes.h"

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
static const char *const leading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                      "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const vowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                     "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                     "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const trailing[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                       "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                       "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
enum { FIRST_HANGUL = 0xAC00, LAST_HANGUL = 0xD7A3, N_VOWELS = 21, N_TRAILING = 28 };

static int32_t find_hangul(const char *name, size_t size)
{
    uint32_t consonant = skip_longest(&name, &size, leading, COUNT_OF(leading));
    size_t before_vowel = size;
    uint32_t vowel = skip_longest(&name, &size, vowels, COUNT_OF(vowels));
    bool has_vowel = size < before_vowel;
    uint32_t last = skip_longest(&name, &size, trailing, COUNT_OF(trailing));
    return has_vowel && size == 0
               ? (int32_t)(FIRST_HANGUL + (consonant * N_VOWELS + vowel) * N_TRAILING + last)
               : -1;
}

static size_t hangul_name(uint32_t character, char *buffer)
{
    uint32_t i = character - FIRST_HANGUL;
    return (size_t)snprintf(buffer, UNICODE_NAME_MAX, "HANGUL SYLLABLE %s%s%s",
                            leading[i / (N_VOWELS * N_TRAILING)], vowels[i / N_TRAILING % N_VOWELS],
                            trailing[i % N_TRAILING]);
}

static bool is_ideograph(uint32_t character)
{
    for (size_t i = 0; i < UNICODE_N_IDEOGRAPHS; i++) {
        if (character >= UNICODE_IDEOGRAPHS[i].first && character <= UNICODE_IDEOGRAPHS[i].last) {
            return true;
        }
    }
    return false;
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
    return size >= 4 && is_ideograph(character) ? (int32_t)character : -1;
}

/* ---- the spelling of a name ---- */

enum { STEP = 32, SHORT = 0xC0, FIRST_LONG = SHORT - 2 };

static const uint8_t *word_at(uint32_t number)
{
    const uint8_t *word = UNICODE_WORDS + UNICODE_WORD_STARTS[number / STEP];
    for (uint32_t i = number % STEP; i > 0; i--) {
        while (!(*word++ & 0x80)) {
        }
    }
    return word;
}

static const uint8_t *name_at(uint32_t number)
{
    const uint8_t *name = UNICODE_NAMES + UNICODE_NAME_STARTS[number / STEP];
    for (uint32_t i = number % STEP; i > 0; name++) {
        if (*name == 0) {
            i--;
        } else if (*name >= SHORT) {
            name++; /* its second byte may be 0 */
        }
    }
    return name;
}

/* `character`: whose number the name may end with. Returns the length. */
static size_t spell(uint32_t number, uint32_t character, char *buffer)
{
    const uint8_t *name = name_at(number);
    char *at = buffer;
    while (*name != 0) {
        if (*name == 1) {
            at += sprintf(at, "-%X", character);
            name++;
            continue;
        }
        uint32_t word =
            *name < SHORT ? *name - 2u : FIRST_LONG + ((*name - (uint32_t)SHORT) << 8 | name[1]);
        name += *name < SHORT ? 1 : 2;
        if (at != buffer) {
            *at++ = ' ';
        }
        const uint8_t *letter = word_at(word);
        do {
            *at++ = (char)(*letter & 0x7F);
        } while (!(*letter++ & 0x80));
    }
    return (size_t)(at - buffer);
}

/* ---- characters and the numbers of their names ---- */

static uint32_t character_of(uint32_t number)
{
    size_t run = 0;
    while (run + 1 < UNICODE_N_NAME_RUNS && UNICODE_NAME_RUNS[run + 1].first <= number) {
        run++;
    }
    return UNICODE_NAME_RUNS[run].character + (number - UNICODE_NAME_RUNS[run].first);
}

/* By bisection of the runs that are in order: those of the characters' own names. */
size_t unicode_name_of(uint32_t character, char buffer[UNICODE_NAME_MAX])
{
    if (character >= FIRST_HANGUL && character <= LAST_HANGUL) {
        return hangul_name(character, buffer);
    }
    if (is_ideograph(character)) {
        return (size_t)snprintf(buffer, UNICODE_NAME_MAX, "CJK UNIFIED IDEOGRAPH-%X", character);
    }
    size_t low = 0, high = UNICODE_N_NAME_RUNS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (UNICODE_NAME_RUNS[middle].first < UNICODE_N_OWN_NAMES &&
            UNICODE_NAME_RUNS[middle].character <= character) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) {
        return 0;
    }
    const struct unicode_run *run = &UNICODE_NAME_RUNS[low - 1];
    uint32_t number = run->first + (character - run->character);
    uint32_t end = low < UNICODE_N_NAME_RUNS ? run[1].first : UNICODE_N_OWN_NAMES;
    return number < end && number < UNICODE_N_OWN_NAMES ? spell(number, character, buffer) : 0;
}

/* ---- names in the table ---- */

static unsigned char capital(char c)
{
    return (unsigned char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

/* 32 bits of FNV-1a of the name in capitals. */
static uint32_t fingerprint(const char *name, size_t size)
{
    uint64_t value = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < size; i++) {
        value = (value ^ capital(name[i])) * UINT64_C(0x100000001B3);
    }
    return (uint32_t)(value >> 32);
}

static bool is_spelled(uint32_t number, const char *name, size_t size)
{
    char buffer[UNICODE_NAME_MAX];
    uint32_t character = number < UNICODE_N_SINGLE_NAMES ? character_of(number) : 0;
    if (size >= sizeof buffer || spell(number, character, buffer) != size) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)buffer[i] != capital(name[i])) {
            return false;
        }
    }
    return true;
}

/* A linear search of some ten microseconds. -1: there is none. */
static int64_t find_number(const char *name, size_t size, uint32_t end)
{
    uint32_t mark = fingerprint(name, size);
    for (uint32_t i = 0; i < end; i++) {
        if (UNICODE_NAME_MARKS[i] == mark && is_spelled(i, name, size)) {
            return i;
        }
    }
    return -1;
}

int32_t unicode_find_name(const char *name, size_t size)
{
    if (skip(&name, &size, "CJK UNIFIED IDEOGRAPH-")) {
        return find_ideograph(name, size);
    }
    if (skip(&name, &size, "HANGUL SYLLABLE ")) {
        return find_hangul(name, size);
    }
    int64_t number = find_number(name, size, UNICODE_N_SINGLE_NAMES);
    return number < 0 ? -1 : (int32_t)character_of((uint32_t)number);
}

size_t unicode_find_named(const char *name, size_t size, uint32_t characters[UNICODE_SEQUENCE_MAX])
{
    int32_t character = unicode_find_name(name, size);
    if (character >= 0) {
        characters[0] = (uint32_t)character;
        return 1;
    }
    int64_t number = find_number(name, size, UNICODE_N_NAMES);
    const uint16_t *unit = UNICODE_SEQUENCES;
    for (int64_t i = UNICODE_N_SINGLE_NAMES; i < number; i++) {
        while (*unit++ != 0) {
        }
    }
    size_t n = 0;
    for (; number >= 0 && *unit != 0; unit++) {
        characters[n++] = *unit;
    }
    return n;
}
