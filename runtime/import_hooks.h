/*
 * importlib as Python objects. Until somebody looks for sys.meta_path, sys.path_hooks, sys.path_importer_cache or a module's
 * __spec__, or something needs a hook (a zip file in sys.path, a namespace package), imports are done in C. Then the
 * installed library's importlib._bootstrap is loaded, by runtime/lib/_import_hooks.py, and finds and loads from then on.
 *
 * What a module lacks until then is *promised*: struct module's `promise` says so, and reading one of the attributes keeps it.
 */
#ifndef HASP_RUNTIME_IMPORT_HOOKS_H
#define HASP_RUNTIME_IMPORT_HOOKS_H

#include "runtime/error.h"

struct dict;

/* At start-up. */
void import_hooks_init(void);

/* Has importlib taken over; has a program set sys.meta_path or its like, so that it must; or is `name` part of it? */
bool import_hooks_wanted(struct thread *t, Value name);

/*
 * Loads importlib, once. TRUE: it has taken over. FALSE: there is no installed library, or this thread is loading it right
 * now: imports go on in C.
 */
RAISES MAY_GC enum truth import_hooks_load(struct thread *t);

/* importlib._bootstrap._find_and_load; its frames are taken out of tracebacks. After import_hooks_load. */
RAISES MAY_GC Value import_hooks_find_and_load(struct thread *t, Value name);

/*
 * A module lacks the attribute `name`: makes it, if it is one that was promised. UNBOUND: it is not. `name` UNBOUND: its
 * dict is about to be shown; that alone is no reason to load importlib (types, enum and with them half the library ask for
 * globals()), so that the dict may show None until an attribute is read.
 */
RAISES MAY_GC Value import_keep_promise(struct thread *t, Value module, Value name);

/* The same for code that reads a global variable: the module is the one in sys.modules with these globals. */
RAISES MAY_GC Value import_keep_promise_of(struct thread *t, struct dict *globals, Value name);

/* The import in C of this module has ended: says so in the spec that it may have got meanwhile. Swallows errors. */
MAY_GC void import_hooks_settle(struct thread *t, Value module);

#endif
