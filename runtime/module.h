/* Modules: a name and a cell dict. Each has a shape id of its own, so that `math.sqrt` is cached by it. */
#ifndef HASP_RUNTIME_MODULE_H
#define HASP_RUNTIME_MODULE_H

#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/str.h"

struct module {
    struct object base;
    struct dict *attributes; /* immutable */
    Value promise; /* value_load/value_store. UNBOUND: lacks nothing; else the name of its spec: see
                                        runtime/import_hooks.h */
};
extern struct type module_type;

static ALWAYS_INLINE bool value_is_module(Value v)
{
    return value_is_object(v) && value_is_instance(v, &module_type);
}
RAISES Value module_new(struct thread *t, const char *name);
/* A module whose __spec__ (of that name) and __loader__ are promised, and None until then. */
RAISES Value module_new_promising(struct thread *t, Value name, Value spec_name);
RAISES bool module_add(struct thread *t, Value module, const char *name, Value v);
RAISES bool module_add_functions(struct thread *t, Value module,
                                 const struct native_def *functions);

/* Numbers that a module has under the names that C gives them. */
struct module_number {
    const char *name;
    int64_t number; /* of a small int */
};
#define MODULE_NUMBER(name)                                                                        \
    {                                                                                              \
#name, name                                                                                \
    }
RAISES bool module_add_numbers(struct thread *t, Value module, const struct module_number *numbers,
                               size_t n);

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

/* Is that an attribute that the module owes (runtime/import_hooks.h)? `name` is interned. */
static ALWAYS_INLINE bool module_owes(const struct module *m, Value name)
{
    return (name == name___spec__ || name == name___loader__ || name == name___cached__) &&
           value_load(&m->promise) != VALUE_UNBOUND;
}

#endif
