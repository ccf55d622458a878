/* bool: the subtype of int whose two values are the immediates True and False. */
#include "runtime/abstract.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"

static Value repr(UNUSED struct thread *t, Value self)
{
    return self == VALUE_TRUE ? name_True_text : name_False_text;
}

/* & | ^ of two bools are bools; with anything else the operands are ints. */
static Value bit_and(struct thread *t, Value v, Value w)
{
    if (value_is_bool(v) && value_is_bool(w)) {
        return value_from_bool(v == VALUE_TRUE && w == VALUE_TRUE);
    }
    return int_type.binary[BINARY_AND](t, v, w);
}

static Value bit_or(struct thread *t, Value v, Value w)
{
    if (value_is_bool(v) && value_is_bool(w)) {
        return value_from_bool(v == VALUE_TRUE || w == VALUE_TRUE);
    }
    return int_type.binary[BINARY_OR](t, v, w);
}

static Value bit_xor(struct thread *t, Value v, Value w)
{
    if (value_is_bool(v) && value_is_bool(w)) {
        return value_from_bool(v != w);
    }
    return int_type.binary[BINARY_XOR](t, v, w);
}

static struct argument_parser parser = {"bool", "(x=False, /)", NULL};

static Value new_bool(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value x[1];
    if (!reject_keywords(t, "bool", keyword_names) ||
        !arguments_bind(t, &parser, args + 1, n_args - 1, VALUE_UNBOUND, x)) {
        return VALUE_ERROR;
    }
    enum truth truth = x[0] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, x[0]);
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_TRUE);
}

struct type bool_type = {
    TYPE_HEADER("bool", sizeof(struct object)),
    .doc = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe "
           "builtins True "
           "and False are the only two instances of the class bool.\nThe class bool is a subclass "
           "of the class "
           "int, and cannot be subclassed.",
    .parent = &int_type,
    .flags = TYPE_INT_SUBCLASS,
    .new = new_bool,
    .repr = repr,
    .binary = {[BINARY_AND] = bit_and, [BINARY_OR] = bit_or, [BINARY_XOR] = bit_xor},
};
