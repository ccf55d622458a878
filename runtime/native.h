/*
 * Functions in C as Python objects, the argument binder, and the objects that bind: builtin functions,
 * method descriptors, bound methods, getset descriptors, slot wrappers.
 */
#ifndef HASP_RUNTIME_NATIVE_H
#define HASP_RUNTIME_NATIVE_H

#include "runtime/error.h"
#include "runtime/type.h"

/*
 * The parsed form of native_def.signature; immutable, never freed. The parameters in the order of args[]: positional,
 * `*args`, keyword-only, `**kwargs`.
 */
struct native_signature {
    uint16_t n_positional_only;
    uint16_t n_positional; /* positional-only ones included */
    uint16_t n_required;   /* of the positional ones */
    uint16_t n_keyword_only;
    uint16_t n_parameters; /* all of them */
    bool has_var_positional, has_var_keyword;
    bool raw;         /* "(*)": no binding at all */
    bool any_keys;    /* "(*, **)": neither, and f(**d) may have keys that are no str */
    bool by_position; /* a call without keywords may be complete; no `*args`, `**kwargs` */
    uint16_t
        n_direct; /* so many positional arguments and no keywords need no binding; UINT16_MAX: no number does */
    uint32_t required_keyword_only; /* bit per keyword-only parameter */
    const Value *names; /* interned str, positional then keyword-only; of a tuple that is a root */
    const char *text;   /* __text_signature__ */
};
enum { NATIVE_MAX_PARAMETERS = 24 };

/* builtin_function_or_method (with `self`), or method_descriptor (with `owner`). Immutable but for `signature`. */
struct native {
    struct object base;
    const struct native_def *def;
    struct native_signature *signature; /* by native_signature_of: parsed at the first call */
    native_fn function;
    Value self;         /* bound object, or UNBOUND; for modules' functions the module */
    struct type *owner; /* the type a method was found on, or NULL: `self` is no argument then */
    Value module;       /* str or None */
};

/* A Python function or any callable bound to its first argument. Immutable. */
struct bound_method {
    struct object base;
    Value function;
    Value self;
};

extern struct type native_function_type, method_descriptor_type, class_method_descriptor_type,
    bound_method_type, getset_descriptor_type, member_descriptor_type, slot_wrapper_type,
    method_wrapper_type, property_type, class_method_type, static_method_type, super_type;

RAISES Value native_function_new(struct thread *t, const struct native_def *def, Value self,
                                 Value module);
RAISES Value method_descriptor_new(struct thread *t, const struct native_def *def,
                                   struct type *owner);
RAISES Value getset_descriptor_new(struct thread *t, const struct getset_def *def,
                                   struct type *owner);
RAISES Value computed_member_new(struct thread *t, const struct getset_def *def, Value name,
                                 struct type *owner);
/* A __slots__ member at byte `offset` of the instance. */
RAISES Value member_descriptor_new(struct thread *t, Value name, struct type *owner,
                                   uint32_t offset);
RAISES Value static_method_new(struct thread *t, Value function);
RAISES Value class_method_new(struct thread *t, Value function);
RAISES Value bound_method_new(struct thread *t, Value function, Value self);

/* Is the method called with an instance of just its own class, and either one argument for each parameter or bound by itself?
   Then its function can be called without more ado. */
static ALWAYS_INLINE bool native_is_direct(const struct native *method, Value self, uint32_t n_args)
{
    const struct native_signature *signature = load_acquire(&method->signature);
    return LIKELY(signature != NULL) && (signature->n_direct == n_args || signature->raw) &&
           value_type(self) == method->owner;
}

/*
 * Calls the C function behind `native` with bound arguments. `args` as in native_fn, self included for
 * method descriptors.
 */
RAISES MAY_GC Value native_call(struct thread *t, struct native *native, Value *args,
                                uint32_t n_args, Value keyword_names);

/*
 * Binds a call's arguments to `signature` (as in native_def) for functions that are no native: `new` and `init` slots.
 * out[]: one Value per parameter, UNBOUND where omitted. `parser` is static and zero at first.
 */
struct argument_parser {
    const char *name;
    const char *signature;
    struct native_signature *parsed; /* release store */
};
RAISES bool arguments_bind(struct thread *t, struct argument_parser *parser, const Value *args,
                           uint32_t n_args, Value keyword_names, Value *out);

/* The attribute __new__ of a type whose `new` slot is in C; and that type from the attribute (else NULL). */
RAISES Value native_new_attribute(struct thread *t, struct type *type);
struct type *type_of_native_new(Value attribute);

/* Parses at the first call. NULL: MemoryError. */
RAISES struct native_signature *native_signature_of(struct thread *t, struct native *native);
RAISES struct native_signature *native_signature_parse(struct thread *t, const char *text);

/* Is `callee` a bound native that ignores keywords which are no str? False with a MemoryError as well. */
bool native_takes_any_keys(struct thread *t, Value callee);

/* "<module.>name()" or "type.name()": what messages call the function. Into buffer[size], which is returned. */
const char *native_full_name(const struct native *native, char *buffer, size_t size);
/* "0x7f..." into buffer[24]. */
const char *address_text(const void *object, char *buffer);

/* What a method-wrapper is bound to. */
Value method_wrapper_self(Value v);

/* The number of keywords of a call: length of the names tuple, 0 if UNBOUND. */
uint32_t keyword_count(Value keyword_names);
/* For raw functions that take no keywords: TypeError "name() takes no keyword arguments". */
RAISES bool reject_keywords(struct thread *t, const char *name, Value keyword_names);
/* For raw functions: TypeErrors "name expected at least/at most/exactly N arguments, got M". */
RAISES bool check_arg_count(struct thread *t, const char *name, uint32_t n_args, uint32_t min,
                            uint32_t max);

#endif
