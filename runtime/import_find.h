/* Finding a module: among those in C, embedded in the binary, and in files. */
#ifndef HASP_RUNTIME_IMPORT_FIND_H
#define HASP_RUNTIME_IMPORT_FIND_H

#include <sys/types.h>

#include "runtime/error.h"

struct import_found {
    bool is_found, is_package;
    /* C cannot judge: a zip file in the path, bytecode without source, a namespace package. */
    bool needs_hooks;
    Value path;   /* what __file__ becomes; UNBOUND: a namespace package or a module in C */
    Value folder; /* of a package: its place for submodules */

    /* A module in C. */
    bool (*init)(struct thread *t, Value module);

    /* The source: of an embedded module, of a file once it has been read; else NULL. */
    const char *source;
    size_t n;

    /* An embedded module, as marshal wrote it. NULL: it is to be compiled. */
    const unsigned char *code;
    size_t n_code;

    /* A file, as it was when it was found. */
    bool is_file;
    int64_t mtime, size;
    mode_t mode;
};

/*
 * Looks for `name` (the part behind `dot` in each folder) along `path`: None for the top level (modules in C, then
 * sys.path), else a package's __path__. False: an exception. found->is_found tells; `alone`: as far as C can find.
 */
RAISES MAY_GC bool import_find(struct thread *t, Value name, int64_t dot, Value path, bool alone,
                               struct import_found *found);

/* The file at that path, if there is one: found->is_found tells. */
void import_find_file(struct thread *t, Value path, struct import_found *found);
/*
 * Has CPython imported the module, or does it carry it frozen, before a script runs? Then it is not looked for along sys.path: a script
 * beside which lies an io.py or an encodings.py must still get the library's.
 */
bool import_is_before_path(Value name);
/* The embedded module of that name. False: an exception, as above. */
RAISES bool import_find_embedded(struct thread *t, Value name, struct import_found *found);

/* Reads the source if that has not been done. */
RAISES MAY_GC bool import_read_source(struct thread *t, struct import_found *found);

/* What fills a module in C of that name; NULL: there is none, or it is sys or builtins. */
bool (*import_builtin_init(Value name))(struct thread *t, Value module);
/* Their names, one after the other; NULL: no more. */
const char *import_builtin_name(size_t i);

/* Where the last dot of a name is; -1: there is none. */
int64_t import_last_dot(Value name);

#endif
