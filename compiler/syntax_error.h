/* A syntax error on its way from any pass to the entry of the compiler, which raises it. */
#ifndef HASP_COMPILER_SYNTAX_ERROR_H
#define HASP_COMPILER_SYNTAX_ERROR_H

#include <stdbool.h>
#include <stdint.h>

enum { SYNTAX_NO_COLUMN = INT32_MIN }; /* None as the offset */

enum syntax_error_kind {
    SYNTAX_OK,
    SYNTAX_ERROR,
    SYNTAX_INDENTATION_ERROR,
    SYNTAX_TAB_ERROR,
    SYNTAX_TOO_DEEP, /* RecursionError: maximum recursion depth exceeded during compilation */
    SYNTAX_NO_MEMORY
};

struct syntax_error {
    enum syntax_error_kind kind;
    char message[512];            /* UTF-8 */
    int32_t line, column;         /* line from 1; column in UTF-8 bytes from 0, -1 unknown */
    int32_t end_line, end_column; /* -1 unknown; the column may be SYNTAX_NO_COLUMN */
    /* The line is shown without its end: CPython's lexer raises it, or is past it. */
    bool cuts_line;
    /* The parser had read all of the text: more of it might mend the error. */
    bool is_at_end;
    bool is_in_token;  /* in the middle of a bracket, a string or a joined line */
    bool is_in_string; /* the place is its start */
};

/* Records the first error only. Returns false, so that passes can `return syntax_error_set(...)`. */
bool syntax_error_set(struct syntax_error *error, enum syntax_error_kind kind, int32_t line,
                      int32_t column, int32_t end_line, int32_t end_column, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

#endif
