/* What the module _contextvars offers to others in C. */
#ifndef HASP_RUNTIME_MODULES_CONTEXTVARS_H
#define HASP_RUNTIME_MODULES_CONTEXTVARS_H

#include "runtime/error.h"

/* A copy of the running context of the thread: contextvars.copy_context(). */
RAISES Value context_copy_current(struct thread *t);

#endif
