/* super: attributes from the classes behind a given one in the method resolution order of an instance. */
#include "runtime/super.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/lookup.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"

struct super {
    struct object base;
    /* value_load, value_store: __init__ may run again. */
    Value this_class;
    Value self;       /* an instance, a class, or UNBOUND: unbound super */
    Value self_class; /* whose mro is followed */
};

static struct super *as_super(Value v)
{
    return (struct super *)v;
}

static void trace(struct marker *m, struct object *self)
{
    mark_values(m, &((struct super *)self)->this_class, 3);
}

/* The class whose order counts for `self`: itself, if it is a subclass; its type; or what __class__ says. */
static Value class_for(struct thread *t, Value this_class, Value self)
{
    const struct type *wanted = (const struct type *)this_class;
    if (value_is_type(self) && type_is_subtype((const struct type *)self, wanted)) {
        return self;
    }
    if (value_is_instance(self, wanted)) {
        return value_from_object(value_type(self));
    }
    Value claimed = object_find_attribute(t, self, name___class__);
    if (claimed == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (claimed != VALUE_UNBOUND && value_is_type(claimed) &&
        type_is_subtype((const struct type *)claimed, wanted)) {
        return claimed;
    }
    return raise_error(t, &TypeError_type,
                       "super(type, obj): obj must be an instance or subtype of type");
}

static bool fill(struct thread *t, struct super *super, Value this_class, Value self)
{
    Value self_class = VALUE_UNBOUND;
    if (self == VALUE_NONE) {
        self = VALUE_UNBOUND;
    }
    if (self != VALUE_UNBOUND && (self_class = class_for(t, this_class, self)) == VALUE_ERROR) {
        return false;
    }
    value_store(&super->this_class, this_class);
    value_store(&super->self, self);
    value_store(&super->self_class, self_class);
    return true;
}

bool super_check_class(struct thread *t, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &RuntimeError_type, "super(): empty __class__ cell");
    }
    return value_is_type(v) ||
           raise_false(t, &RuntimeError_type, "super(): __class__ is not a type (%T)", v);
}

Value super_new(struct thread *t, Value this_class, Value self)
{
    struct super *super = gc_allocate(t, sizeof *super, &super_type);
    if (super == NULL || !fill(t, super, this_class, self)) {
        return VALUE_ERROR;
    }
    return value_from_object(super);
}

static Value new_super(struct thread *t, Value *args, UNUSED uint32_t n_args,
                       UNUSED Value keyword_names)
{
    void *made = gc_new(t, (struct type *)args[0]);
    return made == NULL ? VALUE_ERROR : value_from_object(made);
}

static bool init_super(struct thread *t, Value self, Value *args, uint32_t n_args,
                       Value keyword_names)
{
    Value found[2];
    if (!reject_keywords(t, "super", keyword_names)) {
        return false;
    }
    if (n_args > 2) {
        return raise_false(t, &TypeError_type, "super() expected at most 2 arguments, got %d",
                           (int)n_args);
    }
    if (n_args == 0) {
        if (upcalls.super_arguments == NULL) {
            return raise_false(t, &RuntimeError_type, "super(): no current frame");
        }
        return upcalls.super_arguments(t, &found[0], &found[1]) &&
               fill(t, as_super(self), found[0], found[1]);
    }
    if (!value_is_type(args[0])) {
        return raise_false(t, &TypeError_type, "super() argument 1 must be a type, not %T",
                           args[0]);
    }
    return fill(t, as_super(self), args[0], n_args > 1 ? args[1] : VALUE_NONE);
}

/* The attribute behind `this_class` in the mro, without binding; UNBOUND if there is none. */
static Value find(Value this_class, Value self_class, Value name)
{
    const struct tuple *mro = value_to_tuple(((const struct type *)self_class)->mro);
    uint64_t i = 0;
    while (i < mro->length && mro->items[i] != this_class) {
        i++;
    }
    for (i++; i < mro->length; i++) {
        Value found = dict_get_str(((const struct type *)mro->items[i])->attributes, name);
        if (found != VALUE_UNBOUND) {
            return found;
        }
    }
    return VALUE_UNBOUND;
}

static Value get_attribute(struct thread *t, Value self, Value name)
{
    const struct super *super = as_super(self);
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value self_class = value_load(&super->self_class);
    if (self_class == VALUE_UNBOUND || name == name___class__) {
        return object_generic_get_attribute(t, self, name);
    }
    Value found = find(value_load(&super->this_class), self_class, name);
    if (found == VALUE_UNBOUND) {
        return object_generic_get_attribute(t, self, name);
    }
    const struct type *kind = value_type(found);
    if (kind->descriptor_get == NULL) {
        return found;
    }
    Value instance = value_load(&super->self);
    return kind->descriptor_get(t, found, instance == self_class ? VALUE_UNBOUND : instance,
                                self_class);
}

Value super_find_method(struct thread *t, struct type *this_class, Value self, Value name,
                        Value *method_self)
{
    *method_self = VALUE_UNBOUND;
    Value self_class = class_for(t, value_from_object(this_class), self);
    if (self_class == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value found = name == name___class__ ? VALUE_UNBOUND
                                         : find(value_from_object(this_class), self_class, name);
    if (found != VALUE_UNBOUND && method_takes_self(found) && self != self_class) {
        *method_self = self;
        return found;
    }
    Value super = super_new(t, value_from_object(this_class), self);
    return super == VALUE_ERROR ? VALUE_ERROR : get_attribute(t, super, name);
}

Value super_get_attribute(struct thread *t, Value super, Value name)
{
    return get_attribute(t, super, name);
}

static Value descriptor_get(struct thread *t, Value self, Value instance, UNUSED Value owner)
{
    const struct super *super = as_super(self);
    if (instance == VALUE_UNBOUND || value_load(&super->self) != VALUE_UNBOUND) {
        return self;
    }
    Value this_class = value_load(&super->this_class);
    if (value_type(self) == &super_type || this_class == VALUE_UNBOUND) {
        return super_new(t, this_class, instance);
    }
    return call_2(t, value_from_object(value_type(self)), this_class, instance);
}

static const char *class_name(Value v)
{
    return v == VALUE_UNBOUND ? "NULL" : ((const struct type *)v)->name;
}

static Value repr(struct thread *t, Value self)
{
    const struct super *super = as_super(self);
    Value self_class = value_load(&super->self_class);
    if (self_class == VALUE_UNBOUND) {
        return str_format(t, "<super: <class '%s'>, NULL>", class_name(super->this_class));
    }
    return str_format(t, "<super: <class '%s'>, <%s object>>", class_name(super->this_class),
                      class_name(self_class));
}

static Value or_none(Value v)
{
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static Value get_this_class(UNUSED struct thread *t, Value self)
{
    return or_none(value_load(&as_super(self)->this_class));
}

static Value get_self(UNUSED struct thread *t, Value self)
{
    return or_none(value_load(&as_super(self)->self));
}

static Value get_self_class(UNUSED struct thread *t, Value self)
{
    return or_none(value_load(&as_super(self)->self_class));
}

static const struct getset_def members[] = {
    {"__thisclass__", get_this_class, NULL, "the class invoking super()"},
    {"__self__", get_self, NULL, "the instance invoking super(); may be None"},
    {"__self_class__", get_self_class, NULL,
     "the type of the instance invoking super(); may be None"},
    {NULL, NULL, NULL, NULL},
};

struct type super_type = {
    TYPE_HEADER("super", sizeof(struct super)),
    .doc = "super() -> same as super(__class__, <first argument>)\n"
           "super(type) -> unbound super object\n"
           "super(type, obj) -> bound super object; requires isinstance(obj, type)\n"
           "super(type, type2) -> bound super object; requires issubclass(type2, type)",
    .flags = TYPE_BASE,
    .trace = trace,
    .repr = repr,
    .get_attribute = get_attribute,
    .descriptor_get = descriptor_get,
    .new = new_super,
    .init = init_super,
    .members = members,
};
