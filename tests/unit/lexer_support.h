/*
 * Writes a text's tokens as one line, so that a test reads as source and result:
 *
 *     tokens_are("if x:\n y", "if NAME:x : NEWLINE INDENT NAME:y NEWLINE DEDENT END");
 *
 * Operators and keywords stand for themselves. An error is written by error_is as CPython's message and the
 * attributes lineno, offset, end_lineno and end_offset that CPython 3.11 gives it.
 */
#ifndef HASP_TESTS_UNIT_LEXER_SUPPORT_H
#define HASP_TESTS_UNIT_LEXER_SUPPORT_H

#include <criterion/criterion.h>
#include <string.h>

#include "lexer/lexer.h"
#include "runtime/base/buffer.h"

static inline const char *tag_of(const struct token *token)
{
    switch (token->kind) {
    case TOKEN_END:
        return "END";
    case TOKEN_NEWLINE:
        return "NEWLINE";
    case TOKEN_INDENT:
        return "INDENT";
    case TOKEN_DEDENT:
        return "DEDENT";
    case TOKEN_NAME:
        return "NAME:";
    case TOKEN_NUMBER:
        return "NUMBER:";
    case TOKEN_STRING:
        return "STRING:";
    case TOKEN_FSTRING_START:
        return "START:";
    case TOKEN_FSTRING_MIDDLE:
        return token->flags & TOKEN_FLAG_FORMAT_SPEC ? "SPEC:" : "TEXT:";
    case TOKEN_FSTRING_END:
        return "STOP:";
    case TOKEN_UNKNOWN:
        return "UNKNOWN:";
    default:
        return token_kind_name(token->kind);
    }
}

static inline bool shows_text(const struct token *token)
{
    const char *tag = tag_of(token);
    return token->kind < TOKEN_LPAR && tag[strlen(tag) - 1] == ':';
}

static inline void write_token(struct buffer *out, const struct source *source,
                               const struct token *token)
{
    if (out->size > 0) {
        buffer_append_byte(out, ' ');
    }
    buffer_append_string(out, tag_of(token));
    if (shows_text(token)) {
        buffer_append(out, source->text + token->start, token->end - token->start);
    }
}

static inline void write_error(struct buffer *out, const struct source *source,
                               const struct lexer_error *error)
{
    char message[400];
    lexer_error_message(error, source->filename, message, sizeof message);
    int offset = source_character_column(source, error->line, error->column) + 1;
    int end_offset = source_character_column(source, error->end_line, error->end_column) + 1;
    buffer_append_format(out, "%s: %s (%u, %d, %u, %d)", lexer_error_class(error), message,
                         error->line, offset, error->end_line, end_offset);
}

/* The tokens of a text of `size` bytes up to END or an error; the caller frees both buffers. */
static inline void lex(const char *text, size_t size, enum source_kind kind, struct buffer *tokens,
                       struct buffer *error_text)
{
    struct source source;
    struct lexer_error error;
    if (source_open(&source, "test.py", text, size, kind, &error)) {
        struct lexer lexer;
        struct token token;
        lexer_init(&lexer, &source);
        do {
            lexer_next(&lexer, &token);
            write_token(tokens, &source, &token);
        } while (token.kind != TOKEN_END && token.kind != TOKEN_ERROR);
        error = lexer.error;
    }
    if (error.code != LEXER_OK) {
        write_error(error_text, &source, &error);
    }
    source_close(&source);
}

static inline void tokens_are(const char *text, const char *expected)
{
    struct buffer tokens = BUFFER_EMPTY;
    struct buffer error = BUFFER_EMPTY;
    lex(text, strlen(text), SOURCE_TEXT, &tokens, &error);
    cr_expect_str_eq(buffer_string(&tokens), expected, "%s\n  gives %s %s\n  not %s", text,
                     tokens.data, buffer_string(&error), expected);
    buffer_free(&tokens);
    buffer_free(&error);
}

static inline void bytes_error_is(const char *bytes, size_t size, enum source_kind kind,
                                  const char *expected)
{
    struct buffer tokens = BUFFER_EMPTY;
    struct buffer error = BUFFER_EMPTY;
    lex(bytes, size, kind, &tokens, &error);
    cr_expect_str_eq(buffer_string(&error), expected, "%s\n  gives %s\n  not %s", bytes, error.data,
                     expected);
    buffer_free(&tokens);
    buffer_free(&error);
}

static inline void error_is(const char *text, const char *expected)
{
    bytes_error_is(text, strlen(text), SOURCE_TEXT, expected);
}

static inline void file_error_is(const char *bytes, const char *expected)
{
    bytes_error_is(bytes, strlen(bytes), SOURCE_BYTES, expected);
}

#endif
