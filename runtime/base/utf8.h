/*
 * UTF-8, one character at a time and whole texts.
 *
 * Strict UTF-8 excludes surrogates (RFC 3629). The `surrogatepass` variants let U+D800..U+DFFF through as three
 * bytes, which is how a Python str with lone surrogates is carried in bytes (CPython's error handler of that name).
 */
#ifndef HASP_BASE_UTF8_H
#define HASP_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX_BYTES = 4, UTF8_INVALID = -1 };

/* What is wrong with an invalid sequence; utf8_fault_name gives CPython's words for it. */
enum utf8_fault { UTF8_BAD_START, UTF8_BAD_CONTINUATION, UTF8_CUT_OFF };

/*
 * The character at `bytes`, of which `size` (> 0) may be read; *length is its number of bytes.
 * UTF8_INVALID: no valid character; *length is then how many bytes a decoder replaces by one U+FFFD.
 */
int32_t utf8_decode(const char *bytes, size_t size, unsigned *length);
int32_t utf8_decode_surrogatepass(const char *bytes, size_t size, unsigned *length);

/* Writes `character` (at most U+10FFFF; a surrogate as three bytes) and returns the number of bytes. */
unsigned utf8_encode(uint32_t character, char buffer[UTF8_MAX_BYTES]);

/* Whether all of `bytes` is valid; if not, *position is the first bad byte and *fault its fault (both may be NULL). */
bool utf8_validate(const char *bytes, size_t size, size_t *position, enum utf8_fault *fault);
bool utf8_validate_surrogatepass(const char *bytes, size_t size, size_t *position,
                                 enum utf8_fault *fault);

/* "invalid start byte", "invalid continuation byte", "unexpected end of data" */
const char *utf8_fault_name(enum utf8_fault fault);

/* The number of characters in valid (surrogates allowed) UTF-8. */
size_t utf8_count(const char *bytes, size_t size);

#endif
