#include "compiler/syntax_warning.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void syntax_warning_add(struct syntax_warnings *warnings, struct syntax_warning warning,
                        const char *format, ...)
{
    char message[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct syntax_warning *copy = arena_alloc(warnings->arena, sizeof *copy);
    warning.message = arena_strdup(warnings->arena, message, strlen(message));
    if (copy == NULL || warning.message == NULL) {
        return;
    }
    warning.next = NULL;
    *copy = warning;
    if (warnings->last == NULL) {
        warnings->first = copy;
    } else {
        warnings->last->next = copy;
    }
    warnings->last = copy;
}
