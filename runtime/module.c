#include "runtime/module.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/import.h"
#include "runtime/import_hooks.h"
#include "runtime/list.h"
#include "runtime/lookup.h"
#include "runtime/module_repr.h"
#include "runtime/shape.h"
#include "runtime/str.h"

static struct module *module_make(struct thread *t, struct type *type)
{
    struct module *m = gc_new(t, type);
    Value attributes = m == NULL ? VALUE_ERROR : dict_new(t);
    if (attributes == VALUE_ERROR || !dict_become_cells(t, value_to_dict(attributes))) {
        return NULL;
    }
    m->attributes = value_to_dict(attributes);
    /* A shape of its own: an inline cache that knows it knows the module. */
    struct shape *shape = shape_new_root(t, type, 0);
    if (shape != NULL) {
        store_release(&m->base.shape, shape->id);
    } else {
        error_clear(t); /* ids are used up: without one the module is just not cached */
        store_release(&m->base.shape, 0);
    }
    return m;
}

static bool fill(struct thread *t, struct module *m, Value name, Value doc)
{
    return dict_set_str(t, m->attributes, name___name__, name) &&
           dict_set_str(t, m->attributes, name___doc__, doc) &&
           dict_set_str(t, m->attributes, name___package__, VALUE_NONE) &&
           dict_set_str(t, m->attributes, name___loader__, VALUE_NONE) &&
           dict_set_str(t, m->attributes, name___spec__, VALUE_NONE);
}

Value module_new(struct thread *t, const char *name)
{
    Value name_value = str_intern_cstr(t, name);
    struct module *m = name_value == VALUE_ERROR ? NULL : module_make(t, &module_type);
    return m != NULL && fill(t, m, name_value, VALUE_NONE) ? value_from_object(m) : VALUE_ERROR;
}

Value module_new_promising(struct thread *t, Value name, Value spec_name)
{
    struct module *m = module_make(t, &module_type);
    if (m == NULL || !fill(t, m, name, VALUE_NONE)) {
        return VALUE_ERROR;
    }
    value_store(&m->promise, spec_name);
    return value_from_object(m);
}

bool module_add(struct thread *t, Value module, const char *name, Value v)
{
    return v != VALUE_ERROR && dict_set_cstr(t, ((struct module *)module)->attributes, name, v);
}

bool module_add_functions(struct thread *t, Value module, const struct native_def *functions)
{
    Value name = dict_get_str(((struct module *)module)->attributes, name___name__);
    for (const struct native_def *def = functions; def->name != NULL; def++) {
        if (!module_add(t, module, def->name, native_function_new(t, def, module, name))) {
            return false;
        }
    }
    return true;
}

bool module_add_numbers(struct thread *t, Value module, const struct module_number *numbers,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!module_add(t, module, numbers[i].name, value_from_small_int(numbers[i].number))) {
            return false;
        }
    }
    return true;
}

/* --- The type --- */

static void trace_module(struct marker *m, struct object *self)
{
    mark_object(m, ((struct module *)self)->attributes);
    mark_value(m, value_load(&((struct module *)self)->promise));
}

static Value new_module(struct thread *t, Value *args, uint32_t n_args UNUSED,
                        Value keyword_names UNUSED)
{
    struct module *m = module_make(t, (struct type *)args[0]);
    return m == NULL ? VALUE_ERROR : value_from_object(m);
}

static bool init_module(struct thread *t, Value self, Value *args, uint32_t n_args,
                        Value keyword_names)
{
    static struct argument_parser parser = {.name = "module", .signature = "(name, doc=None)"};
    Value bound[2];
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return false;
    }
    if (!value_is_str(bound[0])) {
        return raise_false(t, &TypeError_type, "module() argument 'name' must be str, not %A",
                           bound[0]);
    }
    return fill(t, (struct module *)self, bound[0],
                bound[1] == VALUE_UNBOUND ? VALUE_NONE : bound[1]);
}

static Value raise_missing(struct thread *t, Value self, Value name)
{
    Value module_name = dict_get_str(((struct module *)self)->attributes, name___name__);
    if (module_name == VALUE_UNBOUND || !value_is_str(module_name)) {
        raise_error(t, &AttributeError_type, "module has no attribute '%V'", name);
    } else if (import_is_initializing(t, self)) {
        raise_error(t, &AttributeError_type,
                    "partially initialized module '%V' has no attribute '%V' (most likely due to a "
                    "circular import)",
                    module_name, name);
    } else if (import_is_initializing_part(t, module_name, name)) {
        raise_error(t, &AttributeError_type,
                    "cannot access submodule '%V' of module '%V' (most likely due to a circular "
                    "import)",
                    name, module_name);
    } else {
        raise_error(t, &AttributeError_type, "module '%V' has no attribute '%V'", module_name,
                    name);
    }
    if (error_matches(t, &AttributeError_type)) {
        add_attribute_error_details(t, self, name);
    }
    return VALUE_ERROR;
}

/* As for any object, with the dict in the place of its attributes; UNBOUND: there is none. */
static Value find_attribute(struct thread *t, Value self, Value name)
{
    struct type *type = value_type(self);
    Value found = type_lookup(t, type, name);
    if (attribute_rule(found) != RULE_DATA) {
        Value v = dict_get_str(((struct module *)self)->attributes, name);
        if (v != VALUE_UNBOUND) {
            return v;
        }
    }
    return found == VALUE_UNBOUND ? found : object_bind(t, found, self, type);
}

static Value get_attribute(struct thread *t, Value self, Value name)
{
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (module_owes((struct module *)self, name) &&
        import_keep_promise(t, self, name) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value v = find_attribute(t, self, name);
    v = v == VALUE_UNBOUND ? import_keep_promise(t, self, name) : v;
    if (v == VALUE_UNBOUND || (v == VALUE_ERROR && error_swallow(t, &AttributeError_type))) {
        Value hook = dict_get_str(((struct module *)self)->attributes, name___getattr__);
        return hook != VALUE_UNBOUND ? call_1(t, hook, name) /* PEP 562 */
                                     : raise_missing(t, self, name);
    }
    return v;
}

static bool set_attribute(struct thread *t, Value self, Value name, Value v)
{
    struct dict *d = ((struct module *)self)->attributes;
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return false;
    }
    Value found = type_lookup(t, value_type(self), name);
    if (attribute_rule(found) == RULE_DATA) {
        return value_type(found)->descriptor_set(t, found, self, v);
    }
    if (module_owes((struct module *)self, name) &&
        import_keep_promise(t, self, name) == VALUE_ERROR) {
        return false; /* so that nothing is made later in the place of what is set now */
    }
    if (v != VALUE_UNBOUND) {
        return dict_set_str(t, d, name, v);
    }
    Value was;
    if (!dict_remove(t, d, name, &was)) {
        return false;
    }
    if (was == VALUE_UNBOUND) {
        raise_missing(t, self, name);
        return false;
    }
    return true;
}

static Value get_dict(struct thread *t, Value self)
{
    return import_keep_promise(t, self, VALUE_UNBOUND) == VALUE_ERROR
               ? VALUE_ERROR
               : value_from_object(((struct module *)self)->attributes);
}

/* Made on demand in the module's dict. */
static Value get_annotations(struct thread *t, Value self)
{
    struct dict *d = ((struct module *)self)->attributes;
    Value v = dict_get_str(d, name___annotations__);
    if (v != VALUE_UNBOUND || (v = dict_new(t)) == VALUE_ERROR) {
        return v;
    }
    return dict_set_default(t, d, name___annotations__, v);
}

static bool set_annotations(struct thread *t, Value self, Value v)
{
    struct dict *d = ((struct module *)self)->attributes;
    Value was;
    if (v != VALUE_UNBOUND) {
        return dict_set_str(t, d, name___annotations__, v);
    }
    return dict_remove(t, d, name___annotations__, &was) &&
           (was != VALUE_UNBOUND ||
            raise_with_argument(t, &AttributeError_type, name___annotations__) != VALUE_ERROR);
}

static Value method_dir(struct thread *t, Value *args, uint32_t n_args UNUSED,
                        Value keyword_names UNUSED)
{
    Value attributes = object_get_attribute(t, args[0], name___dict__);
    if (attributes == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (!value_is_dict(attributes)) {
        return raise_error(t, &TypeError_type, "<module>.__dict__ is not a dictionary");
    }
    Value hook = dict_get_str(value_to_dict(attributes), name___dir__);
    return hook != VALUE_UNBOUND ? call_0(t, hook) : dict_keys_list(t, value_to_dict(attributes));
}

static const struct native_def methods[] = {
    {"__dir__", method_dir, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", get_dict, NULL, NULL},
    {0},
};

static const struct getset_def getsets[] = {
    {"__annotations__", get_annotations, set_annotations, NULL},
    {0},
};

struct type module_type = {
    TYPE_HEADER("module", sizeof(struct module)),
    .text_signature = "(name, doc=None)",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .doc = "A module: a name, and what its code has defined. `doc` may be any object.",
    .trace = trace_module,
    .new = new_module,
    .init = init_module,
    .repr = module_repr,
    .get_attribute = get_attribute,
    .set_attribute = set_attribute,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
