/* Syntax trees as scripts see them, for the compiler: see runtime/code.h. */
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/code.h"
#include "runtime/complex.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/set.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value module_attribute(struct thread *t, Value module, const char *name)
{
    Value interned = str_intern_cstr(t, name);
    return interned == VALUE_ERROR ? interned : object_get_attribute(t, module, interned);
}

Value tree_module(struct thread *t)
{
    Value name = str_intern_cstr(t, "_ast");
    return name == VALUE_ERROR ? name : import_module(t, name);
}

/* Scripts may have put anything there; instances are made past __new__ and written past __setattr__. */
static bool is_plain_class(Value v)
{
    if (!value_is_type(v)) {
        return false;
    }
    const struct type *type = (const struct type *)v;
    return type_has(type, TYPE_HEAP) && type_has(type, TYPE_HAS_DICT) &&
           type->new == object_type.new;
}

Value tree_class(struct thread *t, Value module, const char *name)
{
    Value class = module_attribute(t, module, name);
    if (class != VALUE_ERROR && !is_plain_class(class)) {
        return raise_error(t, &TypeError_type, "_ast.%s must be a class of nodes, not %T", name,
                           class);
    }
    return class;
}

Value tree_shared(struct thread *t, Value module, const char *name)
{
    Value table = module_attribute(t, module, "_shared");
    Value key = table == VALUE_ERROR ? table : str_intern_cstr(t, name);
    return key == VALUE_ERROR ? key : object_get_item(t, table, key);
}

Value tree_instance(struct thread *t, Value class)
{
    if (!safepoint_poll(&t->lock)) {
        return VALUE_ERROR;
    }
    void *made = gc_new(t, (struct type *)class);
    return made == NULL ? VALUE_ERROR : value_from_object(made);
}

bool tree_set(struct thread *t, Value instance, Value field, Value v)
{
    return instance_set(t, value_to_object(instance), field, v);
}

Value tree_list(struct thread *t, size_t capacity)
{
    return list_new(t, capacity);
}

bool tree_append(struct thread *t, Value list, Value v)
{
    return list_append(t, value_to_list(list), v);
}

/* --- The way back --- */

bool tree_is_node(struct thread *t, Value v, bool *is_node)
{
    *is_node = false;
    if (!value_is_object(v) || !type_has(value_type(v), TYPE_HEAP)) {
        return true;
    }
    Value module = tree_module(t);
    Value base = module == VALUE_ERROR ? module : tree_class(t, module, "AST");
    *is_node = base != VALUE_ERROR && tree_is_instance(v, base);
    return base != VALUE_ERROR;
}

bool tree_is_instance(Value v, Value class)
{
    return value_is_instance(v, (const struct type *)class);
}

Value tree_get(struct thread *t, Value v, Value field)
{
    return object_find_attribute(t, v, field);
}

bool tree_is_list(Value v)
{
    return value_is_list(v);
}

uint64_t tree_list_length(Value list)
{
    return list_length(value_to_list(list));
}

Value tree_list_item(Value list, uint64_t i)
{
    return list_get(value_to_list(list), i);
}

bool tree_int(struct thread *t, Value v, int *n)
{
    return value_is_int(v) ? number_to_c_int(t, v, n)
                           : raise_false(t, &ValueError_type, "invalid integer value: %R", v);
}

const char *tree_text(struct thread *t, Value v, size_t *n)
{
    if (value_is_bytes(v)) {
        *n = value_to_bytes(v)->length;
        return value_to_bytes(v)->data;
    }
    return str_to_utf8(t, v, n);
}

enum tree_constant tree_constant_kind(Value v)
{
    int64_t n;
    if (value_type(v) == &str_type) {
        return TREE_STR;
    }
    if (value_type(v) == &bytes_type) {
        return TREE_BYTES;
    }
    bool is_small = value_type(v) == &int_type && int_to_int64(v, &n) && n >= 0 && n < 1000000000;
    return is_small ? TREE_SMALL_INT : TREE_OTHER;
}

static const char *items_refused(struct thread *t, Value v)
{
    if (!stack_has_room(t)) {
        return value_type_name(v);
    }
    const char *refused = NULL;
    if (value_type(v) == &tuple_type) {
        const struct tuple *tuple = value_to_tuple(v);
        for (uint64_t i = 0; refused == NULL && i < tuple->length; i++) {
            refused = tree_constant_refused(t, tuple->items[i]);
        }
        return refused;
    }
    uint64_t position = 0;
    Value item;
    while (refused == NULL && set_next(value_to_set(v), &position, &item)) {
        refused = tree_constant_refused(t, item);
    }
    return refused;
}

const char *tree_constant_refused(struct thread *t, Value v)
{
    const struct type *type = value_type(v);
    if (v == VALUE_NONE || v == VALUE_ELLIPSIS || type == &bool_type || type == &int_type ||
        type == &float_type || type == &complex_type || type == &str_type || type == &bytes_type) {
        return NULL;
    }
    return type == &tuple_type || type == &frozenset_type ? items_refused(t, v)
                                                          : value_type_name(v);
}
