/* Where errors stand, and which of several wins. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/parse.h"

/* The last line of a text, if it has no end and is given none: see read_token. */
static bool is_open_line(const struct parser *p, uint32_t line)
{
    return p->mode != PARSE_EXEC && p->source->lacks_newline && line == p->source->n_lines;
}

/* Has the lexer left this line behind? */
static bool is_past(const struct parser *p, int32_t line)
{
    uint32_t reached = p->n_tokens > 0 ? p->tokens[p->n_tokens - 1].line : 0;
    return line > 0 && reached > (uint32_t)line && (uint32_t)line < p->source->n_lines;
}

void *stop_at(struct parser *p, enum syntax_error_kind kind, struct span span, const char *format,
              ...)
{
    if (p->stopped) {
        return NULL;
    }
    p->stopped = true;
    char message[sizeof p->error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (span.end_line >
        span.line) { /* CPython measures the end on the line where the error begins */
        size_t size;
        source_line(p->source, (uint32_t)span.line, &size);
        span.end_column = span.end_column > (int32_t)size ? (int32_t)size : span.end_column;
    }
    bool in_field = p->n_fields > 0 && strncmp(message, "f-string: ", 10) != 0;
    syntax_error_set(p->error, kind, span.line, span.column, span.end_line, span.end_column, "%s%s",
                     in_field ? "f-string: " : "", message);
    p->error->cuts_line = is_past(p, span.line) || is_open_line(p, (uint32_t)span.line);
    return NULL;
}

void *stop_no_memory(struct parser *p)
{
    p->stopped = true;
    syntax_error_set(p->error, SYNTAX_NO_MEMORY, 0, -1, 0, -1, "out of memory");
    return NULL;
}

void *stop_too_deep(struct parser *p)
{
    p->stopped = true;
    syntax_error_set(p->error, SYNTAX_TOO_DEEP, 0, -1, 0, -1,
                     "maximum recursion depth exceeded during compilation");
    return NULL;
}

/* --- Places --- */

/* CPython's NEWLINE begins with the comment before it. */
static int32_t newline_column(const struct parser *p, const struct token *token)
{
    const char *line = p->source->text + p->source->line_starts[token->line - 1];
    for (const struct token *t = p->tokens; t < p->tokens + p->n_tokens; t++) {
        if (t->start == token->start && t > p->tokens && t[-1].end_line == token->line) {
            int32_t column = (int32_t)t[-1].end_column;
            column += (int32_t)strspn(line + column, " \t\f");
            return line[column] == '#' ? column : (int32_t)token->column;
        }
    }
    return (int32_t)token->column;
}

/* The token that ends the f-string that begins at number `start`; that one if there is no end. */
static struct token fstring_end(struct parser *p, uint32_t start)
{
    uint32_t next = p->next, furthest = p->furthest, i = 0;
    unsigned open = 0;
    p->next = start;
    do {
        enum token_kind kind = peek_ahead(p, i++);
        open += kind == TOKEN_FSTRING_START;
        open -= kind == TOKEN_FSTRING_END;
        if (kind == TOKEN_END || kind == TOKEN_ERROR) {
            i = 1;
            break;
        }
    } while (open > 0);
    p->next = next;
    p->furthest = furthest;
    return p->tokens[start + i - 1];
}

/* To CPython an f-string is one token. */
static void extend_fstring(struct parser *p, const struct token *token, struct span *span)
{
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        if (p->tokens[i].start == token->start && p->tokens[i].kind == token->kind) {
            struct token end = fstring_end(p, i);
            span->end_line = (int32_t)end.end_line;
            span->end_column = (int32_t)end.end_column;
            return;
        }
    }
}

static bool has_no_place(const struct token *token)
{
    return token->kind == TOKEN_END || token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT ||
           (token->kind == TOKEN_NEWLINE && token->flags & TOKEN_FLAG_NO_PLACE);
}

/* CPython's END, INDENT and DEDENT know a line only. */
static struct span span_of_token(struct parser *p, const struct token *token)
{
    int32_t n_lines = p->source->n_lines ? (int32_t)p->source->n_lines : 1;
    struct span span = {(int32_t)token->line, (int32_t)token->column, (int32_t)token->end_line,
                        (int32_t)token->end_column};
    if (has_no_place(token)) {
        span.column = span.end_column = -1;
        span.line = span.line < n_lines ? span.line : n_lines;
        span.end_line = span.line;
    } else if (token->kind == TOKEN_NEWLINE) {
        span.end_line = span.line;
        span.end_column = span.column;
        span.column = newline_column(p, token);
    } else if (token->kind == TOKEN_FSTRING_START) {
        extend_fstring(p, token, &span);
    }
    return span;
}

struct span span_at_token(struct parser *p, const struct token *at)
{
    const struct token copy = *at, *token = &copy; /* reading on may move the array */
    struct span span = span_of_token(p, token);
    if (token->kind == TOKEN_INDENT) {
        span.column = (int32_t)token->end_column - 1;
    } else if (token->kind == TOKEN_DEDENT && token->start < p->source->size) {
        span.column = (int32_t)token->column - 1;
    } else if (has_no_place(token)) {
        size_t size;
        source_line(p->source, (uint32_t)span.line, &size);
        bool is_open = is_open_line(p, (uint32_t)span.line);
        span.column = p->source->kind == SOURCE_SCRIPT ? -1 : (int32_t)size - is_open;
    } else {
        return span;
    }
    span.end_column = -2;
    return span;
}

/* Where an error stands that has no other place: at the last token. */
static struct span span_of_last(struct parser *p)
{
    return span_at_token(p, last_token(p));
}

void *stop_last(struct parser *p, enum syntax_error_kind kind, const char *format, ...)
{
    char message[sizeof p->error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return stop_at(p, kind, span_of_last(p), "%s", message);
}

struct span span_of_tokens(struct parser *p, const struct token *first, const struct token *last)
{
    struct token first_copy = *first, last_copy = *last; /* reading on may move the array */
    struct span span = span_of_token(p, &first_copy), end = span_of_token(p, &last_copy);
    return (struct span){span.line, span.column, end.end_line, end.end_column};
}

struct span span_from(struct parser *p, const struct token *first)
{
    struct span span = span_of_tokens(p, first, last_token(p));
    span.end_column--; /* CPython's place, one short */
    return span;
}

bool stop_block(struct parser *p, const char *what, uint32_t line)
{
    stop_last(p, SYNTAX_INDENTATION_ERROR, "expected an indented block after %s on line %u", what,
              (unsigned)line);
    return false;
}

/* --- The lexer's errors --- */

/* Errors that CPython's lexer leaves to its parser to word; they replace none. */
static bool is_weak(enum lexer_error_code code)
{
    return code == LEXER_ERROR_DEDENT || code == LEXER_ERROR_TABS || code == LEXER_ERROR_TOO_DEEP ||
           code == LEXER_ERROR_LINE_CONTINUATION || code == LEXER_ERROR_END_OF_FILE;
}

/* Is it a mistake in a field's expression that is worded so that one looks for it in the f-string? */
static bool is_of_field(const struct lexer *lexer, const struct lexer_error *found)
{
    bool is_worded_so =
        found->code == LEXER_ERROR_MISMATCHED || found->code == LEXER_ERROR_MISMATCHED_ON_LINE ||
        found->code == LEXER_ERROR_UNTERMINATED || found->code == LEXER_ERROR_UNTERMINATED_TRIPLE;
    if (!is_worded_so || lexer->n_fstrings == 0) {
        return false;
    }
    const struct open_fstring *open = &lexer->fstrings[lexer->n_fstrings - 1];
    bool is_own_end = found->line == open->line && found->column == (int32_t)open->column;
    return lexer->n_brackets > open->n_brackets && !is_own_end;
}

static void use_lexer_error(struct parser *p)
{
    const struct lexer_error *found = &p->lexer.error;
    const char *class = lexer_error_class(found);
    enum syntax_error_kind kind = strcmp(class, "IndentationError") == 0 ? SYNTAX_INDENTATION_ERROR
                                  : strcmp(class, "TabError") == 0       ? SYNTAX_TAB_ERROR
                                  : strcmp(class, "MemoryError") == 0    ? SYNTAX_NO_MEMORY
                                                                         : SYNTAX_ERROR;
    char message[sizeof p->error->message];
    lexer_error_message(found, p->source->filename, message, sizeof message);
    p->error->kind = SYNTAX_OK;
    bool is_end_of_open = found->code == LEXER_ERROR_DEDENT && is_open_line(p, found->line);
    int32_t column = found->column - is_end_of_open;
    syntax_error_set(p->error, kind, (int32_t)found->line, column, (int32_t)found->end_line,
                     found->end_column, "%s%s", is_of_field(&p->lexer, found) ? "f-string: " : "",
                     message);
    p->error->cuts_line =
        (found->code != LEXER_ERROR_NEVER_CLOSED ? !is_weak(found->code)
                                                 : found->line < p->source->n_lines) ||
        is_open_line(p, found->line);
}

void *stop_lexer(struct parser *p)
{
    if (!p->stopped) {
        p->stopped = true;
        use_lexer_error(p);
    }
    return NULL;
}

void stop_generic(struct parser *p, uint32_t last, bool in_field)
{
    const struct token *token = &p->tokens[last];
    if (token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT) {
        p->furthest = last;
        p->is_final = true;
        stop_last(p, SYNTAX_INDENTATION_ERROR, "unexpected %s",
                  token->kind == TOKEN_INDENT ? "indent" : "unindent");
    } else if (p->source->size == 0) { /* nothing at all: CPython gives no place */
        stop_at(p, SYNTAX_ERROR, (struct span){0, -1, 0, -1}, "invalid syntax");
    } else {
        STOP_TOKEN(p, token, "%sinvalid syntax", in_field ? "f-string: " : "");
    }
}

void check_rest(struct parser *p)
{
    enum syntax_error_kind kind = p->error->kind;
    if (p->lexer.failed || p->n_tokens == 0 || p->is_final || kind == SYNTAX_TOO_DEEP ||
        kind == SYNTAX_NO_MEMORY) {
        return;
    }
    uint32_t line = last_token(p)->line;
    struct token token;
    do {
        lexer_next(&p->lexer, &token);
        note_number(p, &token);
    } while (token.kind != TOKEN_END && token.kind != TOKEN_ERROR);
    if (token.kind == TOKEN_ERROR && !is_weak(p->lexer.error.code) &&
        (p->lexer.error.code != LEXER_ERROR_NEVER_CLOSED || line > p->lexer.error.line)) {
        use_lexer_error(p);
    }
}
