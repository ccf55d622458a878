/* Loading a module in C. */
#ifndef HASP_RUNTIME_IMPORT_LOAD_H
#define HASP_RUNTIME_IMPORT_LOAD_H

#include "runtime/import_find.h"

/* Makes the module, enters it in sys.modules and runs its body; on failure it leaves sys.modules again. */
RAISES MAY_GC Value import_load(struct thread *t, struct import_found *found, Value name);

#endif
