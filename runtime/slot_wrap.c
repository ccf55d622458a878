/*
 * From slot to method: each function here calls the C function of one slot with the arguments of a method call. The
 * slot wrappers of runtime/descriptor.c have checked `self` already.
 */
#include "runtime/abstract.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/slot.h"
#include "runtime/str.h"

#define WRAP(name)                                                                                 \
    Value wrap_##name(struct thread *t, slot_fn function, UNUSED int argument, UNUSED Value self,  \
                      UNUSED Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)

/* Keywords have been refused by the slot wrapper already. */
static bool check_count(struct thread *t, uint32_t n_args, uint32_t expected)
{
    return n_args == expected || raise_false(t, &TypeError_type, "expected %d argument%s, got %d",
                                             (int)expected, expected == 1 ? "" : "s", (int)n_args);
}

/* The same, where CPython unpacks a tuple: the blank stands behind a name that is empty. */
static bool check_unpacked(struct thread *t, uint32_t n_args, uint32_t min, uint32_t max)
{
    return check_arg_count(t, "", n_args, min, max);
}

static Value none_if(bool success)
{
    return success ? VALUE_NONE : VALUE_ERROR;
}

static Value from_truth(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_TRUE);
}

WRAP(unary)
{
    if (!check_count(t, n_args, 0)) {
        return VALUE_ERROR;
    }
    return ((unary_fn)function)(t, self);
}

WRAP(binary)
{
    if (!check_count(t, n_args, 1)) {
        return VALUE_ERROR;
    }
    return ((binary_fn)function)(t, self, args[0]);
}

WRAP(binary_reflected)
{
    if (!check_count(t, n_args, 1)) {
        return VALUE_ERROR;
    }
    return ((binary_fn)function)(t, args[0], self);
}

/* base ** exponent, or pow(base, exponent, modulus) by the slot of the type that the method belongs to. */
static Value power_of(struct thread *t, slot_fn function, struct type *type, Value base,
                      Value exponent, Value modulus)
{
    if (modulus == VALUE_NONE) {
        return ((binary_fn)function)(t, base, exponent);
    }
    if (type->power == NULL) {
        return VALUE_NOT_IMPLEMENTED;
    }
    return type->power(t, base, exponent, modulus);
}

WRAP(power)
{
    if (!check_unpacked(t, n_args, 1, 2)) {
        return VALUE_ERROR;
    }
    return power_of(t, function, value_type(self), self, args[0],
                    n_args > 1 ? args[1] : VALUE_NONE);
}

WRAP(power_reflected)
{
    if (!check_unpacked(t, n_args, 1, 2)) {
        return VALUE_ERROR;
    }
    return power_of(t, function, value_type(self), args[0], self,
                    n_args > 1 ? args[1] : VALUE_NONE);
}

WRAP(repeat)
{
    if (!check_unpacked(t, n_args, 1, 1)) {
        return VALUE_ERROR;
    }
    Value count = number_index(t, args[0]);
    return count == VALUE_ERROR ? VALUE_ERROR : ((binary_fn)function)(t, self, count);
}

WRAP(compare)
{
    if (!check_count(t, n_args, 1)) {
        return VALUE_ERROR;
    }
    Value (*compare)(struct thread *, Value, Value, enum compare_op) = (void *)function;
    return compare(t, self, args[0], (enum compare_op)argument);
}

WRAP(hash)
{
    bool (*hash)(struct thread *, Value, int64_t *) = (void *)function;
    int64_t result;
    if (!check_count(t, n_args, 0) || !hash(t, self, &result)) {
        return VALUE_ERROR;
    }
    return int_from_int64(t, result);
}

WRAP(call)
{
    return ((native_fn)function)(t, args, n_args, keyword_names);
}

WRAP(next)
{
    if (!check_count(t, n_args, 0)) {
        return VALUE_ERROR;
    }
    Value item = ((unary_fn)function)(t, self);
    return item == VALUE_UNBOUND ? raise_plain(t, &StopIteration_type) : item;
}

static bool check_name(struct thread *t, Value name)
{
    return value_is_str(name) ||
           raise_false(t, &TypeError_type, "attribute name must be string, not '%T'", name);
}

WRAP(get_attribute)
{
    if (!check_count(t, n_args, 1) || !check_name(t, args[0])) {
        return VALUE_ERROR;
    }
    return ((binary_fn)function)(t, self, args[0]);
}

typedef bool (*set_fn)(struct thread *t, Value self, Value name, Value v);

/*
 * object.__setattr__(int, ...) must not get around what the metatype forbids: the first base in C of the type
 * decides which function may be applied (CPython calls this the Carlo Verre hack).
 */
static bool may_set(struct thread *t, slot_fn function, Value self, const char *name)
{
    const struct type *type = value_type(self);
    while (type_has(type, TYPE_HEAP)) {
        type = type->parent;
    }
    if ((slot_fn)type->set_attribute == function) {
        return true;
    }
    return raise_false(t, &TypeError_type, "can't apply this %s to %T object", name, self);
}

WRAP(set_attribute)
{
    if (!check_unpacked(t, n_args, 2, 2) || !check_name(t, args[0]) ||
        !may_set(t, function, self, "__setattr__")) {
        return VALUE_ERROR;
    }
    return none_if(((set_fn)function)(t, self, args[0], args[1]));
}

WRAP(delete_attribute)
{
    if (!check_count(t, n_args, 1) || !check_name(t, args[0]) ||
        !may_set(t, function, self, "__delattr__")) {
        return VALUE_ERROR;
    }
    return none_if(((set_fn)function)(t, self, args[0], VALUE_UNBOUND));
}

WRAP(descriptor_get)
{
    Value (*get)(struct thread *, Value, Value, Value) = (void *)function;
    if (!check_unpacked(t, n_args, 1, 2)) {
        return VALUE_ERROR;
    }
    Value owner = n_args > 1 && args[1] != VALUE_NONE ? args[1] : VALUE_UNBOUND;
    if (args[0] == VALUE_NONE && owner == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "__get__(None, None) is invalid");
    }
    return get(t, self, args[0] == VALUE_NONE ? VALUE_UNBOUND : args[0], owner);
}

WRAP(descriptor_set)
{
    if (!check_unpacked(t, n_args, 2, 2)) {
        return VALUE_ERROR;
    }
    return none_if(((set_fn)function)(t, self, args[0], args[1]));
}

WRAP(descriptor_delete)
{
    if (!check_count(t, n_args, 1)) {
        return VALUE_ERROR;
    }
    return none_if(((set_fn)function)(t, self, args[0], VALUE_UNBOUND));
}

WRAP(init)
{
    bool (*init)(struct thread *, Value, Value *, uint32_t, Value) = (void *)function;
    return none_if(init(t, self, args, n_args, keyword_names));
}

WRAP(finalize)
{
    if (!check_count(t, n_args, 0)) {
        return VALUE_ERROR;
    }
    void (*finalize)(struct thread *, Value) = (void *)function;
    finalize(t, self);
    return VALUE_NONE;
}

WRAP(length)
{
    bool (*length)(struct thread *, Value, int64_t *) = (void *)function;
    int64_t result;
    if (!check_count(t, n_args, 0) || !length(t, self, &result)) {
        return VALUE_ERROR;
    }
    return int_from_int64(t, result);
}

WRAP(set_item)
{
    if (!check_unpacked(t, n_args, 2, 2)) {
        return VALUE_ERROR;
    }
    return none_if(((set_fn)function)(t, self, args[0], args[1]));
}

WRAP(delete_item)
{
    if (!check_count(t, n_args, 1)) {
        return VALUE_ERROR;
    }
    return none_if(((set_fn)function)(t, self, args[0], VALUE_UNBOUND));
}

WRAP(contains)
{
    enum truth (*contains)(struct thread *, Value, Value) = (void *)function;
    if (!check_count(t, n_args, 1)) {
        return VALUE_ERROR;
    }
    return from_truth(contains(t, self, args[0]));
}

WRAP(truth)
{
    enum truth (*truth)(struct thread *, Value) = (void *)function;
    if (!check_count(t, n_args, 0)) {
        return VALUE_ERROR;
    }
    return from_truth(truth(t, self));
}
