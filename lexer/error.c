/* Words for tokens and errors, from their tables. */
#include <stdio.h>
#include <string.h>

#include "lexer/lexer.h"
#include "runtime/base/assert.h"
#include "runtime/base/utf8.h"

static const char *const TOKEN_NAMES[] = {
#define TOKEN(name, description) description,
#define OPERATOR(name, spelling) spelling,
#define KEYWORD(name, spelling) spelling,
#include "lexer/tokens.def"
};

static_assert(COUNT_OF(TOKEN_NAMES) == TOKEN_COUNT, "one name for each kind");

const char *token_kind_name(enum token_kind kind)
{
    ASSERT(kind < TOKEN_COUNT);
    return TOKEN_NAMES[kind];
}

bool token_is_keyword(enum token_kind kind)
{
    switch (kind) {
#define KEYWORD(name, spelling) case TOKEN_##name:
#include "lexer/tokens.def"
        return true;
    default:
        return false;
    }
}

struct message {
    const char *exception;
    const char *format;
};

static const struct message MESSAGES[] = {
    {"", ""},
#define LEXER_ERROR(code, exception, format) {#exception, format},
#include "lexer/errors.def"
#undef LEXER_ERROR
};

const char *lexer_error_class(const struct lexer_error *error)
{
    return MESSAGES[error->code].exception;
}

/* One parameter of a message as text. */
static const char *parameter(const struct lexer_error *error, const char *filename, char letter,
                             char scratch[16])
{
    switch (letter) {
    case 'c':
        scratch[utf8_encode(error->character, scratch)] = '\0';
        return scratch;
    case 'o':
        scratch[utf8_encode(error->open_character, scratch)] = '\0';
        return scratch;
    case 'n':
        snprintf(scratch, 16, "%u", error->number);
        return scratch;
    case 'u':
        snprintf(scratch, 16, "U+%04X", error->character);
        return scratch;
    case 'x':
        snprintf(scratch, 16, "%02x", error->character);
        return scratch;
    case 's':
        return error->detail;
    case 'f':
        return filename;
    default:
        UNREACHABLE();
    }
}

size_t lexer_error_message(const struct lexer_error *error, const char *filename, char *buffer,
                           size_t size)
{
    size_t length = 0;
    for (const char *p = MESSAGES[error->code].format; *p != '\0'; p++) {
        char scratch[16] = {*p, '\0'};
        const char *piece = scratch;
        if (*p == '$') {
            piece = parameter(error, filename, *++p, scratch);
        }
        for (; *piece != '\0'; piece++, length++) {
            if (length + 1 < size) {
                buffer[length] = *piece;
            }
        }
    }
    if (size > 0) {
        buffer[length < size ? length : size - 1] = '\0';
    }
    return length;
}
