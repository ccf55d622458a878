/* What sys offers to tools that explore schedules: sys._gil_seeded_...; under the policy `seeded` alone. */
#ifndef HASP_RUNTIME_SYS_SEEDED_H
#define HASP_RUNTIME_SYS_SEEDED_H

#include "runtime/error.h"

RAISES bool sys_seeded_init(struct thread *t, Value sys);

#endif
