/*
 * Which containers a thread is showing at this moment: a container that contains itself is shown as "[...]" inside of
 * its own repr. The record is a list of the thread's own, t->repr_stack.
 */
#ifndef HASP_RUNTIME_REPR_GUARD_H
#define HASP_RUNTIME_REPR_GUARD_H

#include "runtime/error.h"

/* TRUTH_TRUE: `v` is noted, and repr_leave must follow. TRUTH_FALSE: it is being shown already. */
RAISES enum truth repr_enter(struct thread *t, Value v);
void repr_leave(struct thread *t, Value v);

#endif
