#include "runtime/import.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/import_find.h"
#include "runtime/import_hooks.h"
#include "runtime/import_load.h"
#include "runtime/import_lock.h"
#include "runtime/import_names.h"
#include "runtime/import_trace.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

Value sys_modules = VALUE_UNBOUND;

bool import_init(struct thread *t)
{
    gc_add_root(&sys_modules);
    sys_modules = dict_new(t);
    import_hooks_init();
    return sys_modules != VALUE_ERROR && import_lock_init(t);
}

/* --- Names --- */

/* Gives a pending ModuleNotFoundError its name. */
static Value named(struct thread *t, Value name)
{
    if (error_matches(t, &ModuleNotFoundError_type)) {
        value_store(&((struct import_error *)t->exception)->name, name);
    }
    return VALUE_ERROR;
}

static Value raise_not_found(struct thread *t, Value name)
{
    const char *remedy = import_names_remedy(t, name);
    raise_error(t, &ModuleNotFoundError_type, "No module named %R%s", name, remedy);
    return named(t, name);
}

/* Where to look for a submodule: the parent's __path__. */
static Value package_path(struct thread *t, Value parent, Value name)
{
    Value path = object_find_attribute(t, parent, name___path__);
    if (path != VALUE_UNBOUND) {
        return path;
    }
    Value parent_name = str_slice(t, name, 0, import_last_dot(name));
    if (parent_name != VALUE_ERROR) {
        raise_error(t, &ModuleNotFoundError_type, "No module named %R; %R is not a package", name,
                    parent_name);
    }
    return named(t, name);
}

static Value import_parent(struct thread *t, Value name, int64_t dot)
{
    if (dot < 0) {
        return VALUE_UNBOUND;
    }
    Value parent_name = str_slice(t, name, 0, dot);
    return parent_name == VALUE_ERROR ? VALUE_ERROR : import_module(t, parent_name);
}

/* Binds a loaded submodule in its package. */
static bool bind_in_parent(struct thread *t, Value parent, Value name, int64_t dot, Value module)
{
    if (parent == VALUE_UNBOUND) {
        return true;
    }
    Value leaf = str_slice(t, name, dot + 1, (int64_t)value_to_str(name)->length);
    leaf = leaf == VALUE_ERROR ? leaf : str_intern(t, leaf);
    if (leaf == VALUE_ERROR) {
        return false;
    }
    if (object_set_attribute(t, parent, leaf, module)) {
        return true;
    }
    Value parent_name = str_slice(t, name, 0, dot);
    return error_swallow(t, &AttributeError_type) && parent_name != VALUE_ERROR &&
           warning_issue(t, &ImportWarning_type,
                         "Cannot set an attribute on %R for child module %R", parent_name, leaf);
}

static Value find_and_load(struct thread *t, Value name, Value path, Value parent, int64_t dot)
{
    struct import_found found;
    if (!import_find(t, name, dot, path, false, &found)) {
        return VALUE_ERROR;
    }
    if (found.needs_hooks) {
        enum truth loaded = import_hooks_load(t);
        if (loaded != TRUTH_FALSE) {
            return loaded == TRUTH_TRUE ? import_hooks_find_and_load(t, name) : VALUE_ERROR;
        }
        if (!import_find(t, name, dot, path, true, &found)) {
            return VALUE_ERROR;
        }
    }
    if (!found.is_found) {
        return raise_not_found(t, name);
    }
    Value module = import_load(t, &found, name);
    return module != VALUE_ERROR && bind_in_parent(t, parent, name, dot, module) ? module
                                                                                 : VALUE_ERROR;
}

static Value raise_blocked(struct thread *t, Value name)
{
    raise_error(t, &ModuleNotFoundError_type, "import of %V halted; None in sys.modules", name);
    return named(t, name);
}

/* Loads the module, or waits until the thread that is loading it has done so. */
static Value import_once(struct thread *t, Value name, Value path, Value parent)
{
    struct import mine = {.name = name};
    enum import_begin begin = import_begin(t, &mine);
    if (begin == IMPORT_ERROR) {
        return VALUE_ERROR;
    }
    Value known = dict_get_str(value_to_dict(sys_modules), name);
    if (begin == IMPORT_CIRCLE) {
        return known != VALUE_UNBOUND ? known : raise_not_found(t, name);
    }
    Value module = known;
    if (known == VALUE_UNBOUND) {
        struct import_trace trace;
        import_trace_begin(&trace);
        module = find_and_load(t, name, path, parent, import_last_dot(name));
        import_trace_end(t, &trace, name, module);
    }
    import_end(&mine);
    if (module != VALUE_ERROR && known == VALUE_UNBOUND) {
        import_hooks_settle(t, module);
    }
    return module;
}

/* A module that is in sys.modules: None blocks it; if it is still being imported, its end is waited for. */
static Value import_known(struct thread *t, Value name, Value module)
{
    if (module == VALUE_NONE) {
        return raise_blocked(t, name);
    }
    return !import_is_initializing(t, module) || import_wait(t, name) ? module : VALUE_ERROR;
}

static Value import_by_hooks(struct thread *t, Value name)
{
    struct import_trace trace;
    import_trace_begin(&trace);
    Value module = import_hooks_find_and_load(t, name);
    import_trace_end(t, &trace, name, module);
    return module;
}

Value import_module(struct thread *t, Value name)
{
    Value known = dict_get_str(value_to_dict(sys_modules), name);
    if (known != VALUE_UNBOUND) {
        return import_known(t, name, known);
    }
    if (import_hooks_wanted(t, name)) {
        enum truth loaded = import_hooks_load(t);
        if (loaded != TRUTH_FALSE) {
            return loaded == TRUTH_TRUE ? import_by_hooks(t, name) : VALUE_ERROR;
        }
    }
    Value parent = import_parent(t, name, import_last_dot(name));
    if (parent == VALUE_ERROR) {
        return parent;
    }
    known = dict_get_str(value_to_dict(sys_modules), name); /* as os brings os.path */
    if (known != VALUE_UNBOUND) {
        return import_known(t, name, known);
    }
    Value path = parent == VALUE_UNBOUND ? VALUE_NONE : package_path(t, parent, name);
    return path == VALUE_ERROR ? path : import_once(t, name, path, parent);
}

/* --- The statement --- */

/* The package of globals without __package__: that of __spec__, else by __name__ and __path__. */
static Value package_by_name(struct thread *t, struct dict *d)
{
    Value spec = dict_get_str(d, name___spec__);
    spec = spec == VALUE_UNBOUND ? import_keep_promise_of(t, d, name___spec__) : spec;
    if (spec == VALUE_ERROR) {
        return spec;
    }
    if (spec != VALUE_UNBOUND && spec != VALUE_NONE) {
        Value parent = str_intern_cstr(t, "parent");
        parent = parent == VALUE_ERROR ? parent : object_get_attribute(t, spec, parent);
        return parent == VALUE_ERROR || value_is_str(parent)
                   ? parent
                   : raise_error(t, &TypeError_type, "__spec__.parent must be a string");
    }
    if (!warning_issue(t, &ImportWarning_type,
                       "can't resolve package from __spec__ or __package__, falling back on "
                       "__name__ and __path__")) {
        return VALUE_ERROR;
    }
    Value name = dict_get_str(d, name___name__);
    if (name == VALUE_UNBOUND) {
        return raise_error(t, &KeyError_type, "'__name__' not in globals");
    }
    if (!value_is_str(name)) {
        return raise_error(t, &TypeError_type, "__name__ must be a string");
    }
    if (dict_get_str(d, name___path__) != VALUE_UNBOUND) {
        return name;
    }
    int64_t dot = import_last_dot(name);
    return str_slice(t, name, 0, dot < 0 ? 0 : dot);
}

/* Warns where __package__ is not what the spec says. */
static bool check_package(struct thread *t, struct dict *d, Value package)
{
    Value spec = dict_get_str(d, name___spec__);
    if (spec == VALUE_UNBOUND || spec == VALUE_NONE) {
        return true;
    }
    Value parent = str_intern_cstr(t, "parent");
    parent = parent == VALUE_ERROR ? parent : object_get_attribute(t, spec, parent);
    enum truth same = parent == VALUE_ERROR ? TRUTH_ERROR : object_equal(t, package, parent);
    return same == TRUTH_TRUE ||
           (same == TRUTH_FALSE &&
            warning_issue(t, &ImportWarning_type, "__package__ != __spec__.parent"));
}

/* The package that a relative import starts from. */
static Value calling_package(struct thread *t, Value globals)
{
    if (globals == VALUE_UNBOUND) {
        return raise_error(t, &KeyError_type, "'__name__' not in globals");
    }
    if (!value_is_dict(globals)) {
        return raise_error(t, &TypeError_type, "globals must be a dict");
    }
    struct dict *d = value_to_dict(globals);
    Value package = dict_get_str(d, name___package__);
    if (package == VALUE_UNBOUND || package == VALUE_NONE) {
        return package_by_name(t, d);
    }
    if (!value_is_str(package)) {
        return raise_error(t, &TypeError_type, "package must be a string");
    }
    return check_package(t, d, package) ? package : VALUE_ERROR;
}

static Value resolve_relative(struct thread *t, Value name, Value globals, int level)
{
    Value package = calling_package(t, globals);
    if (package == VALUE_ERROR) {
        return package;
    }
    if (value_to_str(package)->length == 0) {
        return raise_error(t, &ImportError_type,
                           "attempted relative import with no known parent package");
    }
    for (int i = 1; i < level; i++) {
        int64_t dot = import_last_dot(package);
        if (dot < 0) {
            return raise_error(t, &ImportError_type,
                               "attempted relative import beyond top-level package");
        }
        package = str_slice(t, package, 0, dot);
        if (package == VALUE_ERROR) {
            return package;
        }
    }
    return value_to_str(name)->length == 0 ? package : str_format(t, "%V.%V", package, name);
}

static Value full_name(struct thread *t, Value name, Value globals, int level)
{
    if (level < 0) {
        return raise_error(t, &ValueError_type, "level must be >= 0");
    }
    if (level == 0 && value_to_str(name)->length == 0) {
        return raise_error(t, &ValueError_type, "Empty module name");
    }
    Value full = level == 0 ? name : resolve_relative(t, name, globals, level);
    return full == VALUE_ERROR ? full : str_intern(t, full);
}

/* One name of a from-list: a submodule that is not yet there is imported, if it exists. */
static bool import_submodule(struct thread *t, Value module, Value full, Value name)
{
    Value there = object_find_attribute(t, module, name);
    if (there != VALUE_UNBOUND) {
        return there != VALUE_ERROR;
    }
    Value sub = str_format(t, "%V.%V", full, name);
    sub = sub == VALUE_ERROR ? sub : str_intern(t, sub);
    if (sub == VALUE_ERROR) {
        return false;
    }
    if (import_module(t, sub) != VALUE_ERROR) {
        return true;
    }
    Value missing = error_matches(t, &ModuleNotFoundError_type)
                        ? value_load(&((struct import_error *)t->exception)->name)
                        : VALUE_UNBOUND;
    bool is_missing = value_is_str(missing) &&
                      str_equal(value_to_str(missing), value_to_str(sub)) &&
                      dict_get_str(value_to_dict(sys_modules), sub) != VALUE_NONE;
    if (is_missing) {
        error_clear(t);
    }
    return is_missing;
}

static bool refuse_item(struct thread *t, Value module, Value item, bool of_all)
{
    if (!of_all) {
        return raise_false(t, &TypeError_type, "Item in ``from list'' must be str, not %T", item);
    }
    Value name = object_get_attribute(t, module, name___name__);
    return name != VALUE_ERROR &&
           raise_false(t, &TypeError_type, "Item in %V.__all__ must be str, not %T", name, item);
}

/* Imports the submodules that a from-list names, or with `of_all` __all__. */
static bool import_submodules(struct thread *t, Value module, Value full, Value list, bool of_all)
{
    Value names = tuple_from_iterable(t, list);
    if (names == VALUE_ERROR) {
        return false;
    }
    for (uint64_t i = 0; i < value_to_tuple(names)->length; i++) {
        Value name = value_to_tuple(names)->items[i];
        if (!value_is_str(name)) {
            return refuse_item(t, module, name, of_all);
        }
        if (!str_equals_cstr(name, "*")) {
            if (!import_submodule(t, module, full, name)) {
                return false;
            }
            continue;
        }
        Value all = of_all ? VALUE_UNBOUND : object_find_attribute(t, module, name___all__);
        if (all == VALUE_ERROR ||
            (all != VALUE_UNBOUND && !import_submodules(t, module, full, all, true))) {
            return false;
        }
    }
    return true;
}

/* The from-list of a package; other modules have no submodules. */
static bool import_from_list(struct thread *t, Value module, Value from_list)
{
    Value path = object_find_attribute(t, module, name___path__);
    if (path == VALUE_UNBOUND || path == VALUE_ERROR) {
        return path == VALUE_UNBOUND;
    }
    Value name = object_get_attribute(t, module, name___name__);
    return name != VALUE_ERROR && import_submodules(t, module, name, from_list, false);
}

/* `import a.b` gives a, or for a relative import the same part of the full name. */
static Value top_of(struct thread *t, Value name, Value full, int level, Value module)
{
    const struct str *s = value_to_str(name);
    uint64_t dot = 0;
    while (dot < s->length && str_at(s, dot) != '.') {
        dot++;
    }
    if (dot == s->length || s->length == 0) {
        return module;
    }
    uint64_t cut = level == 0 ? dot : value_to_str(full)->length - (s->length - dot);
    Value top = str_slice(t, full, 0, (int64_t)cut);
    top = top == VALUE_ERROR ? top : str_intern(t, top);
    return top == VALUE_ERROR ? top : import_module(t, top);
}

Value import_name(struct thread *t, Value name, Value globals, Value from_list, int level)
{
    Value full = full_name(t, name, globals, level);
    Value module = full == VALUE_ERROR ? full : import_module(t, full);
    if (module == VALUE_ERROR) {
        return module;
    }
    enum truth has_list = from_list == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, from_list);
    if (has_list == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    if (has_list == TRUTH_FALSE) {
        return top_of(t, name, full, level, module);
    }
    return import_from_list(t, module, from_list) ? module : VALUE_ERROR;
}

/* --- from module import name --- */

static Value raise_cannot_import(struct thread *t, Value module, Value name)
{
    Value module_name = object_find_attribute(t, module, name___name__);
    Value file =
        module_name == VALUE_ERROR ? module_name : object_find_attribute(t, module, name___file__);
    if (file == VALUE_ERROR) {
        return file;
    }
    bool is_named = value_is_str(module_name);
    if (!is_named) {
        module_name = str_intern_cstr(t, "<unknown module name>");
    }
    if (!value_is_str(file)) {
        raise_error(t, &ImportError_type, "cannot import name %R from %R (unknown location)", name,
                    module_name);
    } else if (import_is_initializing(t, module)) {
        raise_error(t, &ImportError_type,
                    "cannot import name %R from partially initialized module %R (most likely due "
                    "to a circular import) (%V)",
                    name, module_name, file);
    } else {
        raise_error(t, &ImportError_type, "cannot import name %R from %R (%V)", name, module_name,
                    file);
    }
    if (error_matches(t, &ImportError_type)) {
        struct import_error *e = (struct import_error *)t->exception;
        value_store(&e->name, is_named ? module_name : VALUE_NONE);
        value_store(&e->path, value_is_str(file) ? file : VALUE_NONE);
    }
    return VALUE_ERROR;
}

Value import_from(struct thread *t, Value module, Value name)
{
    Value v = object_find_attribute(t, module, name);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    /* A submodule that is in sys.modules but not yet bound in its package: circular imports. */
    Value package = object_find_attribute(t, module, name___name__);
    if (package == VALUE_ERROR) {
        return package;
    }
    if (value_is_str(package)) {
        Value full = str_format(t, "%V.%V", package, name);
        Value found = full == VALUE_ERROR ? full : dict_get_str(value_to_dict(sys_modules), full);
        if (found != VALUE_UNBOUND) {
            return found;
        }
    }
    return raise_cannot_import(t, module, name);
}
