/*
 * lexer_next: indentation, line joining and brackets around the scanner's pieces.
 *
 *     at_line_start --measure_indentation--> INDENT, DEDENT...   then pieces until NEWLINE, and again
 *
 * Inside brackets there are no logical lines: newlines are skipped and at_line_start stays false.
 */
#include "lexer/lexer.h"

#include <string.h>

#include "lexer/scan.h"
#include "lexer/state.h"
#include "runtime/base/assert.h"

enum { TAB_WIDTH = 8 };

void lexer_init(struct lexer *lexer, const struct source *source)
{
    /* The stacks are written before they are read: clearing them would cost more than a short source. */
    lexer->source = source;
    lexer->position = 0;
    lexer->line = 1;
    lexer->line_start = 0;
    lexer->at_line_start = true;
    lexer->is_open_ended = false;
    lexer->n_pending_dedents = 0;
    lexer->n_indents = 1;
    lexer->indents[0] = (struct indent){0, 0};
    lexer->n_brackets = 0;
    lexer->n_fstrings = 0;
    lexer->failed = false;
    lexer->error = (struct lexer_error){.code = LEXER_OK};
}

struct lexer_error *lexer_fail(struct lexer *lexer, enum lexer_error_code code, struct place at)
{
    ASSERT(!lexer->failed);
    lexer->failed = true;
    lexer->error = (struct lexer_error){
        .code = code,
        .line = at.line,
        .column = (int32_t)at.column,
        .end_line = at.line,
        .end_column = (int32_t)at.column,
    };
    return &lexer->error;
}

struct lexer_error *lexer_fail_offset(struct lexer *lexer, enum lexer_error_code code,
                                      uint32_t offset)
{
    struct place at = {offset, lexer->line, offset - lexer->line_start};
    return lexer_fail(lexer, code, at);
}

static void finish_error(const struct lexer *lexer, struct token *token)
{
    const struct lexer_error *error = &lexer->error;
    uint32_t column = error->column < 0 ? 0 : (uint32_t)error->column;
    uint32_t offset = lexer->source->line_starts[error->line - 1] + column;
    *token = (struct token){
        .kind = TOKEN_ERROR,
        .start = offset,
        .end = offset,
        .line = error->line,
        .column = column,
        .end_line = error->line,
        .end_column = column,
    };
}

/* Brackets */

bool lexer_open_bracket(struct lexer *lexer, char character, bool is_field, struct place start)
{
    if (lexer->n_brackets == LEXER_MAX_BRACKETS) {
        lexer_fail(lexer, LEXER_ERROR_TOO_MANY_BRACKETS, start);
        return false;
    }
    lexer->brackets[lexer->n_brackets++] = (struct bracket){
        .character = character,
        .is_field = is_field,
        .line = start.line,
        .column = start.column,
    };
    return true;
}

static char closing_of(char opening)
{
    return opening == '(' ? ')' : opening == '[' ? ']' : '}';
}

static void fail_bracket(struct lexer *lexer, enum lexer_error_code code, char found, char open,
                         struct place at)
{
    struct lexer_error *error = lexer_fail(lexer, code, at);
    error->character = (unsigned char)found;
    error->open_character = (unsigned char)open;
}

static bool close_bracket(struct lexer *lexer, char found, struct place at)
{
    if (lexer->n_brackets == 0) {
        fail_bracket(lexer, LEXER_ERROR_UNMATCHED, found, 0, at);
        return false;
    }
    const struct bracket *open = &lexer->brackets[lexer->n_brackets - 1];
    if (found == closing_of(open->character)) {
        lexer->n_brackets--;
        return true;
    }
    if (open->is_field) {
        fail_bracket(lexer, LEXER_ERROR_FSTRING_UNMATCHED, found, 0, at);
    } else if (open->line != at.line) {
        fail_bracket(lexer, LEXER_ERROR_MISMATCHED_ON_LINE, found, open->character, at);
        lexer->error.number = open->line;
    } else {
        fail_bracket(lexer, LEXER_ERROR_MISMATCHED, found, open->character, at);
    }
    return false;
}

/* Indentation */

/* `at` is where CPython's lexer stands: behind what follows the backslash, or at the end of the text. */
static bool fail_continuation(struct lexer *lexer, uint32_t at)
{
    lexer_fail_offset(lexer, LEXER_ERROR_LINE_CONTINUATION, at)->end_column = -1;
    return false;
}

/* Skips a backslash and newline. At the end of the text that is an error, worded by what is open. */
static bool join_line(struct lexer *lexer)
{
    struct place backslash = place_here(lexer);
    if (lexer->is_open_ended && lexer->position + 2 == lexer->source->size) {
        return fail_continuation(lexer, lexer->position);
    }
    lexer->position += 2;
    if (lexer->position == lexer->source->size && lexer->n_brackets == 0) {
        backslash.column++;
        lexer_fail(lexer, LEXER_ERROR_END_OF_FILE, backslash)->end_column = -2;
        return false;
    }
    lexer_enter_line(lexer);
    return true;
}

/*
 * Measures white space from the position on. A backslash may join lines in the middle of it: then the column
 * of the first backslash counts, unless that is 0.
 */
static bool measure_space(struct lexer *lexer, struct indent *result)
{
    struct indent here = {0, 0};
    struct indent joined = {0, 0};
    const char *text = lexer->source->text;
    for (;;) {
        char character = text[lexer->position];
        if (character == ' ') {
            here.column++;
            here.narrow_column++;
        } else if (character == '\t') {
            here.column = (here.column / TAB_WIDTH + 1) * TAB_WIDTH;
            here.narrow_column++;
        } else if (character == '\f') {
            here = (struct indent){0, 0};
        } else if (character == '\\') {
            if (joined.column == 0) {
                joined = here;
            }
            if (text[lexer->position + 1] != '\n') {
                return fail_continuation(lexer, lexer->position + 1);
            }
            if (!join_line(lexer)) {
                return false;
            }
            continue;
        } else {
            *result = joined.column != 0 ? joined : here;
            return true;
        }
        lexer->position++;
    }
}

static bool fail_indentation(struct lexer *lexer, enum lexer_error_code code)
{
    lexer_fail_offset(lexer, code, lexer->line_start)->end_column = -1;
    return false;
}

static bool fail_dedent(struct lexer *lexer)
{
    size_t size;
    source_line(lexer->source, lexer->line, &size);
    uint32_t end_of_line = lexer->line_start + (uint32_t)size;
    lexer_fail_offset(lexer, LEXER_ERROR_DEDENT, end_of_line)->end_column = -2;
    return false;
}

/* Compares a line's indentation with those that are open; *is_deeper: an INDENT is due. */
static bool apply_indentation(struct lexer *lexer, struct indent found, bool *is_deeper)
{
    const struct indent *top = &lexer->indents[lexer->n_indents - 1];
    if (found.column > top->column) {
        if (lexer->n_indents == LEXER_MAX_INDENTS) {
            return fail_indentation(lexer, LEXER_ERROR_TOO_DEEP);
        }
        if (found.narrow_column <= top->narrow_column) {
            return fail_indentation(lexer, LEXER_ERROR_TABS);
        }
        lexer->indents[lexer->n_indents++] = found;
        *is_deeper = true;
        return true;
    }
    while (found.column < top->column) {
        top--;
        lexer->n_indents--;
        lexer->n_pending_dedents++;
    }
    if (found.column != top->column) {
        return fail_dedent(lexer);
    }
    if (found.narrow_column != top->narrow_column) {
        return fail_indentation(lexer, LEXER_ERROR_TABS);
    }
    return true;
}

static void skip_comment(struct lexer *lexer)
{
    const char *end = strchr(lexer->source->text + lexer->position, '\n');
    lexer->position = (uint32_t)(end - lexer->source->text);
}

/* Where CPython sees the end of the text. */
static bool at_open_end(const struct lexer *lexer)
{
    return lexer->is_open_ended && lexer->position + 1 == lexer->source->size;
}

/* Finds the next line with a token and gives its INDENT if it has one. False: the error is set. */
static bool start_line(struct lexer *lexer, struct token *token, bool *is_token)
{
    struct indent found;
    struct place start;
    for (;;) {
        start = place_here(lexer);
        if (!measure_space(lexer, &found)) {
            return false;
        }
        bool is_comment = lexer->source->text[lexer->position] == '#';
        if (is_comment) {
            skip_comment(lexer);
        }
        if (lexer->source->text[lexer->position] != '\n' ||
            (at_open_end(lexer) && !is_comment && lexer->position > start.offset)) {
            break;
        }
        lexer->position++;
        lexer_enter_line(lexer);
    }
    lexer->at_line_start = false;
    if (lexer->position == lexer->source->size) {
        found = (struct indent){0, 0};
    }
    if (!apply_indentation(lexer, found, is_token)) {
        return false;
    }
    if (*is_token) {
        token_finish(lexer, token, TOKEN_INDENT, 0, start);
    }
    return true;
}

/* The end */

static bool fail_unterminated_fstring(struct lexer *lexer)
{
    const struct open_fstring *outermost = &lexer->fstrings[0];
    struct place at = {outermost->start, outermost->line, outermost->column};
    bool is_triple = outermost->flags & TOKEN_FLAG_TRIPLE;
    lexer_fail(lexer, is_triple ? LEXER_ERROR_UNTERMINATED_TRIPLE : LEXER_ERROR_UNTERMINATED, at)
        ->number = is_triple ? lexer->source->n_lines : outermost->line;
    return false;
}

static bool finish_text(struct lexer *lexer, struct token *token, struct place start)
{
    lexer->position = start.offset; /* the NUL is never consumed */
    if (lexer->n_fstrings > 0) {
        return fail_unterminated_fstring(lexer);
    }
    if (lexer->n_brackets > 0) {
        const struct bracket *open = &lexer->brackets[lexer->n_brackets - 1];
        struct place at = {0, open->line, open->column};
        fail_bracket(lexer, LEXER_ERROR_NEVER_CLOSED, 0, open->character, at);
        lexer->error.end_column = -1;
        return false;
    }
    token_finish(lexer, token, TOKEN_END, 0, start);
    return true;
}

/* Pieces */

/* No token begins with this character. CPython leaves three of them to the parser to refuse. */
static bool finish_other(struct lexer *lexer, struct token *token, struct place start)
{
    unsigned char character = (unsigned char)lexer->source->text[start.offset];
    if (strchr("$?`", character) != NULL) {
        token_finish(lexer, token, TOKEN_UNKNOWN, 0, start);
        return true;
    }
    lexer_fail(lexer, LEXER_ERROR_NON_PRINTABLE, start)->character = character;
    return false;
}

/* In an f-string's field, ':' outside all inner brackets starts the format specification. */
static bool starts_format_spec(const struct lexer *lexer)
{
    return lexer->n_brackets > 0 && lexer->brackets[lexer->n_brackets - 1].is_field;
}

static bool finish_operator(struct lexer *lexer, struct token *token, int kind, struct place start)
{
    char first = lexer->source->text[start.offset];
    switch (kind) {
    case TOKEN_LPAR:
    case TOKEN_LSQB:
    case TOKEN_LBRACE:
        if (!lexer_open_bracket(lexer, first, false, start)) {
            return false;
        }
        break;
    case TOKEN_RPAR:
    case TOKEN_RSQB:
    case TOKEN_RBRACE:
        if (!close_bracket(lexer, first, start)) {
            return false;
        }
        break;
    case TOKEN_COLON:
    case TOKEN_WALRUS:
        if (starts_format_spec(lexer)) {
            lexer->brackets[lexer->n_brackets - 1].is_spec = true;
            lexer->position = start.offset + 1;
            kind = TOKEN_COLON;
        }
        break;
    default:
        break;
    }
    token_finish(lexer, token, kind, 0, start);
    return true;
}

static bool finish_name(struct lexer *lexer, struct token *token, struct place start)
{
    unsigned flags = 0;
    for (uint32_t i = start.offset; i < lexer->position; i++) {
        if ((unsigned char)lexer->source->text[i] >= 0x80) {
            flags = TOKEN_FLAG_NORMALISE;
            lexer_check_name(lexer, start);
            break;
        }
    }
    token_finish(lexer, token, TOKEN_NAME, flags, start);
    return !lexer->failed;
}

/* A newline outside brackets ends the logical line; inside it is white space. */
static bool read_newline(struct lexer *lexer, struct token *token, struct place start)
{
    bool is_token = lexer->n_brackets == 0;
    if (is_token) {
        token_finish(lexer, token, TOKEN_NEWLINE, 0, start);
        lexer->at_line_start = true;
    }
    lexer_enter_line(lexer);
    return is_token;
}

/* Turns a scanned piece into a token. False: the error is set. */
static bool finish_piece(struct lexer *lexer, struct token *token, int kind, struct place start)
{
    unsigned flags;
    switch (kind) {
    case SCAN_STRING:
        return lexer_read_string(lexer, token, start);
    case SCAN_FSTRING:
        return lexer_open_fstring(lexer, token, start);
    case SCAN_END:
        return finish_text(lexer, token, start);
    case SCAN_BACKSLASH:
        lexer->position = start.offset;
        return fail_continuation(lexer, lexer->position + 1);
    case SCAN_OTHER:
        return finish_other(lexer, token, start);
    case TOKEN_NAME:
        return finish_name(lexer, token, start);
    case TOKEN_NUMBER:
        flags = lexer_check_number(lexer, start);
        token_finish(lexer, token, kind, flags, start);
        return !lexer->failed;
    default:
        return finish_operator(lexer, token, kind, start);
    }
}

static bool read_python(struct lexer *lexer, struct token *token)
{
    const char *text = lexer->source->text;
    for (;;) {
        struct place start = place_here(lexer);
        const char *end;
        int kind = scan_piece(text + start.offset, &end);
        if (kind == SCAN_JOINED_LINE) {
            if (!join_line(lexer)) {
                return false;
            }
            continue;
        }
        lexer->position = (uint32_t)(end - text);
        if (kind == SCAN_NEWLINE) {
            if (read_newline(lexer, token, start)) {
                return true;
            }
        } else if (kind != SCAN_SPACE && kind != SCAN_COMMENT) {
            return finish_piece(lexer, token, kind, start);
        }
    }
}

static bool read_token(struct lexer *lexer, struct token *token)
{
    if (lexer_in_fstring_text(lexer)) {
        return lexer_read_fstring_text(lexer, token);
    }
    if (lexer->at_line_start) {
        bool is_token = false;
        if (!start_line(lexer, token, &is_token)) {
            return false;
        }
        if (is_token) {
            return true;
        }
    }
    if (lexer->n_pending_dedents > 0) {
        lexer->n_pending_dedents--;
        token_finish(lexer, token, TOKEN_DEDENT, 0, place_here(lexer));
        return true;
    }
    return read_python(lexer, token);
}

void lexer_next(struct lexer *lexer, struct token *token)
{
    if (lexer->failed || !read_token(lexer, token)) {
        finish_error(lexer, token);
    }
}
