/* The repr of modules. */
#ifndef HASP_RUNTIME_MODULE_REPR_H
#define HASP_RUNTIME_MODULE_REPR_H

#include "runtime/error.h"

RAISES MAY_GC Value module_repr(struct thread *t, Value module);

#endif
