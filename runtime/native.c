/* Functions in C as objects: builtin functions and methods, the descriptors that give them, and __new__. */
#include "runtime/native.h"

#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/descriptor.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct native *as_native(Value v)
{
    return (struct native *)v;
}

static Value make(struct thread *t, struct type *kind, const struct native_def *def, Value self,
                  struct type *owner, Value module)
{
    struct native *native = gc_allocate(t, sizeof *native, kind);
    if (native == NULL) {
        return VALUE_ERROR;
    }
    native->def = def;
    native->function = def->function;
    native->self = self;
    native->owner = owner;
    native->module = module;
    return value_from_object(native);
}

Value native_function_new(struct thread *t, const struct native_def *def, Value self, Value module)
{
    return make(t, &native_function_type, def, self, NULL, module);
}

Value method_descriptor_new(struct thread *t, const struct native_def *def, struct type *owner)
{
    switch (def->kind) {
    case NATIVE_STATIC_METHOD: {
        Value function =
            make(t, &native_function_type, def, value_from_object(owner), NULL, VALUE_NONE);
        return function == VALUE_ERROR ? function : static_method_new(t, function);
    }
    case NATIVE_CLASS_METHOD:
        return make(t, &class_method_descriptor_type, def, VALUE_UNBOUND, owner, VALUE_NONE);
    default:
        return make(t, &method_descriptor_type, def, VALUE_UNBOUND, owner, VALUE_NONE);
    }
}

/* The descriptor keeps the signature: bound forms are made for one call each, most often. */
static Value bind_to(struct thread *t, struct native *native, Value self)
{
    struct native_signature *signature = native_signature_of(t, native);
    Value bound = signature == NULL ? VALUE_ERROR
                                    : make(t, &native_function_type, native->def, self,
                                           native->owner, VALUE_NONE);
    if (bound != VALUE_ERROR) {
        as_native(bound)->signature = signature;
    }
    return bound;
}

const char *address_text(const void *object, char *buffer)
{
    snprintf(buffer, 24, "%p", object);
    return buffer;
}

/* The class that a method is named after: what it is bound to, or the class of that. NULL: a function. */
static struct type *class_of(const struct native *native)
{
    if (native->self != VALUE_UNBOUND && value_is_type(native->self)) {
        return (struct type *)native->self;
    }
    bool is_bound = native->owner != NULL && native->self != VALUE_UNBOUND;
    return is_bound ? value_type(native->self) : native->owner;
}

const char *native_full_name(const struct native *native, char *buffer, size_t size)
{
    const struct type *named_after = class_of(native);
    if (named_after != NULL) {
        snprintf(buffer, size, "%s.%s()", named_after->name, native->def->name);
    } else if (native->module != VALUE_UNBOUND && value_is_str(native->module) &&
               !str_equals_cstr(native->module, "builtins")) {
        const struct str *module = value_to_str(native->module);
        snprintf(buffer, size, "%.*s.%s()", (int)(module->kind == 1 ? module->length : 0),
                 (const char *)module->characters, native->def->name);
    } else {
        snprintf(buffer, size, "%s()", native->def->name);
    }
    return buffer;
}

/* ---- __new__ ---- */

/* Is `requested` a subtype that the `new` of `type` can make? Not one whose layout has another origin in C. */
static bool check_safe(struct thread *t, const struct type *type, Value requested)
{
    if (!value_is_type(requested)) {
        return raise_false(t, &TypeError_type, "%s.__new__(X): X is not a type object (%T)",
                           type_name(type), requested);
    }
    const struct type *subtype = (const struct type *)requested;
    if (!type_is_subtype(subtype, type)) {
        return raise_false(t, &TypeError_type, "%s.__new__(%s): %s is not a subtype of %s",
                           type_name(type), type_name(subtype), type_name(subtype),
                           type_name(type));
    }
    const struct type *in_c = subtype;
    while (type_has(in_c, TYPE_HEAP) && type_has(in_c, TYPE_READY)) {
        in_c = in_c->parent; /* a class under construction stays, which has no `new` yet */
    }
    return in_c->new == type->new ||
           raise_false(t, &TypeError_type, "%s.__new__(%s) is not safe, use %s.__new__()",
                       type_name(type), type_name(subtype), type_name(in_c));
}

/* args[0]: the type whose attribute this is; args[1]: the class asked for. */
static Value call_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const struct type *type = (const struct type *)args[0];
    if (n_args < 2) {
        return raise_error(t, &TypeError_type, "%s.__new__(): not enough arguments",
                           type_name(type));
    }
    if (!check_safe(t, type, args[1])) {
        return VALUE_ERROR;
    }
    return type->new (t, args + 1, n_args - 1, keyword_names);
}

static const struct native_def new_def = {
    "__new__", call_new, "(*)",
    "Create and return a new object.  See help(type) for accurate signature.", NATIVE_METHOD};

Value native_new_attribute(struct thread *t, struct type *type)
{
    return make(t, &native_function_type, &new_def, value_from_object(type), type, VALUE_NONE);
}

struct type *type_of_native_new(Value attribute)
{
    if (attribute == VALUE_UNBOUND || value_type(attribute) != &native_function_type ||
        as_native(attribute)->def != &new_def) {
        return NULL;
    }
    return (struct type *)as_native(attribute)->self;
}

/* ---- what the objects do ---- */

static Value call_native(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    return native_call(t, as_native(args[-1]), args, n_args, keyword_names);
}

static Value call_class_method(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct native *native = as_native(args[-1]);
    if (n_args == 0) {
        return raise_error(t, &TypeError_type, "descriptor '%s' of '%s' object needs an argument",
                           native->def->name, native->owner->name);
    }
    if (!value_is_type(args[0])) {
        return raise_error(t, &TypeError_type,
                           "descriptor '%s' for type '%s' needs a type, not a '%T' as arg 2",
                           native->def->name, native->owner->name, args[0]);
    }
    Value bound = bind_to(t, native, args[0]);
    return bound == VALUE_ERROR
               ? bound
               : native_call(t, as_native(bound), args + 1, n_args - 1, keyword_names);
}

static Value get_method(struct thread *t, Value self, Value instance, UNUSED Value owner)
{
    struct native *native = as_native(self);
    if (instance == VALUE_UNBOUND) {
        return self;
    }
    if (!descriptor_check(t, native->def->name, native->owner, instance)) {
        return VALUE_ERROR;
    }
    return bind_to(t, native, instance);
}

static Value get_class_method(struct thread *t, Value self, Value instance, Value owner)
{
    struct native *native = as_native(self);
    if (owner == VALUE_UNBOUND) {
        owner = value_from_object(value_type(instance));
    }
    if (!value_is_type(owner)) {
        return raise_error(t, &TypeError_type,
                           "descriptor '%s' for type '%s' needs a type, not a '%T' as arg 2",
                           native->def->name, native->owner->name, owner);
    }
    if (!type_is_subtype((struct type *)owner, native->owner)) {
        return raise_error(t, &TypeError_type,
                           "descriptor '%s' requires a subtype of '%s' but received '%s'",
                           native->def->name, native->owner->name, ((struct type *)owner)->name);
    }
    return bind_to(t, native, owner);
}

static void trace_native(struct marker *m, struct object *self)
{
    const struct native *native = (const struct native *)self;
    mark_value(m, native->self);
    mark_object(m, native->owner);
    mark_value(m, native->module);
}

static bool is_bound(const struct native *native)
{
    return native->self != VALUE_UNBOUND && value_type(native->self) != &module_type;
}

static Value repr_function(struct thread *t, Value self)
{
    const struct native *native = as_native(self);
    char address[24];
    if (!is_bound(native)) {
        return str_format(t, "<built-in function %s>", native->def->name);
    }
    return str_format(t, "<built-in method %s of %T object at %s>", native->def->name, native->self,
                      address_text(native->self, address));
}

static Value repr_descriptor(struct thread *t, Value self)
{
    const struct native *native = as_native(self);
    return str_format(t, "<method '%s' of '%s' objects>", native->def->name, native->owner->name);
}

/* Two bound forms of one method of one object are equal. */
static Value compare_functions(struct thread *t, Value self, Value other, enum compare_op op)
{
    (void)t;
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &native_function_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    const struct native *a = as_native(self), *b = as_native(other);
    bool equal = a->self == b->self && a->def == b->def;
    return value_from_bool(equal == (op == COMPARE_EQ));
}

static bool hash_function(UNUSED struct thread *t, Value self, int64_t *hash)
{
    const struct native *native = as_native(self);
    uint64_t mixed = (value_bits(native->self) >> 4) ^ ((uintptr_t)native->def >> 3);
    *hash = (int64_t)(mixed & INT64_MAX);
    return true;
}

static Value get_name(struct thread *t, Value self)
{
    return str_intern_cstr(t, as_native(self)->def->name);
}

static Value get_qualname(struct thread *t, Value self)
{
    const struct native *native = as_native(self);
    struct type *named_after = class_of(native);
    if (named_after == NULL) {
        return get_name(t, self);
    }
    Value text = object_get_attribute(t, value_from_object(named_after), name___qualname__);
    return text == VALUE_ERROR ? text : str_format(t, "%V.%s", text, native->def->name);
}

static Value get_self(UNUSED struct thread *t, Value self)
{
    const struct native *native = as_native(self);
    bool is_static = native->def->kind == NATIVE_STATIC_METHOD;
    return is_static || native->self == VALUE_UNBOUND ? VALUE_NONE : native->self;
}

static Value get_module(UNUSED struct thread *t, Value self)
{
    const struct native *native = as_native(self);
    return native->module == VALUE_UNBOUND ? VALUE_NONE : native->module;
}

static Value get_owner(UNUSED struct thread *t, Value self)
{
    return value_from_object(as_native(self)->owner);
}

static Value get_doc(struct thread *t, Value self)
{
    const char *doc = as_native(self)->def->doc;
    return doc == NULL ? VALUE_NONE : str_from_cstr(t, doc);
}

/*
 * What inspect reads: the parameter that is bound already has a $, and whoever names no positional-only parameters has
 * this one alone.
 */
static Value get_text_signature(struct thread *t, Value self)
{
    const struct native *native = as_native(self);
    const char *text = native->def->signature;
    bool is_function = native->owner == NULL && native->self != VALUE_UNBOUND;
    bool is_static = native->def->kind == NATIVE_STATIC_METHOD;
    if (native->def == &new_def) {
        return str_from_cstr(t, "($type, *args, **kwargs)");
    }
    if (strncmp(text, "(*)", 3) == 0) {
        text += 3;
    }
    if (*text == '\0') {
        return VALUE_NONE;
    }
    const char *first = is_static                                  ? NULL
                        : is_function                              ? "$module"
                        : native->def->kind == NATIVE_CLASS_METHOD ? "$type"
                                                                   : "$self";
    if (first == NULL) {
        return str_from_cstr(t, text);
    }
    const char *rest = text + 1; /* behind the parenthesis, or behind the name of what is bound */
    if (!is_function) {
        rest += strcspn(rest, ",)");
        rest += strncmp(rest, ", ", 2) == 0 ? 2 : 0;
    }
    if (*rest == ')') {
        return str_format(t, "(%s, /)", first);
    }
    bool has_slash = strncmp(rest, "/", 1) == 0 || strstr(rest, ", /") != NULL;
    return str_format(t, "(%s, %s%s", first, has_slash ? "" : "/, ", rest);
}

/* Pickled by name; a bound method as getattr(self, name). */
static Value method_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    const struct native *native = as_native(args[0]);
    Value name = get_name(t, args[0]);
    if (name == VALUE_ERROR || !is_bound(native)) {
        return name;
    }
    Value getattr = dict_get_cstr(t, value_to_dict(builtins_dict), "getattr");
    Value pair = tuple_of(t, (size_t)2, native->self, name);
    return pair == VALUE_ERROR ? pair : tuple_of(t, (size_t)2, getattr, pair);
}

/* A descriptor is pickled as getattr(class, name). */
static Value descriptor_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    const struct native *native = as_native(args[0]);
    Value getattr = dict_get_cstr(t, value_to_dict(builtins_dict), "getattr");
    Value name = get_name(t, args[0]);
    Value pair =
        name == VALUE_ERROR ? name : tuple_of(t, (size_t)2, value_from_object(native->owner), name);
    return pair == VALUE_ERROR ? pair : tuple_of(t, (size_t)2, getattr, pair);
}

static const struct native_def descriptor_methods[] = {
    {"__reduce__", descriptor_reduce, "(self, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct native_def function_methods[] = {
    {"__reduce__", method_reduce, "(self, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def function_members[] = {
    {"__module__", get_module, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def function_getsets[] = {
    {"__name__", get_name, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL},
    {"__self__", get_self, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def descriptor_members[] = {
    {"__objclass__", get_owner, NULL, NULL},
    {"__name__", get_name, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def descriptor_getsets[] = {
    {"__qualname__", get_qualname, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type native_function_type = {
    TYPE_HEADER("builtin_function_or_method", sizeof(struct native)),
    .flags = TYPE_WEAK_REFERABLE,
    .trace = trace_native,
    .repr = repr_function,
    .compare = compare_functions,
    .hash = hash_function,
    .call = call_native,
    .methods = function_methods,
    .getsets = function_getsets,
    .members = function_members,
};

struct type method_descriptor_type = {
    TYPE_HEADER("method_descriptor", sizeof(struct native)),
    .flags = TYPE_METHOD_DESCRIPTOR,
    .trace = trace_native,
    .repr = repr_descriptor,
    .call = call_native,
    .descriptor_get = get_method,
    .methods = descriptor_methods,
    .getsets = descriptor_getsets,
    .members = descriptor_members,
};

struct type class_method_descriptor_type = {
    TYPE_HEADER("classmethod_descriptor", sizeof(struct native)),
    .trace = trace_native,
    .repr = repr_descriptor,
    .call = call_class_method,
    .descriptor_get = get_class_method,
    .getsets = descriptor_getsets,
    .members = descriptor_members,
};
