/*
 * Strings: the bodies of plain ones, and the text of f-strings (PEP 701).
 *
 * A plain string is one token. An f-string is entered and left again: its entry on lexer->fstrings and the
 * fields on the bracket stack say where the lexer is, so nesting needs no recursion.
 *
 *     FSTRING_START --> text --'{'--> Python --':'--> text of the spec --'{'--> Python ...
 *                        ^ ^------------'}'-------------'}'                       '}' --> spec
 *                       quote --> FSTRING_END
 */
#include <string.h>

#include "lexer/state.h"
#include "runtime/base/assert.h"

/* Reads prefix and quotes from `start` to the position. */
static unsigned opening_flags(const struct lexer *lexer, struct place start)
{
    unsigned flags = 0;
    const char *text = lexer->source->text;
    uint32_t i = start.offset;
    for (; text[i] != '\'' && text[i] != '"'; i++) {
        switch (text[i] | 0x20) {
        case 'r':
            flags |= TOKEN_FLAG_RAW;
            break;
        case 'b':
            flags |= TOKEN_FLAG_BYTES;
            break;
        case 'u':
            flags |= TOKEN_FLAG_UNICODE;
            break;
        default:
            break;
        }
    }
    return lexer->position - i == 3 ? flags | TOKEN_FLAG_TRIPLE : flags;
}

/* Steps over one byte of a string's body, which may be a newline. */
static void step(struct lexer *lexer)
{
    if (lexer->source->text[lexer->position++] == '\n') {
        lexer_enter_line(lexer);
    }
}

static bool at_closing(const struct lexer *lexer, char quote, bool is_triple)
{
    const char *text = lexer->source->text + lexer->position;
    return text[0] == quote && (!is_triple || (text[1] == quote && text[2] == quote));
}

/* As CPython: a quote that would have closed the f-string around it means that a brace is missing. */
static bool closes_outer_fstring(const struct lexer *lexer, char quote)
{
    if (lexer->n_fstrings == 0) {
        return false;
    }
    const struct open_fstring *outer = &lexer->fstrings[lexer->n_fstrings - 1];
    return outer->quote == quote && !(outer->flags & TOKEN_FLAG_TRIPLE);
}

static bool fail_unterminated(struct lexer *lexer, char quote, bool is_triple, struct place start)
{
    uint32_t line = lexer->line;
    if (is_triple) {
        lexer_fail(lexer, LEXER_ERROR_UNTERMINATED_TRIPLE, start)->number = lexer->source->n_lines;
    } else if (closes_outer_fstring(lexer, quote)) {
        lexer_fail(lexer, LEXER_ERROR_FSTRING_EXPECTING_BRACE, start);
    } else {
        /* A backslash joined the end of the text: the line that the string ran into does not exist. */
        uint32_t n_lines = lexer->source->n_lines;
        lexer_fail(lexer, LEXER_ERROR_UNTERMINATED, start)->number =
            line < n_lines ? line : n_lines;
    }
    return false;
}

bool lexer_read_string(struct lexer *lexer, struct token *token, struct place start)
{
    unsigned flags = opening_flags(lexer, start);
    bool is_triple = flags & TOKEN_FLAG_TRIPLE;
    const char *text = lexer->source->text;
    char quote = text[lexer->position - 1];
    while (!at_closing(lexer, quote, is_triple)) {
        char character = text[lexer->position];
        if (character == '\0' || (character == '\n' && !is_triple)) {
            return fail_unterminated(lexer, quote, is_triple, start);
        }
        step(lexer);
        if (character == '\\' && text[lexer->position] != '\0') {
            step(lexer);
        }
    }
    lexer->position += is_triple ? 3 : 1;
    token_finish(lexer, token, TOKEN_STRING, flags, start);
    return true;
}

/* f-strings */

bool lexer_open_fstring(struct lexer *lexer, struct token *token, struct place start)
{
    if (lexer->n_fstrings == LEXER_MAX_FSTRINGS) {
        lexer_fail(lexer, LEXER_ERROR_FSTRING_TOO_DEEP, start);
        return false;
    }
    unsigned flags = opening_flags(lexer, start);
    lexer->fstrings[lexer->n_fstrings++] = (struct open_fstring){
        .flags = (uint8_t)flags,
        .quote = lexer->source->text[lexer->position - 1],
        .n_brackets = lexer->n_brackets,
        .start = start.offset,
        .line = start.line,
        .column = start.column,
    };
    token_finish(lexer, token, TOKEN_FSTRING_START, flags, start);
    return true;
}

bool lexer_in_fstring_text(const struct lexer *lexer)
{
    if (lexer->n_fstrings == 0) {
        return false;
    }
    const struct open_fstring *open = &lexer->fstrings[lexer->n_fstrings - 1];
    return lexer->n_brackets == open->n_brackets || lexer->brackets[lexer->n_brackets - 1].is_spec;
}

static bool fail_text_end(struct lexer *lexer, const struct open_fstring *open, bool is_spec)
{
    struct place at = {open->start, open->line, open->column};
    if (is_spec && lexer->source->text[lexer->position] == '\n') {
        lexer_fail(lexer, LEXER_ERROR_FSTRING_SPEC_NEWLINE, place_here(lexer));
    } else if (open->flags & TOKEN_FLAG_TRIPLE) {
        lexer_fail(lexer, LEXER_ERROR_UNTERMINATED_TRIPLE, at)->number = lexer->source->n_lines;
    } else {
        uint32_t n_lines = lexer->source->n_lines;
        lexer_fail(lexer, LEXER_ERROR_UNTERMINATED, at)->number =
            lexer->line < n_lines ? lexer->line : n_lines;
    }
    return false;
}

/*
 * After a backslash in text: the escaped character belongs to the text, even a quote. Not so a brace, which
 * stays special (`\{x}`), except those of \N{NAME}; without its end, that is no field either, but an error of the text.
 */
static void step_escape(struct lexer *lexer, bool is_raw)
{
    const char *text = lexer->source->text + lexer->position;
    if (text[0] == '\0' || text[0] == '{' || text[0] == '}') {
        return;
    }
    step(lexer);
    if (text[0] != 'N' || text[1] != '{' || is_raw) {
        return;
    }
    size_t length = strcspn(text + 2, "}{\\'\"\n") + 2; /* stopping at '{' keeps this linear */
    length = text[length] == '}' ? length + 1 : 2;
    lexer->position = (uint32_t)(text + length - lexer->source->text);
}

enum text_stop { STOP_QUOTE, STOP_FIELD, STOP_DOUBLED, STOP_CLOSE, STOP_SINGLE, STOP_ERROR };

/* Reads text up to what ends it; doubled braces end it after the first of them. */
static enum text_stop read_text(struct lexer *lexer, const struct open_fstring *open, bool is_spec)
{
    const char *text = lexer->source->text;
    bool is_triple = open->flags & TOKEN_FLAG_TRIPLE;
    for (;;) {
        char character = text[lexer->position];
        if (at_closing(lexer, open->quote, is_triple)) {
            return STOP_QUOTE;
        }
        if (character == '\0' || (character == '\n' && !is_triple)) {
            return STOP_ERROR;
        }
        if (character == '{' || character == '}') {
            if (!is_spec && text[lexer->position + 1] == character) {
                lexer->position++;
                return STOP_DOUBLED;
            }
            return character == '{' ? STOP_FIELD : is_spec ? STOP_CLOSE : STOP_SINGLE;
        }
        step(lexer);
        if (character == '\\') {
            step_escape(lexer, open->flags & TOKEN_FLAG_RAW);
        }
    }
}

static bool finish_fstring(struct lexer *lexer, struct token *token)
{
    const struct open_fstring *open = &lexer->fstrings[lexer->n_fstrings - 1];
    struct place start = place_here(lexer);
    if (lexer->n_brackets > open->n_brackets) {
        lexer_fail(lexer, LEXER_ERROR_FSTRING_EXPECTING_BRACE, start);
        return false;
    }
    lexer->position += open->flags & TOKEN_FLAG_TRIPLE ? 3 : 1;
    token_finish(lexer, token, TOKEN_FSTRING_END, open->flags, start);
    lexer->n_fstrings--;
    return true;
}

/* One brace that opens a field or ends the field whose specification was read. */
static bool read_brace(struct lexer *lexer, struct token *token)
{
    struct place start = place_here(lexer);
    bool is_opening = lexer->source->text[lexer->position++] == '{';
    if (!is_opening) {
        lexer->n_brackets--;
    } else if (!lexer_open_bracket(lexer, '{', true, start)) {
        return false;
    }
    token_finish(lexer, token, is_opening ? TOKEN_LBRACE : TOKEN_RBRACE, 0, start);
    return true;
}

bool lexer_read_fstring_text(struct lexer *lexer, struct token *token)
{
    const struct open_fstring *open = &lexer->fstrings[lexer->n_fstrings - 1];
    bool is_spec = lexer->n_brackets > open->n_brackets;
    struct place start = place_here(lexer);
    enum text_stop stop = read_text(lexer, open, is_spec);
    if (stop == STOP_ERROR) {
        return fail_text_end(lexer, open, is_spec);
    }
    if (lexer->position > start.offset) {
        unsigned flags = open->flags | (is_spec ? TOKEN_FLAG_FORMAT_SPEC : 0u);
        token_finish(lexer, token, TOKEN_FSTRING_MIDDLE, flags, start);
        if (stop == STOP_DOUBLED) {
            lexer->position++;
        }
        return true;
    }
    if (stop == STOP_SINGLE) {
        lexer_fail(lexer, LEXER_ERROR_FSTRING_SINGLE_BRACE, start);
        return false;
    }
    ASSERT(stop != STOP_DOUBLED);
    return stop == STOP_QUOTE ? finish_fstring(lexer, token) : read_brace(lexer, token);
}
