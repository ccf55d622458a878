#include "lexer/coding.h"

#include <stdio.h>
#include <string.h>

#include "runtime/base/source_coding.h"
#include "runtime/base/utf8.h"

static bool fail_coding(struct lexer_error *error, enum lexer_error_code code, const char *name)
{
    *error = (struct lexer_error){.code = code};
    snprintf(error->detail, sizeof error->detail, "%s", name);
    return false;
}

/* The line (from 1) that holds bytes[position], and where it starts. */
static uint32_t find_line(const char *bytes, size_t position, size_t *line_start)
{
    uint32_t line = 1;
    *line_start = 0;
    for (size_t i = 0; i < position; i++) {
        if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
            line++;
            *line_start = i + 1;
        }
    }
    return line;
}

/* Undeclared, CPython explains PEP 263 and gives no place; declared, it words a UnicodeDecodeError. */
static bool fail_utf8(const char *bytes, size_t position, enum utf8_fault fault, bool declared,
                      struct lexer_error *error)
{
    size_t line_start;
    uint32_t line = find_line(bytes, position, &line_start);
    unsigned char byte = (unsigned char)bytes[position];
    if (!declared) {
        *error =
            (struct lexer_error){.code = LEXER_ERROR_NON_UTF8, .character = byte, .number = line};
        return false;
    }
    int32_t column = (int32_t)(position - line_start);
    *error = (struct lexer_error){
        .code = LEXER_ERROR_BAD_UTF8,
        .line = line,
        .column = column,
        .end_line = line,
        .end_column = column,
    };
    snprintf(error->detail, sizeof error->detail,
             "'utf-8' codec can't decode byte 0x%02x in position %d: %s", byte, column,
             utf8_fault_name(fault));
    return false;
}

static bool decode_utf8(const char *bytes, size_t size, bool declared, struct buffer *text,
                        struct lexer_error *error)
{
    size_t position;
    enum utf8_fault fault;
    if (!utf8_validate(bytes, size, &position, &fault)) {
        return fail_utf8(bytes, position, fault, declared, error);
    }
    return buffer_append(text, bytes, size);
}

static bool decode_latin1(const char *bytes, size_t size, struct buffer *text)
{
    for (size_t i = 0; i < size; i++) {
        buffer_append_character(text, (unsigned char)bytes[i]);
    }
    return !text->failed;
}

static bool is_ascii(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)bytes[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool coding_decode(const char *bytes, size_t size, struct buffer *text, struct lexer_error *error)
{
    size_t mark_size = coding_mark_size(bytes, size);
    bytes += mark_size;
    size -= mark_size;
    struct coding_declaration declaration = coding_find(bytes, size);
    if (mark_size > 0 && declaration.is_found && strcmp(declaration.name, "utf-8") != 0) {
        return fail_coding(error, LEXER_ERROR_ENCODING_BOM, declaration.name);
    }
    switch (declaration.coding) {
    case CODING_UTF8:
        return decode_utf8(bytes, size, declaration.is_found || mark_size > 0, text, error);
    case CODING_LATIN1:
        return decode_latin1(bytes, size, text);
    case CODING_ASCII:
        if (is_ascii(bytes, size)) {
            return buffer_append(text, bytes, size);
        }
        break;
    case CODING_OTHER:
        break;
    }
    return fail_coding(error, LEXER_ERROR_ENCODING_PROBLEM, declaration.name);
}
