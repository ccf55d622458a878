/* Where errors stand, and which of several wins. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/parse.h"

void *stop_at(struct parser *p, enum syntax_error_kind kind, struct span span, const char *format, ...)
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
    bool in_field = p->n_fields > 0 && strncmp(message, "f-string: ", 10) != 0;
    syntax_error_set(p->error, kind, span.line, span.column, span.end_line, span.end_column, "%s%s",
                     in_field ? "f-string: " : "", message);
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

/* Behind the last character of the text; where that ends is not known (-2). */
static struct span span_of_end(const struct parser *p)
{
    uint32_t line = p->source->n_lines ? p->source->n_lines : 1;
    size_t size;
    source_line(p->source, line, &size);
    return (struct span){(int32_t)line, (int32_t)size, (int32_t)line, -2};
}

static struct span span_of_token(const struct parser *p, const struct token *token)
{
    struct span span = {(int32_t)token->line, (int32_t)token->column, (int32_t)token->end_line,
                        (int32_t)token->end_column};
    switch (token->kind) {
    case TOKEN_NEWLINE:
        span.end_line = span.line;
        span.end_column = span.column;
        break;
    case TOKEN_INDENT: /* CPython knows no end, and begins at the last character of the white space */
        span.column = span.end_column - 1;
        span.end_column = -2;
        break;
    case TOKEN_DEDENT:
        if (token->start >= p->source->size) {
            return span_of_end(p);
        }
        span.column--;
        span.end_column = -2;
        break;
    case TOKEN_END:
        return span_of_end(p);
    default:
        break;
    }
    return span;
}

struct span span_of_tokens(const struct parser *p, const struct token *first, const struct token *last)
{
    struct span span = span_of_token(p, first), end = span_of_token(p, last);
    return (struct span){span.line, span.column, end.end_line, end.end_column};
}

struct span span_from(const struct parser *p, const struct token *first)
{
    struct span span = span_of_tokens(p, first, last_token(p));
    span.end_column--; /* CPython's place, one short */
    return span;
}

bool stop_block(struct parser *p, const char *what, uint32_t line)
{
    stop_at(p, SYNTAX_INDENTATION_ERROR, span_of_token(p, last_token(p)),
            "expected an indented block after %s on line %u", what, (unsigned)line);
    return false;
}

/* --- The lexer's errors --- */

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
    syntax_error_set(p->error, kind, (int32_t)found->line, found->column, (int32_t)found->end_line,
                     found->end_column, "%s", message);
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
    struct span span = span_of_token(p, token);
    if (token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT) {
        stop_at(p, SYNTAX_INDENTATION_ERROR, span, "unexpected %s",
                token->kind == TOKEN_INDENT ? "indent" : "unindent");
    } else {
        stop_at(p, SYNTAX_ERROR, span, "%sinvalid syntax",
                in_field ? "f-string: " : "");
    }
}

void check_rest(struct parser *p)
{
    enum syntax_error_kind kind = p->error->kind;
    if (p->lexer.failed || p->n_tokens == 0 || kind == SYNTAX_TOO_DEEP || kind == SYNTAX_NO_MEMORY) {
        return;
    }
    uint32_t line = last_token(p)->line;
    struct token token;
    do {
        lexer_next(&p->lexer, &token);
    } while (token.kind != TOKEN_END && token.kind != TOKEN_ERROR);
    if (token.kind == TOKEN_ERROR &&
        (p->lexer.error.code != LEXER_ERROR_NEVER_CLOSED || line > p->lexer.error.line)) {
        use_lexer_error(p);
    }
}
