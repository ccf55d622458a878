/* Instructions that call something or set the state of an instance. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/descriptor.h"
#include "runtime/dict.h"
#include "runtime/modules/unpickle.h"
#include "runtime/native.h"
#include "runtime/shape.h"

/* ---- calls ---- */

bool unpickle_reduce(struct unpickler *u)
{
    Value arguments = unpickle_pop(u);
    Value callable = arguments == VALUE_ERROR ? arguments : unpickle_pop(u);
    if (callable == VALUE_ERROR) {
        return false;
    }
    if (!value_is_tuple(arguments)) {
        return raise_false(u->t, &TypeError_type, "argument list must be a tuple");
    }
    return unpickle_push_made(u, call_tuple(u->t, callable, arguments, VALUE_UNBOUND));
}

/* class.__new__(class, *arguments, **keywords), as the type has it. */
static Value make(struct unpickler *u, Value class, const struct tuple *arguments, Value keywords)
{
    struct type *type = (struct type *)class;
    if (arguments->length == 0 && keywords == VALUE_UNBOUND) {
        Value only[2] = {VALUE_UNBOUND, class};
        return type->new (u->t, only + 1, 1, VALUE_UNBOUND);
    }
    Value all = tuple_new(u->t, NULL, arguments->length + 1);
    if (all == VALUE_ERROR) {
        return all;
    }
    value_to_tuple(all)->items[0] = class;
    for (uint64_t i = 0; i < arguments->length; i++) {
        value_to_tuple(all)->items[i + 1] = arguments->items[i];
    }
    if (keywords == VALUE_UNBOUND) {
        return type->new (u->t, value_to_tuple(all)->items, (uint32_t)arguments->length + 1,
                          VALUE_UNBOUND);
    }
    Value new = object_get_attribute(u->t, class, name___new__);
    return new == VALUE_ERROR ? new : call_tuple(u->t, new, all, keywords);
}

bool unpickle_newobj(struct unpickler *u, bool has_keywords)
{
    struct type *error = unpickling_error_type();
    const char *opcode = has_keywords ? "NEWOBJ_EX" : "NEWOBJ";
    if (!unpickle_has(u, has_keywords ? 3 : 2)) {
        return false;
    }
    Value keywords = has_keywords ? unpickle_pop(u) : VALUE_UNBOUND;
    Value arguments = unpickle_pop(u), class = unpickle_pop(u);
    if (!value_is_type(class)) {
        return raise_false(u->t, error, "%s class argument must be a type, not %T", opcode, class);
    }
    if (((struct type *)class)->new == NULL) {
        return raise_false(u->t, error, "%s class argument '%s' doesn't have __new__", opcode,
                           type_name((struct type *)class));
    }
    if (!value_is_tuple(arguments)) {
        return raise_false(u->t, error, "%s args argument must be a tuple, not %T", opcode,
                           arguments);
    }
    if (has_keywords && !value_is_dict(keywords)) {
        return raise_false(u->t, error, "%s kwargs argument must be a dict, not %T", opcode,
                           keywords);
    }
    return unpickle_push_made(u, make(u, class, value_to_tuple(arguments), keywords));
}

/* A call of a class; old-style classes without __getinitargs__ had no __init__ called. */
static Value instantiate(struct unpickler *u, Value class, Value arguments)
{
    struct thread *t = u->t;
    if (value_to_tuple(arguments)->length == 0 && value_is_type(class)) {
        Value method = object_find_attribute(t, class, name___getinitargs__);
        if (method == VALUE_ERROR) {
            return method;
        }
        if (method == VALUE_UNBOUND) {
            Value new = object_get_attribute(t, class, name___new__);
            return new == VALUE_ERROR ? new : call_1(t, new, class);
        }
    }
    return call_tuple(t, class, arguments, VALUE_UNBOUND);
}

bool unpickle_obj(struct unpickler *u)
{
    size_t place;
    if (!unpickle_pop_mark(u, &place)) {
        return false;
    }
    if (u->depth == place) {
        return unpickle_underflow(u);
    }
    Value arguments = unpickle_pop_tuple(u, place + 1);
    Value class = arguments == VALUE_ERROR ? arguments : unpickle_pop(u);
    return class != VALUE_ERROR && unpickle_push_made(u, instantiate(u, class, arguments));
}

bool unpickle_inst(struct unpickler *u)
{
    size_t place;
    if (!unpickle_pop_mark(u, &place)) {
        return false;
    }
    Value class = unpickle_named_class(u, "ascii");
    Value arguments = class == VALUE_ERROR ? class : unpickle_pop_tuple(u, place);
    return arguments != VALUE_ERROR && unpickle_push_made(u, instantiate(u, class, arguments));
}

/* ---- state ---- */

/* instance.__dict__[key] = v, without making a dict where none is needed. */
static bool set_entry(struct thread *t, Value instance, bool is_plain, Value *dict, Value key,
                      Value v)
{
    if (value_type(key) == &str_type) {
        key = str_intern(t, key);
        if (key == VALUE_ERROR) {
            return false;
        }
        if (is_plain) {
            return instance_set(t, value_to_object(instance), key, v);
        }
    }
    if (*dict == VALUE_UNBOUND) {
        *dict = object_get_attribute(t, instance, name___dict__);
    }
    return *dict != VALUE_ERROR && object_set_item(t, *dict, key, v);
}

static bool set_attributes(struct thread *t, Value instance, Value state)
{
    if (!value_is_dict(state)) {
        return raise_false(t, unpickling_error_type(), "state is not a dictionary");
    }
    bool is_plain = instance_dict_is_attributes(t, value_type(instance));
    Value dict = is_plain ? VALUE_UNBOUND : object_get_attribute(t, instance, name___dict__);
    uint64_t position = 0;
    Value key, v;
    if (dict == VALUE_ERROR) {
        return false;
    }
    while (dict_next(value_to_dict(state), &position, &key, &v)) {
        if (!set_entry(t, instance, is_plain, &dict, key, v)) {
            return false;
        }
    }
    return true;
}

static bool set_slots(struct thread *t, Value instance, Value state)
{
    uint64_t position = 0;
    Value key, v;
    if (!value_is_dict(state)) {
        return raise_false(t, unpickling_error_type(), "slot state is not a dictionary");
    }
    while (dict_next(value_to_dict(state), &position, &key, &v)) {
        if (!value_is_str(key)) {
            return raise_false(t, &TypeError_type, "attribute name must be string, not '%T'", key);
        }
        Value name = attribute_name(t, key);
        if (name == VALUE_ERROR || !object_set_attribute(t, instance, name, v)) {
            return false;
        }
    }
    return true;
}

/* A state of two parts is that of the attributes and that of the __slots__. */
static bool set_state(struct thread *t, Value instance, Value state)
{
    Value slots = VALUE_NONE;
    if (value_is_tuple(state) && value_to_tuple(state)->length == 2) {
        slots = value_to_tuple(state)->items[1];
        state = value_to_tuple(state)->items[0];
    }
    return (state == VALUE_NONE || set_attributes(t, instance, state)) &&
           (slots == VALUE_NONE || set_slots(t, instance, slots));
}

bool unpickle_build(struct unpickler *u)
{
    if (!unpickle_has(u, 2)) {
        return false;
    }
    Value state = unpickle_pop(u), instance = unpickle_top(u);
    Value method = object_find_attribute(u->t, instance, name___setstate__);
    if (method == VALUE_UNBOUND) {
        return set_state(u->t, instance, state);
    }
    return method != VALUE_ERROR && call_1(u->t, method, state) != VALUE_ERROR;
}
