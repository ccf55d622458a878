/* staticmethod and classmethod: they differ in what __get__ gives. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"

/* The layout of both. */
struct wrapped_function {
    struct object base; /* TYPE_HAS_DICT: __name__, __doc__ and so on of the function are copied */
    Value function;     /* value_load, value_store; UNBOUND before __init__ */
    struct slot_chunk *attribute_slots; /* slots_offset points here */
};

static struct wrapped_function *as_wrapped(Value v)
{
    return (struct wrapped_function *)v;
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct wrapped_function *)self)->function);
}

static Value function_of(struct thread *t, Value self)
{
    Value function = value_load(&as_wrapped(self)->function);
    if (function == VALUE_UNBOUND) {
        return raise_error(t, &RuntimeError_type, "uninitialized %s object", value_type_name(self));
    }
    return function;
}

/* As functools.wraps does, so that the wrapper is documented as the function is. */
static bool copy_attributes(struct thread *t, Value self, Value function)
{
    const Value names[] = {name___module__, name___name__, name___qualname__, name___doc__,
                           name___annotations__};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Value v = object_find_attribute(t, function, names[i]);
        if (v == VALUE_ERROR ||
            (v != VALUE_UNBOUND && !instance_set(t, value_to_object(self), names[i], v))) {
            return false;
        }
    }
    return true;
}

static Value make(struct thread *t, struct type *kind, Value function)
{
    struct wrapped_function *wrapped = gc_new(t, kind);
    if (wrapped == NULL) {
        return VALUE_ERROR;
    }
    wrapped->function = function;
    return value_from_object(wrapped);
}

Value static_method_new(struct thread *t, Value function)
{
    return make(t, &static_method_type, function);
}

Value class_method_new(struct thread *t, Value function)
{
    return make(t, &class_method_type, function);
}

static Value new_wrapped(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    return make(t, (struct type *)args[0], VALUE_UNBOUND);
}

static bool init_wrapped(struct thread *t, Value self, Value *args, uint32_t n_args,
                         Value keyword_names)
{
    bool is_static = value_is_instance(self, &static_method_type);
    const char *name = is_static ? "staticmethod" : "classmethod";
    if (!reject_keywords(t, name, keyword_names) || !check_arg_count(t, name, n_args, 1, 1)) {
        return false;
    }
    value_store(&as_wrapped(self)->function, args[0]);
    return copy_attributes(t, self, args[0]);
}

static Value static_get(struct thread *t, Value self, UNUSED Value instance, UNUSED Value owner)
{
    return function_of(t, self);
}

static Value class_get(struct thread *t, Value self, Value instance, Value owner)
{
    Value function = function_of(t, self);
    if (function == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (owner == VALUE_UNBOUND) {
        owner = value_from_object(value_type(instance));
    }
    const struct type *kind = value_type(function);
    if (kind->descriptor_get != NULL) { /* a classmethod may wrap a property */
        return kind->descriptor_get(t, function, owner, owner);
    }
    return bound_method_new(t, function, owner);
}

static Value static_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value function = function_of(t, args[-1]);
    return function == VALUE_ERROR ? function : call(t, function, args, n_args, keyword_names);
}

static Value repr(struct thread *t, Value self)
{
    Value function = value_load(&as_wrapped(self)->function);
    return str_format(t, "<%T(%R)>", self, function == VALUE_UNBOUND ? VALUE_NONE : function);
}

static Value get_function(struct thread *t, Value self)
{
    return function_of(t, self);
}

static Value get_is_abstract(struct thread *t, Value self)
{
    Value function = function_of(t, self);
    if (function == VALUE_ERROR) {
        return function;
    }
    Value mark = object_find_attribute(t, function, name___isabstractmethod__);
    if (mark == VALUE_UNBOUND || mark == VALUE_ERROR) {
        return mark == VALUE_UNBOUND ? VALUE_FALSE : VALUE_ERROR;
    }
    enum truth truth = object_truth(t, mark);
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_TRUE);
}

static const struct getset_def members[] = {
    {"__func__", get_function, NULL, NULL},
    {"__wrapped__", get_function, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def getsets[] = {
    {"__isabstractmethod__", get_is_abstract, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

#define WRAPPER_TYPE(text)                                                                         \
    TYPE_HEADER(text, sizeof(struct wrapped_function)),                                            \
        .flags = TYPE_BASE | TYPE_HAS_DICT,                                                        \
        .slots_offset = offsetof(struct wrapped_function, attribute_slots), .trace = trace,        \
        .new = new_wrapped, .init = init_wrapped, .repr = repr, .getsets = getsets,                \
        .members = members

struct type static_method_type = {
    WRAPPER_TYPE("staticmethod"),
    .doc = "Convert a function to be a static method.",
    .call = static_call,
    .descriptor_get = static_get,
};

struct type class_method_type = {
    WRAPPER_TYPE("classmethod"),
    .doc = "Convert a function to be a class method.",
    .descriptor_get = class_get,
};
