/* What pickling and unpickling know of names: of globals, of their Python 2 ancestors, and the registries of copyreg. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/modules/pickle.h"
#include "runtime/str_internal.h"

/* ---- copyreg ---- */

static const char *const table_names[PICKLE_N_TABLES] = {
    [PICKLE_DISPATCH_TABLE] = "dispatch_table",
    [PICKLE_EXTENSION_REGISTRY] = "_extension_registry",
    [PICKLE_INVERTED_REGISTRY] = "_inverted_registry",
    [PICKLE_EXTENSION_CACHE] = "_extension_cache",
};
/* Roots, value_load; UNBOUND: not asked for so far, so that importing pickle imports nothing else. */
static Value tables[PICKLE_N_TABLES];

static Value attribute_of(struct thread *t, Value module_name, const char *name)
{
    Value module = import_module(t, module_name);
    Value key = module == VALUE_ERROR ? module : str_intern_cstr(t, name);
    return key == VALUE_ERROR ? key : object_get_attribute(t, module, key);
}

static Value dict_of(struct thread *t, Value module_name, const char *name)
{
    Value found = attribute_of(t, module_name, name);
    if (found != VALUE_ERROR && !value_is_dict(found)) {
        return raise_error(t, &RuntimeError_type, "%V.%s should be a dict, not %T", module_name,
                           name, found);
    }
    return found;
}

Value pickle_copyreg(struct thread *t, enum pickle_table table)
{
    Value known = value_load(&tables[table]);
    if (known != VALUE_UNBOUND) {
        return known;
    }
    Value found = dict_of(t, name_copyreg, table_names[table]);
    if (found != VALUE_ERROR) {
        value_store(&tables[table], found);
    }
    return found;
}

void pickle_names_init(void)
{
    for (int i = 0; i < PICKLE_N_TABLES; i++) {
        gc_add_root(&tables[i]);
    }
}

/* ---- Python 2 ---- */

bool pickle_map_name(struct thread *t, bool to_python_2, Value *module, Value *name)
{
    const char *of_names = to_python_2 ? "REVERSE_NAME_MAPPING" : "NAME_MAPPING";
    const char *of_modules = to_python_2 ? "REVERSE_IMPORT_MAPPING" : "IMPORT_MAPPING";
    Value compat = str_intern_cstr(t, "_compat_pickle");
    Value names = compat == VALUE_ERROR ? compat : dict_of(t, compat, of_names);
    Value modules = names == VALUE_ERROR ? names : dict_of(t, compat, of_modules);
    Value key = modules == VALUE_ERROR ? modules : tuple_pair(t, *module, *name);
    Value found = key == VALUE_ERROR ? key : dict_get(t, value_to_dict(names), key);
    if (found == VALUE_ERROR) {
        return false;
    }
    if (found == VALUE_UNBOUND) {
        found = dict_get(t, value_to_dict(modules), *module);
        if (found != VALUE_UNBOUND && found != VALUE_ERROR) {
            *module = found;
        }
    } else {
        if (!value_is_tuple(found) || value_to_tuple(found)->length != 2) {
            return raise_false(t, &RuntimeError_type,
                               "_compat_pickle.%s values should be 2-tuples, not %T", of_names,
                               found);
        }
        *module = value_to_tuple(found)->items[0];
        *name = value_to_tuple(found)->items[1];
    }
    if (found != VALUE_ERROR && (!value_is_str(*module) || !value_is_str(*name))) {
        return raise_false(t, &RuntimeError_type, "_compat_pickle.%s should hold strings",
                           of_modules);
    }
    return found != VALUE_ERROR;
}

/* ---- globals ---- */

static int64_t find_dot(const struct str *name, int64_t from)
{
    while (from < (int64_t)name->length && str_at(name, (uint64_t)from) != '.') {
        from++;
    }
    return from;
}

static bool refuse_local(struct thread *t, Value name, Value module)
{
    return module == VALUE_UNBOUND
               ? raise_false(t, &AttributeError_type, "Can't pickle local object %R", name)
               : raise_false(t, &AttributeError_type, "Can't pickle local attribute %R on %R", name,
                             module);
}

bool pickle_check_name(struct thread *t, Value name, Value module)
{
    const struct str *s = value_to_str(name);
    for (int64_t at = 0; at <= (int64_t)s->length;) {
        int64_t end = find_dot(s, at);
        if (end - at == (int64_t)strlen("<locals>")) {
            Value part = str_slice(t, name, at, end);
            if (part == VALUE_ERROR) {
                return false;
            }
            if (str_equals_cstr(part, "<locals>")) {
                return refuse_local(t, name, module);
            }
        }
        at = end + 1;
    }
    return true;
}

Value pickle_find_dotted(struct thread *t, Value from, Value name, Value *parent)
{
    const struct str *s = value_to_str(name);
    Value found = from;
    for (int64_t at = 0; at <= (int64_t)s->length;) {
        int64_t end = find_dot(s, at);
        Value part = str_slice(t, name, at, end);
        part = part == VALUE_ERROR ? part : attribute_name(t, part);
        *parent = found;
        found = part == VALUE_ERROR ? part : object_find_attribute(t, found, part);
        if (found == VALUE_ERROR || found == VALUE_UNBOUND) {
            return found;
        }
        at = end + 1;
    }
    return found;
}

Value pickle_module_of(struct thread *t, Value v, Value name)
{
    Value module_name = object_find_attribute(t, v, name___module__);
    if (module_name != VALUE_UNBOUND && module_name != VALUE_NONE) {
        return module_name;
    }
    uint64_t position = 0;
    Value module, parent;
    while (dict_next(value_to_dict(sys_modules), &position, &module_name, &module)) {
        if (module == VALUE_NONE ||
            (value_is_str(module_name) && str_equals_cstr(module_name, "__main__"))) {
            continue;
        }
        Value found = pickle_find_dotted(t, module, name, &parent);
        if (found == VALUE_ERROR || found == v) {
            return found == v ? module_name : found;
        }
    }
    return str_intern_cstr(t, "__main__");
}
