/* Expat 2, opened when the module _expat is first imported. */
#ifndef HASP_RUNTIME_MODULES_EXPAT_LIBRARY_H
#define HASP_RUNTIME_MODULES_EXPAT_LIBRARY_H

#include <expat.h>

#include "runtime/error.h"

/* Each field has the type and, behind XML_, the name of the library's function. */
struct expat_library {
#define FUNCTION(name) __typeof__(&XML_##name) name;
#include "runtime/modules/expat_functions.def"
#undef FUNCTION
};

/* ImportError, and false, if the library is not installed. Called by the import of the module alone. */
RAISES bool expat_library_load(struct thread *t);
/* After that; from any thread. */
const struct expat_library *expat_library(void);

#endif
