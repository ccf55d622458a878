#include "compiler/syntax_error.h"

#include <stdarg.h>
#include <stdio.h>

bool syntax_error_set(struct syntax_error *error, enum syntax_error_kind kind, int32_t line,
                      int32_t column, int32_t end_line, int32_t end_column, const char *format, ...)
{
    if (error->kind != SYNTAX_OK) {
        return false;
    }
    error->kind = kind;
    error->line = line;
    error->column = column;
    error->end_line = end_line;
    error->end_column = end_column;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return false;
}
