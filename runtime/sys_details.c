#include "runtime/sys_details.h"

#include <dlfcn.h>

#include "runtime/abstract.h"
#include "runtime/base/version.h"
#include "runtime/call.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"

/* relaxed */
static int dlopen_flags = RTLD_NOW;       /* relaxed */
static Value audit_hooks = VALUE_UNBOUND; /* a list, a root; UNBOUND: none yet. value_load */

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,         \
                      Value names UNUSED)

FUNCTION(sys_getdlopenflags)
{
    return value_from_small_int(load_relaxed(&dlopen_flags));
}

FUNCTION(sys_setdlopenflags)
{
    int flags;
    if (!number_to_c_int(t, args[0], &flags)) {
        return VALUE_ERROR;
    }
    store_relaxed(&dlopen_flags, flags);
    return VALUE_NONE;
}

/* The caches of classes are emptied whenever they have to be. */
FUNCTION(sys_clear_type_cache)
{
    return VALUE_NONE;
}

/* --- Audit hooks: what Python code reports by sys.audit; the interpreter itself reports nothing --- */

static Value audit(struct thread *t, Value event, Value arguments)
{
    Value hooks = value_load(&audit_hooks);
    for (uint64_t i = 0; hooks != VALUE_UNBOUND && i < list_length(value_to_list(hooks)); i++) {
        Value hook = list_get(value_to_list(hooks), i);
        if (hook != VALUE_UNBOUND && call_2(t, hook, event, arguments) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return VALUE_NONE;
}

FUNCTION(sys_audit)
{
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "expected str for argument 'event', not %T",
                           args[0]);
    }
    return audit(t, args[0], args[1]);
}

FUNCTION(sys_addaudithook)
{
    Value event = str_intern_cstr(t, "sys.addaudithook");
    if (event == VALUE_ERROR) {
        return event;
    }
    if (audit(t, event, tuple_empty) == VALUE_ERROR) { /* an older hook may refuse a new one */
        return error_swallow(t, &Exception_type) ? VALUE_NONE : VALUE_ERROR;
    }
    if (value_load(&audit_hooks) == VALUE_UNBOUND) {
        Value list = list_new(t, 1);
        if (list == VALUE_ERROR) {
            return list;
        }
        value_store(&audit_hooks, list);
    }
    return list_append(t, value_to_list(value_load(&audit_hooks)), args[0]) ? VALUE_NONE
                                                                            : VALUE_ERROR;
}

static const struct native_def functions[] = {
    {"_clear_type_cache", sys_clear_type_cache, "()", "Clear the internal type lookup cache.",
     NATIVE_METHOD},
    {"addaudithook", sys_addaudithook, "(hook)", "Adds a new audit hook callback.", NATIVE_METHOD},
    {"audit", sys_audit, "(event, /, *args)", "Passes the event to any hooks that are attached.",
     NATIVE_METHOD},
    {"getdlopenflags", sys_getdlopenflags, "()",
     "Return the current value of the flags that are used for dlopen calls.", NATIVE_METHOD},
    {"setdlopenflags", sys_setdlopenflags, "(flags, /)",
     "Set the flags used by the interpreter for dlopen calls.", NATIVE_METHOD},
    {0},
};
#undef FUNCTION

bool sys_details_init(struct thread *t, Value sys)
{
    gc_add_root(&audit_hooks);
    Value name = str_from_cstr(t, "Hasp"), version = str_from_cstr(t, "v" HASP_VERSION);
    Value git = name == VALUE_ERROR || version == VALUE_ERROR
                    ? VALUE_ERROR
                    : tuple_of(t, 3, name, version, str_empty);
    return git != VALUE_ERROR && module_add_functions(t, sys, functions) &&
           module_add(t, sys, "_git", git) && module_add(t, sys, "_framework", str_empty) &&
           module_add(t, sys, "_home", VALUE_NONE);
}
