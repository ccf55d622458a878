/* Finding a module: among those in C, embedded in the binary, and in files. */
#ifndef HASP_RUNTIME_IMPORT_FIND_H
#define HASP_RUNTIME_IMPORT_FIND_H

#include "runtime/error.h"

struct import_found {
    bool is_found, is_package;
    bool (*init)(struct thread *t, Value module); /* a module in C */
    const char *source;                           /* of the body; NULL: a namespace package */
    size_t n;
    Value path;   /* what __file__ becomes; UNBOUND: none */
    Value folder; /* of a package: its place for submodules */
};

/*
 * Looks for `name` (the part behind `dot` in each folder) along `path`: None for the top level (modules in C, then
 * sys.path), else a package's __path__. False: an exception. found->is_found tells.
 */
RAISES MAY_GC bool import_find(struct thread *t, Value name, int64_t dot, Value path,
                               struct import_found *found);

#endif
