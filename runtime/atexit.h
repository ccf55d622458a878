/* Functions that scripts want called at the end: the module atexit. */
#ifndef HASP_RUNTIME_ATEXIT_H
#define HASP_RUNTIME_ATEXIT_H

#include "runtime/thread.h"

/*
 * Calls what is registered, the last one first, and what gets registered meanwhile; afterwards nothing is. Exceptions are
 * reported as unraisable. False: there was one.
 */
MAY_GC bool atexit_run(struct thread *t);

#endif
