/* The module _imp: what importlib asks the imports in C. */
#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"

#define ARGUMENTS                                                                                  \
    UNUSED struct thread *t, UNUSED Value *args, UNUSED uint32_t n_args, UNUSED Value names

static Value is_builtin(ARGUMENTS)
{
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "is_builtin() argument must be str, not %A",
                           args[0]);
    }
    return value_from_small_int(import_is_builtin(args[0]));
}

static Value extension_suffixes(ARGUMENTS)
{
    return list_new(t, 0);
}

static Value is_frozen(ARGUMENTS)
{
    return VALUE_FALSE;
}

static const struct native_def functions[] = {
    {"extension_suffixes", extension_suffixes, "()",
     "The endings of files that are modules in machine code: there are none.", NATIVE_METHOD},
    {"is_builtin", is_builtin, "(name, /)", "Is that the name of a module in C? 0 or 1.",
     NATIVE_METHOD},
    {"is_frozen", is_frozen, "(name, /)", "No module is frozen.", NATIVE_METHOD},
    {0},
};

bool module_init__imp(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
