/* What sys tells of the policy `seeded`: sys._gil_seeded_... */
#ifndef HASP_RUNTIME_SYS_SEEDED_H
#define HASP_RUNTIME_SYS_SEEDED_H

#include "runtime/error.h"

RAISES bool sys_seeded_init(struct thread *t, Value sys);

#endif
