/* What a source file says of its own encoding: its byte order mark and its coding line (PEP 263). */
#ifndef HASP_RUNTIME_BASE_SOURCE_CODING_H
#define HASP_RUNTIME_BASE_SOURCE_CODING_H

#include <stdbool.h>
#include <stddef.h>

enum source_coding { CODING_UTF8, CODING_LATIN1, CODING_ASCII, CODING_OTHER };

enum { CODING_NAME_MAX = 60 };

struct coding_declaration {
    bool is_found;
    enum source_coding coding; /* CODING_UTF8 unless something else is declared */
    /* As written, but CPython's own spelling of its two favourites. */
    char name[CODING_NAME_MAX + 1];
};

/* How many bytes of a mark the text begins with: 3 or 0. */
size_t coding_mark_size(const char *bytes, size_t size);

/* Looks at the first line and, if it is blank or a comment, at the second. `bytes` without the mark. */
struct coding_declaration coding_find(const char *bytes, size_t size);

#endif
