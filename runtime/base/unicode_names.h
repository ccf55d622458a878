/*
 * Names of characters, of Unicode 14.0.0: for the escape \N{...} and the module unicodedata.
 *
 * All names stand in one table: those of the characters in their order, then aliases, then those of sequences. A name is
 * looked up by a fingerprint, and compared with what the table says. It is spelled as a row of bytes, 0 at its end:
 *
 *     2 .. 0xBF             word number b - 2         (words are joined by blanks, the most frequent have low numbers)
 *     0xC0 .. 0xFF, b       word number 0xBE + ((first - 0xC0) << 8 | b)
 *     1                     a hyphen, and the number of the character in hexadecimal digits
 *
 * Every 32nd name and every 32nd word has its place in an index; the last letter of a word has bit 7 set. The tables
 * are constant; unicode_names_table.c is written by scripts/make_unicode_names.py. Names of Hangul syllables and of unified
 * ideographs are computed.
 */
#ifndef HASP_BASE_UNICODE_NAMES_H
#define HASP_BASE_UNICODE_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* From name number `first` on, until the next run begins, the characters count up from `character`. */
struct unicode_run {
    uint32_t character, first;
};
struct unicode_range {
    uint32_t first, last;
};

extern const struct unicode_run UNICODE_NAME_RUNS[];
extern const struct unicode_range UNICODE_IDEOGRAPHS[];
extern const size_t UNICODE_N_NAME_RUNS, UNICODE_N_IDEOGRAPHS;
extern const uint32_t UNICODE_N_NAMES, UNICODE_N_OWN_NAMES, UNICODE_N_SINGLE_NAMES;
extern const uint32_t UNICODE_NAME_MARKS[], UNICODE_NAME_STARTS[], UNICODE_WORD_STARTS[];
extern const uint8_t UNICODE_NAMES[], UNICODE_WORDS[];
extern const uint16_t UNICODE_SEQUENCES[]; /* each ends with 0 */

enum { UNICODE_NAME_MAX = 256, UNICODE_SEQUENCE_MAX = 8 };

/* The character of that name or alias, in letters of any case; -1: there is none. */
int32_t unicode_find_name(const char *name, size_t size);
/* The same for named sequences too: writes the characters and returns how many there are, 0 for none. */
size_t unicode_find_named(const char *name, size_t size, uint32_t characters[UNICODE_SEQUENCE_MAX]);
/* Writes the name of a character, without a zero at its end, and returns its length; 0: it has none. */
size_t unicode_name_of(uint32_t character, char buffer[UNICODE_NAME_MAX]);

#endif
