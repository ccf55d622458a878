/* Instructions that make and fill tuples, lists, dicts and sets. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/list_buffer.h"
#include "runtime/modules/unpickle.h"
#include "runtime/set.h"

/* ---- making ---- */

bool unpickle_tuple(struct unpickler *u, size_t n)
{
    if (!unpickle_has(u, n)) {
        return false;
    }
    return unpickle_push_made(u, unpickle_pop_tuple(u, u->depth - n));
}

bool unpickle_list_or_tuple(struct unpickler *u, bool is_list)
{
    size_t place;
    if (!unpickle_pop_mark(u, &place)) {
        return false;
    }
    if (!is_list) {
        return unpickle_push_made(u, unpickle_pop_tuple(u, place));
    }
    Value list = u->stack == NULL
                     ? list_new(u->t, 0)
                     : list_from_values(u->t, u->stack->items + place, u->depth - place);
    u->depth = place;
    return unpickle_push_made(u, list);
}

static bool fill_dict(struct unpickler *u, Value dict, size_t place)
{
    if (value_type(dict) == &dict_type) {
        return u->depth == place || dict_set_pairs(u->t, value_to_dict(dict),
                                                   u->stack->items + place, (u->depth - place) / 2);
    }
    for (size_t i = place; i < u->depth; i += 2) {
        if (!object_set_item(u->t, dict, u->stack->items[i], u->stack->items[i + 1])) {
            return false;
        }
    }
    return true;
}

bool unpickle_dict(struct unpickler *u)
{
    size_t place;
    if (!unpickle_pop_mark(u, &place)) {
        return false;
    }
    if ((u->depth - place) % 2 != 0) {
        return raise_false(u->t, unpickling_error_type(), "odd number of items for DICT");
    }
    Value dict = dict_new(u->t);
    if (dict == VALUE_ERROR || !fill_dict(u, dict, place)) {
        return false;
    }
    u->depth = place;
    return unpickle_push(u, dict);
}

bool unpickle_frozenset(struct unpickler *u)
{
    size_t place;
    if (!unpickle_pop_mark(u, &place)) {
        return false;
    }
    Value items = unpickle_pop_tuple(u, place);
    return items != VALUE_ERROR &&
           unpickle_push_made(u, set_from_iterable(u->t, &frozenset_type, items));
}

/* ---- filling ---- */

/* Is there a container below `place`, which lies above the last MARK? */
static bool check_container(struct unpickler *u, size_t place)
{
    return (place <= u->depth && place > u->fence) || unpickle_underflow(u);
}

static bool append_to_other(struct unpickler *u, Value container, size_t place)
{
    struct thread *t = u->t;
    Value extend = object_find_attribute(t, container, name_extend);
    if (extend != VALUE_UNBOUND) {
        Value items = extend == VALUE_ERROR
                          ? extend
                          : list_from_values(t, u->stack->items + place, u->depth - place);
        return items != VALUE_ERROR && call_1(t, extend, items) != VALUE_ERROR;
    }
    Value append = object_get_attribute(t, container, name_append);
    for (size_t i = place; append != VALUE_ERROR && i < u->depth; i++) {
        if (call_1(t, append, u->stack->items[i]) == VALUE_ERROR) {
            return false;
        }
    }
    return append != VALUE_ERROR;
}

bool unpickle_append(struct unpickler *u, size_t place)
{
    if (!check_container(u, place)) {
        return false;
    }
    if (place == u->depth) {
        return true;
    }
    Value container = u->stack->items[place - 1];
    bool ok;
    if (value_type(container) == &list_type) {
        struct list *list = value_to_list(container);
        ok = place + 1 == u->depth ? list_append(u->t, list, u->stack->items[place])
                                   : list_splice(u->t, list, UINT64_MAX, UINT64_MAX,
                                                 u->stack->items + place, u->depth - place);
    } else {
        ok = append_to_other(u, container, place);
    }
    u->depth = place;
    return ok;
}

bool unpickle_set_items(struct unpickler *u, size_t place)
{
    if (!check_container(u, place)) {
        return false;
    }
    if ((u->depth - place) % 2 != 0) {
        return raise_false(u->t, unpickling_error_type(), "odd number of items for SETITEMS");
    }
    bool ok = place == u->depth || fill_dict(u, u->stack->items[place - 1], place);
    u->depth = place;
    return ok;
}

bool unpickle_add_items(struct unpickler *u)
{
    size_t place;
    if (!unpickle_pop_mark(u, &place) || !check_container(u, place)) {
        return false;
    }
    struct thread *t = u->t;
    Value container = u->stack->items[place - 1];
    if (value_type(container) == &set_type) {
        for (size_t i = place; i < u->depth; i++) {
            if (!set_add(t, value_to_set(container), u->stack->items[i])) {
                return false;
            }
        }
    } else if (place < u->depth) {
        Value add = object_get_attribute(t, container, name_add);
        for (size_t i = place; i < u->depth; i++) {
            if (add == VALUE_ERROR || call_1(t, add, u->stack->items[i]) == VALUE_ERROR) {
                return false;
            }
        }
    }
    u->depth = place;
    return true;
}
