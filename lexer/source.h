/*
 * A source: one file's or string's text, decoded and normalised, with the index of its lines.
 *
 * Always true after source_open: text is valid UTF-8 (surrogates encoded as three bytes only if they were in
 * a SOURCE_TEXT), has no BOM and no NUL inside, "\r\n" and "\r" have become "\n", it is empty or
 * ends in "\n", and text[size] is 0. Line i (from 1) starts at line_starts[i - 1]; line_starts[n_lines] is size.
 * It is immutable from then on, so any thread may read it.
 */
#ifndef HASP_LEXER_SOURCE_H
#define HASP_LEXER_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/base/attributes.h"

enum lexer_error_code {
    LEXER_OK,
#define LEXER_ERROR(code, exception, message) LEXER_ERROR_##code,
#include "lexer/errors.def"
#undef LEXER_ERROR
};

/*
 * What is wrong and where. Lines from 1; columns in bytes from 0. CPython's `offset` and `end_offset` are
 * source_character_column(..) + 1 of the two columns; as it spells "not known" in two ways, so do we: a column
 * of -1 gives the offset 0, one of -2 gives -1. Line 0: the error has no place in the text.
 */
struct lexer_error {
    enum lexer_error_code code;
    uint32_t line;
    int32_t column;
    uint32_t end_line;
    int32_t end_column;
    /* The message's parameters: see lexer/errors.def. */
    uint32_t character;
    uint32_t open_character;
    uint32_t number;
    char detail[120];
};

enum source_kind {
    SOURCE_BYTES, /* a file or bytes object: BOM and coding line count */
    SOURCE_TEXT,  /* from a str: UTF-8 already, a coding line is a comment */
    SOURCE_SCRIPT /* as SOURCE_BYTES; CPython reads it line by line, so that its end has no place */
};

struct source {
    const char *filename; /* borrowed */
    enum source_kind kind;
    char *text; /* owned */
    uint32_t size;
    uint32_t n_lines;
    bool lacks_newline;    /* the last line had no end, before it was given one */
    uint32_t *line_starts; /* owned; n_lines + 1 items */
};

/*
 * Decodes `size` bytes at `bytes` (copied). False: `*error` says why, and the source is empty but valid.
 */
NODISCARD bool source_open(struct source *source, const char *filename, const char *bytes,
                           size_t size, enum source_kind kind, struct lexer_error *error);

/* The text of a line (from 1) without its newline. A line outside the text is empty. */
const char *source_line(const struct source *source, uint32_t line, size_t *size);

/* The number of characters in the first `column` bytes of a line; negative columns stay as they are. */
int32_t source_character_column(const struct source *source, uint32_t line, int32_t column);

void source_close(struct source *source);

/* "SyntaxError", "IndentationError", "TabError" or "MemoryError". */
const char *lexer_error_class(const struct lexer_error *error);
/* Writes the message into buffer as snprintf would, for `filename` (used by one message). */
size_t lexer_error_message(const struct lexer_error *error, const char *filename, char *buffer,
                           size_t size);

#endif
