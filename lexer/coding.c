#include "lexer/coding.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "runtime/base/utf8.h"

enum coding { CODING_UTF8, CODING_LATIN1, CODING_ASCII, CODING_OTHER };

enum { MAX_NAME = 60 };

struct declaration {
    bool found;
    char name[MAX_NAME + 1]; /* as written, but CPython's own spelling of its two favourites */
};

static bool is_name_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '-' || byte == '_' || byte == '.';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\f';
}

/* Finds `coding[:=] *name` in a comment and copies the name. */
static void find_name(const char *comment, const char *end, struct declaration *declaration)
{
    static const char WORD[] = "coding";
    const size_t word_size = sizeof WORD - 1;
    for (const char *p = comment; (size_t)(end - p) > word_size; p++) {
        if (memcmp(p, WORD, word_size) != 0 || (p[word_size] != ':' && p[word_size] != '=')) {
            continue;
        }
        const char *name = p + word_size + 1;
        while (name < end && (*name == ' ' || *name == '\t')) {
            name++;
        }
        size_t length = 0;
        while (name + length < end && is_name_byte(name[length])) {
            length++;
        }
        if (length > 0) {
            declaration->found = true;
            snprintf(declaration->name, sizeof declaration->name, "%.*s", (int)length, name);
            return;
        }
    }
}

/* Looks at the first line and, if it is blank or a comment, at the second. */
static void find_declaration(const char *bytes, size_t size, struct declaration *declaration)
{
    const char *end = bytes + size;
    const char *line = bytes;
    for (int i = 0; i < 2 && line < end && !declaration->found; i++) {
        const char *p = line;
        while (line < end && *line != '\n' && *line != '\r') {
            line++;
        }
        while (p < line && is_blank(*p)) {
            p++;
        }
        if (p < line && *p != '#') {
            return;
        }
        find_name(p, line, declaration);
        bool is_pair = line + 1 < end && line[0] == '\r' && line[1] == '\n';
        line += is_pair ? 2 : 1;
    }
}

/* Lower case with '-' for '_'. */
static void normalise(const char *name, char *result)
{
    for (; *name != '\0'; name++) {
        *result++ = *name == '_' ? '-' : (char)tolower((unsigned char)*name);
    }
    *result = '\0';
}

static bool is_in(const char *name, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strcmp(name, *list) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_stem(const char *name, const char *stem)
{
    size_t length = strlen(stem);
    return strncmp(name, stem, length) == 0 && (name[length] == '\0' || name[length] == '-');
}

/* Classifies a declared name; the two favourites are also renamed, since messages show that form. */
static enum coding classify(struct declaration *declaration)
{
    static const char *const UTF8[] = {"utf8",      "u8",        "utf", "cp65001",
                                       "utf8-ucs2", "utf8-ucs4", NULL};
    static const char *const LATIN1[] = {"latin1",    "latin",      "l1",     "8859",    "cp819",
                                         "iso8859-1", "iso-ir-100", "ibm819", "iso8859", NULL};
    static const char *const ASCII[] = {"ascii", "us-ascii", "646",    "iso646-us",
                                        "us",    "cp367",    "ibm367", NULL};
    char name[MAX_NAME + 1];
    normalise(declaration->name, name);
    if (has_stem(name, "utf-8")) {
        strcpy(declaration->name, "utf-8");
        return CODING_UTF8;
    }
    if (has_stem(name, "latin-1") || has_stem(name, "iso-8859-1") ||
        has_stem(name, "iso-latin-1")) {
        strcpy(declaration->name, "iso-8859-1");
        return CODING_LATIN1;
    }
    return is_in(name, UTF8)     ? CODING_UTF8
           : is_in(name, LATIN1) ? CODING_LATIN1
           : is_in(name, ASCII)  ? CODING_ASCII
                                 : CODING_OTHER;
}

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
    static const char BOM[] = "\xEF\xBB\xBF";
    const size_t bom_size = sizeof BOM - 1;
    struct declaration declaration = {.found = false};
    bool has_bom = size >= bom_size && memcmp(bytes, BOM, bom_size) == 0;
    if (has_bom) {
        bytes += bom_size;
        size -= bom_size;
    }
    find_declaration(bytes, size, &declaration);
    enum coding coding = declaration.found ? classify(&declaration) : CODING_UTF8;
    if (has_bom && declaration.found && strcmp(declaration.name, "utf-8") != 0) {
        return fail_coding(error, LEXER_ERROR_ENCODING_BOM, declaration.name);
    }
    switch (coding) {
    case CODING_UTF8:
        return decode_utf8(bytes, size, declaration.found || has_bom, text, error);
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
