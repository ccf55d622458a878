/* Strings: escapes to characters and bytes. Numbers are in the second part. */
#include "lexer/literal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "runtime/base/assert.h"
#include "runtime/base/unicode_names.h"
#include "runtime/base/utf8.h"

/* One decoding: the body, and how far it has been read. */
struct decoding {
    const struct literal_decoder *decoder;
    const char *body;
    const char *next;
    const char *end;
    struct buffer *value;
    char *message;
    bool is_bytes;
    bool has_warned;
};

/*
 * CPython's position of a place in a string's body: it decodes a form in which each character beyond ASCII is
 * ten bytes (\UXXXXXXXX), and a backslash before one is six (\u005c). Its messages show these positions.
 */
static size_t shown_position(const struct decoding *decoding, const char *place)
{
    size_t position = 0;
    for (const char *p = decoding->body; p < place; p++) {
        unsigned char byte = (unsigned char)*p;
        if (byte < 0x80) {
            position++;
        } else if (byte >= 0xC0) {
            bool after_backslash = p > decoding->body && p[-1] == '\\';
            position += after_backslash ? 15 : 10;
        }
    }
    return position;
}

static enum literal_result fail_unicode(const struct decoding *decoding, const char *start,
                                        const char *end, const char *reason)
{
    snprintf(decoding->message, LITERAL_MESSAGE_BYTES,
             "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s",
             shown_position(decoding, start), shown_position(decoding, end) - 1, reason);
    return LITERAL_SYNTAX_ERROR;
}

static enum literal_result append_character(const struct decoding *decoding, uint32_t character)
{
    bool done = decoding->is_bytes ? buffer_append_byte(decoding->value, (char)character)
                                   : buffer_append_character(decoding->value, character);
    return done ? LITERAL_OK : LITERAL_NO_MEMORY;
}

static enum literal_result warn(struct decoding *decoding, const char *backslash, bool is_octal,
                                size_t size)
{
    const struct literal_decoder *decoder = decoding->decoder;
    if (decoding->has_warned || decoder->warn == NULL) {
        return LITERAL_OK;
    }
    decoding->has_warned = true;
    uint32_t offset = (uint32_t)(backslash - decoder->source->text);
    bool go_on = decoder->warn(decoder->warn_context, offset, is_octal, backslash, size);
    return go_on ? LITERAL_OK : LITERAL_STOPPED;
}

static unsigned digit_value(char digit)
{
    return digit <= '9' ? (unsigned)(digit - '0') : (unsigned)((digit | 0x20) - 'a') + 10;
}

static enum literal_result decode_octal(struct decoding *decoding, const char *backslash)
{
    uint32_t character = 0;
    const char *p = backslash + 1;
    for (; p < decoding->end && p - backslash <= 3 && *p >= '0' && *p <= '7'; p++) {
        character = character * 8 + digit_value(*p);
    }
    decoding->next = p;
    if (character > 0377) {
        enum literal_result result = warn(decoding, backslash, true, 4);
        if (result != LITERAL_OK) {
            return result;
        }
    }
    return append_character(decoding, character);
}

static enum literal_result fail_hex(const struct decoding *decoding, const char *backslash,
                                    unsigned n_digits)
{
    if (decoding->is_bytes) {
        snprintf(decoding->message, LITERAL_MESSAGE_BYTES,
                 "(value error) invalid \\x escape at position %zu",
                 (size_t)(backslash - decoding->body));
        return LITERAL_SYNTAX_ERROR;
    }
    return fail_unicode(decoding, backslash, decoding->next,
                        n_digits == 2   ? "truncated \\xXX escape"
                        : n_digits == 4 ? "truncated \\uXXXX escape"
                                        : "truncated \\UXXXXXXXX escape");
}

static enum literal_result decode_hex(struct decoding *decoding, const char *backslash,
                                      unsigned n_digits)
{
    uint32_t character = 0;
    decoding->next = backslash + 2;
    for (unsigned i = 0; i < n_digits; i++) {
        if (decoding->next == decoding->end || !isxdigit((unsigned char)*decoding->next)) {
            return fail_hex(decoding, backslash, n_digits);
        }
        character = character << 4 | digit_value(*decoding->next++);
    }
    if (character > 0x10FFFF) {
        return fail_unicode(decoding, backslash, decoding->next, "illegal Unicode character");
    }
    return append_character(decoding, character);
}

static enum literal_result decode_name(struct decoding *decoding, const char *backslash)
{
    static const char MALFORMED[] = "malformed \\N character escape";
    const char *name = backslash + 3;
    if (name > decoding->end || name[-1] != '{') {
        return fail_unicode(decoding, backslash, backslash + 2, MALFORMED);
    }
    const char *close = memchr(name, '}', (size_t)(decoding->end - name));
    if (close == NULL) {
        return fail_unicode(decoding, backslash, decoding->end, MALFORMED);
    }
    if (close == name) {
        return fail_unicode(decoding, backslash, close, MALFORMED);
    }
    int32_t character = unicode_find_name(name, (size_t)(close - name));
    if (character < 0) {
        return fail_unicode(decoding, backslash, close + 1, "unknown Unicode character name");
    }
    decoding->next = close + 1;
    return append_character(decoding, (uint32_t)character);
}

/* The character that a one-letter escape stands for, or 0. */
static char simple_escape(char letter)
{
    static const char LETTERS[] = "\\'\"abfnrtv";
    static const char MEANINGS[] = "\\'\"\a\b\f\n\r\t\v";
    const char *found = letter != '\0' ? strchr(LETTERS, letter) : NULL;
    return found != NULL ? MEANINGS[found - LETTERS] : '\0';
}

/*
 * Not an escape: the backslash stays. An f-string's text may end with it, before a field's brace. CPython does
 * not warn before a character beyond ASCII.
 */
static enum literal_result keep_backslash(struct decoding *decoding, const char *backslash)
{
    decoding->next = backslash + 1;
    if ((unsigned char)backslash[1] < 0x80) {
        enum literal_result result = warn(decoding, backslash, false, 2);
        if (result != LITERAL_OK) {
            return result;
        }
    }
    return append_character(decoding, '\\');
}

static enum literal_result decode_escape(struct decoding *decoding, const char *backslash)
{
    if (backslash + 1 == decoding->end) {
        return keep_backslash(decoding, backslash);
    }
    char letter = backslash[1];
    char simple = simple_escape(letter);
    if (simple != '\0') {
        decoding->next = backslash + 2;
        return append_character(decoding, (unsigned char)simple);
    }
    if (letter == '\n') {
        decoding->next = backslash + 2;
        return LITERAL_OK;
    }
    if (letter >= '0' && letter <= '7') {
        return decode_octal(decoding, backslash);
    }
    if (letter == 'x') {
        return decode_hex(decoding, backslash, 2);
    }
    if (!decoding->is_bytes && (letter == 'u' || letter == 'U')) {
        return decode_hex(decoding, backslash, letter == 'u' ? 4 : 8);
    }
    if (!decoding->is_bytes && letter == 'N') {
        return decode_name(decoding, backslash);
    }
    return keep_backslash(decoding, backslash);
}

static enum literal_result decode_body(struct decoding *decoding)
{
    while (decoding->next < decoding->end) {
        const char *start = decoding->next;
        const char *backslash = memchr(start, '\\', (size_t)(decoding->end - start));
        const char *plain_end = backslash != NULL ? backslash : decoding->end;
        if (!buffer_append(decoding->value, start, (size_t)(plain_end - start))) {
            return LITERAL_NO_MEMORY;
        }
        decoding->next = plain_end;
        if (backslash != NULL) {
            enum literal_result result = decode_escape(decoding, backslash);
            if (result != LITERAL_OK) {
                return result;
            }
        }
    }
    return LITERAL_OK;
}

static bool is_ascii(const char *text, const char *end)
{
    for (; text < end; text++) {
        if ((unsigned char)*text >= 0x80) {
            return false;
        }
    }
    return true;
}

void literal_body(const struct source *source, const struct token *string, uint32_t *start,
                  uint32_t *end)
{
    ASSERT(string->kind == TOKEN_STRING || string->kind == TOKEN_FSTRING_MIDDLE);
    *start = string->start;
    *end = string->end;
    if (string->kind == TOKEN_STRING) {
        uint32_t n_quotes = string->flags & TOKEN_FLAG_TRIPLE ? 3 : 1;
        *start += (uint32_t)strcspn(source->text + string->start, "'\"") + n_quotes;
        *end -= n_quotes;
    }
}

enum literal_result literal_decode(const struct literal_decoder *decoder, const struct token *token,
                                   struct buffer *value, char message[LITERAL_MESSAGE_BYTES])
{
    uint32_t start;
    uint32_t end;
    literal_body(decoder->source, token, &start, &end);
    const char *text = decoder->source->text;
    bool is_bytes = token->flags & TOKEN_FLAG_BYTES;
    if (is_bytes && !is_ascii(text + start, text + end)) {
        snprintf(message, LITERAL_MESSAGE_BYTES, "%s",
                 "bytes can only contain ASCII literal characters");
        return LITERAL_SYNTAX_ERROR;
    }
    if (token->flags & TOKEN_FLAG_RAW) {
        return buffer_append(value, text + start, end - start) ? LITERAL_OK : LITERAL_NO_MEMORY;
    }
    struct decoding decoding = {
        .decoder = decoder,
        .body = text + start,
        .next = text + start,
        .end = text + end,
        .value = value,
        .message = message,
        .is_bytes = is_bytes,
    };
    return decode_body(&decoding);
}

/* Numbers */

static unsigned base_of(char letter)
{
    switch (letter | 0x20) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 10;
    }
}

bool literal_number(const struct source *source, const struct token *token,
                    struct literal_number *number, struct buffer *digits)
{
    ASSERT(token->kind == TOKEN_NUMBER);
    const char *text = source->text + token->start;
    const char *end = source->text + token->end;
    *number = (struct literal_number){LITERAL_INTEGER, 10};
    if (text[0] == '0' && end - text > 2) {
        number->base = base_of(text[1]);
    }
    if (number->base != 10) {
        text += 2;
    } else if ((end[-1] | 0x20) == 'j') {
        number->type = LITERAL_IMAGINARY;
        end--;
    }
    for (; text < end; text++) {
        if (number->base == 10 && number->type == LITERAL_INTEGER &&
            (*text == '.' || (*text | 0x20) == 'e')) {
            number->type = LITERAL_FLOAT;
        }
        if (*text != '_') {
            buffer_append_byte(digits, *text);
        }
    }
    return !digits->failed;
}
