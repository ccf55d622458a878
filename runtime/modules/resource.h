/* What a process has used, as the module resource shows it. */
#ifndef HASP_RUNTIME_MODULES_RESOURCE_H
#define HASP_RUNTIME_MODULES_RESOURCE_H

#include <sys/resource.h>

#include "runtime/error.h"

/* A resource.struct_rusage. Imports the module if nobody has. */
RAISES MAY_GC Value resource_usage(struct thread *t, const struct rusage *usage);

#endif
