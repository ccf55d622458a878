#include "runtime/base/source_coding.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool is_name_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '-' || byte == '_' || byte == '.';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\f';
}

/* Finds `coding[:=] *name` in a comment and copies the name. */
static void find_name(const char *comment, const char *end, struct coding_declaration *declaration)
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
            declaration->is_found = true;
            snprintf(declaration->name, sizeof declaration->name, "%.*s", (int)length, name);
            return;
        }
    }
}

static void find_declaration(const char *bytes, size_t size, struct coding_declaration *declaration)
{
    const char *end = bytes + size;
    const char *line = bytes;
    for (int i = 0; i < 2 && line < end && !declaration->is_found; i++) {
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
static enum source_coding classify(struct coding_declaration *declaration)
{
    static const char *const UTF8[] = {"utf8",      "u8",        "utf", "cp65001",
                                       "utf8-ucs2", "utf8-ucs4", NULL};
    static const char *const LATIN1[] = {"latin1",    "latin",      "l1",     "8859",    "cp819",
                                         "iso8859-1", "iso-ir-100", "ibm819", "iso8859", NULL};
    static const char *const ASCII[] = {"ascii", "us-ascii", "646",    "iso646-us",
                                        "us",    "cp367",    "ibm367", NULL};
    char name[CODING_NAME_MAX + 1];
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

size_t coding_mark_size(const char *bytes, size_t size)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const size_t mark_size = sizeof mark - 1;
    return size >= mark_size && memcmp(bytes, mark, mark_size) == 0 ? mark_size : 0;
}

struct coding_declaration coding_find(const char *bytes, size_t size)
{
    struct coding_declaration declaration = {.is_found = false, .coding = CODING_UTF8};
    find_declaration(bytes, size, &declaration);
    if (declaration.is_found) {
        declaration.coding = classify(&declaration);
    }
    return declaration;
}
