/* What sys tells about the implementation, most of it for the sake of programs that ask. */
#ifndef HASP_RUNTIME_SYS_DETAILS_H
#define HASP_RUNTIME_SYS_DETAILS_H

#include "runtime/error.h"

/* Adds it. At start-up. */
RAISES bool sys_details_init(struct thread *t, Value sys);

#endif
