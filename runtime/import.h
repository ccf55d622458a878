/*
 * Import. Modules are looked for among those in C, then along sys.path (or a package's __path__); the embedded library
 * is an entry of the path, IMPORT_EMBEDDED_PATH, so that user files in front of it shadow it.
 *
 *     import.c          the statement and __import__: names, packages, what a from-list brings
 *     import_lock.c     one thread imports a module at a time
 *     import_find.c     finding in C: among the modules in C, the embedded ones and plain files
 *     import_load.c     loading what was found
 *     import_cache.c    bytecode files
 *     import_hooks.c    importlib as Python objects, made when somebody looks for them; from then on it finds and loads
 *     import_run.c      what -m runs
 *     import_names.c    sys.builtin_module_names, sys.stdlib_module_names
 */
#ifndef HASP_RUNTIME_IMPORT_H
#define HASP_RUNTIME_IMPORT_H

#include "runtime/error.h"

#define IMPORT_EMBEDDED_PATH "<hasp>"

/* Makes sys.modules. At start-up, before sys. */
RAISES bool import_init(struct thread *t);

/* Is that the name of a module in C? */
bool import_is_builtin(Value name);
/* A fresh module in C; of sys and builtins the one that there is. UNBOUND: there is none of that name. */
RAISES MAY_GC Value import_builtin(struct thread *t, Value name);

/* Is the module in the middle of being imported? Never raises. */
bool import_is_initializing(struct thread *t, Value module);
/* Is the submodule `leaf` of a package? */
bool import_is_initializing_part(struct thread *t, Value package, Value leaf);

/* What -m runs. */
struct import_source {
    const char *source; /* NULL: it cannot be run, and `refusal` says why, for the user */
    size_t n;
    Value path;       /* what __file__ becomes */
    Value package;    /* what __package__ becomes */
    Value name;       /* what __spec__.name becomes */
    Value refusal;    /* str */
    bool needs_hooks; /* C cannot find it, but importlib may (runpy) */
};

/* The source of a module, of a package that of its __main__. Imports the packages above it: what they raise. */
RAISES MAY_GC bool import_find_source(struct thread *t, Value dotted_name,
                                      struct import_source *out);

/* All of a file, zero-terminated, in collected memory. NULL with OSError. */
RAISES MAY_GC const char *import_read_file(struct thread *t, Value path, size_t *n);

#endif
