/* Loading in C what was found in C. */
#include "runtime/import_load.h"

#include "runtime/abstract.h"
#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/upcalls.h"

static bool set_module_facts(struct thread *t, struct dict *d, const struct import_found *found,
                             Value name)
{
    Value package = name;
    if (!found->is_package) {
        int64_t dot = import_last_dot(name);
        package = str_slice(t, name, 0, dot < 0 ? 0 : dot);
    }
    if (package == VALUE_ERROR || !dict_set_str(t, d, name___package__, package)) {
        return false;
    }
    if (found->is_package) {
        Value list = list_new(t, 1);
        if (list == VALUE_ERROR || !list_append(t, value_to_list(list), found->folder) ||
            !dict_set_str(t, d, name___path__, list)) {
            return false;
        }
    }
    return (found->path == VALUE_UNBOUND ||
            (dict_set_str(t, d, name___file__, found->path) &&
             dict_set_str(t, d, name___cached__, VALUE_NONE))) && /* promised */
           dict_set_str(t, d, name___builtins__, builtins_dict);
}

/* Runs the module's body. */
static bool execute(struct thread *t, struct import_found *found, Value name, Value module)
{
    struct dict *d = ((struct module *)module)->attributes;
    if (found->init != NULL) {
        return dict_set_str(t, d, name___package__, str_empty) && found->init(t, module);
    }
    if (!set_module_facts(t, d, found, name)) {
        return false;
    }
    if (found->path == VALUE_UNBOUND) {
        return true; /* a namespace package has no body */
    }
    Value code = upcalls.module_code(t, found);
    return code != VALUE_ERROR && upcalls.run_module(t, code, value_from_object(d));
}

Value import_load(struct thread *t, struct import_found *found, Value name)
{
    Value module = module_new_promising(t, name, name);
    if (module == VALUE_ERROR || !dict_set_str(t, value_to_dict(sys_modules), name, module)) {
        return VALUE_ERROR;
    }
    if (!execute(t, found, name, module)) {
        Value exception = error_take(t), was;
        if (!dict_remove(t, value_to_dict(sys_modules), name, &was)) {
            error_clear(t);
        }
        t->exception = exception;
        return VALUE_ERROR;
    }
    /* A module may replace itself in sys.modules. */
    Value now = dict_get_str(value_to_dict(sys_modules), name);
    return now == VALUE_UNBOUND ? raise_error(t, &KeyError_type, "%V", name) : now;
}

Value import_builtin(struct thread *t, Value name)
{
    bool (*init)(struct thread *, Value) = import_builtin_init(name);
    if (init == NULL) {
        return import_is_builtin(name) ? dict_get_str(value_to_dict(sys_modules), name)
                                       : VALUE_UNBOUND;
    }
    Value module = module_new_promising(t, name, name);
    if (module == VALUE_ERROR) {
        return module;
    }
    value_store(&((struct module *)module)->promise, VALUE_UNBOUND); /* importlib gives it all */
    return init(t, module) ? module : VALUE_ERROR;
}
