/* slot_wrapper: a slot of a type in C as a method, `int.__add__`; method-wrapper: bound, `(1).__add__`. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* All fields immutable. */
struct slot_wrapper {
    struct object base;
    const struct slot_def *def;
    slot_fn function;
    struct type *owner;
};

struct method_wrapper {
    struct object base;
    struct slot_wrapper *wrapper;
    Value self;
};

static struct slot_wrapper *as_wrapper(Value v)
{
    return (struct slot_wrapper *)v;
}

static struct method_wrapper *as_bound(Value v)
{
    return (struct method_wrapper *)v;
}

Value slot_wrapper_new(struct thread *t, const struct slot_def *def, struct type *owner)
{
    struct slot_wrapper *wrapper = gc_allocate(t, sizeof *wrapper, &slot_wrapper_type);
    if (wrapper == NULL) {
        return VALUE_ERROR;
    }
    wrapper->def = def;
    wrapper->function = slot_read(owner, def->offset);
    wrapper->owner = owner;
    return value_from_object(wrapper);
}

Value method_wrapper_self(Value v)
{
    return as_bound(v)->self;
}

const struct slot_def *slot_wrapper_def(Value wrapper, slot_fn *function, struct type **owner)
{
    *function = as_wrapper(wrapper)->function;
    *owner = as_wrapper(wrapper)->owner;
    return as_wrapper(wrapper)->def;
}

/* args[-1] holds self. */
static Value run(struct thread *t, const struct slot_wrapper *wrapper, Value self, Value *args,
                 uint32_t n_args, Value keyword_names)
{
    const struct slot_def *def = wrapper->def;
    bool takes_keywords = def->name == &name___init__ || def->name == &name___call__;
    if (!takes_keywords && keyword_count(keyword_names) > 0) {
        return raise_error(t, &TypeError_type, "wrapper %s() takes no keyword arguments",
                           def->text);
    }
    return def->wrap(t, wrapper->function, def->argument, self, args, n_args, keyword_names);
}

static Value wrapper_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const struct slot_wrapper *wrapper = as_wrapper(args[-1]);
    if (n_args == 0) {
        return raise_error(t, &TypeError_type, "descriptor '%s' of '%s' object needs an argument",
                           wrapper->def->text, wrapper->owner->name);
    }
    if (!value_is_instance(args[0], wrapper->owner)) {
        return raise_error(t, &TypeError_type,
                           "descriptor '%s' requires a '%s' object but received a '%T'",
                           wrapper->def->text, wrapper->owner->name, args[0]);
    }
    return run(t, wrapper, args[0], args + 1, n_args - 1, keyword_names);
}

static Value bound_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const struct method_wrapper *bound = as_bound(args[-1]);
    Value before = args[-1];
    args[-1] = bound->self;
    Value result = run(t, bound->wrapper, bound->self, args, n_args, keyword_names);
    args[-1] = before;
    return result;
}

static Value wrapper_get(struct thread *t, Value self, Value instance, UNUSED Value owner)
{
    struct slot_wrapper *wrapper = as_wrapper(self);
    if (instance == VALUE_UNBOUND) {
        return self;
    }
    if (!value_is_instance(instance, wrapper->owner)) {
        return raise_error(t, &TypeError_type,
                           "descriptor '%s' for '%s' objects doesn't apply to a '%T' object",
                           wrapper->def->text, wrapper->owner->name, instance);
    }
    struct method_wrapper *bound = gc_allocate(t, sizeof *bound, &method_wrapper_type);
    if (bound == NULL) {
        return VALUE_ERROR;
    }
    bound->wrapper = wrapper;
    bound->self = instance;
    return value_from_object(bound);
}

static void trace_wrapper(struct marker *m, struct object *self)
{
    mark_object(m, ((struct slot_wrapper *)self)->owner);
}

static void trace_bound(struct marker *m, struct object *self)
{
    mark_object(m, ((struct method_wrapper *)self)->wrapper);
    mark_value(m, ((struct method_wrapper *)self)->self);
}

static Value wrapper_repr(struct thread *t, Value self)
{
    return str_format(t, "<slot wrapper '%s' of '%s' objects>", as_wrapper(self)->def->text,
                      as_wrapper(self)->owner->name);
}

static Value bound_repr(struct thread *t, Value self)
{
    char address[24];
    const struct method_wrapper *bound = as_bound(self);
    return str_format(t, "<method-wrapper '%s' of %T object at %s>", bound->wrapper->def->text,
                      bound->self, address_text(bound->self, address));
}

static Value bound_compare(UNUSED struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &method_wrapper_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    const struct method_wrapper *a = as_bound(self), *b = as_bound(other);
    bool equal = a->self == b->self && a->wrapper == b->wrapper;
    return value_from_bool(equal == (op == COMPARE_EQ));
}

static bool bound_hash(UNUSED struct thread *t, Value self, int64_t *hash)
{
    const struct method_wrapper *bound = as_bound(self);
    uint64_t mixed = (value_bits(bound->self) >> 4) ^ ((uintptr_t)bound->wrapper >> 3);
    *hash = (int64_t)(mixed & INT64_MAX);
    return true;
}

static const struct slot_wrapper *wrapper_of(Value v)
{
    return value_type(v) == &slot_wrapper_type ? as_wrapper(v) : as_bound(v)->wrapper;
}

static Value get_name(UNUSED struct thread *t, Value self)
{
    return *wrapper_of(self)->def->name;
}

static Value get_owner(UNUSED struct thread *t, Value self)
{
    return value_from_object(wrapper_of(self)->owner);
}

static Value get_qualname(struct thread *t, Value self)
{
    return str_format(t, "%s.%s", wrapper_of(self)->owner->name, wrapper_of(self)->def->text);
}

static Value get_doc(struct thread *t, Value self)
{
    const char *doc = slot_doc(wrapper_of(self)->def);
    return doc == NULL ? VALUE_NONE : str_from_cstr(t, doc);
}

static Value get_text_signature(struct thread *t, Value self)
{
    const char *text = slot_signature(wrapper_of(self)->def);
    return text == NULL ? VALUE_NONE : str_from_cstr(t, text);
}

static Value get_self(UNUSED struct thread *t, Value self)
{
    return as_bound(self)->self;
}

/* A wrapper is pickled as getattr(class, name). */
static Value wrapper_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    const struct slot_wrapper *wrapper = as_wrapper(args[0]);
    Value getattr = dict_get_cstr(t, value_to_dict(builtins_dict), "getattr");
    Value pair = tuple_of(t, (size_t)2, value_from_object(wrapper->owner), *wrapper->def->name);
    return pair == VALUE_ERROR ? pair : tuple_of(t, (size_t)2, getattr, pair);
}

static const struct native_def wrapper_methods[] = {
    {"__reduce__", wrapper_reduce, "(self, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static Value bound_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const struct method_wrapper *bound = as_bound(args[0]);
    Value getattr = dict_get_cstr(t, value_to_dict(builtins_dict), "getattr");
    Value pair = tuple_of(t, (size_t)2, bound->self, *bound->wrapper->def->name);
    return pair == VALUE_ERROR ? pair : tuple_of(t, (size_t)2, getattr, pair);
}

static const struct native_def bound_methods[] = {
    {"__reduce__", bound_reduce, "(self, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def wrapper_members[] = {
    {"__objclass__", get_owner, NULL, NULL},
    {"__name__", get_name, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def wrapper_getsets[] = {
    {"__qualname__", get_qualname, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def bound_members[] = {
    {"__self__", get_self, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def bound_getsets[] = {
    {"__name__", get_name, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL},
    {"__objclass__", get_owner, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type slot_wrapper_type = {
    TYPE_HEADER("wrapper_descriptor", sizeof(struct slot_wrapper)),
    .flags = TYPE_METHOD_DESCRIPTOR,
    .trace = trace_wrapper,
    .repr = wrapper_repr,
    .call = wrapper_call,
    .descriptor_get = wrapper_get,
    .methods = wrapper_methods,
    .getsets = wrapper_getsets,
    .members = wrapper_members,
};

struct type method_wrapper_type = {
    TYPE_HEADER("method-wrapper", sizeof(struct method_wrapper)),
    .trace = trace_bound,
    .repr = bound_repr,
    .compare = bound_compare,
    .hash = bound_hash,
    .call = bound_call,
    .methods = bound_methods,
    .getsets = bound_getsets,
    .members = bound_members,
};
