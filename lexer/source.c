#include "lexer/source.h"

#include <stdlib.h>
#include <string.h>

#include "lexer/coding.h"
#include "runtime/base/assert.h"
#include "runtime/base/buffer.h"
#include "runtime/base/utf8.h"

/* Offsets are 32 bits and columns of errors are signed. */
enum { MAX_SOURCE_BYTES = INT32_MAX - 16 };

/* "\r\n" and "\r" become "\n"; a last line without one gets one. The text is followed by a NUL. */
static bool normalise_newlines(struct buffer *text, bool *lacks_last)
{
    if (!buffer_reserve(text, 2)) {
        return false;
    }
    char *data = text->data;
    const char *first = text->size > 0 ? memchr(data, '\r', text->size) : NULL;
    size_t to = first == NULL ? text->size : (size_t)(first - data);
    for (size_t from = to; from < text->size; from++) {
        if (data[from] == '\r') {
            if (from + 1 < text->size && data[from + 1] == '\n') {
                from++;
            }
            data[to++] = '\n';
        } else {
            data[to++] = data[from];
        }
    }
    *lacks_last = to > 0 && data[to - 1] != '\n';
    if (*lacks_last) {
        data[to++] = '\n';
    }
    data[to] = '\0';
    text->size = to;
    return true;
}

static bool index_lines(struct source *source)
{
    uint32_t n_lines = 0;
    for (uint32_t i = 0; i < source->size; i++) {
        n_lines += source->text[i] == '\n';
    }
    source->line_starts = calloc((size_t)n_lines + 1, sizeof source->line_starts[0]);
    if (source->line_starts == NULL) {
        return false;
    }
    const char *end = source->text;
    for (uint32_t line = 1; line <= n_lines; line++) {
        end = strchr(end, '\n') + 1; /* no NUL comes before the last one */
        source->line_starts[line] = (uint32_t)(end - source->text);
    }
    source->n_lines = n_lines;
    return true;
}

/* A NUL ends the error's line: CPython shows what stands before it, without a caret. */
static bool check_nulls(const struct buffer *text, enum source_kind kind, struct lexer_error *error)
{
    const char *found = memchr(text->data, '\0', text->size);
    if (found == NULL) {
        return true;
    }
    *error = (struct lexer_error){.code = LEXER_ERROR_NULL_BYTE_IN_STRING};
    if (kind != SOURCE_TEXT) {
        uint32_t line = 1;
        for (const char *p = text->data; p < found; p++) {
            line += *p == '\n';
        }
        *error = (struct lexer_error){.code = LEXER_ERROR_NULL_BYTE,
                                      .line = line,
                                      .column = -1,
                                      .end_line = line,
                                      .end_column = -1};
    }
    return false;
}

static bool fill(struct source *source, const char *bytes, size_t size, enum source_kind kind,
                 struct lexer_error *error)
{
    struct buffer text = BUFFER_EMPTY;
    *error = (struct lexer_error){.code = LEXER_ERROR_NO_MEMORY};
    bool done = kind != SOURCE_TEXT ? coding_decode(bytes, size, &text, error)
                                    : buffer_append(&text, bytes, size);
    if (!done || !normalise_newlines(&text, &source->lacks_newline)) {
        buffer_free(&text);
        return false;
    }
    if (text.size > MAX_SOURCE_BYTES) {
        error->code = LEXER_ERROR_SOURCE_TOO_LARGE;
        buffer_free(&text);
        return false;
    }
    bool has_null = !check_nulls(&text, kind, error);
    if (has_null) {
        /* What stands before it stays, so that a traceback can show the line. */
        text.size = strlen(text.data);
        normalise_newlines(&text, &source->lacks_newline);
    }
    size_t text_size;
    source->text = buffer_take(&text, &text_size);
    source->size = (uint32_t)text_size;
    return index_lines(source) && !has_null;
}

bool source_open(struct source *source, const char *filename, const char *bytes, size_t size,
                 enum source_kind kind, struct lexer_error *error)
{
    *source = (struct source){.filename = filename, .kind = kind};
    if (!fill(source, bytes, size, kind, error)) {
        return false;
    }
    error->code = LEXER_OK;
    return true;
}

const char *source_line(const struct source *source, uint32_t line, size_t *size)
{
    *size = 0;
    if (line == 0 || line > source->n_lines) {
        return "";
    }
    uint32_t start = source->line_starts[line - 1];
    *size = source->line_starts[line] - start - 1;
    return source->text + start;
}

int32_t source_character_column(const struct source *source, uint32_t line, int32_t column)
{
    size_t size;
    const char *text = source_line(source, line, &size);
    if (column <= 0) {
        return column;
    }
    size_t n_bytes = (size_t)column < size ? (size_t)column : size;
    return (int32_t)(utf8_count(text, n_bytes) + ((size_t)column - n_bytes));
}

void source_close(struct source *source)
{
    free(source->text);
    free(source->line_starts);
    *source = (struct source){.filename = source->filename};
}
