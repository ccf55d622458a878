#include "runtime/modules/expat_library.h"

#include <dlfcn.h>

#include "runtime/modules/dynamic_library.h"

/* Filled once: a module is imported by one thread, and others find it after that. */
static struct expat_library functions;

bool expat_library_load(struct thread *t)
{
    const struct dynamic_function rows[] = {
#define FUNCTION(name) {#name, &functions.name},
#include "runtime/modules/expat_functions.def"
#undef FUNCTION
    };
    void *library = dlopen("libexpat.so.1", RTLD_NOW | RTLD_LOCAL);
    return (library != NULL && dynamic_functions_find(library, "XML_", "", rows, COUNT_OF(rows))) ||
           raise_false(
               t, &ImportError_type,
               "the module pyexpat needs libexpat.so.1 (Debian: apt-get install libexpat1)");
}

const struct expat_library *expat_library(void)
{
    return &functions;
}
