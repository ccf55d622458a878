/* Python functions as objects: their attributes. Calling them is vm/call.c's. */
#include <stddef.h>
#include <stdio.h>

#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"

Value function_new(struct thread *t, Value code_value, Value globals)
{
    struct code *code = (struct code *)code_value;
    struct global_cells *cells = upcalls.global_cells_for(t, code, globals);
    struct function *f = cells == NULL ? NULL : gc_allocate(t, sizeof *f, &function_type);
    if (f == NULL) {
        return VALUE_ERROR;
    }
    f->globals = globals;
    f->global_cells = cells;
    f->code = code_value;
    f->defaults = VALUE_NONE;
    f->keyword_defaults = VALUE_NONE;
    f->name = code->name;
    f->qualname = code->qualname;
    f->doc = code->doc;
    Value module = dict_get_str(value_to_dict(globals), name___name__);
    f->module = module == VALUE_UNBOUND ? VALUE_NONE : module;
    return value_from_object(f);
}

static void trace_function(struct marker *m, struct object *self)
{
    struct function *f = (struct function *)self;
    const Value fields[] = {
        f->globals,     f->closure, f->code,     f->defaults, f->keyword_defaults,
        f->annotations, f->name,    f->qualname, f->doc,      f->module};
    mark_object(m, f->global_cells);
    mark_values(m, fields, COUNT_OF(fields));
}

static Value repr_function(struct thread *t, Value self)
{
    char address[32];
    snprintf(address, sizeof address, "%p", (const void *)self);
    return str_format(t, "<function %V at %s>", value_load(&((struct function *)self)->qualname),
                      address);
}

static Value get_descriptor(struct thread *t, Value self, Value instance, Value owner UNUSED)
{
    return instance == VALUE_UNBOUND ? self : bound_method_new(t, self, instance);
}

/* --- Attributes --- */

#define GET(attribute, expression)                                                                 \
    static Value get_##attribute(struct thread *t UNUSED, Value self)                              \
    {                                                                                              \
        struct function *f = (struct function *)self;                                              \
        return (expression);                                                                       \
    }
GET(code, value_load(&f->code))
GET(globals, f->globals)
GET(builtins, f->global_cells->builtins)
GET(closure, f->closure == VALUE_UNBOUND ? VALUE_NONE : f->closure)
GET(defaults, value_load(&f->defaults))
GET(keyword_defaults, value_load(&f->keyword_defaults))
GET(name, value_load(&f->name))
GET(qualname, value_load(&f->qualname))
GET(doc, value_load(&f->doc))
GET(module, value_load(&f->module))
#undef GET

static bool set_name(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND || !value_is_str(v)) {
        return raise_false(t, &TypeError_type, "__name__ must be set to a string object");
    }
    value_store(&((struct function *)self)->name, v);
    return true;
}

static bool set_qualname(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND || !value_is_str(v)) {
        return raise_false(t, &TypeError_type, "__qualname__ must be set to a string object");
    }
    value_store(&((struct function *)self)->qualname, v);
    return true;
}

static bool set_doc(struct thread *t UNUSED, Value self, Value v)
{
    value_store(&((struct function *)self)->doc, v == VALUE_UNBOUND ? VALUE_NONE : v);
    return true;
}

static bool set_module(struct thread *t UNUSED, Value self, Value v)
{
    value_store(&((struct function *)self)->module, v == VALUE_UNBOUND ? VALUE_NONE : v);
    return true;
}

static bool set_defaults(struct thread *t, Value self, Value v)
{
    if (v != VALUE_UNBOUND && v != VALUE_NONE && !value_is_tuple(v)) {
        return raise_false(t, &TypeError_type, "__defaults__ must be set to a tuple object");
    }
    value_store(&((struct function *)self)->defaults, v == VALUE_UNBOUND ? VALUE_NONE : v);
    return true;
}

static bool set_keyword_defaults(struct thread *t, Value self, Value v)
{
    if (v != VALUE_UNBOUND && v != VALUE_NONE && !value_is_dict(v)) {
        return raise_false(t, &TypeError_type, "__kwdefaults__ must be set to a dict object");
    }
    value_store(&((struct function *)self)->keyword_defaults, v == VALUE_UNBOUND ? VALUE_NONE : v);
    return true;
}

static bool set_code(struct thread *t, Value self, Value v)
{
    struct function *f = (struct function *)self;
    if (v == VALUE_UNBOUND || !value_is_object(v) || value_to_object(v)->type != &code_type) {
        return raise_false(t, &TypeError_type, "__code__ must be set to a code object");
    }
    uint64_t n_closure = f->closure == VALUE_UNBOUND ? 0 : value_to_tuple(f->closure)->length;
    struct code *code = (struct code *)v;
    if (code->n_free != n_closure) {
        return raise_false(t, &ValueError_type,
                           "%V() requires a code object with %d free vars, not %d", f->name,
                           (int)n_closure, (int)code->n_free);
    }
    struct global_cells *cells = upcalls.global_cells_for(t, code, f->globals);
    if (cells == NULL) {
        return false;
    }
    upcalls.set_function_code(t, f, v, cells);
    return true;
}

/* Annotations are made as a flat tuple and become a dict when somebody looks. */
static Value get_annotations(struct thread *t, Value self)
{
    struct function *f = (struct function *)self;
    Value v = value_load(&f->annotations);
    if (value_is_dict(v)) {
        return v;
    }
    Value dict = dict_new(t);
    for (uint64_t i = 0; dict != VALUE_ERROR && v != VALUE_UNBOUND && i < value_to_tuple(v)->length;
         i += 2) {
        if (!dict_set(t, value_to_dict(dict), value_to_tuple(v)->items[i],
                      value_to_tuple(v)->items[i + 1])) {
            return VALUE_ERROR;
        }
    }
    if (dict == VALUE_ERROR) {
        return dict;
    }
    return compare_and_swap(&f->annotations, &v, dict) ? dict : v;
}

static bool set_annotations(struct thread *t, Value self, Value v)
{
    if (v != VALUE_UNBOUND && v != VALUE_NONE && !value_is_dict(v)) {
        return raise_false(t, &TypeError_type, "__annotations__ must be set to a dict object");
    }
    value_store(&((struct function *)self)->annotations, v == VALUE_NONE ? VALUE_UNBOUND : v);
    return true;
}

static const struct getset_def members[] = {
    {"__builtins__", get_builtins, NULL, NULL},   {"__closure__", get_closure, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},          {"__globals__", get_globals, NULL, NULL},
    {"__module__", get_module, set_module, NULL}, {0},
};

static const struct getset_def getsets[] = {
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__code__", get_code, set_code, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults, NULL},
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {0},
};

static bool is_none(Value v)
{
    return v == VALUE_UNBOUND || v == VALUE_NONE;
}

static bool check_closure(struct thread *t, const struct code *code, Value closure)
{
    if (!value_is_tuple(closure) && (code->n_free > 0 || !is_none(closure))) {
        return raise_false(t, &TypeError_type, "arg 5 (closure) must be %stuple",
                           is_none(closure) ? "" : "None or ");
    }
    uint64_t n = is_none(closure) ? 0 : value_to_tuple(closure)->length;
    if (code->n_free != n) {
        return raise_false(t, &ValueError_type, "%V requires closure of length %d, not %d",
                           code->name, (int)code->n_free, (int)n);
    }
    for (uint64_t i = 0; i < n; i++) {
        Value cell = value_to_tuple(closure)->items[i];
        if (value_type(cell) != &cell_type) {
            return raise_false(t, &TypeError_type, "arg 5 (closure) expected cell, found %T", cell);
        }
    }
    return true;
}

/* Of function(code, globals, name, argdefs, closure). */
static bool check_arguments(struct thread *t, const Value *bound)
{
    if (value_type(bound[0]) != &code_type) {
        return raise_false(t, &TypeError_type, "function() argument 'code' must be code, not %A",
                           bound[0]);
    }
    if (!value_is_dict(bound[1])) {
        return raise_false(t, &TypeError_type, "function() argument 'globals' must be dict, not %A",
                           bound[1]);
    }
    if (!is_none(bound[2]) && !value_is_str(bound[2])) {
        return raise_false(t, &TypeError_type, "arg 3 (name) must be None or string");
    }
    if (!is_none(bound[3]) && !value_is_tuple(bound[3])) {
        return raise_false(t, &TypeError_type, "arg 4 (defaults) must be None or tuple");
    }
    return check_closure(t, (const struct code *)bound[0], bound[4]);
}

/* function(code, globals, name=None, argdefs=None, closure=None) */
static Value new_function(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        .name = "function", .signature = "(code, globals, name=None, argdefs=None, closure=None)"};
    Value bound[5];
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    if (!check_arguments(t, bound)) {
        return VALUE_ERROR;
    }
    Value made = function_new(t, bound[0], bound[1]);
    if (made == VALUE_ERROR) {
        return made;
    }
    struct function *f = (struct function *)made;
    f->closure = is_none(bound[4]) ? VALUE_UNBOUND : bound[4];
    if (!is_none(bound[2])) {
        value_store(&f->name, bound[2]);
    }
    if (bound[3] != VALUE_UNBOUND) {
        value_store(&f->defaults, bound[3]);
    }
    return made;
}

struct type function_type = {
    TYPE_HEADER("function", sizeof(struct function)),
    .text_signature = "(code, globals, name=None, argdefs=None, closure=None)",
    .flags = TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_METHOD_DESCRIPTOR,
    .slots_offset = offsetof(struct function, attribute_slots),
    .trace = trace_function,
    .repr = repr_function,
    .descriptor_get = get_descriptor,
    .new = new_function,
    .getsets = getsets,
    .members = members,
};
