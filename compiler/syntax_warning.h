/*
 * Warnings about the text: noted by any pass at the place that they are about, in the order found, and issued by the
 * entry of the compiler between the passes, since filters are Python code and a pass reaches no safepoint.
 */
#ifndef HASP_COMPILER_SYNTAX_WARNING_H
#define HASP_COMPILER_SYNTAX_WARNING_H

#include <stdbool.h>
#include <stdint.h>

#include "runtime/base/arena.h"
#include "runtime/base/attributes.h"

struct syntax_warning {
    struct syntax_warning *next;
    const char *message; /* UTF-8 */
    bool is_deprecation; /* DeprecationWarning, else SyntaxWarning */
    /* As in struct syntax_error: where the SyntaxError stands that a filter makes of it. */
    int32_t line, column, end_line, end_column;
};

struct syntax_warnings {
    struct arena *arena;
    struct syntax_warning *first, *last;
};

/* Notes a copy of `warning` with the formatted message. Without memory it is lost: so is the compilation, soon. */
void syntax_warning_add(struct syntax_warnings *warnings, struct syntax_warning warning,
                        const char *format, ...) PRINTF_LIKE(3, 4);

#endif
