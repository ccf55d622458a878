/*
 * Functions in C as Python objects, the argument binder, and the objects that bind: builtin functions,
 * method descriptors, bound methods, getset descriptors, slot wrappers.
 */
#ifndef HASP_RUNTIME_NATIVE_H
#define HASP_RUNTIME_NATIVE_H

#include "runtime/error.h"
#include "runtime/type.h"

/* The parsed form of native_def.signature; immutable, never freed. */
struct native_signature {
    uint16_t n_positional_only, n_positional, n_required, n_keyword_only;
    bool has_var_positional, has_var_keyword;
    bool raw;            /* "(*)": no binding at all */
    const Value *names;  /* interned str, positional then keyword-only */
    uint32_t required_keyword_only; /* bit per keyword-only parameter */
    const char *text;    /* __text_signature__ */
};

/* builtin_function_or_method (with `self`), or method_descriptor (with `owner`). All fields immutable. */
struct native {
    struct object base;
    const struct native_def *def;
    struct native_signature *signature;
    native_fn function;
    Value self;          /* bound object, or UNBOUND; for modules' functions the module */
    struct type *owner;  /* the type a method was found on, or NULL */
    Value module;        /* str or None */
};

/* A Python function or any callable bound to its first argument. Immutable. */
struct bound_method {
    struct object base;
    Value function;
    Value self;
};

extern struct type native_function_type, method_descriptor_type, class_method_descriptor_type,
    bound_method_type, getset_descriptor_type, member_descriptor_type, slot_wrapper_type,
    method_wrapper_type, property_type, class_method_type, static_method_type;

RAISES Value native_function_new(struct thread *t, const struct native_def *def, Value self, Value module);
RAISES Value method_descriptor_new(struct thread *t, const struct native_def *def, struct type *owner);
RAISES Value getset_descriptor_new(struct thread *t, const struct getset_def *def, struct type *owner);
/* A __slots__ member at byte `offset` of the instance. */
RAISES Value member_descriptor_new(struct thread *t, Value name, struct type *owner, uint32_t offset);
RAISES Value bound_method_new(struct thread *t, Value function, Value self);

/*
 * Calls the C function behind `native` with bound arguments. `args` as in native_fn, self included for
 * method descriptors.
 */
RAISES MAY_GC Value native_call(struct thread *t, struct native *native, Value *args, uint32_t n_args,
                                Value keyword_names);

/* The number of keywords of a call: length of the names tuple, 0 if UNBOUND. */
uint32_t keyword_count(Value keyword_names);
/* For raw functions that take no keywords: TypeError "name() takes no keyword arguments". */
RAISES bool reject_keywords(struct thread *t, const char *name, Value keyword_names);
/* For raw functions: TypeErrors "name expected at least/at most/exactly N arguments, got M". */
RAISES bool check_arg_count(struct thread *t, const char *name, uint32_t n_args, uint32_t min, uint32_t max);

#endif
