/* breakpoint() and sys.breakpointhook. */
#include <stdlib.h>
#include <string.h>

#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/path.h"
#include "runtime/settings.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/sys_breakpoint.h"
#include "runtime/warning.h"

/* A copy: the environment may change. PYTHONBREAKPOINT counts when the hook is called, not when the process starts. */
static Value environment_text(struct thread *t)
{
    world_stop(&t->lock, "environment");
    const char *found = settings.ignore_environment ? NULL : getenv("PYTHONBREAKPOINT");
    char *copy = found == NULL || *found == '\0' ? NULL : strdup(found);
    world_start(&t->lock);
    Value text =
        copy == NULL ? str_from_cstr(t, "pdb.set_trace") : path_to_str(t, copy, strlen(copy));
    free(copy);
    return text;
}

/* The callable that a dotted name stands for; one without a dot is a built-in. */
static Value find_callable(struct thread *t, Value path)
{
    const struct str *s = value_to_str(path);
    int64_t dot = (int64_t)s->length - 1;
    while (dot >= 0 && str_at(s, (uint64_t)dot) != '.') {
        dot--;
    }
    if (dot == 0) { /* ".name": there is no module */
        return raise_error(t, &ValueError_type, "Empty module name");
    }
    Value module_name = dot > 0 ? str_slice(t, path, 0, dot) : str_intern_cstr(t, "builtins");
    module_name = module_name == VALUE_ERROR ? module_name : str_intern(t, module_name);
    Value name = str_slice(t, path, dot + 1, (int64_t)s->length);
    name = name == VALUE_ERROR ? name : str_intern(t, name);
    if (module_name == VALUE_ERROR || name == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value module = import_module(t, module_name);
    return module == VALUE_ERROR ? module : object_get_attribute(t, module, name);
}

static Value sys_breakpointhook(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value path = environment_text(t);
    if (path == VALUE_ERROR) {
        return path;
    }
    if (str_equals_cstr(path, "0")) {
        return VALUE_NONE;
    }
    Value function = find_callable(t, path);
    if (function != VALUE_ERROR) {
        return call(t, function, args, n_args, keyword_names);
    }
    if (!error_swallow(t, &ImportError_type) && !error_swallow(t, &AttributeError_type) &&
        !error_swallow(t, &ValueError_type)) {
        return VALUE_ERROR;
    }
    return warning_issue(t, &RuntimeWarning_type, "Ignoring unimportable $PYTHONBREAKPOINT: \"%V\"",
                         path)
               ? VALUE_NONE
               : VALUE_ERROR;
}

static Value builtin_breakpoint(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value hook = sys_get_attribute(t, "breakpointhook");
    return hook == VALUE_UNBOUND ? raise_error(t, &RuntimeError_type, "lost sys.breakpointhook")
                                 : call(t, hook, args, n_args, keyword_names);
}

bool sys_breakpoint_init(struct thread *t, Value sys, Value builtins)
{
    static const struct native_def of_sys[] = {
        {"breakpointhook", sys_breakpointhook, "(*)",
         "This hook function is called by built-in breakpoint().", NATIVE_METHOD},
        {0},
    };
    static const struct native_def of_builtins[] = {
        {"breakpoint", builtin_breakpoint, "(*)",
         "Call sys.breakpointhook(*args, **kws), by default pdb.set_trace().", NATIVE_METHOD},
        {0},
    };
    return module_add_functions(t, sys, of_sys) && module_add_functions(t, builtins, of_builtins) &&
           sys_set_attribute(t, "__breakpointhook__", sys_get_attribute(t, "breakpointhook"));
}
