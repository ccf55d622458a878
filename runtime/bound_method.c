/* method: a function bound to its first argument. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/lookup.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct bound_method *as_method(Value v)
{
    return (struct bound_method *)v;
}

Value bound_method_new(struct thread *t, Value function, Value self)
{
    struct bound_method *method = gc_allocate(t, sizeof *method, &bound_method_type);
    if (method == NULL) {
        return VALUE_ERROR;
    }
    method->function = function;
    method->self = self;
    return value_from_object(method);
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct bound_method *)self)->function);
    mark_value(m, ((struct bound_method *)self)->self);
}

static Value call_bound(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const struct bound_method *method = as_method(args[-1]);
    return call_prepend(t, method->function, method->self, args, n_args, keyword_names);
}

static Value new_method(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "method", keyword_names) ||
        !check_arg_count(t, "method", n_args - 1, 2, 2)) {
        return VALUE_ERROR;
    }
    if (value_type(args[1])->call == NULL) {
        return raise_error(t, &TypeError_type, "first argument must be callable");
    }
    if (args[2] == VALUE_NONE) {
        return raise_error(t, &TypeError_type, "instance must not be None");
    }
    return bound_method_new(t, args[1], args[2]);
}

/* What it has no attribute for, the function has. */
static Value get_attribute(struct thread *t, Value self, Value name)
{
    Value v = object_generic_find_attribute(t, self, name);
    return v != VALUE_UNBOUND ? v : object_get_attribute(t, as_method(self)->function, name);
}

static Value name_of(struct thread *t, Value function)
{
    Value name = object_find_attribute(t, function, name___qualname__);
    if (name == VALUE_UNBOUND) {
        name = object_find_attribute(t, function, name___name__);
    }
    return name == VALUE_UNBOUND || (name != VALUE_ERROR && !value_is_str(name))
               ? str_from_cstr(t, "?")
               : name;
}

static Value repr(struct thread *t, Value self)
{
    Value name = name_of(t, as_method(self)->function);
    return name == VALUE_ERROR
               ? name
               : str_format(t, "<bound method %V of %R>", name, as_method(self)->self);
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &bound_method_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    const struct bound_method *a = as_method(self), *b = as_method(other);
    enum truth equal = object_equal(t, a->function, b->function);
    if (equal == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    bool same = equal == TRUTH_TRUE && a->self == b->self;
    return value_from_bool(same == (op == COMPARE_EQ));
}

static bool hash(struct thread *t, Value self, int64_t *result)
{
    int64_t of_function;
    if (!object_hash(t, as_method(self)->function, &of_function)) {
        return false;
    }
    *result = of_function ^ (int64_t)(value_bits(as_method(self)->self) >> 4);
    *result = *result == -1 ? -2 : *result;
    return true;
}

static Value get_function(UNUSED struct thread *t, Value self)
{
    return as_method(self)->function;
}

static Value get_self(UNUSED struct thread *t, Value self)
{
    return as_method(self)->self;
}

static Value get_doc(struct thread *t, Value self)
{
    Value doc = object_find_attribute(t, as_method(self)->function, name___doc__);
    return doc == VALUE_UNBOUND ? VALUE_NONE : doc;
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const struct bound_method *method = as_method(args[0]);
    Value getattr = dict_get_cstr(t, value_to_dict(builtins_dict), "getattr");
    Value name = object_get_attribute(t, method->function, name___name__);
    if (name == VALUE_ERROR) {
        return name;
    }
    Value pair = tuple_of(t, (size_t)2, method->self, name);
    return pair == VALUE_ERROR ? pair : tuple_of(t, (size_t)2, getattr, pair);
}

static const struct native_def methods[] = {
    {"__reduce__", reduce, "(self, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def members[] = {
    {"__func__", get_function, NULL, "the function (or other callable) implementing a method"},
    {"__self__", get_self, NULL, "the instance to which a method is bound"},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def getsets[] = {
    {"__doc__", get_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type bound_method_type = {
    TYPE_HEADER("method", sizeof(struct bound_method)),
    .text_signature = "(function, instance, /)",
    .flags = TYPE_WEAK_REFERABLE,
    .trace = trace,
    .repr = repr,
    .compare = compare,
    .hash = hash,
    .call = call_bound,
    .get_attribute = get_attribute,
    .new = new_method,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
