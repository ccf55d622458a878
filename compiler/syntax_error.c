/* Recording a syntax error: the first one stays. */
#include "compiler/syntax_error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A message that was cut must not end within a character. */
static void trim_character(char *message, size_t size)
{
    size_t n = size - 1;
    while (n > 0 && ((unsigned char)message[n - 1] & 0xc0) == 0x80) {
        n--;
    }
    if (n > 0 && (unsigned char)message[n - 1] >= 0xc0) {
        message[n - 1] = 0;
    }
}

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
    int n = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (n >= (int)sizeof error->message) {
        trim_character(error->message, sizeof error->message);
    }
    return false;
}
