/* Finding the module that -m names, with runpy's words where it cannot be run. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/import.h"
#include "runtime/import_find.h"
#include "runtime/module.h"
#include "runtime/str.h"

/* True, so that callers can return it: the answer is a refusal. */
static bool refuse(struct import_source *out, Value text)
{
    out->refusal = text;
    return text != VALUE_ERROR;
}

static bool ends_with(Value name, const char *suffix)
{
    const struct str *s = value_to_str(name);
    uint64_t n = strlen(suffix);
    for (uint64_t i = 0; i < n; i++) {
        if (s->length < n || str_at(s, s->length - n + i) != (unsigned char)suffix[i]) {
            return false;
        }
    }
    return true;
}

/* The pending error, about a package above `name`, as a refusal. */
static bool refuse_with_error(struct thread *t, Value name, struct import_source *out)
{
    Value error = error_take(t), hint = str_from_cstr(t, "");
    if (ends_with(name, ".py")) {
        Value stem = str_slice(t, name, 0, (int64_t)value_to_str(name)->length - 3);
        stem = stem == VALUE_ERROR ? stem : str_format(t, ". Try using '%V' instead of ", stem);
        hint = stem == VALUE_ERROR ? stem : str_format(t, "%V'%V' as the module name.", stem, name);
    }
    return refuse(out,
                  hint == VALUE_ERROR
                      ? hint
                      : str_format(t, "Error while finding module specification for %R (%T: %V)%V",
                                   name, error, error, hint));
}

/* Is the pending exception about the absence of `package` or of one above it, not about what their bodies import? */
static bool is_about(struct thread *t, Value package)
{
    if (!error_matches(t, &ImportError_type)) {
        return false;
    }
    Value missing = value_load(&((struct import_error *)t->exception)->name);
    if (!value_is_str(missing)) {
        return false;
    }
    const struct str *whole = value_to_str(package), *part = value_to_str(missing);
    return str_equal(whole, part) ||
           (whole->length > part->length && str_at(whole, part->length) == '.' &&
            str_find(whole, part, 0, (int64_t)part->length) == 0);
}

/* *path becomes the __path__ of the package that the name up to `dot` names, UNBOUND after a refusal. */
static bool find_package_path(struct thread *t, Value name, int64_t dot, Value *path,
                              struct import_source *out)
{
    *path = VALUE_UNBOUND;
    Value package = str_slice(t, name, 0, dot);
    Value module = package == VALUE_ERROR ? package : import_module(t, package);
    if (module == VALUE_ERROR) {
        return package != VALUE_ERROR && is_about(t, package) && refuse_with_error(t, name, out);
    }
    Value found = object_get_attribute(t, module, name___path__);
    if (found != VALUE_ERROR) {
        *path = found;
        return true;
    }
    if (!error_swallow(t, &AttributeError_type)) {
        return false;
    }
    if (dict_get(t, value_to_dict(sys_modules), name) !=
        VALUE_UNBOUND) { /* os.path: it has a spec */
        out->needs_hooks = true;
        return true;
    }
    raise_error(t, &ModuleNotFoundError_type,
                "__path__ attribute not found on %R while trying to find %R", package, name);
    return refuse_with_error(t, name, out);
}

static bool find_main_of_package(struct thread *t, Value name, struct import_source *out)
{
    if (ends_with(name, ".__main__")) {
        return refuse(out, str_from_cstr(t, "Cannot use package as __main__ module"));
    }
    Value inside = str_format(t, "%V.__main__", name);
    inside = inside == VALUE_ERROR ? inside : str_intern(t, inside);
    if (inside == VALUE_ERROR || !import_find_source(t, inside, out)) {
        return false;
    }
    return out->source != NULL || out->needs_hooks ||
           refuse(out, str_format(t, "%V; %R is a package and cannot be directly executed",
                                  out->refusal, name));
}

bool import_find_source(struct thread *t, Value name, struct import_source *out)
{
    struct import_found found = {.is_found = false};
    const struct str *s = value_to_str(name);
    Value where = VALUE_NONE;
    int64_t dot = (int64_t)s->length - 1;
    *out = (struct import_source){
        .path = VALUE_UNBOUND, .package = VALUE_UNBOUND, .name = name, .refusal = VALUE_UNBOUND};
    if (s->length > 0 && str_at(s, 0) == '.') {
        return refuse(out, str_from_cstr(t, "Relative module names not supported"));
    }
    while (dot >= 0 && str_at(s, (uint64_t)dot) != '.') {
        dot--;
    }
    if (dot >= 0 && !find_package_path(t, name, dot, &where, out)) {
        return false;
    }
    if (out->refusal != VALUE_UNBOUND || out->needs_hooks) {
        return true;
    }
    bool has_leaf = dot + 1 < (int64_t)s->length;
    if (has_leaf && !import_find(t, name, dot, where, false, &found)) {
        return false;
    }
    if (found.needs_hooks) {
        out->needs_hooks = true;
        return true;
    }
    if (!found.is_found && !import_is_builtin(name)) {
        return refuse(out, str_format(t, "No module named %V", name));
    }
    if (found.is_package) {
        return find_main_of_package(t, name, out);
    }
    if (!import_read_source(t, &found)) {
        return false;
    }
    if (found.source == NULL) {
        return refuse(out, str_format(t, "No code object available for %V", name));
    }
    out->source = found.source;
    out->n = found.n;
    out->path = found.path;
    out->package = dot < 0 ? str_from_cstr(t, "") : str_slice(t, name, 0, dot);
    return out->package != VALUE_ERROR;
}
