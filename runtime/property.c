/* property: an attribute computed by functions. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/descriptor.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct property {
    struct object base; /* attributes of subclasses' instances follow */
    /* value_load, value_store: __init__ may run again. UNBOUND or None: none. */
    Value get, set, remove, doc;
    Value name;           /* by __set_name__; UNBOUND: not told */
    Value doc_is_getters; /* True: `doc` was taken from the getter */
};

static struct property *as_property(Value v)
{
    return (struct property *)v;
}

Value property_getter(Value property)
{
    return value_load(&as_property(property)->get);
}

static void trace(struct marker *m, struct object *self)
{
    mark_values(m, &((struct property *)self)->get, 6);
}

static Value new_property(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    void *made = gc_new(t, (struct type *)args[0]);
    return made == NULL ? VALUE_ERROR : value_from_object(made);
}

static bool set_doc_from_getter(struct thread *t, Value self, Value getter)
{
    struct property *property = as_property(self);
    Value doc = object_find_attribute(t, getter, name___doc__);
    if (doc == VALUE_ERROR) {
        return false;
    }
    if (doc == VALUE_UNBOUND || doc == VALUE_NONE) {
        return true;
    }
    value_store(&property->doc_is_getters, VALUE_TRUE);
    if (value_type(self) == &property_type) {
        value_store(&property->doc, doc);
        return true;
    }
    return object_set_attribute(t, self, name___doc__, doc); /* a subclass has room for its own */
}

static struct argument_parser init_parser = {"property",
                                             "(fget=None, fset=None, fdel=None, doc=None)", NULL};

static Value or_none(Value v)
{
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static bool init_property(struct thread *t, Value self, Value *args, uint32_t n_args,
                          Value keyword_names)
{
    struct property *property = as_property(self);
    Value bound[4];
    if (!arguments_bind(t, &init_parser, args, n_args, keyword_names, bound)) {
        return false;
    }
    value_store(&property->get, or_none(bound[0]));
    value_store(&property->set, or_none(bound[1]));
    value_store(&property->remove, or_none(bound[2]));
    value_store(&property->doc, or_none(bound[3]));
    value_store(&property->doc_is_getters, VALUE_FALSE);
    if (or_none(bound[3]) == VALUE_NONE && or_none(bound[0]) != VALUE_NONE) {
        return set_doc_from_getter(t, self, bound[0]);
    }
    return true;
}

/* "property 'x' of 'C' object has no setter" */
static COLD Value raise_missing(struct thread *t, const struct property *property, Value instance,
                                const char *what)
{
    Value name = value_load(&property->name);
    Value qualname =
        object_get_attribute(t, value_from_object(value_type(instance)), name___qualname__);
    if (qualname == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (name != VALUE_UNBOUND && name != VALUE_NONE) {
        return raise_error(t, &AttributeError_type, "property %R of %R object has no %s", name,
                           qualname, what);
    }
    return raise_error(t, &AttributeError_type, "property of %R object has no %s", qualname, what);
}

static Value descriptor_get(struct thread *t, Value self, Value instance, UNUSED Value owner)
{
    const struct property *property = as_property(self);
    if (instance == VALUE_UNBOUND || instance == VALUE_NONE) {
        return self;
    }
    Value getter = or_none(value_load(&property->get));
    return getter == VALUE_NONE ? raise_missing(t, property, instance, "getter")
                                : call_1(t, getter, instance);
}

static bool descriptor_set(struct thread *t, Value self, Value instance, Value v)
{
    const struct property *property = as_property(self);
    Value function = or_none(value_load(v == VALUE_UNBOUND ? &property->remove : &property->set));
    if (function == VALUE_NONE) {
        raise_missing(t, property, instance, v == VALUE_UNBOUND ? "deleter" : "setter");
        return false;
    }
    Value result =
        v == VALUE_UNBOUND ? call_1(t, function, instance) : call_2(t, function, instance, v);
    return result != VALUE_ERROR;
}

/* A copy of the same class with one function replaced. */
static Value copy_with(struct thread *t, Value self, Value get, Value set, Value remove)
{
    const struct property *property = as_property(self);
    bool doc_follows = value_load(&property->doc_is_getters) == VALUE_TRUE;
    Value args[] = {VALUE_UNBOUND, get != VALUE_UNBOUND ? get : or_none(value_load(&property->get)),
                    set != VALUE_UNBOUND ? set : or_none(value_load(&property->set)),
                    remove != VALUE_UNBOUND ? remove : or_none(value_load(&property->remove)),
                    doc_follows ? VALUE_NONE : or_none(value_load(&property->doc))};
    if (doc_follows && args[1] == VALUE_NONE) {
        args[4] = or_none(value_load(&property->doc));
    }
    Value copy = call(t, value_from_object(value_type(self)), args + 1, 4, VALUE_UNBOUND);
    if (copy != VALUE_ERROR && value_is_instance(copy, &property_type)) {
        value_store(&as_property(copy)->name, value_load(&property->name));
    }
    return copy;
}

static Value method_getter(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    return copy_with(t, args[0], args[1], VALUE_UNBOUND, VALUE_UNBOUND);
}

static Value method_setter(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    return copy_with(t, args[0], VALUE_UNBOUND, args[1], VALUE_UNBOUND);
}

static Value method_deleter(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    return copy_with(t, args[0], VALUE_UNBOUND, VALUE_UNBOUND, args[1]);
}

static Value method_set_name(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value names)
{
    const struct tuple *given = value_to_tuple(args[1]);
    if (given->length != 2) {
        return raise_error(t, &TypeError_type,
                           "__set_name__() takes 2 positional arguments but %d were given",
                           (int)given->length);
    }
    value_store(&as_property(args[0])->name, given->items[1]);
    return VALUE_NONE;
}

static const struct native_def methods[] = {
    {"getter", method_getter, "(self, fget, /)",
     "Descriptor to obtain a copy of the property with a different getter.", NATIVE_METHOD},
    {"setter", method_setter, "(self, fset, /)",
     "Descriptor to obtain a copy of the property with a different setter.", NATIVE_METHOD},
    {"deleter", method_deleter, "(self, fdel, /)",
     "Descriptor to obtain a copy of the property with a different deleter.", NATIVE_METHOD},
    {"__set_name__", method_set_name, "(self, /, *owner_and_name)",
     "Method to set name of a property.", NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static Value get_fget(UNUSED struct thread *t, Value self)
{
    return or_none(value_load(&as_property(self)->get));
}

static Value get_fset(UNUSED struct thread *t, Value self)
{
    return or_none(value_load(&as_property(self)->set));
}

static Value get_fdel(UNUSED struct thread *t, Value self)
{
    return or_none(value_load(&as_property(self)->remove));
}

static Value get_doc(UNUSED struct thread *t, Value self)
{
    return or_none(value_load(&as_property(self)->doc));
}

static bool set_doc(UNUSED struct thread *t, Value self, Value v)
{
    value_store(&as_property(self)->doc, or_none(v));
    return true;
}

/* Is one of the functions abstract (abc.abstractmethod)? */
static Value get_is_abstract(struct thread *t, Value self)
{
    const struct property *property = as_property(self);
    const Value functions[] = {value_load(&property->get), value_load(&property->set),
                               value_load(&property->remove)};
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        if (or_none(functions[i]) == VALUE_NONE) {
            continue;
        }
        Value mark = object_find_attribute(t, functions[i], name___isabstractmethod__);
        enum truth truth = mark == VALUE_UNBOUND ? TRUTH_FALSE
                           : mark == VALUE_ERROR ? TRUTH_ERROR
                                                 : object_truth(t, mark);
        if (truth != TRUTH_FALSE) {
            return truth == TRUTH_ERROR ? VALUE_ERROR : VALUE_TRUE;
        }
    }
    return VALUE_FALSE;
}

static const struct getset_def members[] = {
    {"fget", get_fget, NULL, NULL},
    {"fset", get_fset, NULL, NULL},
    {"fdel", get_fdel, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def getsets[] = {
    {"__doc__", get_doc, set_doc, NULL},
    {"__isabstractmethod__", get_is_abstract, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type property_type = {
    TYPE_HEADER("property", sizeof(struct property)),
    .text_signature = "(fget=None, fset=None, fdel=None, doc=None)",
    .doc = "Property attribute.",
    .flags = TYPE_BASE,
    .trace = trace,
    .new = new_property,
    .init = init_property,
    .descriptor_get = descriptor_get,
    .descriptor_set = descriptor_set,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
