/*
 * What the lock's recorder (lock/recording.h) needs of the interpreter, and what it gives to scripts: the options --gil-stats
 * and --gil-trace, sys._gil_stats() and its kin, pictures drawn at the end.
 */
#ifndef HASP_VM_LOCK_RECORD_H
#define HASP_VM_LOCK_RECORD_H

#include "runtime/error.h"
#include "vm/options.h"

/* Before interpreter_start: opens the files. False: a message was printed. */
bool lock_record_begin(const struct options *o);

/* Adds the functions to sys, and begins to watch for signals. At start-up, after signals_init. */
RAISES bool lock_record_init(struct thread *t, const struct options *o);

/* After the script: draws the timeline that --gil-trace=FILE.svg or FILE.txt asks for. */
MAY_GC void lock_record_draw(struct thread *t);

#endif
