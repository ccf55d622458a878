/*
 * Equality of the keys of dicts and sets, as far as it can be told without a call into Python: TRUTH_ERROR, and no exception,
 * where only == can tell. The rule of containers: what is identical is equal.
 */
#ifndef HASP_RUNTIME_KEY_EQUAL_H
#define HASP_RUNTIME_KEY_EQUAL_H

#include "runtime/str.h"
#include "runtime/tuple.h"

static ALWAYS_INLINE enum truth atoms_equal_quickly(Value a, Value b)
{
    if (a == b) {
        return TRUTH_TRUE;
    }
    if (value_is_object(a) && value_is_object(b) &&
        LIKELY(load_relaxed(&value_to_object(a)->type) == &str_type &&
               load_relaxed(&value_to_object(b)->type) == &str_type)) {
        return str_equal((struct str *)a, (struct str *)b) ? TRUTH_TRUE : TRUTH_FALSE;
    }
    return values_are_small_ints(a, b) ? TRUTH_FALSE : TRUTH_ERROR;
}

/* Of two tuples whose items are such atoms. */
enum truth tuple_equal_quickly(const struct tuple *a, const struct tuple *b);

/* For keys that are not identical, and have the same hash. */
static ALWAYS_INLINE enum truth keys_equal_quickly(Value a, Value b)
{
    if (value_is_object(a) && value_is_object(b)) {
        const struct type *type = load_relaxed(&value_to_object(a)->type);
        if (LIKELY(type == load_relaxed(&value_to_object(b)->type))) {
            if (LIKELY(type == &str_type)) {
                return str_equal((struct str *)a, (struct str *)b) ? TRUTH_TRUE : TRUTH_FALSE;
            }
            if (type == &tuple_type) {
                return tuple_equal_quickly((const struct tuple *)a, (const struct tuple *)b);
            }
        }
    }
    return values_are_small_ints(a, b) ? TRUTH_FALSE : TRUTH_ERROR;
}

#endif
