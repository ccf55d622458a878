#include "runtime/modules/weakref_proxy.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/native.h"

/* --- What it stands for --- */

static bool is_proxy(Value v)
{
    struct type *type = value_type(v);
    return type == &proxy_type || type == &callable_proxy_type;
}

/* ERROR: it has died. */
static Value referent_of(struct thread *t, Value proxy)
{
    Value referent = weakref_get(proxy);
    return referent != VALUE_UNBOUND
               ? referent
               : raise_error(t, &ReferenceError_type, "weakly-referenced object no longer exists");
}

/* Either operand may be a proxy. */
static Value unwrapped(struct thread *t, Value v)
{
    return is_proxy(v) ? referent_of(t, v) : v;
}

Value proxy_new(struct thread *t, Value object, Value callback)
{
    bool is_callable = value_type(object)->call != NULL;
    return weakref_new_of(t, is_callable ? &callable_proxy_type : &proxy_type, object, callback);
}

/* --- Attributes, text, comparison --- */

static Value get_attribute(struct thread *t, Value self, Value name)
{
    Value referent = referent_of(t, self);
    return referent == VALUE_ERROR ? referent : object_get_attribute(t, referent, name);
}

static bool set_attribute(struct thread *t, Value self, Value name, Value v)
{
    Value referent = referent_of(t, self);
    return referent != VALUE_ERROR && object_set_attribute(t, referent, name, v);
}

static Value repr(struct thread *t, Value self)
{
    char here[24], there[24];
    Value referent = weakref_get(self);
    struct type *type = referent == VALUE_UNBOUND ? &none_type : value_type(referent);
    const void *address = referent == VALUE_UNBOUND ? &none_type : (const void *)referent;
    return str_format(t, "<weakproxy at %s to %N at %s>", address_text(value_to_object(self), here),
                      type, address_text(address, there));
}

static Value str(struct thread *t, Value self)
{
    Value referent = referent_of(t, self);
    return referent == VALUE_ERROR ? referent : object_str(t, referent);
}

static Value compare(struct thread *t, Value v, Value w, enum compare_op op)
{
    Value a = unwrapped(t, v);
    Value b = a == VALUE_ERROR ? a : unwrapped(t, w);
    return b == VALUE_ERROR ? b : object_compare(t, a, b, op);
}

static enum truth truth(struct thread *t, Value self)
{
    Value referent = referent_of(t, self);
    return referent == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, referent);
}

/* --- Containers and iteration --- */

static bool length(struct thread *t, Value self, int64_t *n)
{
    Value referent = referent_of(t, self);
    return referent != VALUE_ERROR && object_length(t, referent, n);
}

static Value get_item(struct thread *t, Value self, Value key)
{
    Value referent = referent_of(t, self);
    return referent == VALUE_ERROR ? referent : object_get_item(t, referent, key);
}

static bool set_item(struct thread *t, Value self, Value key, Value v)
{
    Value referent = referent_of(t, self);
    return referent != VALUE_ERROR && object_set_item(t, referent, key, v);
}

static enum truth contains(struct thread *t, Value self, Value item)
{
    Value referent = referent_of(t, self);
    return referent == VALUE_ERROR ? TRUTH_ERROR : object_contains(t, referent, item);
}

static Value iter(struct thread *t, Value self)
{
    Value referent = referent_of(t, self);
    return referent == VALUE_ERROR ? referent : object_iter(t, referent);
}

static Value next(struct thread *t, Value self)
{
    Value referent = referent_of(t, self);
    if (referent == VALUE_ERROR) {
        return referent;
    }
    if (value_type(referent)->next == NULL) {
        return raise_error(t, &TypeError_type,
                           "Weakref proxy referenced a non-iterator '%T' object", referent);
    }
    return iterator_next(t, referent);
}

static Value call_proxy(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value self = args[-1];
    Value referent = referent_of(t, self);
    Value result =
        referent == VALUE_ERROR ? referent : call(t, referent, args, n_args, keyword_names);
    args[-1] = self;
    return result;
}

/* --- Numbers --- */

static Value binary(struct thread *t, enum binary_op op, Value v, Value w)
{
    Value a = unwrapped(t, v);
    Value b = a == VALUE_ERROR ? a : unwrapped(t, w);
    return b == VALUE_ERROR ? b : number_binary(t, op, a, b);
}

static Value inplace(struct thread *t, enum binary_op op, Value v, Value w)
{
    Value a = unwrapped(t, v);
    Value b = a == VALUE_ERROR ? a : unwrapped(t, w);
    return b == VALUE_ERROR ? b : number_inplace(t, op, a, b);
}

static Value power(struct thread *t, Value base, Value exponent, Value modulus)
{
    Value a = unwrapped(t, base);
    Value b = a == VALUE_ERROR ? a : unwrapped(t, exponent);
    Value c = b == VALUE_ERROR ? b : unwrapped(t, modulus);
    return c == VALUE_ERROR ? c : number_power(t, a, b, c);
}

static Value unary(struct thread *t, enum unary_op op, Value v)
{
    Value referent = referent_of(t, v);
    return referent == VALUE_ERROR ? referent : number_unary(t, op, referent);
}

/* clang-format finds no layout of such lists that it keeps. */
/* clang-format off */
#define BINARIES(ROW)                                                                              \
    ROW(ADD) ROW(SUBTRACT) ROW(MULTIPLY) ROW(MATRIX_MULTIPLY) ROW(TRUE_DIVIDE) ROW(FLOOR_DIVIDE)   \
    ROW(REMAINDER) ROW(POWER) ROW(LEFT_SHIFT) ROW(RIGHT_SHIFT) ROW(AND) ROW(OR) ROW(XOR)           \
    ROW(DIVMOD)
#define UNARIES(ROW)                                                                               \
    ROW(NEGATIVE) ROW(POSITIVE) ROW(ABSOLUTE) ROW(INVERT) ROW(INT) ROW(FLOAT) ROW(INDEX)
/* clang-format on */

#define BINARY_FUNCTIONS(op)                                                                       \
    static Value binary_##op(struct thread *t, Value v, Value w)                                   \
    {                                                                                              \
        return binary(t, BINARY_##op, v, w);                                                       \
    }                                                                                              \
    UNUSED static Value inplace_##op(struct thread *t, Value v, Value w)                           \
    {                                                                                              \
        return inplace(t, BINARY_##op, v, w);                                                      \
    }
BINARIES(BINARY_FUNCTIONS)
#undef BINARY_FUNCTIONS

#define UNARY_FUNCTION(op)                                                                         \
    static Value unary_##op(struct thread *t, Value v)                                             \
    {                                                                                              \
        return unary(t, UNARY_##op, v);                                                            \
    }
UNARIES(UNARY_FUNCTION)
#undef UNARY_FUNCTION

/* --- The types --- */

static Value proxy_bytes(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    Value referent = referent_of(t, args[0]);
    Value name = referent == VALUE_ERROR ? referent : str_intern_cstr(t, "__bytes__");
    return name == VALUE_ERROR ? name : call_method_0(t, referent, name);
}

static Value proxy_reversed(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    Value referent = referent_of(t, args[0]);
    return referent == VALUE_ERROR ? referent : call_method_0(t, referent, name___reversed__);
}

static const struct native_def methods[] = {
    {"__bytes__", proxy_bytes, "(self, /)", NULL, NATIVE_METHOD},
    {"__reversed__", proxy_reversed, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

#define BINARY_SLOT(op) [BINARY_##op] = binary_##op,
#define INPLACE_SLOT(op) [BINARY_##op] = inplace_##op,
#define UNARY_SLOT(op) [UNARY_##op] = unary_##op,
#define PROXY_SLOTS                                                                                \
    .module = "weakref", .trace = weakref_trace, .get_attribute = get_attribute,                   \
    .set_attribute = set_attribute, .repr = repr, .str = str, .hash = hash_unhashable,             \
    .compare = compare, .truth = truth, .length = length, .get_item = get_item,                    \
    .set_item = set_item, .contains = contains, .iter = iter, .next = next,                        \
    .binary = {BINARIES(BINARY_SLOT)}, .inplace = {BINARIES(INPLACE_SLOT)}, .power = power,        \
    .unary = {UNARIES(UNARY_SLOT)}

struct type proxy_type = {
    TYPE_HEADER("ProxyType", sizeof(struct weakref)),
    PROXY_SLOTS,
    .methods = methods,
};

struct type callable_proxy_type = {
    TYPE_HEADER("CallableProxyType", sizeof(struct weakref)),
    PROXY_SLOTS,
    .call = call_proxy,
};
#undef PROXY_SLOTS
#undef BINARY_SLOT
#undef INPLACE_SLOT
#undef UNARY_SLOT
#undef BINARIES
#undef UNARIES
