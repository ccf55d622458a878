/*
 * What the text of a literal token means: the bytes of a string after its escapes, the digits of a number.
 *
 * Values are not made here; a string becomes UTF-8 in which lone surrogates (`'\ud800'`) are three bytes
 * (utf8_decode_surrogatepass), a bytes literal its bytes, a number plain digits that a conversion can read.
 */
#ifndef HASP_LEXER_LITERAL_H
#define HASP_LEXER_LITERAL_H

#include "lexer/lexer.h"
#include "runtime/base/buffer.h"

/*
 * Called for a literal's first invalid escape (`\q`, DeprecationWarning "invalid escape sequence '\q'") or octal
 * one above \377, as CPython warns once a literal ("invalid octal escape sequence '\400'"): `offset` is the backslash's in the source text,
 * `sequence` what the message quotes. False stops the decoding (the warning became an error).
 */
typedef bool literal_warner(void *context, uint32_t offset, bool is_octal, const char *sequence,
                            size_t size);

struct literal_decoder {
    const struct source *source;
    literal_warner *warn; /* may be NULL */
    void *warn_context;
};

/* How decoding ended. */
enum literal_result {
    LITERAL_OK,
    LITERAL_NO_MEMORY,
    LITERAL_STOPPED,      /* by warn */
    LITERAL_SYNTAX_ERROR, /* `message` is set; CPython places its caret at the last token read */
};

enum { LITERAL_MESSAGE_BYTES = 160 };

/* Where the body of a STRING token is: without prefix and quotes. */
void literal_body(const struct source *source, const struct token *string, uint32_t *start,
                  uint32_t *end);

/*
 * Appends the value of a STRING or FSTRING_MIDDLE token to `value`. On LITERAL_SYNTAX_ERROR `message` has
 * CPython's words, such as "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: ...".
 */
enum literal_result literal_decode(const struct literal_decoder *decoder, const struct token *token,
                                   struct buffer *value, char message[LITERAL_MESSAGE_BYTES]);

struct literal_number {
    enum { LITERAL_INTEGER, LITERAL_FLOAT, LITERAL_IMAGINARY } type;
    unsigned base; /* of LITERAL_INTEGER: 2, 8, 10 or 16 */
};

/*
 * Classifies a NUMBER token and appends its text to `digits`: without underscores, base prefix or the j, so that
 * it fits the reading functions for ints of that base and for floats. False: no memory.
 */
bool literal_number(const struct source *source, const struct token *token,
                    struct literal_number *number, struct buffer *digits);

#endif
