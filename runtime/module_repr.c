/* How a module shows itself: by its spec, else by its loader and its file. */
#include "runtime/module_repr.h"
#include "runtime/abstract.h"
#include "runtime/import.h"
#include "runtime/module.h"
#include "runtime/str.h"

/* Attribute `name`, or None. */
static Value find(struct thread *t, Value v, const char *name)
{
    Value key = str_intern_cstr(t, name);
    Value found = key == VALUE_ERROR ? key : object_find_attribute(t, v, key);
    return found == VALUE_UNBOUND ? VALUE_NONE : found;
}

static Value repr_by_spec(struct thread *t, Value spec)
{
    Value name = find(t, spec, "name"),
          origin = name == VALUE_ERROR ? name : find(t, spec, "origin");
    Value loader = origin == VALUE_ERROR ? origin : find(t, spec, "loader");
    Value located = loader == VALUE_ERROR ? loader : find(t, spec, "has_location");
    if (located == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    name = name == VALUE_NONE ? str_intern_cstr(t, "?") : name;
    if (origin == VALUE_NONE) {
        return loader == VALUE_NONE ? str_format(t, "<module %R>", name)
                                    : str_format(t, "<module %R (%R)>", name, loader);
    }
    enum truth truth = object_truth(t, located);
    return truth == TRUTH_ERROR  ? VALUE_ERROR
           : truth == TRUTH_TRUE ? str_format(t, "<module %R from %R>", name, origin)
                                 : str_format(t, "<module %R (%V)>", name, origin);
}

Value module_repr(struct thread *t, Value self)
{
    struct dict *d = ((struct module *)self)->attributes;
    Value spec = dict_get_str(d, name___spec__);
    enum truth has_spec = spec == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, spec);
    if (has_spec != TRUTH_FALSE) {
        return has_spec == TRUTH_ERROR ? VALUE_ERROR : repr_by_spec(t, spec);
    }
    Value name = dict_get_str(d, name___name__), file = dict_get_str(d, name___file__);
    Value loader = dict_get_str(d, name___loader__);
    bool is_promised = value_load(&((struct module *)self)->promise) != VALUE_UNBOUND;
    name = name == VALUE_UNBOUND ? str_intern_cstr(t, "?") : name;
    if (name == VALUE_ERROR) {
        return name;
    }
    if (file != VALUE_UNBOUND) {
        return str_format(t, "<module %R from %R>", name, file);
    }
    if (loader != VALUE_UNBOUND && loader != VALUE_NONE) {
        return str_format(t, "<module %R (%R)>", name, loader);
    }
    return is_promised && import_is_builtin(name) ? str_format(t, "<module %R (built-in)>", name)
                                                  : str_format(t, "<module %R>", name);
}
