/* Modules: a name and a cell dict. Each has a shape id of its own, so that `math.sqrt` is cached by it. */
#ifndef HASP_RUNTIME_MODULE_H
#define HASP_RUNTIME_MODULE_H

#include "runtime/dict.h"
#include "runtime/native.h"

struct module {
    struct object base;
    struct dict *attributes;         /* immutable */
    void (*clear)(struct module *m); /* reserved for modules in C with state */
};
extern struct type module_type;

RAISES Value module_new(struct thread *t, const char *name);
RAISES bool module_add(struct thread *t, Value module, const char *name, Value v);
RAISES bool module_add_functions(struct thread *t, Value module,
                                 const struct native_def *functions);

/*
 * Modules written in C: one row each in runtime/modules/modules.def, MODULE(name) with a function
 * bool module_init_NAME(struct thread *t, Value module) that fills the fresh module.
 */
#define MODULE(name) RAISES bool module_init_##name(struct thread *t, Value module);
#include "runtime/modules/modules.def"
#undef MODULE

/* sys.modules, and the import statement's work (runtime/import.c). */
extern Value sys_modules;                                               /* dict */
RAISES MAY_GC Value import_module(struct thread *t, Value dotted_name); /* the leaf module */
/* As __import__(name, globals, locals, fromlist, level). */
RAISES MAY_GC Value import_name(struct thread *t, Value name, Value globals, Value from_list,
                                int level);
RAISES MAY_GC Value import_from(struct thread *t, Value module, Value name);
extern Value builtins_dict; /* of the module builtins; a cell dict */

#endif
