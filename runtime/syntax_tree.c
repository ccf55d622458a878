/* Syntax trees as scripts see them, for the compiler: see runtime/code.h. */
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/str.h"

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
