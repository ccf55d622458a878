/*
 * The arithmetic slots of classes: `x + y` finds __add__ and __radd__ as the language reference, "Emulating numeric
 * types", orders them. A slot function is called with the operands in their order, whichever of them is of the class.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/slot.h"
#include "runtime/str.h"

/* The methods that stand for one slot. */
struct operator_methods {
    Value direct, reflected;
    uint32_t offset;  /* of the slot */
    binary_fn caller; /* what the slot of a class holds */
};

static Value method_or_not_implemented(struct thread *t, Value name, Value self, Value other)
{
    Value args[] = {VALUE_UNBOUND, self, other};
    Value result = special_call(t, name, args + 1, 2);
    return result != VALUE_UNBOUND ? result : VALUE_NOT_IMPLEMENTED;
}

static bool slot_is_ours(const struct type *type, const struct operator_methods *methods)
{
    return slot_read(type, methods->offset) == (slot_fn)methods->caller;
}

/* Does the type of `w`, a subclass of that of `v`, have a reflected method of its own? Then it goes first. */
static bool reflected_is_overridden(struct thread *t, Value v, Value w, Value reflected)
{
    if (!type_is_subtype(value_type(w), value_type(v))) {
        return false;
    }
    Value theirs = type_lookup(t, value_type(w), reflected);
    return theirs != VALUE_UNBOUND && theirs != type_lookup(t, value_type(v), reflected);
}

static Value dispatch(struct thread *t, const struct operator_methods *methods, Value v, Value w)
{
    struct type *type_v = value_type(v), *type_w = value_type(w);
    bool try_w = type_v != type_w && slot_is_ours(type_w, methods);
    if (slot_is_ours(type_v, methods)) {
        if (try_w && reflected_is_overridden(t, v, w, methods->reflected)) {
            Value result = method_or_not_implemented(t, methods->reflected, w, v);
            if (result != VALUE_NOT_IMPLEMENTED) {
                return result;
            }
            try_w = false;
        }
        Value result = method_or_not_implemented(t, methods->direct, v, w);
        if (result != VALUE_NOT_IMPLEMENTED || type_v == type_w) {
            return result;
        }
    }
    return try_w ? method_or_not_implemented(t, methods->reflected, w, v) : VALUE_NOT_IMPLEMENTED;
}

#define BINARY_CALLER(op, dunder, reflected)                                                       \
    Value slot_binary_##op(struct thread *t, Value v, Value w)                                     \
    {                                                                                              \
        const struct operator_methods methods = {name_##dunder, name_##reflected,                  \
                                                 offsetof(struct type, binary[BINARY_##op]),       \
                                                 slot_binary_##op};                                \
        return dispatch(t, &methods, v, w);                                                        \
    }
#define INPLACE_CALLER(op, in_place)                                                               \
    Value slot_inplace_##op(struct thread *t, Value v, Value w)                                    \
    {                                                                                              \
        Value args[] = {VALUE_UNBOUND, v, w};                                                      \
        return special_call_required(t, name_##in_place, args + 1, 2);                             \
    }
#define BINARY(op, dunder, reflected, in_place)                                                    \
    BINARY_CALLER(op, dunder, reflected)                                                           \
    INPLACE_CALLER(op, in_place)
#define UNARY(op, dunder)                                                                          \
    Value slot_unary_##op(struct thread *t, Value v)                                               \
    {                                                                                              \
        Value args[] = {VALUE_UNBOUND, v};                                                         \
        return special_call_required(t, name_##dunder, args + 1, 1);                               \
    }
#include "runtime/slots.def"

BINARY_CALLER(POWER, __pow__, __rpow__)
INPLACE_CALLER(POWER, __ipow__)
BINARY_CALLER(DIVMOD, __divmod__, __rdivmod__)
#undef BINARY_CALLER
#undef INPLACE_CALLER

/* pow(base, exponent, modulus) knows no reflected form. */
Value slot_power(struct thread *t, Value base, Value exponent, Value modulus)
{
    if (value_type(base)->power != slot_power) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value args[] = {VALUE_UNBOUND, base, exponent, modulus};
    return special_call_required(t, name___pow__, args + 1, 3);
}
