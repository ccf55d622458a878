/* Exceptions that have left the program: how they are shown, and the exit status. */
#ifndef HASP_VM_UNCAUGHT_H
#define HASP_VM_UNCAUGHT_H

#include "runtime/error.h"

/*
 * Shows an exception by sys.excepthook, and keeps it in sys.last_value. The exit status: 1, or that of the SystemExit which
 * the hook raised.
 */
MAY_GC int uncaught_print(struct thread *t, Value exception);

/* Takes the pending exception. The exit status; *died_by becomes the signal that the process is to end by. */
MAY_GC int uncaught_handle(struct thread *t, int *died_by);

/* What has been written comes before the traceback of what ended it. Keeps the pending exception. */
MAY_GC void uncaught_flush_streams(struct thread *t);

#endif
