/* How input() reads from a terminal. */
#ifndef HASP_RUNTIME_TERMINAL_H
#define HASP_RUNTIME_TERMINAL_H

#include "runtime/error.h"

/*
 * Reads a line that can be edited while it is typed; str without its end, or ERROR with EOFError or what a signal handler
 * has raised. NULL, for good or until the module readline is imported: there is no such reader. Released by
 * runtime/modules/line_editor.c, acquired by input().
 */
extern Value (*terminal_read_line)(struct thread *t, Value prompt);

#endif
