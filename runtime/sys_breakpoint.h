/* breakpoint() and the hook that it calls. */
#ifndef HASP_RUNTIME_SYS_BREAKPOINT_H
#define HASP_RUNTIME_SYS_BREAKPOINT_H

#include "runtime/error.h"

/* Adds both. At start-up. */
RAISES bool sys_breakpoint_init(struct thread *t, Value sys, Value builtins);

#endif
