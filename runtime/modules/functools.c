/* The module _functools: reduce, cmp_to_key and the types of partial and lru_cache. */
#include "runtime/modules/functools.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/module.h"
#include "runtime/native.h"

/* ---- reduce ---- */

static Value reduce(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "reduce", keyword_names) ||
        !check_arg_count(t, "reduce", n_args, 2, 3)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, args[1]);
    if (iterator == VALUE_ERROR) {
        if (error_matches(t, &TypeError_type)) {
            error_clear(t);
            raise_error(t, &TypeError_type, "reduce() arg 2 must support iteration");
        }
        return VALUE_ERROR;
    }
    Value result = n_args == 3 ? args[2] : iterator_next(t, iterator);
    if (result == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "reduce() of empty iterable with no initial value");
    }
    while (result != VALUE_ERROR) {
        Value item = iterator_next(t, iterator);
        if (item == VALUE_UNBOUND) {
            return result;
        }
        result = item == VALUE_ERROR ? item : call_2(t, args[0], result, item);
    }
    return VALUE_ERROR;
}

/* ---- cmp_to_key ---- */

/* A sort key that compares by an old-style comparison function. Called, it makes a key with the same function. */
struct key_wrapper {
    struct object base;
    Value compare; /* immutable */
    Value object;  /* value_load, value_store; UNBOUND in what cmp_to_key gives */
};

static struct key_wrapper *as_key(Value v)
{
    return (struct key_wrapper *)v;
}

static void trace_key(struct marker *m, struct object *self)
{
    mark_value(m, ((struct key_wrapper *)self)->compare);
    mark_value(m, ((struct key_wrapper *)self)->object);
}

static struct type key_wrapper_type;

static Value make_key(struct thread *t, Value compare, Value object)
{
    struct key_wrapper *key = gc_new(t, &key_wrapper_type);
    if (key == NULL) {
        return VALUE_ERROR;
    }
    key->compare = compare;
    key->object = object;
    return value_from_object(key);
}

static Value cmp_to_key(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return make_key(t, args[0], VALUE_UNBOUND);
}

static Value call_key(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"K", "(obj)", NULL};
    Value object, self = args[-1];
    return arguments_bind(t, &parser, args, n_args, keyword_names, &object)
               ? make_key(t, as_key(self)->compare, object)
               : VALUE_ERROR;
}

static Value compare_keys(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_object(other) || value_type(other) != &key_wrapper_type) {
        return raise_error(t, &TypeError_type, "other argument must be K instance");
    }
    Value mine = value_load(&as_key(self)->object), theirs = value_load(&as_key(other)->object);
    if (mine == VALUE_UNBOUND || theirs == VALUE_UNBOUND) {
        return raise_error(t, &AttributeError_type, "object");
    }
    Value order = call_2(t, as_key(self)->compare, mine, theirs);
    return order == VALUE_ERROR ? order : object_compare(t, order, value_from_small_int(0), op);
}

static Value get_object(UNUSED struct thread *t, Value self)
{
    Value object = value_load(&as_key(self)->object);
    return object == VALUE_UNBOUND ? VALUE_NONE : object;
}

static bool set_object(UNUSED struct thread *t, Value self, Value v)
{
    value_store(&as_key(self)->object, v);
    return true;
}

static const struct getset_def key_getsets[] = {
    {"obj", get_object, set_object, "Value wrapped by a key function."},
    {0},
};

static struct type key_wrapper_type = {
    TYPE_HEADER("KeyWrapper", sizeof(struct key_wrapper)),
    .module = "functools",
    .trace = trace_key,
    .call = call_key,
    .compare = compare_keys,
    .hash = hash_unhashable,
    .getsets = key_getsets,
};

static const struct native_def functions[] = {
    {"reduce", reduce, "(*)",
     "reduce(function, iterable[, initial]) -> value\n\nThe items of iterable brought together, "
     "two at a time, from the left:\nfunction(function(first, second), third) and so on.",
     NATIVE_METHOD},
    {"cmp_to_key", cmp_to_key, "(mycmp)",
     "A key function for sorting by a function that compares two items.", NATIVE_METHOD},
    {0},
};

bool module_init__functools(struct thread *t, Value module)
{
    return type_ready(t, &partial_type) && type_ready(t, &key_wrapper_type) &&
           cached_function_init(t) &&
           module_add(t, module, "_lru_cache_wrapper", value_from_object(&cached_function_type)) &&
           module_add(t, module, "partial", value_from_object(&partial_type)) &&
           module_add_functions(t, module, functions);
}
