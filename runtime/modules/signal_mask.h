/* Sets of signals: what the files of the module _signal share. */
#ifndef HASP_RUNTIME_MODULES_SIGNAL_MASK_H
#define HASP_RUNTIME_MODULES_SIGNAL_MASK_H

#include "runtime/error.h"

/* After a call that may have sent a signal to this thread: its handler has run then. `error` 0, or OSError. */
RAISES MAY_GC Value signal_sent(struct thread *t, int error);
/* A set of signals from an iterable of numbers. `mask` is a sigset_t. */
RAISES MAY_GC bool signal_mask_argument(struct thread *t, Value v, void *mask);
/* Adds the functions that work on sets to the module. */
RAISES MAY_GC bool signal_mask_init(struct thread *t, Value module);

#endif
