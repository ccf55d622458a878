/*
 * Protocol 2 and later: (copyreg.__newobj__, (class, *arguments), state, list items, dict items), PEP 307; the older
 * protocols are copyreg's own. State (Python 3.11): the dict, or with __slots__ a pair of it and a dict of the slots.
 */
#include "runtime/object_reduce.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

static Value from_copyreg(struct thread *t, Value name)
{
    Value module = import_module(t, name_copyreg);
    return module == VALUE_ERROR ? module : object_get_attribute(t, module, name);
}

/* ---- state ---- */

/* Values of all __slots__ members of the class; UNBOUND: it has none. */
static Value slot_state(struct thread *t, Value v)
{
    Value names = dict_get_str(value_type(v)->attributes, name___slotnames__); /* not a base's */
    if (names == VALUE_UNBOUND || names == VALUE_NONE) {
        Value ask = from_copyreg(t, name__slotnames);
        names = ask == VALUE_ERROR ? ask : call_1(t, ask, value_from_object(value_type(v)));
    }
    Value tuple = names == VALUE_ERROR ? names : tuple_from_iterable(t, names);
    if (tuple == VALUE_ERROR || value_to_tuple(tuple)->length == 0) {
        return tuple == VALUE_ERROR ? tuple : VALUE_UNBOUND;
    }
    Value slots = dict_new(t);
    for (uint64_t i = 0; slots != VALUE_ERROR && i < value_to_tuple(tuple)->length; i++) {
        Value name = value_to_tuple(tuple)->items[i];
        Value content = object_find_attribute(t, v, name);
        if (content == VALUE_ERROR ||
            (content != VALUE_UNBOUND && !dict_set(t, value_to_dict(slots), name, content))) {
            return VALUE_ERROR;
        }
    }
    return slots == VALUE_ERROR || dict_length(value_to_dict(slots)) > 0 ? slots : VALUE_UNBOUND;
}

static Value attribute_state(struct thread *t, Value v)
{
    if (value_type(v)->slots_offset != 0) {
        if (shape_by_id(object_shape(value_to_object(v)))->is_dictionary) {
            /* Somebody may know it already: then it must stay one object, in a pickle as well. */
            Value known = instance_get_dict(t, v);
            return known == VALUE_ERROR || dict_length(value_to_dict(known)) > 0 ? known
                                                                                 : VALUE_NONE;
        }
        struct dict *copy = instance_snapshot(t, value_to_object(v));
        return copy == NULL            ? VALUE_ERROR
               : dict_length(copy) > 0 ? value_from_object(copy)
                                       : VALUE_NONE;
    }
    Value dict = object_find_attribute(t, v, name___dict__);
    return dict == VALUE_UNBOUND ? VALUE_NONE : dict;
}

/* An object whose type in C holds more than attributes cannot be rebuilt from them. */
static bool check_rebuildable(struct thread *t, Value v)
{
    const struct type *type = value_type(v), *in_c = type;
    while (type_has(in_c, TYPE_HEAP)) {
        in_c = in_c->parent;
    }
    uint32_t container = TYPE_LIST_SUBCLASS | TYPE_DICT_SUBCLASS | TYPE_INT_SUBCLASS |
                         TYPE_STR_SUBCLASS | TYPE_BYTES_SUBCLASS | TYPE_TUPLE_SUBCLASS |
                         TYPE_FLOAT_SUBCLASS | TYPE_SET_SUBCLASS | TYPE_EXCEPTION_SUBCLASS |
                         TYPE_TYPE_SUBCLASS;
    bool has_fields = type_core_size(in_c) > type_core_size(&object_type);
    if (!has_fields || type_has(in_c, container)) {
        return true;
    }
    return raise_false(t, &TypeError_type, "cannot pickle '%s' object", type_name(type));
}

static Value default_state(struct thread *t, Value v, bool required)
{
    if (required && !check_rebuildable(t, v)) {
        return VALUE_ERROR;
    }
    Value attributes = attribute_state(t, v);
    Value slots = attributes == VALUE_ERROR ? attributes : slot_state(t, v);
    if (slots == VALUE_UNBOUND || slots == VALUE_ERROR) {
        return slots == VALUE_ERROR ? slots : attributes;
    }
    return tuple_of(t, (size_t)2, attributes, slots);
}

Value object_get_state(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return default_state(t, args[0], false);
}

static Value state_of(struct thread *t, Value v, bool required)
{
    Value method = object_get_attribute(t, v, name___getstate__);
    if (method == VALUE_ERROR) {
        return method;
    }
    bool is_default = value_type(method) == &native_function_type &&
                      ((const struct native *)method)->function == object_get_state;
    return is_default ? default_state(t, v, required) : call_0(t, method);
}

/* ---- arguments of __new__ ---- */

static bool is_item_of_newargs(struct thread *t, bool has_type, Value item, const char *place,
                               const char *type)
{
    return has_type ||
           raise_false(t, &TypeError_type,
                       "%s item of the tuple returned by __getnewargs_ex__ must be a %s, not '%T'",
                       place, type, item);
}

/* By __getnewargs_ex__ or __getnewargs__; *arguments a tuple, *keywords a dict or UNBOUND. */
static bool new_arguments(struct thread *t, Value v, Value *arguments, Value *keywords)
{
    *arguments = *keywords = VALUE_UNBOUND;
    Value method = object_find_special(t, v, name___getnewargs_ex__);
    if (method != VALUE_UNBOUND) {
        Value pair = method == VALUE_ERROR ? method : call_0(t, method);
        if (pair == VALUE_ERROR) {
            return false;
        }
        if (!value_is_tuple(pair)) {
            return raise_false(t, &TypeError_type,
                               "__getnewargs_ex__ should return a tuple, not '%T'", pair);
        }
        if (value_to_tuple(pair)->length != 2) {
            return raise_false(t, &ValueError_type,
                               "__getnewargs_ex__ should return a tuple of length 2, not %d",
                               (int)value_to_tuple(pair)->length);
        }
        *arguments = value_to_tuple(pair)->items[0];
        *keywords = value_to_tuple(pair)->items[1];
        return is_item_of_newargs(t, value_is_tuple(*arguments), *arguments, "first", "tuple") &&
               is_item_of_newargs(t, value_is_dict(*keywords), *keywords, "second", "dict");
    }
    method = object_find_special(t, v, name___getnewargs__);
    if (method == VALUE_UNBOUND) {
        return true;
    }
    *arguments = method == VALUE_ERROR ? method : call_0(t, method);
    return *arguments != VALUE_ERROR &&
           (value_is_tuple(*arguments) ||
            raise_false(t, &TypeError_type, "__getnewargs__ should return a tuple, not '%T'",
                        *arguments));
}

/* (class, *arguments) */
static Value with_class(struct thread *t, Value v, Value arguments)
{
    uint64_t n = arguments == VALUE_UNBOUND ? 0 : value_to_tuple(arguments)->length;
    Value all = tuple_new(t, NULL, n + 1);
    if (all == VALUE_ERROR) {
        return all;
    }
    value_to_tuple(all)->items[0] = value_from_object(value_type(v));
    for (uint64_t i = 0; i < n; i++) {
        value_to_tuple(all)->items[i + 1] = value_to_tuple(arguments)->items[i];
    }
    return all;
}

/* The function that rebuilds, and its arguments. */
static bool rebuilder(struct thread *t, Value v, Value arguments, Value keywords, Value *function,
                      Value *its_arguments)
{
    if (keywords == VALUE_UNBOUND || dict_length(value_to_dict(keywords)) == 0) {
        *function = from_copyreg(t, name___newobj__);
        *its_arguments = *function == VALUE_ERROR ? VALUE_ERROR : with_class(t, v, arguments);
    } else {
        *function = from_copyreg(t, name___newobj_ex__);
        *its_arguments =
            *function == VALUE_ERROR
                ? VALUE_ERROR
                : tuple_of(t, (size_t)3, value_from_object(value_type(v)), arguments, keywords);
    }
    return *its_arguments != VALUE_ERROR;
}

static Value list_items(struct thread *t, Value v)
{
    return type_has(value_type(v), TYPE_LIST_SUBCLASS) ? object_iter(t, v) : VALUE_NONE;
}

static Value dict_items(struct thread *t, Value v)
{
    if (!value_is_dict(v)) {
        return VALUE_NONE;
    }
    Value items = call_method_0(t, v, name_items);
    return items == VALUE_ERROR ? items : object_iter(t, items);
}

static Value reduce_2(struct thread *t, Value v)
{
    if (value_type(v)->new == NULL) {
        return raise_error(t, &TypeError_type, "cannot pickle '%T' object", v);
    }
    Value arguments, keywords, function, its_arguments;
    if (!new_arguments(t, v, &arguments, &keywords) ||
        !rebuilder(t, v, arguments, keywords, &function, &its_arguments)) {
        return VALUE_ERROR;
    }
    bool required = arguments == VALUE_UNBOUND &&
                    !type_has(value_type(v), TYPE_LIST_SUBCLASS | TYPE_DICT_SUBCLASS);
    Value state = state_of(t, v, required);
    Value in_list = state == VALUE_ERROR ? state : list_items(t, v);
    Value in_dict = in_list == VALUE_ERROR ? in_list : dict_items(t, v);
    if (in_dict == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return tuple_of(t, (size_t)5, function, its_arguments, state, in_list, in_dict);
}

static Value reduce_by(struct thread *t, Value v, int64_t protocol)
{
    if (protocol >= 2) {
        return reduce_2(t, v);
    }
    Value function = from_copyreg(t, name__reduce_ex);
    return function == VALUE_ERROR ? function
                                   : call_2(t, function, v, value_from_small_int(protocol));
}

Value object_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return reduce_by(t, args[0], 0);
}

/* A class that overrides __reduce__ means that one. */
Value object_reduce_ex(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    int protocol;
    if (!number_to_c_int(t, args[1], &protocol)) {
        return VALUE_ERROR;
    }
    Value found = type_lookup(t, value_type(args[0]), name___reduce__);
    if (found != type_lookup(t, &object_type, name___reduce__)) {
        Value method = object_get_attribute(t, args[0], name___reduce__);
        return method == VALUE_ERROR ? method : call_0(t, method);
    }
    return reduce_by(t, args[0], protocol);
}
