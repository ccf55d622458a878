/* The names of modules that sys tells of: lists that are made when somebody asks for them. */
#ifndef HASP_RUNTIME_IMPORT_NAMES_H
#define HASP_RUNTIME_IMPORT_NAMES_H

#include "runtime/error.h"

/* Puts sys.builtin_module_names or sys.stdlib_module_names in its place, if `name` is that; UNBOUND: both. */
RAISES bool import_names_make(struct thread *t, Value name);

/* What to add to "No module named 'x'": how to get the installed library where it is missing and has that module; or "". */
const char *import_names_remedy(struct thread *t, Value name);

#endif
