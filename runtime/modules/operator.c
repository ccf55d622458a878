/*
 * The module _operator: the operators of the language as functions. Each does what the instruction of the operator does;
 * itemgetter and its kin are in runtime/modules/operator_getters.c.
 */
#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/operator_getters.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define FUNCTION(name)                                                                             \
    static Value operator_##name(struct thread *t, Value *args, UNUSED uint32_t n_args,            \
                                 UNUSED Value names)

static Value from_truth(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_TRUE);
}

static Value from_success(bool success)
{
    return success ? VALUE_NONE : VALUE_ERROR;
}

/* ---- comparison and truth ---- */

#define COMPARISON(name, op)                                                                       \
    FUNCTION(name)                                                                                 \
    {                                                                                              \
        return object_compare(t, args[0], args[1], op);                                            \
    }
COMPARISON(lt, COMPARE_LT)
COMPARISON(le, COMPARE_LE)
COMPARISON(eq, COMPARE_EQ)
COMPARISON(ne, COMPARE_NE)
COMPARISON(ge, COMPARE_GE)
COMPARISON(gt, COMPARE_GT)
#undef COMPARISON

FUNCTION(not_)
{
    enum truth truth = object_truth(t, args[0]);
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_FALSE);
}

FUNCTION(truth)
{
    return from_truth(object_truth(t, args[0]));
}

static Value operator_is_(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value names)
{
    return value_from_bool(args[0] == args[1]);
}

static Value operator_is_not(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value names)
{
    return value_from_bool(args[0] != args[1]);
}

/* ---- numbers ---- */

#define BINARY(name, op)                                                                           \
    FUNCTION(name)                                                                                 \
    {                                                                                              \
        return number_binary(t, BINARY_##op, args[0], args[1]);                                    \
    }                                                                                              \
    FUNCTION(i##name)                                                                              \
    {                                                                                              \
        return number_inplace(t, BINARY_##op, args[0], args[1]);                                   \
    }
BINARY(add, ADD)
BINARY(sub, SUBTRACT)
BINARY(mul, MULTIPLY)
BINARY(matmul, MATRIX_MULTIPLY)
BINARY(truediv, TRUE_DIVIDE)
BINARY(floordiv, FLOOR_DIVIDE)
BINARY(mod, REMAINDER)
BINARY(pow, POWER)
BINARY(lshift, LEFT_SHIFT)
BINARY(rshift, RIGHT_SHIFT)
BINARY(and, AND)
BINARY(or, OR)
BINARY(xor, XOR)
#undef BINARY

#define UNARY(name, op)                                                                            \
    FUNCTION(name)                                                                                 \
    {                                                                                              \
        return number_unary(t, UNARY_##op, args[0]);                                               \
    }
UNARY(neg, NEGATIVE)
UNARY(pos, POSITIVE)
UNARY(abs, ABSOLUTE)
UNARY(invert, INVERT)
#undef UNARY

FUNCTION(index)
{
    return number_index(t, args[0]);
}

/* ---- sequences and containers ---- */

static bool is_sequence(Value v)
{
    const struct type *type = value_type(v);
    return type->get_item != NULL && type_has(type, TYPE_HEAP | TYPE_SEQUENCE) && !value_is_dict(v);
}

/* `slot` is the one that a type in C has; the number operator is for classes that are sequences. */
static Value concatenate(struct thread *t, const Value *args, binary_fn slot,
                         Value (*add)(struct thread *t, enum binary_op op, Value v, Value w))
{
    if (slot != NULL) {
        return slot(t, args[0], args[1]);
    }
    if (is_sequence(args[0]) && is_sequence(args[1])) {
        return add(t, BINARY_ADD, args[0], args[1]);
    }
    return raise_error(t, &TypeError_type, "'%T' object can't be concatenated", args[0]);
}

FUNCTION(concat)
{
    return concatenate(t, args, value_type(args[0])->sequence_concat, number_binary);
}

FUNCTION(iconcat)
{
    const struct type *type = value_type(args[0]);
    binary_fn slot = type->sequence_inplace_concat;
    return concatenate(t, args, slot != NULL ? slot : type->sequence_concat, number_inplace);
}

FUNCTION(contains)
{
    return from_truth(object_contains(t, args[0], args[1]));
}

/* Items equal to `item`: how many, and where the first one is. */
struct search {
    Value item;
    int64_t position, count, first;
    bool stops; /* at the first one */
};

static bool visit(struct thread *t, Value item, void *context)
{
    struct search *search = context;
    enum truth equal = object_equal(t, item, search->item);
    if (equal == TRUTH_TRUE && search->count++ == 0) {
        search->first = search->position;
    }
    search->position++;
    return equal == TRUTH_FALSE || (equal == TRUTH_TRUE && !search->stops);
}

static bool search_run(struct thread *t, Value container, struct search *search)
{
    Value iterator = object_iter(t, container);
    if (iterator == VALUE_ERROR) {
        return error_swallow(t, &TypeError_type) &&
               raise_false(t, &TypeError_type, "argument of type '%T' is not iterable", container);
    }
    return iterate_rest(t, iterator, visit, search);
}

FUNCTION(countOf)
{
    struct search search = {.item = args[1]};
    return search_run(t, args[0], &search) ? int_from_int64(t, search.count) : VALUE_ERROR;
}

FUNCTION(indexOf)
{
    struct search search = {.item = args[1], .stops = true};
    if (!search_run(t, args[0], &search)) {
        return VALUE_ERROR;
    }
    return search.count > 0
               ? int_from_int64(t, search.first)
               : raise_error(t, &ValueError_type, "sequence.index(x): x not in sequence");
}

FUNCTION(getitem)
{
    return object_get_item(t, args[0], args[1]);
}

FUNCTION(setitem)
{
    return from_success(object_set_item(t, args[0], args[1], args[2]));
}

FUNCTION(delitem)
{
    return from_success(object_set_item(t, args[0], args[1], VALUE_UNBOUND));
}

FUNCTION(length_hint)
{
    int64_t fallback = 0, hint;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &fallback)) {
        return VALUE_ERROR;
    }
    return object_length_hint(t, args[0], fallback, &hint) ? int_from_int64(t, hint) : VALUE_ERROR;
}

/* ---- the rest ---- */

static Value operator_call(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    if (n_args == 0) {
        return raise_error(t, &TypeError_type, "call expected at least 1 argument, got 0");
    }
    return call(t, args[0], args + 1, n_args - 1, names);
}

/* Takes as long for any two texts of equal length. */
static bool texts_are_equal(const unsigned char *a, size_t n_a, const unsigned char *b, size_t n_b)
{
    volatile unsigned char difference = n_a != n_b;
    const unsigned char *other = n_a == n_b ? a : b;
    for (size_t i = 0; i < n_b; i++) {
        difference |= other[i] ^ b[i];
    }
    return difference == 0;
}

FUNCTION(compare_digest)
{
    if (value_is_str(args[0]) && value_is_str(args[1])) {
        const struct str *a = value_to_str(args[0]), *b = value_to_str(args[1]);
        if (!str_is_ascii(a) || !str_is_ascii(b)) {
            return raise_error(t, &TypeError_type,
                               "comparing strings with non-ASCII characters is not supported");
        }
        return value_from_bool(texts_are_equal((const unsigned char *)a->characters, a->length,
                                               (const unsigned char *)b->characters, b->length));
    }
    struct text a, b;
    if (!value_has_buffer(args[0]) && !value_has_buffer(args[1])) {
        return raise_error(t, &TypeError_type,
                           "unsupported operand types(s) or combination of types: '%T' and '%T'",
                           args[0], args[1]);
    }
    if (!bytes_like_get(t, args[0], &a) || !bytes_like_get(t, args[1], &b)) {
        return VALUE_ERROR;
    }
    return value_from_bool(texts_are_equal(a.characters, a.length, b.characters, b.length));
}

#define BINARY_ROW(name, doc)                                                                      \
    {                                                                                              \
#name, operator_##name, "(a, b, /)", doc, NATIVE_METHOD                                    \
    }
#define UNARY_ROW(name, doc)                                                                       \
    {                                                                                              \
#name, operator_##name, "(a, /)", doc, NATIVE_METHOD                                       \
    }
static const struct native_def functions[] = {
    BINARY_ROW(lt, "Same as a < b."),
    BINARY_ROW(le, "Same as a <= b."),
    BINARY_ROW(eq, "Same as a == b."),
    BINARY_ROW(ne, "Same as a != b."),
    BINARY_ROW(ge, "Same as a >= b."),
    BINARY_ROW(gt, "Same as a > b."),
    UNARY_ROW(not_, "Same as not a."),
    UNARY_ROW(truth, "True if a is true, else False."),
    BINARY_ROW(is_, "Same as a is b."),
    BINARY_ROW(is_not, "Same as a is not b."),
    BINARY_ROW(add, "Same as a + b."),
    BINARY_ROW(sub, "Same as a - b."),
    BINARY_ROW(mul, "Same as a * b."),
    BINARY_ROW(matmul, "Same as a @ b."),
    BINARY_ROW(truediv, "Same as a / b."),
    BINARY_ROW(floordiv, "Same as a // b."),
    BINARY_ROW(mod, "Same as a % b."),
    BINARY_ROW(pow, "Same as a ** b."),
    BINARY_ROW(lshift, "Same as a << b."),
    BINARY_ROW(rshift, "Same as a >> b."),
    {"and_", operator_and, "(a, b, /)", "Same as a & b.", NATIVE_METHOD},
    {"or_", operator_or, "(a, b, /)", "Same as a | b.", NATIVE_METHOD},
    BINARY_ROW(xor, "Same as a ^ b."),
    BINARY_ROW(iadd, "Same as a += b."),
    BINARY_ROW(isub, "Same as a -= b."),
    BINARY_ROW(imul, "Same as a *= b."),
    BINARY_ROW(imatmul, "Same as a @= b."),
    BINARY_ROW(itruediv, "Same as a /= b."),
    BINARY_ROW(ifloordiv, "Same as a //= b."),
    BINARY_ROW(imod, "Same as a %= b."),
    BINARY_ROW(ipow, "Same as a **= b."),
    BINARY_ROW(ilshift, "Same as a <<= b."),
    BINARY_ROW(irshift, "Same as a >>= b."),
    BINARY_ROW(iand, "Same as a &= b."),
    BINARY_ROW(ior, "Same as a |= b."),
    BINARY_ROW(ixor, "Same as a ^= b."),
    UNARY_ROW(neg, "Same as -a."),
    UNARY_ROW(pos, "Same as +a."),
    UNARY_ROW(abs, "Same as abs(a)."),
    UNARY_ROW(invert, "Same as ~a."),
    {"inv", operator_invert, "(a, /)", "Same as ~a.", NATIVE_METHOD},
    UNARY_ROW(index, "The int that a stands for, as a subscript."),
    BINARY_ROW(concat, "Same as a + b, for sequences."),
    BINARY_ROW(iconcat, "Same as a += b, for sequences."),
    BINARY_ROW(contains, "Same as b in a."),
    BINARY_ROW(countOf, "How many items of a are or equal b."),
    BINARY_ROW(indexOf, "The position of the first item of a that is or equals b."),
    BINARY_ROW(getitem, "Same as a[b]."),
    BINARY_ROW(delitem, "Same as del a[b]."),
    {"setitem", operator_setitem, "(a, b, c, /)", "Same as a[b] = c.", NATIVE_METHOD},
    {"length_hint", operator_length_hint, "(obj, default=0, /)",
     "How many items obj has, roughly: by len(), __length_hint__(), or else default.",
     NATIVE_METHOD},
    {"call", operator_call, "(*)", "Same as obj(*args, **kwargs).", NATIVE_METHOD},
    {"_compare_digest", operator_compare_digest, "(a, b, /)",
     "Same as a == b, in a time that does not tell where two digests differ.", NATIVE_METHOD},
    {0},
};

bool module_init__operator(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions) &&
           module_add(t, module, "itemgetter", value_from_object(&item_getter_type)) &&
           module_add(t, module, "attrgetter", value_from_object(&attribute_getter_type)) &&
           module_add(t, module, "methodcaller", value_from_object(&method_caller_type));
}
