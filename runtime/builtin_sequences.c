/* The module builtins: all, any, max, min, sorted, sum. */
#include "runtime/abstract.h"
#include "runtime/builtin_functions.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- all, any ---- */

struct search {
    enum truth wanted;
    bool found;
};

static bool look_for(struct thread *t, Value item, void *context)
{
    struct search *search = context;
    enum truth truth = object_truth(t, item);
    search->found = truth == search->wanted;
    return truth != TRUTH_ERROR && !search->found;
}

static Value search_for(struct thread *t, Value iterable, enum truth wanted)
{
    struct search search = {wanted, false};
    if (!iterate(t, iterable, look_for, &search)) {
        return VALUE_ERROR;
    }
    return value_from_bool(search.found == (wanted == TRUTH_TRUE));
}

FUNCTION(builtin_all)
{
    return search_for(t, args[0], TRUTH_FALSE);
}

FUNCTION(builtin_any)
{
    return search_for(t, args[0], TRUTH_TRUE);
}

/* ---- min, max ---- */

struct extreme {
    enum compare_op op;
    Value key;        /* None: the items themselves */
    Value item, rank; /* the best so far; UNBOUND before the first */
};

static bool visit_candidate(struct thread *t, Value item, void *context)
{
    struct extreme *best = context;
    Value rank = best->key == VALUE_NONE ? item : call_1(t, best->key, item);
    if (rank == VALUE_ERROR) {
        return false;
    }
    enum truth better = best->item == VALUE_UNBOUND
                            ? TRUTH_TRUE
                            : object_compare_truth(t, rank, best->rank, best->op);
    if (better == TRUTH_TRUE) {
        best->item = item;
        best->rank = rank;
    }
    return better != TRUTH_ERROR;
}

/* key= and default= from the keywords of the call. */
static bool extreme_keywords(struct thread *t, const char *name, const Value *values,
                             Value keyword_names, Value *key, Value *fallback)
{
    for (uint32_t i = 0; i < keyword_count(keyword_names); i++) {
        Value keyword = value_to_tuple(keyword_names)->items[i];
        if (str_equals_cstr(keyword, "key")) {
            *key = values[i];
        } else if (str_equals_cstr(keyword, "default")) {
            *fallback = values[i];
        } else {
            return raise_false(t, &TypeError_type, "'%V' is an invalid keyword argument for %s()",
                               keyword, name);
        }
    }
    return true;
}

static Value extreme_of(struct thread *t, const char *name, enum compare_op op, Value *args,
                        uint32_t n_args, Value keyword_names)
{
    struct extreme best = {op, VALUE_NONE, VALUE_UNBOUND, VALUE_UNBOUND};
    Value fallback = VALUE_UNBOUND;
    if (n_args == 0) {
        return raise_error(t, &TypeError_type, "%s expected at least 1 argument, got 0", name);
    }
    if (!extreme_keywords(t, name, args + n_args, keyword_names, &best.key, &fallback)) {
        return VALUE_ERROR;
    }
    if (n_args > 1 && fallback != VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type,
                           "Cannot specify a default for %s() with multiple positional arguments",
                           name);
    }
    if (n_args == 1 && !iterate(t, args[0], visit_candidate, &best)) {
        return VALUE_ERROR;
    }
    for (uint32_t i = 0; n_args > 1 && i < n_args; i++) {
        if (!visit_candidate(t, args[i], &best)) {
            return VALUE_ERROR;
        }
    }
    if (best.item != VALUE_UNBOUND) {
        return best.item;
    }
    return fallback != VALUE_UNBOUND
               ? fallback
               : raise_error(t, &ValueError_type, "%s() arg is an empty sequence", name);
}

FUNCTION(builtin_min)
{
    return extreme_of(t, "min", COMPARE_LT, args, n_args, keyword_names);
}

FUNCTION(builtin_max)
{
    return extreme_of(t, "max", COMPARE_GT, args, n_args, keyword_names);
}

/* ---- sum, sorted ---- */

static bool add_item(struct thread *t, Value item, void *context)
{
    Value *sum = context;
    int64_t n;
    if (values_are_small_ints(*sum, item) &&
        !__builtin_add_overflow((int64_t)value_bits(*sum) - 1, (int64_t)value_bits(item), &n)) {
        *sum = value_from_bits((uint64_t)n);
    } else if (value_is_flonum(*sum) && value_is_flonum(item)) {
        *sum = float_from_double(t, flonum_decode(*sum) + flonum_decode(item));
    } else {
        *sum = number_binary(t, BINARY_ADD, *sum, item);
    }
    return *sum != VALUE_ERROR;
}

/* What sum() refuses to add up: TypeError. */
static bool check_start(struct thread *t, Value start)
{
    if (value_is_str(start)) {
        return raise_false(t, &TypeError_type,
                           "sum() can't sum strings [use ''.join(seq) instead]");
    }
    if (value_is_bytes(start) || value_is_bytearray(start)) {
        return raise_false(t, &TypeError_type, "sum() can't sum %s [use b''.join(seq) instead]",
                           value_is_bytes(start) ? "bytes" : "bytearray");
    }
    return true;
}

FUNCTION(builtin_sum)
{
    Value sum = args[1] == VALUE_UNBOUND ? value_from_small_int(0) : args[1];
    bool is_text = value_is_str(sum) || value_has_buffer(sum);
    if (is_text && (object_iter(t, args[0]) == VALUE_ERROR || !check_start(t, sum))) {
        return VALUE_ERROR;
    }
    return iterate(t, args[0], add_item, &sum) ? sum : VALUE_ERROR;
}

static bool sort_keywords(struct thread *t, const Value *values, Value keyword_names, Value *key,
                          int64_t *reverse)
{
    for (uint32_t i = 0; i < keyword_count(keyword_names); i++) {
        Value keyword = value_to_tuple(keyword_names)->items[i];
        if (str_equals_cstr(keyword, "key")) {
            *key = values[i];
        } else if (!str_equals_cstr(keyword, "reverse")) {
            return raise_false(t, &TypeError_type, "'%V' is an invalid keyword argument for sort()",
                               keyword);
        } else if (!number_to_index(t, values[i], reverse)) {
            return false;
        }
    }
    return true;
}

FUNCTION(builtin_sorted)
{
    Value key = VALUE_NONE;
    int64_t reverse = 0;
    if (n_args != 1) {
        return raise_error(t, &TypeError_type, "sorted expected 1 argument, got %d", (int)n_args);
    }
    Value list = list_from_iterable(t, args[0]);
    if (list == VALUE_ERROR || !sort_keywords(t, args + 1, keyword_names, &key, &reverse)) {
        return VALUE_ERROR;
    }
    return list_sort(t, value_to_list(list), key, reverse != 0) ? list : VALUE_ERROR;
}

const struct native_def builtin_sequence_functions[] = {
    {"all", builtin_all, "(iterable, /)",
     "Return True if bool(x) is True for all values x in the iterable.", NATIVE_METHOD},
    {"any", builtin_any, "(iterable, /)",
     "Return True if bool(x) is True for any x in the iterable.", NATIVE_METHOD},
    {"max", builtin_max, "(*)",
     "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> "
     "value\n\nThe "
     "biggest item of an iterable, or the largest argument.",
     NATIVE_METHOD},
    {"min", builtin_min, "(*)",
     "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> "
     "value\n\nThe "
     "smallest item of an iterable, or the smallest argument.",
     NATIVE_METHOD},
    {"sorted", builtin_sorted, "(*)(iterable, /, *, key=None, reverse=False)",
     "Return a new list containing all items from the iterable in ascending order.", NATIVE_METHOD},
    {"sum", builtin_sum, "(iterable, /, start=0)",
     "Return the sum of a 'start' value (default: 0) plus an iterable of numbers", NATIVE_METHOD},
    {0},
};
