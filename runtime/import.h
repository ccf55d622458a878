/*
 * Import. Modules are looked for among those in C, then along sys.path (or a package's __path__); the embedded library
 * is an entry of the path, IMPORT_EMBEDDED_PATH, so that user files in front of it shadow it.
 *
 * One thread imports a module at a time: others that want it wait for it, unless that would close a circle of waiting
 * threads; then they get the module as far as it is, as CPython does.
 */
#ifndef HASP_RUNTIME_IMPORT_H
#define HASP_RUNTIME_IMPORT_H

#include "runtime/error.h"

#define IMPORT_EMBEDDED_PATH "<hasp>"

/* Makes sys.modules. At start-up, before sys. */
RAISES bool import_init(struct thread *t);

/* Is that the name of a module in C? Is the module being imported right now (by any thread)? */
bool import_is_builtin(Value name);
bool import_in_progress(Value name);

/* In the child of a fork: forgets the imports of threads that the child does not have. */
void import_after_fork_child(struct thread *t);

/* What -m runs. */
struct import_source {
    const char *source; /* NULL: it cannot be run, and `refusal` says why, for the user */
    size_t n;
    Value path;    /* what __file__ becomes */
    Value package; /* what __package__ becomes */
    Value refusal; /* str */
};

/* The source of a module, of a package that of its __main__. Imports the packages above it: what they raise. */
RAISES MAY_GC bool import_find_source(struct thread *t, Value dotted_name,
                                      struct import_source *out);

/* All of a file, zero-terminated, in collected memory. NULL with OSError. */
RAISES MAY_GC const char *import_read_file(struct thread *t, Value path, size_t *n);

#endif
