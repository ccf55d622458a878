/* The class statement's work: from name, bases and namespace to a class. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/lookup.h"
#include "runtime/mappingproxy.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"
#include "runtime/upcalls.h"

enum { FIRST_INLINE_SLOTS = 4 };

/* ---- bases ---- */

static bool set_bases(struct thread *t, struct type *type, Value bases)
{
    if (value_to_tuple(bases)->length == 0) {
        bases = tuple_of(t, (size_t)1, value_from_object(&object_type));
        if (bases == VALUE_ERROR) {
            return false;
        }
    }
    type->bases = bases;
    type->parent = type_best_base(t, bases);
    return type->parent != NULL;
}

/* ---- the attribute dict ---- */

static bool copy_namespace(struct thread *t, struct type *type, struct dict *namespace)
{
    Value copy = dict_new_sized(t, dict_length(namespace) + 4);
    if (copy == VALUE_ERROR || !dict_become_cells(t, value_to_dict(copy))) {
        return false;
    }
    type->attributes = value_to_dict(copy);
    uint64_t position = 0;
    Value key, value;
    while (dict_next(namespace, &position, &key, &value)) {
        if (value_is_str(key) && (key = attribute_name(t, key)) == VALUE_ERROR) {
            return false;
        }
        if (!dict_set(t, type->attributes, key, value)) {
            return false;
        }
    }
    return true;
}

static bool remove_entry(struct thread *t, struct type *type, Value name)
{
    Value was;
    return dict_remove(t, type->attributes, name, &was);
}

static bool set_qualname(struct thread *t, struct type *type)
{
    Value qualname = dict_get_str(type->attributes, name___qualname__);
    type->qualname = type->name_object;
    if (qualname == VALUE_UNBOUND) {
        return true;
    }
    if (!value_is_str(qualname)) {
        return raise_false(t, &TypeError_type, "type __qualname__ must be a str, not %T", qualname);
    }
    type->qualname = qualname;
    return remove_entry(t, type, name___qualname__);
}

static bool set_module(struct thread *t, struct type *type)
{
    if (dict_get_str(type->attributes, name___module__) != VALUE_UNBOUND) {
        return true;
    }
    Value globals = upcalls.globals == NULL ? VALUE_UNBOUND : upcalls.globals(t);
    if (globals == VALUE_UNBOUND || !value_is_dict(globals)) {
        return true;
    }
    Value module = dict_get_str(value_to_dict(globals), name___name__);
    return module == VALUE_UNBOUND || dict_set_str(t, type->attributes, name___module__, module);
}

/* These three are no ordinary methods even without a decorator. */
static bool wrap_function(struct thread *t, struct type *type, Value name,
                          Value (*wrap)(struct thread *t, Value function))
{
    Value function = dict_get_str(type->attributes, name);
    if (function == VALUE_UNBOUND || value_type(function) != &function_type) {
        return true;
    }
    Value wrapped = wrap(t, function);
    return wrapped != VALUE_ERROR && dict_set_str(t, type->attributes, name, wrapped);
}

static bool set_cell(struct thread *t, struct type *type, Value name, Value v)
{
    Value cell = dict_get_str(type->attributes, name);
    if (cell == VALUE_UNBOUND) {
        return true;
    }
    if (value_type(cell) != &cell_type) {
        return raise_false(t, &TypeError_type, "%V must be a nonlocal cell, not %R", name,
                           value_from_object(value_type(cell)));
    }
    cell_set((struct cell *)cell, v);
    return remove_entry(t, type, name);
}

/*
 * The cell that `super()` and `__class__` of the methods read, and that of the namespace where type aliases, bounds and
 * annotations of generic methods look names up.
 */
static bool set_class_cells(struct thread *t, struct type *type)
{
    if (!set_cell(t, type, name___classcell__, value_from_object(type))) {
        return false;
    }
    if (dict_get_str(type->attributes, name___classdictcell__) == VALUE_UNBOUND) {
        return true;
    }
    Value proxy = mappingproxy_new(t, value_from_object(type->attributes));
    return proxy != VALUE_ERROR && set_cell(t, type, name___classdictcell__, proxy);
}

static bool check_doc(struct thread *t, struct type *type)
{
    Value doc = dict_get_str(type->attributes, name___doc__);
    if (doc == VALUE_UNBOUND) {
        return dict_set_str(t, type->attributes, name___doc__, VALUE_NONE);
    }
    return !value_is_str(doc) || codec_is_encodable(t, doc);
}

static bool fill_attributes(struct thread *t, struct type *type)
{
    if (!check_doc(t, type)) {
        return false;
    }
    if (dict_get_str(type->attributes, name___eq__) != VALUE_UNBOUND &&
        dict_get_str(type->attributes, name___hash__) == VALUE_UNBOUND &&
        !dict_set_str(t, type->attributes, name___hash__, VALUE_NONE)) {
        return false; /* whoever redefines == says what the hash is */
    }
    return set_module(t, type) && set_qualname(t, type) &&
           wrap_function(t, type, name___new__, static_method_new) &&
           wrap_function(t, type, name___init_subclass__, class_method_new) &&
           wrap_function(t, type, name___class_getitem__, class_method_new) &&
           set_class_cells(t, type);
}

/* ---- layout ---- */

/* Instances whose length varies keep their items where attributes would lie. */
static bool has_variable_size(const struct type *type)
{
    return type_has(type, TYPE_INT_SUBCLASS | TYPE_TUPLE_SUBCLASS | TYPE_BYTES_SUBCLASS);
}

static bool any_base_has(const struct type *type, uint32_t flag)
{
    const struct tuple *bases = value_to_tuple(type->bases);
    for (uint64_t i = 0; i < bases->length; i++) {
        if (type_has((const struct type *)bases->items[i], flag)) {
            return true;
        }
    }
    return false;
}

static bool check_slots(struct thread *t, const struct type *type, const struct slots_spec *spec)
{
    const struct type *parent = type->parent;
    if (spec->is_given && !spec->is_empty &&
        (has_variable_size(parent) || type_has(parent, TYPE_TYPE_SUBCLASS))) {
        return raise_false(t, &TypeError_type,
                           "nonempty __slots__ not supported for subtype of '%s'", parent->name);
    }
    if (spec->wants_dict && type_has(parent, TYPE_HAS_DICT)) {
        return raise_false(t, &TypeError_type, "%s", DICT_SLOT_DISALLOWED);
    }
    if (spec->wants_weakref && type_has(parent, TYPE_WEAK_REFERABLE)) {
        return raise_false(t, &TypeError_type, "%s", WEAKREF_SLOT_DISALLOWED);
    }
    return true;
}

static bool add_members(struct thread *t, struct type *type, Value names, uint32_t offset)
{
    const struct tuple *tuple = value_to_tuple(names);
    type->member_offset = type->parent->member_offset;
    if (type->member_offset == 0 && tuple->length > 0) {
        type->member_offset = offset;
    }
    for (uint64_t i = 0; i < tuple->length; i++, offset += (uint32_t)sizeof(Value)) {
        Value member = member_descriptor_new(t, tuple->items[i], type, offset);
        if (member == VALUE_ERROR || !dict_set_str(t, type->attributes, tuple->items[i], member)) {
            return false;
        }
    }
    return true;
}

static bool add_getset(struct thread *t, struct type *type, const struct getset_def *def,
                       Value name)
{
    if (type_lookup(t, type->parent, name) != VALUE_UNBOUND ||
        dict_get_str(type->attributes, name) != VALUE_UNBOUND) {
        return true;
    }
    Value getset = getset_descriptor_new(t, def, type);
    return getset != VALUE_ERROR && dict_set_str(t, type->attributes, name, getset);
}

static bool set_weak_referable(struct thread *t, struct type *type, const struct slots_spec *spec)
{
    bool is_wanted =
        !spec->is_given || spec->wants_weakref || any_base_has(type, TYPE_WEAK_REFERABLE);
    if (!is_wanted || has_variable_size(type->parent) ||
        type_has(type->parent, TYPE_WEAK_REFERABLE)) {
        return true;
    }
    type->flags |= TYPE_WEAK_REFERABLE;
    return add_getset(t, type, &instance_weakref_getset, name___weakref__);
}

/* Members first, then the attribute storage: runtime/shape.h. */
static bool set_layout(struct thread *t, struct type *type, const struct slots_spec *spec)
{
    uint32_t core = type_core_size(type->parent);
    uint32_t end = core + (uint32_t)(value_to_tuple(spec->names)->length * sizeof(Value));
    bool is_class = type_has(type->parent, TYPE_TYPE_SUBCLASS);
    bool keeps_dict = type_is_subtype(type->parent, &module_type); /* it has one of its own kind */
    bool has_dict =
        !keeps_dict && (!spec->is_given || spec->wants_dict || any_base_has(type, TYPE_HAS_DICT));
    if (!check_slots(t, type, spec) || !add_members(t, type, spec->names, core)) {
        return false;
    }
    type->instance_size = end;
    if (is_class) {
        type->instance_size = type->parent->instance_size;
        return true;
    }
    if (!set_weak_referable(t, type, spec)) {
        return false;
    }
    if (!has_dict) {
        return true;
    }
    type->slots_offset = end;
    type->instance_size = end + (uint32_t)sizeof(void *);
    type->flags |= TYPE_HAS_DICT;
    if (has_variable_size(type->parent)) {
        type->flags |= TYPE_SLOTS_BEHIND_ITEMS;
    }
    return add_getset(t, type, &instance_dict_getset, name___dict__);
}

static bool set_root_shape(struct thread *t, struct type *type)
{
    uint16_t n_inline = 0;
    if (type->slots_offset != 0 && !type_has(type, TYPE_SLOTS_BEHIND_ITEMS)) {
        const struct shape *above = type->parent->root_shape;
        n_inline = above != NULL && above->n_inline > FIRST_INLINE_SLOTS ? above->n_inline
                                                                         : FIRST_INLINE_SLOTS;
    }
    struct shape *shape = shape_new_root(t, type, n_inline);
    if (shape == NULL) {
        return false;
    }
    type_set_root_shape(type, shape);
    return true;
}

/* ---- the type object ---- */

static void inherit(struct type *type)
{
    const struct type *parent = type->parent;
    const uint32_t by_mro = TYPE_MATCHES_SEQUENCE | TYPE_MATCHES_MAPPING; /* inherit_collection */
    uint32_t from_parent = (UINT32_C(0xffff0000) & ~by_mro) | TYPE_SEQUENCE | TYPE_FINALIZED;
    type->flags |= TYPE_HEAP | TYPE_BASE | (load_relaxed(&parent->flags) & from_parent);
    type->trace = parent->trace;
    type->release = parent->release;
}

/* What patterns take it for: the first base that is a sequence or a mapping says so. */
static void inherit_collection(struct type *type)
{
    const uint32_t either = TYPE_MATCHES_SEQUENCE | TYPE_MATCHES_MAPPING;
    const struct tuple *mro = value_to_tuple(type->mro);
    for (uint64_t i = 1; i < mro->length && !type_has(type, either); i++) {
        type->flags |= load_relaxed(&((const struct type *)mro->items[i])->flags) & either;
    }
}

static bool set_name(struct thread *t, struct type *type, Value name)
{
    if (!value_is_str(name)) {
        return raise_false(t, &TypeError_type, "type.__new__() argument 1 must be str, not %A",
                           name);
    }
    type->name_object = name;
    type->name = type_name_text(t, name); /* alive as long as the type: type_trace marks it */
    return type->name != NULL;
}

static struct type *make(struct thread *t, struct type *metatype, Value name, Value bases,
                         struct dict *namespace)
{
    struct slots_spec spec;
    struct type *type = gc_new(t, metatype);
    if (type == NULL || !set_name(t, type, name) || !set_bases(t, type, bases) ||
        !type_slots_read(t, &spec, name, namespace) || !copy_namespace(t, type, namespace) ||
        !fill_attributes(t, type) || !set_layout(t, type, &spec)) {
        return NULL;
    }
    inherit(type);
    Value mro = type_find_mro(t, type);
    if (mro == VALUE_ERROR) {
        return NULL;
    }
    value_store(&type->mro, mro);
    inherit_collection(type);
    type_cache_invalidate(); /* a mro() of the metaclass may have looked attributes up */
    slots_update(t, type);
    return set_root_shape(t, type) && type_publish(t, type) ? type : NULL;
}

/* ---- what is told of the new class ---- */

static bool call_set_name(struct thread *t, Value type, Value name, Value v)
{
    Value args[] = {VALUE_UNBOUND, v, type, name};
    if (special_call(t, name___set_name__, args + 1, 3) != VALUE_ERROR) {
        return true;
    }
    Value cause = error_take(t);
    raise_error(t, &RuntimeError_type, "Error calling __set_name__ on '%T' instance %R in '%s'", v,
                name, ((const struct type *)type)->name);
    error_set_cause(t, cause);
    return false;
}

static bool call_set_names(struct thread *t, struct type *type)
{
    Value copy = dict_copy(t, type->attributes); /* __set_name__ may change the class */
    if (copy == VALUE_ERROR) {
        return false;
    }
    uint64_t position = 0;
    Value name, v;
    while (dict_next(value_to_dict(copy), &position, &name, &v)) {
        if (type_lookup(t, value_type(v), name___set_name__) != VALUE_UNBOUND &&
            !call_set_name(t, value_from_object(type), name, v)) {
            return false;
        }
    }
    return true;
}

/* super(type, type).__init_subclass__(**keywords) */
static bool call_init_subclass(struct thread *t, struct type *type, Value keyword_names,
                               Value *keyword_values)
{
    Value method = VALUE_UNBOUND;
    const struct tuple *mro = value_to_tuple(type->mro);
    if (!type_is_subtype(type, type)) {
        return raise_false(t, &TypeError_type,
                           "super(type, obj): obj must be an instance or subtype of type");
    }
    for (uint64_t i = 1; i < mro->length && method == VALUE_UNBOUND; i++) {
        method =
            dict_get_str(((const struct type *)mro->items[i])->attributes, name___init_subclass__);
    }
    if (method == VALUE_UNBOUND) {
        return true;
    }
    if (value_type(method)->descriptor_get != NULL) {
        method =
            value_type(method)->descriptor_get(t, method, VALUE_UNBOUND, value_from_object(type));
        if (method == VALUE_ERROR) {
            return false;
        }
    }
    uint32_t n = keyword_count(keyword_names);
    struct value_buffer *buffer = value_buffer_new(t, n + 1);
    if (buffer == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        buffer->items[i + 1] = keyword_values[i];
    }
    bool success = call(t, method, buffer->items + 1, 0, keyword_names) != VALUE_ERROR;
    gc_keep(buffer);
    return success;
}

Value type_new(struct thread *t, struct type *metatype, Value name, Value bases, Value namespace,
               Value keyword_names, Value *keyword_values)
{
    struct type *type = make(t, metatype, name, bases, value_to_dict(namespace));
    if (type == NULL || !call_set_names(t, type) ||
        !call_init_subclass(t, type, keyword_names, keyword_values)) {
        return VALUE_ERROR;
    }
    return value_from_object(type);
}
