/*
 * Types in C made ready, and what is common to all types. Static types lie outside the collected heap; the collector
 * is told of each, and what they refer to is alive.
 */
#include "runtime/type.h"

#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

void type_trace(struct marker *m, struct object *self)
{
    struct type *type = (struct type *)self;
    mark_object(m, type->parent);
    mark_conservatively(m, &type->name, &type->name + 1); /* text in the heap, unless static */
    mark_object(m, type->attributes);
    mark_object(m, type->root_shape);
    const Value fields[] = {type->bases,    type->mro,           type->name_object,
                            type->qualname, type->module_object, type->weak_subclasses};
    mark_values(m, fields, COUNT_OF(fields));
}

void type_set_root_shape(struct type *type, struct shape *shape)
{
    store_release(&type->root_shape, shape);
    store_release(&type->root_shape_id, shape->id);
}

static bool give_root_shape(struct thread *t, struct type *type)
{
    if (type->root_shape != NULL) {
        return true;
    }
    struct shape *shape = shape_new_root(t, type, 0);
    if (shape == NULL) {
        return false;
    }
    type_set_root_shape(type, shape);
    return true;
}

bool types_bootstrap(struct thread *t)
{
    struct type *const first[] = {&shape_type,  &raw_buffer_type, &value_buffer_type, &str_type,
                                  &tuple_type,  &list_type,       &dict_type,         &cell_type,
                                  &object_type, &type_type,       &int_type,          &float_type,
                                  &bool_type};
    for (size_t i = 0; i < COUNT_OF(first); i++) {
        gc_add_static_object(&first[i]->base);
        if (!give_root_shape(t, first[i])) {
            return false;
        }
    }
    return true;
}

/* ---- type_ready ---- */

/* What the parent has by the same table is inherited. */
static bool add_methods(struct thread *t, struct type *type)
{
    if (type->parent != NULL && type->methods == type->parent->methods) {
        return true;
    }
    for (const struct native_def *def = type->methods; def != NULL && def->name != NULL; def++) {
        Value method = method_descriptor_new(t, def, type);
        if (method == VALUE_ERROR || !dict_set_cstr(t, type->attributes, def->name, method)) {
            return false;
        }
    }
    return true;
}

static bool add_descriptors(struct thread *t, struct type *type, const struct getset_def *table,
                            bool are_members)
{
    for (const struct getset_def *def = table; def != NULL && def->name != NULL; def++) {
        Value name = str_intern_cstr(t, def->name);
        Value descriptor = name == VALUE_ERROR ? name
                           : are_members       ? computed_member_new(t, def, name, type)
                                               : getset_descriptor_new(t, def, type);
        if (descriptor == VALUE_ERROR || !dict_set_str(t, type->attributes, name, descriptor)) {
            return false;
        }
    }
    return true;
}

static bool add_getsets(struct thread *t, struct type *type)
{
    const struct type *parent = type->parent;
    bool has_getsets = parent == NULL || parent->getsets != type->getsets;
    bool has_members = parent == NULL || parent->members != type->members;
    return (!has_getsets || add_descriptors(t, type, type->getsets, false)) &&
           (!has_members || add_descriptors(t, type, type->members, true));
}

/* Instances of the first type on the way down that has attribute storage show it. */
static bool add_instance_dict(struct thread *t, struct type *type)
{
    if (type->slots_offset == 0 || type->parent->slots_offset != 0 ||
        dict_get_str(type->attributes, name___dict__) != VALUE_UNBOUND) {
        return true;
    }
    Value getset = getset_descriptor_new(t, &native_dict_getset, type);
    return getset != VALUE_ERROR && dict_set_str(t, type->attributes, name___dict__, getset);
}

static bool add_doc(struct thread *t, struct type *type)
{
    Value doc = type->doc == NULL ? VALUE_NONE : str_from_cstr(t, type->doc);
    return doc != VALUE_ERROR && (dict_get_str(type->attributes, name___doc__) != VALUE_UNBOUND ||
                                  dict_set_str(t, type->attributes, name___doc__, doc));
}

static bool add_new(struct thread *t, struct type *type)
{
    if (type->new == NULL) {
        return true;
    }
    Value new = native_new_attribute(t, type);
    return new != VALUE_ERROR &&dict_set_str(t, type->attributes, name___new__, new);
}

/* The flags that a subtype has because its parent has them. */
static uint32_t inherited_flags(const struct type *parent)
{
    uint32_t fast_subclass = UINT32_C(0xffff0000);
    return load_relaxed(&parent->flags) & (fast_subclass | TYPE_SEQUENCE | TYPE_FINALIZED);
}

static void inherit_from_parent(struct type *type)
{
    const struct type *parent = type->parent;
    type->flags |= inherited_flags(parent) | TYPE_IMMUTABLE;
    if (type->instance_size == 0) {
        type->instance_size = parent->instance_size;
    }
    if (type->slots_offset == 0 && parent->slots_offset != 0) {
        type->slots_offset = type->instance_size == parent->instance_size
                                 ? parent->slots_offset
                                 : type->instance_size - (uint32_t)sizeof(void *);
    }
    if (type->slots_offset != 0) {
        type->flags |= TYPE_HAS_DICT;
    }
    type->trace = type->trace == NULL ? parent->trace : type->trace;
    type->release = type->release == NULL ? parent->release : type->release;
    /* object.__new__ is inherited by those that name a parent: a type without `new` cannot be called. */
    if (type->new == NULL && parent != &object_type) {
        type->new = parent->new;
    }
}

static bool set_mro(struct thread *t, struct type *type)
{
    const struct tuple *above = type->parent == NULL ? NULL : value_to_tuple(type->parent->mro);
    Value mro = tuple_new(t, NULL, 1 + (above == NULL ? 0 : above->length));
    if (mro == VALUE_ERROR) {
        return false;
    }
    value_to_tuple(mro)->items[0] = value_from_object(type);
    for (uint64_t i = 0; above != NULL && i < above->length; i++) {
        value_to_tuple(mro)->items[i + 1] = above->items[i];
    }
    type->mro = mro;
    if (type->bases != VALUE_UNBOUND) {
        return true; /* a static type with several bases */
    }
    type->bases = type->parent == NULL ? tuple_empty
                                       : tuple_of(t, (size_t)1, value_from_object(type->parent));
    return type->bases != VALUE_ERROR;
}

/* At most so many attributes will it have. */
static size_t count_attributes(const struct type *type)
{
    size_t n = 3 + slots_count(type); /* __doc__, __new__, __dict__ */
    for (const struct native_def *def = type->methods; def != NULL && def->name != NULL; def++) {
        n++;
    }
    const struct getset_def *const tables[] = {type->getsets, type->members};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        for (const struct getset_def *def = tables[i]; def != NULL && def->name != NULL; def++) {
            n++;
        }
    }
    return n;
}

static bool make_attributes(struct thread *t, struct type *type)
{
    Value attributes = dict_new_cells(t, count_attributes(type));
    if (attributes == VALUE_ERROR) {
        return false;
    }
    type->attributes = value_to_dict(attributes);
    return add_methods(t, type) && add_getsets(t, type) && add_new(t, type) &&
           add_instance_dict(t, type) && slots_make_wrappers(t, type) && add_doc(t, type);
}

/* A class object has a shape of its own, so that `Cls.attribute` is cached by it. */
static bool give_own_shape(struct thread *t, struct type *type)
{
    struct shape *shape = shape_new_root(t, type->base.type, 0);
    if (shape == NULL) {
        return false;
    }
    store_release(&type->base.shape, shape->id);
    return true;
}

bool type_publish(struct thread *t, struct type *type)
{
    if (!give_own_shape(t, type)) {
        return false;
    }
    atomic_or(&type->flags, TYPE_READY);
    const struct tuple *bases = value_to_tuple(type->bases);
    for (uint64_t i = 0; i < bases->length; i++) {
        if (!type_add_subclass(t, (struct type *)bases->items[i], type)) {
            return false;
        }
    }
    return true;
}

/* Types in C live for ever, and so does this text. */
static bool set_full_name(struct thread *t, struct type *type)
{
    char *text = NULL;
    if (type->module == NULL || strcmp(type->module, "builtins") == 0 ||
        type_has(type, TYPE_NAMED_SHORTLY)) {
        return true;
    }
    if (asprintf(&text, "%s.%s", type->module, type->name) < 0) {
        return raise_no_memory(t) != VALUE_ERROR;
    }
    type->full_name = text;
    return true;
}

bool type_ready(struct thread *t, struct type *type)
{
    if (type_has(type, TYPE_READY)) {
        return true;
    }
    if (type->parent == NULL && type != &object_type) {
        type->parent = &object_type;
    }
    if (type->parent != NULL && !type_ready(t, type->parent)) {
        return false;
    }
    if (type->base.type == NULL) {
        type->base.type = &type_type;
    }
    if (type->root_shape == NULL) {
        gc_add_static_object(&type->base);
    }
    if (!set_full_name(t, type) || !give_root_shape(t, type) || !set_mro(t, type) ||
        !make_attributes(t, type)) {
        return false;
    }
    type->flags |= TYPE_IMMUTABLE;
    if (type->parent != NULL) {
        inherit_from_parent(type);
        slots_inherit(type);
    }
    if (type->finalize != NULL) {
        type->flags |= TYPE_FINALIZED;
    }
    return type_publish(t, type);
}

/* ---- asking ---- */

bool type_is_subtype(const struct type *type, const struct type *ancestor)
{
    Value ancestor_value = value_from_object(ancestor);
    if (UNLIKELY(type->mro == VALUE_UNBOUND)) {
        for (; type != NULL && type != ancestor; type = type->parent) {
        }
        return type != NULL;
    }
    const struct tuple *mro = value_to_tuple(type->mro);
    for (uint64_t i = 0; i < mro->length; i++) {
        if (mro->items[i] == ancestor_value) {
            return true;
        }
    }
    return false;
}
