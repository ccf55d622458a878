/* copy() and deepcopy(): what copies itself, the memo, and who is asked. */
#include "runtime/modules/copy.h"

#include "runtime/abstract.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/complex.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/range.h"
#include "runtime/set.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"

Value copy_error;

bool copy_is_atomic(const struct type *type, bool is_deep)
{
    static const struct type *const always[] = {
        &str_type,      &int_type,
        &float_type,    &none_type,
        &bool_type,     &bytes_type,
        &complex_type,  &type_type,
        &function_type, &native_function_type,
        &range_type,    &property_type,
        &code_type,     &weakref_type,
        &ellipsis_type, &not_implemented_type,
    };
    for (size_t i = 0; i < COUNT_OF(always); i++) {
        if (type == always[i]) {
            return true;
        }
    }
    return !is_deep && (type == &tuple_type || type == &frozenset_type || type == &slice_type);
}

/* ---- shallow ---- */

static Value copy_container(struct thread *t, Value v, const struct type *type)
{
    if (type == &list_type) {
        return list_from_iterable(t, v);
    }
    if (type == &dict_type) {
        return dict_copy(t, value_to_dict(v));
    }
    if (type == &set_type) {
        return set_from_iterable(t, &set_type, v);
    }
    return type == &bytearray_type ? call_method_0(t, v, name_copy) : VALUE_UNBOUND;
}

static Value function_copy(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    Value v = args[0];
    struct type *type = value_type(v);
    if (copy_is_atomic(type, false) || type_has(type, TYPE_TYPE_SUBCLASS)) {
        return v;
    }
    Value copy = copy_container(t, v, type);
    if (copy != VALUE_UNBOUND) {
        return copy;
    }
    Value method = object_find_attribute(t, value_from_object(type), name___copy__);
    if (method != VALUE_UNBOUND && method != VALUE_NONE) {
        return method == VALUE_ERROR ? method : call_1(t, method, v);
    }
    return copy_by_reduction(t, v, VALUE_UNBOUND);
}

/* ---- the memo: a dict, or what the caller of deepcopy() has given for one ---- */

static Value memo_get(struct thread *t, Value memo, Value v)
{
    Value key = object_id(t, v);
    if (key == VALUE_ERROR || value_type(memo) == &dict_type) {
        return key == VALUE_ERROR ? key : dict_get(t, value_to_dict(memo), key);
    }
    Value found = object_get_item(t, memo, key);
    return found == VALUE_ERROR && error_swallow(t, &KeyError_type) ? VALUE_UNBOUND : found;
}

bool copy_remember(struct thread *t, Value memo, Value v, Value copy)
{
    Value key = object_id(t, v);
    return key != VALUE_ERROR && object_set_item(t, memo, key, copy);
}

static bool keep_alive(struct thread *t, Value memo, Value v)
{
    Value kept = memo_get(t, memo, memo);
    if (kept == VALUE_UNBOUND) {
        kept = list_from_values(t, &v, 1);
        return kept != VALUE_ERROR && copy_remember(t, memo, memo, kept);
    }
    if (kept != VALUE_ERROR && value_type(kept) == &list_type) {
        return list_append(t, value_to_list(kept), v);
    }
    return kept != VALUE_ERROR && call_method_1(t, kept, name_append, v) != VALUE_ERROR;
}

/* ---- deep ---- */

static Value deep_list(struct thread *t, Value v, Value memo)
{
    Value copy = list_new(t, list_length(value_to_list(v)));
    if (copy == VALUE_ERROR || !copy_remember(t, memo, v, copy)) {
        return VALUE_ERROR;
    }
    for (uint64_t i = 0;; i++) {
        Value item = list_get(value_to_list(v), i);
        if (item == VALUE_UNBOUND) {
            return copy;
        }
        item = copy_deeply(t, item, memo);
        if (item == VALUE_ERROR || !list_append(t, value_to_list(copy), item)) {
            return VALUE_ERROR;
        }
    }
}

/* Itself if all its items are their own copies. An item may have led back to it: then that copy counts. */
static Value deep_tuple(struct thread *t, Value v, Value memo)
{
    const struct tuple *tuple = value_to_tuple(v);
    Value copy = tuple_new(t, NULL, tuple->length);
    bool differs = false;
    for (uint64_t i = 0; copy != VALUE_ERROR && i < tuple->length; i++) {
        Value item = copy_deeply(t, tuple->items[i], memo);
        if (item == VALUE_ERROR) {
            return item;
        }
        value_to_tuple(copy)->items[i] = item;
        differs = differs || item != tuple->items[i];
    }
    Value known = copy == VALUE_ERROR ? copy : memo_get(t, memo, v);
    return known != VALUE_UNBOUND ? known : differs ? copy : v;
}

static Value deep_dict(struct thread *t, Value v, Value memo)
{
    Value copy = dict_new(t);
    if (copy == VALUE_ERROR || !copy_remember(t, memo, v, copy)) {
        return VALUE_ERROR;
    }
    struct dict *from = value_to_dict(v);
    uint64_t position = 0, n = dict_length(from);
    Value key, item;
    while (dict_next(from, &position, &key, &item)) {
        key = copy_deeply(t, key, memo);
        item = key == VALUE_ERROR ? key : copy_deeply(t, item, memo);
        if (item == VALUE_ERROR || !dict_set(t, value_to_dict(copy), key, item)) {
            return VALUE_ERROR;
        }
        if (dict_length(from) != n) {
            return raise_error(t, &RuntimeError_type, "dictionary changed size during iteration");
        }
    }
    return copy;
}

static Value deep_method(struct thread *t, Value v, Value memo)
{
    const struct bound_method *method = (const struct bound_method *)v;
    Value self = copy_deeply(t, method->self, memo);
    return self == VALUE_ERROR ? self : bound_method_new(t, method->function, self);
}

static Value deep_by_type(struct thread *t, Value v, Value memo)
{
    const struct type *type = value_type(v);
    if (type == &list_type) {
        return deep_list(t, v, memo);
    }
    if (type == &dict_type) {
        return deep_dict(t, v, memo);
    }
    if (type == &tuple_type) {
        return deep_tuple(t, v, memo);
    }
    if (type == &bound_method_type) {
        return deep_method(t, v, memo);
    }
    if (copy_is_atomic(type, true) || type_has(type, TYPE_TYPE_SUBCLASS)) {
        return v;
    }
    Value method = object_find_attribute(t, v, name___deepcopy__);
    if (method != VALUE_UNBOUND && method != VALUE_NONE) {
        return method == VALUE_ERROR ? method : call_1(t, method, memo);
    }
    return copy_by_reduction(t, v, memo);
}

Value copy_deeply(struct thread *t, Value v, Value memo)
{
    Value known = memo_get(t, memo, v);
    if (known != VALUE_UNBOUND) {
        return known;
    }
    if (value_type(v) == &str_type || !value_is_object(v)) {
        return v;
    }
    if (!recursion_enter(t, " while copying an object")) {
        return VALUE_ERROR;
    }
    Value copy = gc_poll(t) ? deep_by_type(t, v, memo) : VALUE_ERROR;
    recursion_leave(t);
    if (copy == VALUE_ERROR || copy == v) {
        return copy;
    }
    return copy_remember(t, memo, v, copy) && keep_alive(t, memo, v) ? copy : VALUE_ERROR;
}

static Value function_deepcopy(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    Value memo = args[1] == VALUE_UNBOUND || args[1] == VALUE_NONE ? dict_new(t) : args[1];
    return memo == VALUE_ERROR ? memo : copy_deeply(t, args[0], memo);
}

/* ---- the module ---- */

static const struct native_def functions[] = {
    {"copy", function_copy, "(x)",
     "Shallow copy operation on arbitrary Python objects.\n\nA new object of the same kind with "
     "the "
     "same parts.",
     NATIVE_METHOD},
    {"deepcopy", function_deepcopy, "(x, memo=None)",
     "Deep copy operation on arbitrary Python objects.\n\nA new object of the same kind whose "
     "parts "
     "are copies, too.",
     NATIVE_METHOD},
    {0},
};

bool module_init__copy(struct thread *t, Value module)
{
    if (value_load(&copy_error) == VALUE_UNBOUND) {
        Value error = exception_type_new(t, "copy", "Error", &Exception_type, NULL);
        if (error == VALUE_ERROR) {
            return false;
        }
        gc_add_root(&copy_error);
        value_store(&copy_error, error);
    }
    return module_add_functions(t, module, functions) &&
           module_add(t, module, "Error", value_load(&copy_error));
}
