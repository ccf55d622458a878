/*
 * Start-up and the end of the interpreter, in the order that the rooms need (docs/architecture.md: the life of a script).
 */
#ifndef HASP_VM_START_H
#define HASP_VM_START_H

#include <stdbool.h>

#include "lock/global.h"
#include "runtime/thread.h"
#include "vm/options.h"

/* Brings everything up; the calling thread becomes the main thread. NULL: a message was printed. */
struct thread *interpreter_start(const struct options *options);

/*
 * Runs what the options name, as __main__. The process's exit status; *signal is set if it should rather end by that
 * signal (an uncaught KeyboardInterrupt).
 */
int interpreter_run(struct thread *t, const struct options *options, int *signal);

/* Joins threads, runs atexit functions and finalizers, flushes files. True: all output reached its file. */
bool interpreter_end(struct thread *t);

#endif
