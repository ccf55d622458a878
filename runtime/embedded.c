#include "runtime/embedded.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *name, const void *module)
{
    return strcmp(name, ((const struct embedded_module *)module)->name);
}

const struct embedded_module *embedded_find(const char *name)
{
    return bsearch(name, embedded_modules, n_embedded_modules, sizeof *embedded_modules, compare);
}

static int compare_code(const void *name, const void *code)
{
    return strcmp(name, ((const struct embedded_code *)code)->name);
}

const struct embedded_code *embedded_find_code(const char *name)
{
    return bsearch(name, embedded_codes, n_embedded_codes, sizeof *embedded_codes, compare_code);
}
