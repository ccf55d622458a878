/*
 * Reading a line from the terminal with editing and history, by libedit, which is opened when it is first asked for: at an
 * interactive prompt, and by the import of the module readline, which stands on this one (_line_editor) and brings
 * completion. One thread reads at a time.
 */
#ifndef HASP_RUNTIME_MODULES_LINE_EDITOR_H
#define HASP_RUNTIME_MODULES_LINE_EDITOR_H

#include "runtime/error.h"

/* Has the module been imported, and are stdin and stdout a terminal? Only then line_editor_read may be called. */
bool line_editor_is_active(void);

/*
 * The line as str, without its end. ERROR: EOFError; what a signal handler has raised, KeyboardInterrupt above all;
 * RuntimeError: another thread is reading a line. `prompt` is str.
 */
RAISES MAY_GC Value line_editor_read(struct thread *t, Value prompt);

#endif
