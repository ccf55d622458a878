/* The type `type`: calling a class, its constructor, its attributes. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/lookup.h"
#include "runtime/mappingproxy.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

static struct type *as_type(Value v)
{
    return (struct type *)v;
}

/* ---- calling ---- */

Value type_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = as_type(args[-1]);
    if (type == &type_type && n_args != 3) {
        if (n_args != 1) {
            return raise_error(t, &TypeError_type, "type() takes 1 or 3 arguments");
        }
        return reject_keywords(t, "type", keyword_names) ? value_from_object(value_type(args[0]))
                                                         : VALUE_ERROR;
    }
    if (type->new == NULL) {
        return raise_error(t, &TypeError_type, "cannot create '%s' instances", type_name(type));
    }
    Value v = type->new (t, args - 1, n_args + 1, keyword_names);
    if (v == VALUE_ERROR || !value_is_instance(v, type)) {
        return v;
    }
    struct type *actual = value_type(v);
    if (actual->init != NULL && !actual->init(t, v, args, n_args, keyword_names)) {
        return VALUE_ERROR;
    }
    return v;
}

static bool check_new_arguments(struct thread *t, const Value *args, uint32_t n_args)
{
    if (n_args != 4) {
        return raise_false(t, &TypeError_type,
                           "type.__new__() takes exactly 3 arguments (%d given)", (int)n_args - 1);
    }
    if (!value_is_str(args[1])) {
        return raise_false(t, &TypeError_type, "type.__new__() argument 1 must be str, not %A",
                           args[1]);
    }
    if (!value_is_tuple(args[2])) {
        return raise_false(t, &TypeError_type, "type.__new__() argument 2 must be tuple, not %A",
                           args[2]);
    }
    return value_is_dict(args[3]) ||
           raise_false(t, &TypeError_type, "type.__new__() argument 3 must be dict, not %A",
                       args[3]);
}

Value type_new_slot(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!check_new_arguments(t, args, n_args)) {
        return VALUE_ERROR;
    }
    struct type *metatype = as_type(args[0]);
    struct type *winner =
        type_check_resolved(t, args[2]) ? type_winner(t, metatype, args[2]) : NULL;
    if (winner == NULL) {
        return VALUE_ERROR;
    }
    if (winner != metatype && winner->new != type_new_slot) {
        Value first = args[0];
        args[0] = value_from_object(winner);
        Value result = winner->new (t, args, n_args, keyword_names);
        args[0] = first;
        return result;
    }
    return type_new(t, winner, args[1], args[2], args[3], keyword_names, args + n_args);
}

bool type_init_slot(struct thread *t, UNUSED Value self, UNUSED Value *args, uint32_t n_args,
                    Value keyword_names)
{
    if (n_args == 1 && keyword_count(keyword_names) > 0) {
        return raise_false(t, &TypeError_type, "type.__init__() takes no keyword arguments");
    }
    return n_args == 1 || n_args == 3 ||
           raise_false(t, &TypeError_type, "type.__init__() takes 1 or 3 arguments");
}

/* ---- attribute access ---- */

static COLD Value raise_no_class_attribute(struct thread *t, Value self, Value name)
{
    raise_error(t, &AttributeError_type, "type object '%s' has no attribute '%V'",
                as_type(self)->name, name);
    return add_attribute_error_details(t, self, name);
}

/* UNBOUND: there is no such attribute. `name` is interned. */
static Value find_attribute(struct thread *t, Value self, Value name)
{
    struct type *meta = value_type(self);
    Value of_meta = type_lookup(t, meta, name);
    bool is_data = attribute_rule(of_meta) == RULE_DATA;
    if (is_data && value_type(of_meta)->descriptor_get != NULL) {
        return value_type(of_meta)->descriptor_get(t, of_meta, self, value_from_object(meta));
    }
    Value found = type_lookup(t, as_type(self), name);
    if (found != VALUE_UNBOUND) {
        const struct type *kind = value_type(found);
        return kind->descriptor_get == NULL ? found
                                            : kind->descriptor_get(t, found, VALUE_UNBOUND, self);
    }
    return of_meta == VALUE_UNBOUND ? VALUE_UNBOUND : object_bind(t, of_meta, self, meta);
}

Value type_get_attribute(struct thread *t, Value self, Value name)
{
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value found = find_attribute(t, self, name);
    return LIKELY(found != VALUE_UNBOUND) ? found : raise_no_class_attribute(t, self, name);
}

Value type_find_attribute(struct thread *t, Value self, Value name)
{
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value found = find_attribute(t, self, name);
    return error_swallow_missing(t, found);
}

/* ---- names ---- */

static Value get_name(struct thread *t, Value self)
{
    const struct type *type = as_type(self);
    return type->name_object != VALUE_UNBOUND ? type->name_object : str_from_cstr(t, type->name);
}

static bool check_settable(struct thread *t, Value self, Value v, const char *attribute)
{
    const struct type *type = as_type(self);
    if (type_has(type, TYPE_IMMUTABLE)) {
        return raise_false(t, &TypeError_type, "cannot set '%s' attribute of immutable type '%s'",
                           attribute, type_name(type));
    }
    return v != VALUE_UNBOUND ||
           raise_false(t, &TypeError_type, "cannot delete '%s' attribute of immutable type '%s'",
                       attribute, type->name);
}

static bool check_is_str(struct thread *t, Value self, Value v, const char *attribute)
{
    return value_is_str(v) ||
           raise_false(t, &TypeError_type, "can only assign string to %s.%s, not '%T'",
                       as_type(self)->name, attribute, v);
}

const char *type_name_text(struct thread *t, Value name)
{
    size_t n;
    if (!codec_is_encodable(t, name)) {
        return NULL;
    }
    const char *text = str_to_utf8(t, name, &n);
    if (text != NULL && memchr(text, '\0', n) != NULL) {
        raise_error(t, &ValueError_type, "type name must not contain null characters");
        return NULL;
    }
    return text;
}

static bool set_name(struct thread *t, Value self, Value v)
{
    struct type *type = as_type(self);
    if (!check_settable(t, self, v, "__name__") || !check_is_str(t, self, v, "__name__")) {
        return false;
    }
    const char *text = type_name_text(t, v);
    if (text == NULL) {
        return false;
    }
    store_release(&type->name, text);
    value_store(&type->name_object, v);
    return true;
}

static Value get_qualname(struct thread *t, Value self)
{
    const struct type *type = as_type(self);
    return type->qualname != VALUE_UNBOUND ? value_load(&type->qualname) : get_name(t, self);
}

static bool set_qualname(struct thread *t, Value self, Value v)
{
    if (!check_settable(t, self, v, "__qualname__") || !check_is_str(t, self, v, "__qualname__")) {
        return false;
    }
    value_store(&as_type(self)->qualname, v);
    return true;
}

static Value get_module(struct thread *t, Value self)
{
    const struct type *type = as_type(self);
    if (!type_has(type, TYPE_HEAP)) {
        return type->module == NULL ? name_builtins : str_intern_cstr(t, type->module);
    }
    Value module = dict_get_str(type->attributes, name___module__);
    if (module == VALUE_UNBOUND) {
        return raise_with_argument(t, &AttributeError_type, name___module__);
    }
    return module;
}

static bool set_module(struct thread *t, Value self, Value v)
{
    return check_settable(t, self, v, "__module__") &&
           dict_set_str(t, as_type(self)->attributes, name___module__, v);
}

static Value get_doc(struct thread *t, Value self)
{
    const struct type *type = as_type(self);
    if (!type_has(type, TYPE_HEAP)) {
        return type->doc == NULL ? VALUE_NONE : str_from_cstr(t, type->doc);
    }
    Value doc = dict_get_str(type->attributes, name___doc__);
    if (doc == VALUE_UNBOUND || value_type(doc)->descriptor_get == NULL) {
        return doc == VALUE_UNBOUND ? VALUE_NONE : doc;
    }
    return value_type(doc)->descriptor_get(t, doc, VALUE_UNBOUND, self);
}

static bool set_doc(struct thread *t, Value self, Value v)
{
    return check_settable(t, self, v, "__doc__") &&
           dict_set_str(t, as_type(self)->attributes, name___doc__, v) &&
           type_attribute_changed(t, as_type(self), name___doc__);
}

/* ---- structure ---- */

static Value get_bases(UNUSED struct thread *t, Value self)
{
    return value_load(&as_type(self)->bases);
}

static bool set_bases(struct thread *t, Value self, Value v)
{
    return check_settable(t, self, v, "__bases__") && type_set_bases(t, as_type(self), v);
}

static Value get_base(UNUSED struct thread *t, Value self)
{
    const struct type *parent = load_acquire(&as_type(self)->parent);
    return parent == NULL ? VALUE_NONE : value_from_object(parent);
}

static Value get_mro(UNUSED struct thread *t, Value self)
{
    return type_has(as_type(self), TYPE_READY) ? value_load(&as_type(self)->mro) : VALUE_NONE;
}

static Value get_dict(struct thread *t, Value self)
{
    return mappingproxy_new(t, value_from_object(as_type(self)->attributes));
}

static Value get_basic_size(struct thread *t, Value self)
{
    return int_from_int64(t, as_type(self)->instance_size);
}

static Value get_dict_offset(UNUSED struct thread *t, Value self)
{
    const struct type *type = as_type(self);
    if (type_has(type, TYPE_TYPE_SUBCLASS)) {
        return value_from_small_int(offsetof(struct type, attributes));
    }
    return value_from_small_int(type_is_subtype(type, &module_type)
                                    ? (int64_t)offsetof(struct module, attributes)
                                    : (int64_t)type->slots_offset);
}

/* The bits of CPython's tp_flags that scripts ask for. */
static Value get_flags(struct thread *t, Value self)
{
    const struct type *type = as_type(self);
    int64_t flags = 1 << 12;
    flags |= type_has(type, TYPE_HEAP) ? 1 << 9 : 0;
    flags |= type_has(type, TYPE_BASE) ? 1 << 10 : 0;
    flags |= type_has(type, TYPE_IMMUTABLE) ? 1 << 8 : 0;
    flags |= type_has(type, TYPE_ABSTRACT) ? 1 << 20 : 0;
    flags |= type_has(type, TYPE_MATCHES_SEQUENCE) ? 1 << 5 : 0;
    flags |= type_has(type, TYPE_MATCHES_MAPPING) ? 1 << 6 : 0;
    flags |= type_has(type, TYPE_MATCHES_SELF) ? 1 << 22 : 0;
    flags |= type_has(type, TYPE_METHOD_DESCRIPTOR) ? 1 << 17 : 0;
    return int_from_int64(t, flags);
}

static Value get_abstract_methods(struct thread *t, Value self)
{
    Value v = VALUE_UNBOUND;
    if (self != value_from_object(&type_type)) {
        v = dict_get_str(as_type(self)->attributes, name___abstractmethods__);
    }
    return v != VALUE_UNBOUND
               ? v
               : raise_with_argument(t, &AttributeError_type, name___abstractmethods__);
}

static bool set_abstract_methods(struct thread *t, Value self, Value v)
{
    struct type *type = as_type(self);
    Value was;
    if (v == VALUE_UNBOUND) {
        atomic_and(&type->flags, ~(uint32_t)TYPE_ABSTRACT);
        return dict_remove(t, type->attributes, name___abstractmethods__, &was) &&
               (was != VALUE_UNBOUND ||
                raise_with_argument(t, &AttributeError_type, name___abstractmethods__) !=
                    VALUE_ERROR);
    }
    enum truth any = object_truth(t, v);
    if (any == TRUTH_ERROR || !dict_set_str(t, type->attributes, name___abstractmethods__, v)) {
        return false;
    }
    if (any == TRUTH_TRUE) {
        atomic_or(&type->flags, TYPE_ABSTRACT);
    } else {
        atomic_and(&type->flags, ~(uint32_t)TYPE_ABSTRACT);
    }
    return type_attribute_changed(t, type, name___abstractmethods__);
}

/* Made on demand in the class's own dict. */
static Value get_annotations(struct thread *t, Value self)
{
    struct type *type = as_type(self);
    if (!type_has(type, TYPE_HEAP)) {
        raise_error(t, &AttributeError_type, "type object '%s' has no attribute '__annotations__'",
                    type_name(type));
        return add_attribute_error_details(t, self, name___annotations__);
    }
    Value v = dict_get_str(type->attributes, name___annotations__);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    v = dict_new(t);
    return v == VALUE_ERROR ? v : dict_set_default(t, type->attributes, name___annotations__, v);
}

static bool set_annotations(struct thread *t, Value self, Value v)
{
    struct type *type = as_type(self);
    Value was;
    if (type_has(type, TYPE_IMMUTABLE)) {
        return check_settable(t, self, v, "__annotations__");
    }
    if (v != VALUE_UNBOUND) {
        return dict_set_str(t, type->attributes, name___annotations__, v);
    }
    return dict_remove(t, type->attributes, name___annotations__, &was) &&
           (was != VALUE_UNBOUND ||
            raise_with_argument(t, &AttributeError_type, name___annotations__) != VALUE_ERROR);
}

static Value get_item_size(struct thread *t UNUSED, Value self)
{
    const struct type *type = as_type(self);
    size_t size = type_has(type, TYPE_INT_SUBCLASS | TYPE_TUPLE_SUBCLASS) ? sizeof(Value)
                  : type_has(type, TYPE_BYTES_SUBCLASS)                   ? 1
                                                                          : 0;
    return value_from_small_int((int64_t)size);
}

/* Weak references lie in a table of their own; CPython's types of variable size have no room for them. */
static Value get_weakref_offset(struct thread *t UNUSED, Value self)
{
    const struct type *type = as_type(self);
    return value_from_small_int(type_has(type, TYPE_WEAK_REFERABLE) ? type->instance_size : 0);
}

/* CPython's convention: "name(parameters)\n--\n\n" at the start of the text of a class. NULL: `doc` has none. */
static const char *end_of_signature(const char *doc, const char *name)
{
    size_t n = strlen(name);
    if (strncmp(doc, name, n) != 0 || doc[n] != '(') {
        return NULL;
    }
    const char *end = strstr(doc, ")\n--\n\n"), *blank = strstr(doc, "\n\n");
    return end != NULL && blank >= end ? end + 1 : NULL;
}

static Value get_text_signature(struct thread *t, Value self)
{
    const struct type *type = as_type(self);
    if (!type_has(type, TYPE_HEAP)) {
        return type->text_signature == NULL ? VALUE_NONE : str_from_cstr(t, type->text_signature);
    }
    Value doc = dict_get_str(type->attributes, name___doc__);
    if (doc == VALUE_UNBOUND || !value_is_str(doc)) {
        return VALUE_NONE;
    }
    const char *text = str_to_utf8(t, doc, NULL);
    const char *end = text == NULL ? NULL : end_of_signature(text, type->name);
    if (end == NULL) {
        return text == NULL ? VALUE_ERROR : VALUE_NONE;
    }
    const char *start = text + strlen(type->name);
    return str_from_utf8(t, start, (size_t)(end - start));
}

const struct getset_def type_members[] = {
    {"__base__", get_base, NULL, NULL},
    {"__mro__", get_mro, NULL, NULL},
    {"__basicsize__", get_basic_size, NULL, NULL},
    {"__itemsize__", get_item_size, NULL, NULL},
    {"__weakrefoffset__", get_weakref_offset, NULL, NULL},
    {"__dictoffset__", get_dict_offset, NULL, NULL},
    {"__flags__", get_flags, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

const struct getset_def type_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__bases__", get_bases, set_bases, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__abstractmethods__", get_abstract_methods, set_abstract_methods, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

/* ---- methods ---- */

static Value method_mro(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value mro = type_linearize(t, as_type(args[0]));
    return mro == VALUE_ERROR ? mro : list_from_iterable(t, mro);
}

static Value method_subclasses(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return type_subclasses(t, as_type(args[0]));
}

static Value method_prepare(struct thread *t, UNUSED Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    return dict_new(t);
}

static Value truth_value(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_TRUE);
}

static Value method_instance_check(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                   UNUSED Value names)
{
    return truth_value(object_is_instance_plain(t, args[1], args[0]));
}

static Value method_subclass_check(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                   UNUSED Value names)
{
    return truth_value(object_is_subclass_plain(t, args[1], args[0]));
}

/* Names of the class and its bases, without those of the metaclass. */
static Value method_dir(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value all = dict_new(t);
    const struct tuple *mro = value_to_tuple(as_type(args[0])->mro);
    for (uint64_t i = mro->length; all != VALUE_ERROR && i-- > 0;) {
        Value attributes = value_from_object(as_type(mro->items[i])->attributes);
        if (!dict_update(t, value_to_dict(all), attributes)) {
            return VALUE_ERROR;
        }
    }
    return all == VALUE_ERROR ? all : dict_keys_list(t, value_to_dict(all));
}

static Value method_sizeof(struct thread *t, UNUSED Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    return int_from_int64(t, (int64_t)sizeof(struct type));
}

const struct native_def type_methods[] = {
    {"mro", method_mro, "(self, /)", "Return a type's method resolution order.", NATIVE_METHOD},
    {"__subclasses__", method_subclasses, "(self, /)", "Return a list of immediate subclasses.",
     NATIVE_METHOD},
    {"__prepare__", method_prepare, "(*)", "Used to create the namespace for the class statement.",
     NATIVE_CLASS_METHOD},
    {"__instancecheck__", method_instance_check, "(self, instance, /)",
     "Check if an object is an instance.", NATIVE_METHOD},
    {"__subclasscheck__", method_subclass_check, "(self, subclass, /)",
     "Check if a class is a subclass.", NATIVE_METHOD},
    {"__dir__", method_dir, "(self, /)", "Specialized __dir__ implementation for types.",
     NATIVE_METHOD},
    {"__sizeof__", method_sizeof, "(self, /)", "Return memory consumption of the type object.",
     NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static Value type_repr(struct thread *t, Value self)
{
    Value qualname = get_qualname(t, self), module = get_module(t, self);
    if (module == VALUE_ERROR) {
        error_clear(t);
    }
    if (qualname == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (module == VALUE_ERROR || !value_is_str(module) || str_equals_cstr(module, "builtins")) {
        return str_format(t, "<class '%s'>", as_type(self)->name);
    }
    return str_format(t, "<class '%V.%V'>", module, qualname);
}

struct type type_type = {
    TYPE_HEADER("type", sizeof(struct type)),
    .doc = "type(object) -> the object's type\n"
           "type(name, bases, dict, **kwds) -> a new type",
    .flags = TYPE_BASE | TYPE_TYPE_SUBCLASS | TYPE_WEAK_REFERABLE,
    .trace = type_trace,
    .repr = type_repr,
    .call = type_call,
    .new = type_new_slot,
    .init = type_init_slot,
    .get_attribute = type_get_attribute,
    .set_attribute = type_set_attribute,
    .binary[BINARY_OR] = union_of_types,
    .methods = type_methods,
    .getsets = type_getsets,
    .members = type_members,
};
