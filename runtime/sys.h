/* The module sys: its C side and access to its attributes. */
#ifndef HASP_RUNTIME_SYS_H
#define HASP_RUNTIME_SYS_H

#include "runtime/error.h"

/* The module object; a root. */
extern Value sys_module;

/* sys.NAME, UNBOUND without an exception if there is none. */
Value sys_get_attribute(struct thread *t, const char *name);
RAISES bool sys_set_attribute(struct thread *t, const char *name, Value v);

/* Set (relaxed) once the other threads have ended for good: sys.is_finalizing(). */
extern bool sys_finalizing;

/* Makes the module with what does not depend on the command line. At start-up. */
RAISES bool sys_init(struct thread *t);

#endif
