/*
 * From method to slot: what the slots of a class hold for the dunder methods that it defines, arithmetic aside
 * (runtime/slot_call_number.c). Each function finds the method on the type and calls it.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/lookup.h"
#include "runtime/native.h"
#include "runtime/slot.h"
#include "runtime/str.h"

Value special_call(struct thread *t, Value name, Value *args, uint32_t n_args)
{
    Value self = args[0];
    struct type *type = value_type(self);
    Value method = type_lookup(t, type, name);
    if (method == VALUE_UNBOUND) {
        return VALUE_UNBOUND;
    }
    if (method_takes_self(method)) {
        return call(t, method, args, n_args, VALUE_UNBOUND);
    }
    struct type *kind = value_type(method);
    if (kind->descriptor_get != NULL) {
        method = kind->descriptor_get(t, method, self, value_from_object(type));
        if (method == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return call(t, method, args + 1, n_args - 1, VALUE_UNBOUND);
}

Value special_call_required(struct thread *t, Value name, Value *args, uint32_t n_args)
{
    Value result = special_call(t, name, args, n_args);
    return result != VALUE_UNBOUND ? result : raise_with_argument(t, &AttributeError_type, name);
}

static Value required_1(struct thread *t, Value name, Value self)
{
    Value args[] = {VALUE_UNBOUND, self};
    return special_call_required(t, name, args + 1, 1);
}

static Value required_2(struct thread *t, Value name, Value self, Value a)
{
    Value args[] = {VALUE_UNBOUND, self, a};
    return special_call_required(t, name, args + 1, 2);
}

static Value required_3(struct thread *t, Value name, Value self, Value a, Value b)
{
    Value args[] = {VALUE_UNBOUND, self, a, b};
    return special_call_required(t, name, args + 1, 3);
}

/* ---- attributes ---- */

Value slot_get_attribute(struct thread *t, Value self, Value name)
{
    return required_2(t, name___getattribute__, self, name);
}

/* The attribute by __getattribute__; UNBOUND without an exception where it raised AttributeError. */
static Value try_get_attribute(struct thread *t, Value self, Value name)
{
    Value method = type_lookup(t, value_type(self), name___getattribute__);
    slot_fn function = NULL;
    struct type *owner;
    if (value_type(method) == &slot_wrapper_type) {
        slot_wrapper_def(method, &function, &owner);
    }
    if (function == (slot_fn)object_generic_get_attribute) {
        return object_generic_find_attribute(t, self, name);
    }
    Value v = slot_get_attribute(t, self, name);
    return error_swallow_missing(t, v);
}

Value slot_get_attribute_hook(struct thread *t, Value self, Value name)
{
    Value v = try_get_attribute(t, self, name);
    return v != VALUE_UNBOUND ? v : required_2(t, name___getattr__, self, name);
}

bool slot_set_attribute(struct thread *t, Value self, Value name, Value v)
{
    if (v == VALUE_UNBOUND) {
        return required_2(t, name___delattr__, self, name) != VALUE_ERROR;
    }
    return required_3(t, name___setattr__, self, name, v) != VALUE_ERROR;
}

Value slot_descriptor_get(struct thread *t, Value self, Value instance, Value owner)
{
    Value i = instance == VALUE_UNBOUND ? VALUE_NONE : instance;
    Value o = owner == VALUE_UNBOUND ? VALUE_NONE : owner;
    Value args[] = {VALUE_UNBOUND, self, i, o};
    Value result = special_call(t, name___get__, args + 1, 3);
    return result != VALUE_UNBOUND ? result : self;
}

bool slot_descriptor_set(struct thread *t, Value self, Value instance, Value v)
{
    if (v == VALUE_UNBOUND) {
        return required_2(t, name___delete__, self, instance) != VALUE_ERROR;
    }
    return required_3(t, name___set__, self, instance, v) != VALUE_ERROR;
}

/* ---- text, order, truth ---- */

Value slot_repr(struct thread *t, Value self)
{
    return required_1(t, name___repr__, self);
}

Value slot_str(struct thread *t, Value self)
{
    return required_1(t, name___str__, self);
}

bool slot_hash(struct thread *t, Value self, int64_t *hash)
{
    if (type_lookup(t, value_type(self), name___hash__) == VALUE_NONE) {
        return hash_unhashable(t, self, hash);
    }
    Value result = required_1(t, name___hash__, self);
    if (result == VALUE_ERROR) {
        return false;
    }
    if (!value_is_int(result)) {
        return raise_false(t, &TypeError_type, "__hash__ method should return an integer");
    }
    if (!int_to_int64(result, hash)) {
        *hash = int_hash(result);
    }
    *hash = *hash == -1 ? -2 : *hash;
    return true;
}

Value slot_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    Value *const names[] = {&name___lt__, &name___le__, &name___eq__,
                            &name___ne__, &name___gt__, &name___ge__};
    Value args[] = {VALUE_UNBOUND, self, other};
    Value method = type_lookup(t, value_type(self), *names[op]);
    if (method == VALUE_UNBOUND) {
        return VALUE_NOT_IMPLEMENTED;
    }
    if (method_takes_self(method)) {
        return call(t, method, args + 1, 2, VALUE_UNBOUND);
    }
    method = object_bind(t, method, self, value_type(self));
    if (method == VALUE_ERROR) { /* who cannot be asked does not know */
        error_clear(t);
        return VALUE_NOT_IMPLEMENTED;
    }
    return call_1(t, method, other);
}

enum truth slot_truth(struct thread *t, Value self)
{
    Value result = required_1(t, name___bool__, self);
    if (result == VALUE_ERROR) {
        return TRUTH_ERROR;
    }
    if (!value_is_bool(result)) {
        raise_error(t, &TypeError_type, "__bool__ should return bool, returned %T", result);
        return TRUTH_ERROR;
    }
    return result == VALUE_TRUE ? TRUTH_TRUE : TRUTH_FALSE;
}

/* ---- containers and iterators ---- */

bool slot_length(struct thread *t, Value self, int64_t *length)
{
    Value result = required_1(t, name___len__, self);
    if (result == VALUE_ERROR || (result = number_index(t, result)) == VALUE_ERROR) {
        return false;
    }
    if (int_sign(result) < 0) {
        return raise_false(t, &ValueError_type, "__len__() should return >= 0");
    }
    return number_to_index(t, result, length);
}

Value slot_get_item(struct thread *t, Value self, Value key)
{
    return required_2(t, name___getitem__, self, key);
}

bool slot_set_item(struct thread *t, Value self, Value key, Value v)
{
    if (v == VALUE_UNBOUND) {
        return required_2(t, name___delitem__, self, key) != VALUE_ERROR;
    }
    return required_3(t, name___setitem__, self, key, v) != VALUE_ERROR;
}

enum truth slot_contains(struct thread *t, Value self, Value item)
{
    if (type_lookup(t, value_type(self), name___contains__) == VALUE_NONE) {
        raise_error(t, &TypeError_type, "'%T' object is not a container", self);
        return TRUTH_ERROR;
    }
    Value result = required_2(t, name___contains__, self, item);
    return result == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, result);
}

Value slot_iter(struct thread *t, Value self)
{
    if (type_lookup(t, value_type(self), name___iter__) == VALUE_NONE) {
        return raise_error(t, &TypeError_type, "'%T' object is not iterable", self);
    }
    return required_1(t, name___iter__, self);
}

Value slot_next(struct thread *t, Value self)
{
    return required_1(t, name___next__, self);
}

/* ---- life and calls ---- */

Value slot_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value self = args[-1];
    struct type *type = value_type(self);
    Value method = type_lookup(t, type, name___call__);
    if (method == VALUE_UNBOUND) {
        return raise_with_argument(t, &AttributeError_type, name___call__);
    }
    if (method_takes_self(method)) {
        return call_prepend(t, method, self, args, n_args, keyword_names);
    }
    if (value_type(method)->descriptor_get != NULL) {
        method = value_type(method)->descriptor_get(t, method, self, value_from_object(type));
        if (method == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return call(t, method, args, n_args, keyword_names);
}

Value slot_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value function = object_get_attribute(t, args[0], name___new__);
    if (function == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return call_prepend(t, function, args[0], args + 1, n_args - 1, keyword_names);
}

bool slot_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = value_type(self);
    Value method = type_lookup(t, type, name___init__);
    Value result;
    if (method == VALUE_UNBOUND) {
        return raise_with_argument(t, &AttributeError_type, name___init__) != VALUE_ERROR;
    }
    if (method_takes_self(method)) {
        result = call_prepend(t, method, self, args, n_args, keyword_names);
    } else {
        method = object_bind(t, method, self, type);
        if (method == VALUE_ERROR) {
            return false;
        }
        result = call(t, method, args, n_args, keyword_names);
    }
    if (result != VALUE_NONE && result != VALUE_ERROR) {
        return raise_false(t, &TypeError_type, "__init__() should return None, not '%T'", result);
    }
    return result == VALUE_NONE;
}

void slot_finalize(struct thread *t, Value self)
{
    Value args[] = {VALUE_UNBOUND, self};
    if (special_call(t, name___del__, args + 1, 1) == VALUE_ERROR) {
        error_write_unraisable(t, type_lookup(t, value_type(self), name___del__));
    }
}
