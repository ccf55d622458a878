/* The type `object`: what every object has. Pickling is in runtime/object_reduce.c. */
#include "runtime/abstract.h"
#include "runtime/descriptor.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/object_reduce.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"
#include "runtime/weakref.h"

/* ---- making ---- */

static bool object_init(struct thread *t, Value self, Value *args, uint32_t n_args,
                        Value keyword_names);

static Value sorted_names(struct thread *t, Value methods)
{
    Value list = list_from_iterable(t, methods);
    if (list == VALUE_ERROR || !list_sort(t, (struct list *)list, VALUE_UNBOUND, false)) {
        return VALUE_ERROR;
    }
    Value comma = str_from_cstr(t, ", ");
    return comma == VALUE_ERROR ? comma : str_join(t, comma, list);
}

static COLD Value raise_abstract(struct thread *t, struct type *type)
{
    Value methods = object_get_attribute(t, value_from_object(type), name___abstractmethods__);
    int64_t n;
    if (methods == VALUE_ERROR || !object_length(t, methods, &n)) {
        return VALUE_ERROR;
    }
    Value names = sorted_names(t, methods);
    return names == VALUE_ERROR
               ? names
               : raise_error(t, &TypeError_type,
                             "Can't instantiate abstract class %s with abstract method%s %V",
                             type->name, n == 1 ? "" : "s", names);
}

/* Arguments are somebody's mistake unless the class overrides the other one of __new__ and __init__. */
static Value object_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (UNLIKELY(n_args > 1 || keyword_names != VALUE_UNBOUND)) {
        if (type->new != object_new) {
            return raise_error(t, &TypeError_type,
                               "object.__new__() takes exactly one argument (the type to "
                               "instantiate)");
        }
        if (type->init == object_init) {
            return raise_error(t, &TypeError_type, "%s() takes no arguments", type->name);
        }
    }
    if (UNLIKELY(type_has(type, TYPE_ABSTRACT))) {
        return raise_abstract(t, type);
    }
    void *made = gc_new(t, type);
    return made == NULL ? VALUE_ERROR : value_from_object(made);
}

static bool object_init(struct thread *t, Value self, UNUSED Value *args, uint32_t n_args,
                        Value keyword_names)
{
    const struct type *type = value_type(self);
    if (LIKELY(n_args == 0 && keyword_names == VALUE_UNBOUND)) {
        return true;
    }
    if (type->init != object_init) {
        return raise_false(t, &TypeError_type,
                           "object.__init__() takes exactly one argument (the instance to "
                           "initialize)");
    }
    return type->new != object_new ||
           raise_false(t, &TypeError_type,
                       "%s.__init__() takes exactly one argument (the instance to initialize)",
                       type->name);
}

/* ---- slots ---- */

static Value object_default_repr(struct thread *t, Value self)
{
    const struct type *type = value_type(self);
    char address[24];
    address_text(self, address);
    if (!type_has(type, TYPE_HEAP)) {
        return type_has(type, TYPE_NAMED_SHORTLY)
                   ? str_format(t, "<%s.%s object at %s>", type->module, type->name, address)
                   : str_format(t, "<%T object at %s>", self, address);
    }
    Value module = dict_get_str(type->attributes, name___module__);
    if (module == VALUE_UNBOUND || !value_is_str(module) || str_equals_cstr(module, "builtins")) {
        return str_format(t, "<%s object at %s>", type->name, address);
    }
    return str_format(t, "<%V.%V object at %s>", module, type->qualname, address);
}

static Value object_default_str(struct thread *t, Value self)
{
    return object_repr(t, self);
}

static bool object_default_hash(UNUSED struct thread *t, Value self, int64_t *hash)
{
    uint64_t bits = value_bits(self); /* addresses end in four zero bits */
    *hash = (int64_t)((bits >> 4) | (bits << 60));
    *hash = *hash == -1 ? -2 : *hash;
    return true;
}

static Value object_default_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (op == COMPARE_EQ) {
        return self == other ? VALUE_TRUE : VALUE_NOT_IMPLEMENTED;
    }
    if (op != COMPARE_NE) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value equal = value_type(self)->compare(t, self, other, COMPARE_EQ);
    if (equal == VALUE_ERROR || equal == VALUE_NOT_IMPLEMENTED) {
        return equal;
    }
    enum truth truth = object_truth(t, equal);
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_FALSE);
}

/* ---- __class__ ---- */

static Value get_class(UNUSED struct thread *t, Value self)
{
    return value_from_object(value_type(self));
}

static bool set_class(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "can't delete __class__ attribute");
    }
    if (!value_is_type(v)) {
        return raise_false(t, &TypeError_type, "__class__ must be set to a class, not '%T' object",
                           v);
    }
    struct type *from = value_type(self), *to = (struct type *)v;
    bool are_modules = type_is_subtype(from, &module_type) && type_is_subtype(to, &module_type);
    if (!are_modules && (!type_has(from, TYPE_HEAP) || !type_has(to, TYPE_HEAP))) {
        return raise_false(t, &TypeError_type,
                           "__class__ assignment only supported for mutable types or ModuleType "
                           "subclasses");
    }
    return from == to || (type_check_assignment(t, from, to, "__class__") &&
                          instance_set_class(t, value_to_object(self), to));
}

/* ---- methods ---- */

static Value method_format(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "__format__() argument must be str, not %A",
                           args[1]);
    }
    if (value_to_str(args[1])->length > 0) {
        return raise_error(t, &TypeError_type, "unsupported format string passed to %T.__format__",
                           args[0]);
    }
    return object_str(t, args[0]);
}

static Value method_sizeof(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    const struct type *type = value_type(args[0]);
    size_t size = type->instance_size;
    if (type->slots_offset != 0 && type->root_shape != NULL) {
        size += type->root_shape->n_inline * sizeof(Value);
    }
    return int_from_int64(t, (int64_t)size);
}

static bool add_own_names(struct thread *t, struct dict *all, Value self)
{
    Value own = object_find_attribute(t, self, name___dict__);
    if (own == VALUE_ERROR) {
        return false;
    }
    return own == VALUE_UNBOUND || !value_is_dict(own) || dict_update(t, all, own);
}

static bool add_class_names(struct thread *t, struct dict *all, Value class)
{
    const struct tuple *mro = value_to_tuple(((const struct type *)class)->mro);
    for (uint64_t i = 0; i < mro->length; i++) {
        Value attributes = value_from_object(((const struct type *)mro->items[i])->attributes);
        if (!dict_update(t, all, attributes)) {
            return false;
        }
    }
    return true;
}

static Value method_dir(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value all = dict_new(t);
    if (all == VALUE_ERROR || !add_own_names(t, value_to_dict(all), args[0])) {
        return VALUE_ERROR;
    }
    Value class = object_find_attribute(t, args[0], name___class__);
    if (class == VALUE_ERROR || (class != VALUE_UNBOUND && value_is_type(class) &&
                                 !add_class_names(t, value_to_dict(all), class))) {
        return VALUE_ERROR;
    }
    return dict_keys_list(t, value_to_dict(all));
}

/* args[0] is the class. */
static Value method_init_subclass(struct thread *t, Value *args, uint32_t n_args,
                                  Value keyword_names)
{
    bool has_keywords = keyword_count(keyword_names) > 0;
    if (LIKELY(n_args == 1 && !has_keywords)) {
        return VALUE_NONE;
    }
    Value name = object_get_attribute(t, args[0], name___qualname__);
    if (name == VALUE_ERROR || has_keywords) {
        return name == VALUE_ERROR
                   ? name
                   : raise_error(t, &TypeError_type,
                                 "%V.__init_subclass__() takes no keyword arguments", name);
    }
    return raise_error(t, &TypeError_type, "%V.__init_subclass__() takes no arguments (%d given)",
                       name, (int)n_args - 1);
}

static Value method_subclass_hook(UNUSED struct thread *t, UNUSED Value *args,
                                  UNUSED uint32_t n_args, UNUSED Value names)
{
    return VALUE_NOT_IMPLEMENTED;
}

static const struct native_def methods[] = {
    {"__format__", method_format, "(self, format_spec, /)", "Default object formatter.",
     NATIVE_METHOD},
    {"__sizeof__", method_sizeof, "(self, /)", "Size of object in memory, in bytes.",
     NATIVE_METHOD},
    {"__dir__", method_dir, "(self, /)", "Default dir() implementation.", NATIVE_METHOD},
    {"__reduce__", object_reduce, "(self, /)", "Helper for pickle.", NATIVE_METHOD},
    {"__reduce_ex__", object_reduce_ex, "(self, protocol, /)", "Helper for pickle.", NATIVE_METHOD},
    {"__getstate__", object_get_state, "(self, /)", "Helper for pickle.", NATIVE_METHOD},
    {"__init_subclass__", method_init_subclass, "(*)",
     "This method is called when a class is subclassed.\n\nThe default implementation does "
     "nothing. It may be\noverridden to extend subclasses.\n",
     NATIVE_CLASS_METHOD},
    {"__subclasshook__", method_subclass_hook, "(*)",
     "Abstract classes can override this to customize issubclass().\n", NATIVE_CLASS_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def getsets[] = {
    {"__class__", get_class, set_class, "the object's class"},
    {NULL, NULL, NULL, NULL},
};

struct type object_type = {
    TYPE_HEADER("object", sizeof(struct object)),
    .text_signature = "()",
    .doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and "
           "returns a new featureless\ninstance that has no instance attributes and cannot be "
           "given any.\n",
    .flags = TYPE_BASE,
    .repr = object_default_repr,
    .str = object_default_str,
    .hash = object_default_hash,
    .compare = object_default_compare,
    .get_attribute = object_generic_get_attribute,
    .set_attribute = object_generic_set_attribute,
    .new = object_new,
    .init = object_init,
    .methods = methods,
    .getsets = getsets,
};

/* ---- what classes with attributes have ---- */

Value instance_get_dict(struct thread *t, Value self)
{
    if (value_type(self)->slots_offset == 0) {
        return raise_no_attribute(t, self, name___dict__);
    }
    struct dict *dict = instance_dict(t, value_to_object(self));
    return dict == NULL ? VALUE_ERROR : value_from_object(dict);
}

bool instance_assign_dict(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "cannot delete __dict__");
    }
    if (!value_is_dict(v)) {
        return raise_false(t, &TypeError_type, "__dict__ must be set to a dictionary, not a '%T'",
                           v);
    }
    return instance_set_dict(t, value_to_object(self), value_to_dict(v));
}

/* What a base in C says about `__dict__` goes before what a class among the bases says. UNBOUND: nothing. */
static Value dict_descriptor_in_c(const struct type *type)
{
    Value found = VALUE_UNBOUND;
    for (; type != NULL && found == VALUE_UNBOUND; type = type->parent) {
        if (!type_has(type, TYPE_HEAP)) {
            found = dict_get_str(type->attributes, name___dict__);
        }
    }
    return found;
}

static Value get_dict(struct thread *t, Value self)
{
    struct type *type = value_type(self);
    Value in_c = dict_descriptor_in_c(type);
    return in_c == VALUE_UNBOUND ? instance_get_dict(t, self) : object_bind(t, in_c, self, type);
}

bool instance_dict_is_attributes(struct thread *t, struct type *type)
{
    if (type->slots_offset == 0 || type->get_attribute != object_generic_get_attribute) {
        return false;
    }
    Value found = type_lookup(t, type, name___dict__);
    if (found == VALUE_UNBOUND || value_type(found) != &getset_descriptor_type) {
        return false;
    }
    const struct getset_def *def = ((const struct getset_descriptor *)found)->def;
    Value in_c = def == &instance_dict_getset ? dict_descriptor_in_c(type) : VALUE_UNBOUND;
    if (in_c != VALUE_UNBOUND) {
        def = value_type(in_c) == &getset_descriptor_type
                  ? ((const struct getset_descriptor *)in_c)->def
                  : NULL;
    }
    return def != NULL && (def == &instance_dict_getset || def->get == instance_get_dict);
}

static bool set_dict(struct thread *t, Value self, Value v)
{
    Value in_c = dict_descriptor_in_c(value_type(self));
    if (in_c != VALUE_UNBOUND) {
        return value_type(in_c)->descriptor_set(t, in_c, self, v);
    }
    if (value_type(self)->slots_offset == 0) {
        return raise_no_attribute(t, self, name___dict__) != VALUE_ERROR;
    }
    if (v == VALUE_UNBOUND && (v = dict_new(t)) == VALUE_ERROR) {
        return false;
    }
    return instance_assign_dict(t, self, v);
}

static Value get_weakref(struct thread *t, Value self)
{
    Value references = weakref_list(t, self);
    if (references == VALUE_ERROR) {
        return references;
    }
    Value first = list_get((const struct list *)references, 0);
    return first == VALUE_UNBOUND ? VALUE_NONE : first;
}

const struct getset_def instance_dict_getset = {"__dict__", get_dict, set_dict,
                                                "dictionary for instance variables (if defined)"};
const struct getset_def native_dict_getset = {"__dict__", instance_get_dict, instance_assign_dict,
                                              NULL};
const struct getset_def instance_weakref_getset = {
    "__weakref__", get_weakref, NULL, "list of weak references to the object (if defined)"};
