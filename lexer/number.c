/*
 * Malformed numbers. The scanner matches as far as a number is well formed; when a letter, digit or underscore
 * follows, this file finds out what was meant and words the error as CPython does.
 */
#include <ctype.h>
#include <string.h>

#include "lexer/state.h"

/* Beyond ASCII every character counts, as in CPython, whether it may be in a name or not. */
static bool is_name_byte(unsigned char character)
{
    return character >= 0x80 || isalnum(character) || character == '_';
}

/*
 * Keywords that may follow a number without a space; CPython warns of them. As there, "if", "in" and "is" need
 * not be whole words.
 */
static bool is_joined_keyword(const char *text)
{
    static const char *const WORDS[] = {"and", "else", "for", "or", "not"};
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        size_t length = strlen(WORDS[i]);
        unsigned char next =
            strncmp(text, WORDS[i], length) == 0 ? (unsigned char)text[length] : '_';
        if (!is_name_byte(next)) {
            return true;
        }
    }
    return text[0] == 'i' && text[1] != '\0' && strchr("fns", text[1]) != NULL;
}

static enum lexer_error_code base_error(char base_letter)
{
    switch (base_letter | 0x20) {
    case 'x':
        return LEXER_ERROR_HEXADECIMAL;
    case 'o':
        return LEXER_ERROR_OCTAL;
    case 'b':
        return LEXER_ERROR_BINARY;
    default:
        return LEXER_ERROR_DECIMAL;
    }
}

/* What follows a well-formed part that ends at `end`: the error of an ordinary malformed rest, or a keyword. */
static unsigned check_end(struct lexer *lexer, uint32_t end, enum lexer_error_code code)
{
    if (is_joined_keyword(lexer->source->text + end)) {
        return TOKEN_FLAG_JOINED_NUMBER;
    }
    lexer_fail_offset(lexer, code, end - 1);
    return 0;
}

/* A number with a base letter: `end` is behind its last good digit, or behind the letter if there is none. */
static unsigned check_based(struct lexer *lexer, uint32_t end, char letter, bool has_digits)
{
    const char *text = lexer->source->text;
    enum lexer_error_code code = base_error(letter);
    bool has_underscore = text[end] == '_';
    unsigned char next = (unsigned char)text[end + has_underscore];
    if (isdigit(next) && code != LEXER_ERROR_HEXADECIMAL) {
        code = code == LEXER_ERROR_OCTAL ? LEXER_ERROR_OCTAL_DIGIT : LEXER_ERROR_BINARY_DIGIT;
        lexer_fail_offset(lexer, code, end + has_underscore)->character = next;
        return 0;
    }
    if (has_underscore || !has_digits) {
        lexer_fail_offset(lexer, code, has_underscore ? end : end - 1);
        return 0;
    }
    return check_end(lexer, end, code);
}

/* Zeros up to `end` and then other digits: not a float, or the scanner would have matched it. */
static void fail_leading_zeros(struct lexer *lexer, struct place start, uint32_t end)
{
    const char *text = lexer->source->text;
    uint32_t first_digit = end + (text[end] == '_');
    for (end = first_digit; isdigit((unsigned char)text[end + (text[end] == '_')]);) {
        end++;
    }
    if (text[end] == '_') {
        lexer_fail_offset(lexer, LEXER_ERROR_DECIMAL, end);
        return;
    }
    lexer_fail(lexer, LEXER_ERROR_LEADING_ZEROS, start)->end_column =
        (int32_t)(first_digit - lexer->line_start);
}

/* An exponent sign without digits: `1e+`. */
static bool has_bare_exponent_sign(const char *text)
{
    return (text[0] | 0x20) == 'e' && (text[1] == '+' || text[1] == '-');
}

unsigned lexer_check_number(struct lexer *lexer, struct place start)
{
    const char *text = lexer->source->text;
    uint32_t end = lexer->position;
    unsigned char next = (unsigned char)text[end];
    if (!is_name_byte(next)) {
        return 0;
    }
    char second = text[start.offset] == '0' ? text[start.offset + 1] : '\0';
    enum lexer_error_code code = base_error(second);
    if (code != LEXER_ERROR_DECIMAL) {
        bool has_digits = end > start.offset + 1; /* else the scanner matched the lone 0 */
        return check_based(lexer, has_digits ? end : end + 1, second, has_digits);
    }
    if ((text[end - 1] | 0x20) == 'j') {
        return check_end(lexer, end, LEXER_ERROR_IMAGINARY);
    }
    if (isdigit(next) ||
        (next == '_' && isdigit((unsigned char)text[end + 1]) && text[end - 1] != '.')) {
        fail_leading_zeros(lexer, start, end);
        return 0;
    }
    if (next == '_' && text[end - 1] != '.') {
        lexer_fail_offset(lexer, code, end);
        return 0;
    }
    if (has_bare_exponent_sign(text + end)) {
        lexer_fail_offset(lexer, code, end + 1);
        return 0;
    }
    return check_end(lexer, end, code);
}
