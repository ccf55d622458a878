/*
 * What the command line names: found, compiled and run as __main__; and the end of what nobody caught.
 */
#ifndef HASP_VM_SCRIPT_H
#define HASP_VM_SCRIPT_H

#include "runtime/error.h"
#include "vm/options.h"

/* The module __main__, UNBOUND before script_run. A root. */
extern Value main_module;

/*
 * Runs it. The process's exit status; *died_by becomes SIGINT if it should rather end by that signal (a KeyboardInterrupt
 * that nobody caught). Messages and tracebacks have been printed.
 */
MAY_GC int script_run(struct thread *t, const struct options *o, int *died_by);

/*
 * The source of a file for which the command line has the name `path`, "-" for standard input. NULL: a message was
 * printed and *status is the exit status, or an exception is set and *status is 0.
 */
MAY_GC const char *script_read(struct thread *t, const char *path, size_t *n, int *status);

#endif
