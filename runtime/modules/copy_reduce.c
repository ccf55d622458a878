/* Copies by reduction: what __reduce_ex__ returns (PEP 307) says how to make one and what to put into it. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/descriptor.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/modules/copy.h"
#include "runtime/modules/pickle.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value deep(struct thread *t, Value v, Value memo)
{
    return memo == VALUE_UNBOUND ? v : copy_deeply(t, v, memo);
}

/* ---- making ---- */

/* copyreg.__newobj__(class), which most reductions name, is class.__new__(class). */
static bool is_plain_making(Value function, const struct tuple *arguments)
{
    if (arguments->length != 1 || !value_is_type(arguments->items[0]) ||
        ((struct type *)arguments->items[0])->new == NULL) {
        return false;
    }
    Value module = dict_get_str(value_to_dict(sys_modules), name_copyreg);
    if (module == VALUE_UNBOUND || !value_is_module(module)) {
        return false;
    }
    return dict_get_str(((struct module *)module)->attributes, name___newobj__) == function;
}

static Value make(struct thread *t, Value function, Value arguments, Value memo)
{
    if (!value_is_tuple(arguments)) {
        Value as_tuple = tuple_from_iterable(t, arguments);
        return as_tuple == VALUE_ERROR ? as_tuple : make(t, function, as_tuple, memo);
    }
    const struct tuple *given = value_to_tuple(arguments);
    if (is_plain_making(function, given)) {
        Value only[2] = {VALUE_UNBOUND, given->items[0]};
        return ((struct type *)given->items[0])->new (t, only + 1, 1, VALUE_UNBOUND);
    }
    Value copies = memo == VALUE_UNBOUND ? arguments : tuple_new(t, NULL, given->length);
    for (uint64_t i = 0; copies != VALUE_ERROR && memo != VALUE_UNBOUND && i < given->length; i++) {
        Value copy = copy_deeply(t, given->items[i], memo);
        if (copy == VALUE_ERROR) {
            return copy;
        }
        value_to_tuple(copies)->items[i] = copy;
    }
    return copies == VALUE_ERROR ? copies : call_tuple(t, function, copies, VALUE_UNBOUND);
}

/* ---- state ---- */

static bool has_only_names(struct dict *d)
{
    uint64_t position = 0;
    Value key, v;
    while (dict_next(d, &position, &key, &v)) {
        if (value_type(key) != &str_type) {
            return false;
        }
    }
    return true;
}

/* instance.__dict__.update(state), without making a dict of an instance that has none. */
static bool set_attributes(struct thread *t, Value instance, Value state)
{
    if (value_type(state) != &dict_type || !instance_dict_is_attributes(t, value_type(instance)) ||
        !has_only_names(value_to_dict(state))) {
        Value dict = object_get_attribute(t, instance, name___dict__);
        Value update = dict == VALUE_ERROR ? dict : str_intern_cstr(t, "update");
        return update != VALUE_ERROR && call_method_1(t, dict, update, state) != VALUE_ERROR;
    }
    uint64_t position = 0;
    Value key, v;
    while (dict_next(value_to_dict(state), &position, &key, &v)) {
        Value name = str_intern(t, key);
        if (name == VALUE_ERROR || !instance_set(t, value_to_object(instance), name, v)) {
            return false;
        }
    }
    return true;
}

static bool set_slot(struct thread *t, Value pair, void *context)
{
    const struct tuple *two = value_is_tuple(pair) ? value_to_tuple(pair) : NULL;
    if (two == NULL || two->length != 2 || !value_is_str(two->items[0])) {
        return raise_false(t, &TypeError_type, "attribute name must be string");
    }
    Value name = attribute_name(t, two->items[0]);
    return name != VALUE_ERROR && object_set_attribute(t, *(Value *)context, name, two->items[1]);
}

static bool set_slots(struct thread *t, Value instance, Value slots)
{
    Value items = call_method_0(t, slots, name_items);
    return items != VALUE_ERROR && iterate(t, items, set_slot, &instance);
}

static bool set_state(struct thread *t, Value instance, Value state)
{
    Value method = object_find_attribute(t, instance, name___setstate__);
    if (method != VALUE_UNBOUND) {
        return method != VALUE_ERROR && call_1(t, method, state) != VALUE_ERROR;
    }
    Value slots = VALUE_NONE;
    if (value_is_tuple(state) && value_to_tuple(state)->length == 2) {
        slots = value_to_tuple(state)->items[1];
        state = value_to_tuple(state)->items[0];
    }
    return (state == VALUE_NONE || set_attributes(t, instance, state)) &&
           (slots == VALUE_NONE || set_slots(t, instance, slots));
}

/* ---- items ---- */

struct filling {
    Value copy, memo;
};

static bool add_item(struct thread *t, Value item, void *context)
{
    const struct filling *f = context;
    item = deep(t, item, f->memo);
    return item != VALUE_ERROR && call_method_1(t, f->copy, name_append, item) != VALUE_ERROR;
}

static bool add_pair(struct thread *t, Value pair, void *context)
{
    const struct filling *f = context;
    Value two = tuple_from_iterable(t, pair);
    if (two == VALUE_ERROR) {
        return false;
    }
    if (value_to_tuple(two)->length != 2) {
        return raise_false(t, &ValueError_type, "dict items iterator must give pairs");
    }
    Value key = deep(t, value_to_tuple(two)->items[0], f->memo);
    Value v = key == VALUE_ERROR ? key : deep(t, value_to_tuple(two)->items[1], f->memo);
    return v != VALUE_ERROR && object_set_item(t, f->copy, key, v);
}

/* ---- the whole ---- */

static Value part(const struct tuple *tuple, uint64_t i)
{
    return i < tuple->length ? tuple->items[i] : VALUE_NONE;
}

static Value rebuild(struct thread *t, Value v, Value memo, const struct tuple *reduced)
{
    if (reduced->length < 2 || reduced->length > 5) {
        return raise_error(t, &TypeError_type,
                           "tuple returned by __reduce__ must contain 2 through 5 elements to be "
                           "copied, not %d",
                           (int)reduced->length);
    }
    struct filling f = {.memo = memo};
    f.copy = make(t, reduced->items[0], reduced->items[1], memo);
    if (f.copy == VALUE_ERROR || (memo != VALUE_UNBOUND && !copy_remember(t, memo, v, f.copy))) {
        return VALUE_ERROR;
    }
    if (part(reduced, 2) != VALUE_NONE) {
        Value state = deep(t, reduced->items[2], memo);
        if (state == VALUE_ERROR || !set_state(t, f.copy, state)) {
            return VALUE_ERROR;
        }
    }
    bool ok = (part(reduced, 3) == VALUE_NONE || iterate(t, reduced->items[3], add_item, &f)) &&
              (part(reduced, 4) == VALUE_NONE || iterate(t, reduced->items[4], add_pair, &f));
    return ok ? f.copy : VALUE_ERROR;
}

/* What is registered for the type; UNBOUND: nothing. */
static Value registered(struct thread *t, const struct type *type)
{
    Value table = pickle_copyreg(t, PICKLE_DISPATCH_TABLE);
    return table == VALUE_ERROR ? table
                                : dict_get(t, value_to_dict(table), value_from_object(type));
}

static Value reduce(struct thread *t, Value v)
{
    Value function = object_find_attribute(t, v, name___reduce_ex__);
    if (function != VALUE_UNBOUND) {
        return function == VALUE_ERROR ? function : call_1(t, function, value_from_small_int(4));
    }
    function = object_find_attribute(t, v, name___reduce__);
    if (function != VALUE_UNBOUND) {
        return function == VALUE_ERROR ? function : call_0(t, function);
    }
    return raise_error(t, (struct type *)value_load(&copy_error),
                       "un(deep)copyable object of type %R", value_from_object(value_type(v)));
}

/* What reduction would come to for an instance that is its class and its attributes. */
static Value copy_instance(struct thread *t, Value v, Value memo)
{
    Value only[2] = {VALUE_UNBOUND, value_from_object(value_type(v))};
    Value copy = value_type(v)->new (t, only + 1, 1, VALUE_UNBOUND);
    if (copy == VALUE_ERROR || (memo != VALUE_UNBOUND && !copy_remember(t, memo, v, copy))) {
        return VALUE_ERROR;
    }
    struct dict *attributes = instance_snapshot(t, value_to_object(v));
    if (attributes == NULL || dict_length(attributes) == 0) {
        return attributes == NULL ? VALUE_ERROR : copy;
    }
    Value state = deep(t, value_from_object(attributes), memo);
    return state != VALUE_ERROR && set_state(t, copy, state) ? copy : VALUE_ERROR;
}

Value copy_by_reduction(struct thread *t, Value v, Value memo)
{
    Value function = registered(t, value_type(v));
    if (function == VALUE_UNBOUND && pickle_is_plain_instance(t, v)) {
        return copy_instance(t, v, memo);
    }
    Value reduced = function == VALUE_ERROR     ? function
                    : function != VALUE_UNBOUND ? call_1(t, function, v)
                                                : reduce(t, v);
    if (reduced == VALUE_ERROR || value_is_str(reduced)) {
        return reduced == VALUE_ERROR ? reduced : v;
    }
    Value tuple = tuple_from_iterable(t, reduced);
    return tuple == VALUE_ERROR ? tuple : rebuild(t, v, memo, value_to_tuple(tuple));
}
