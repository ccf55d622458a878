#include "runtime/lookup.h"

#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/descriptor.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/tuple.h"

uint64_t type_cache_epoch = 1;

bool type_cache_init(struct thread *t)
{
    t->type_cache = calloc(TYPE_CACHE_SIZE, sizeof *t->type_cache);
    return t->type_cache != NULL;
}

void type_cache_destroy(struct thread *t)
{
    free(t->type_cache);
    t->type_cache = NULL;
}

/* Along the mro, without the cache. */
static struct cell *walk(const struct type *type, Value name)
{
    if (UNLIKELY(type->mro == VALUE_UNBOUND)) {
        return NULL; /* under construction */
    }
    const struct tuple *mro = value_to_tuple(type->mro);
    for (uint64_t i = 0; i < mro->length; i++) {
        struct dict *attributes = load_acquire(&((const struct type *)mro->items[i])->attributes);
        struct cell *cell = attributes == NULL ? NULL : dict_find_cell(attributes, name);
        if (cell != NULL && cell_get(cell) != VALUE_UNBOUND) {
            return cell;
        }
    }
    return NULL;
}

static ALWAYS_INLINE struct type_cache_entry *entry_of(struct thread *t, const struct type *type,
                                                       Value name)
{
    uint64_t mixed = (value_bits(name) >> 4) ^ ((uintptr_t)type >> 5);
    return &t->type_cache[(mixed ^ (mixed >> TYPE_CACHE_BITS)) & (TYPE_CACHE_SIZE - 1)];
}

static NOINLINE struct cell *walk_and_cache(struct thread *t, const struct type *type, Value name)
{
    /* The epoch is read first: if the class changes during the walk, the entry is void from the start. */
    uint64_t epoch = load_seq_cst(&type_cache_epoch);
    struct cell *cell = walk(type, name);
    if (t->type_cache != NULL) {
        *entry_of(t, type, name) = (struct type_cache_entry){type, name, cell, epoch};
    }
    return cell;
}

struct cell *type_lookup_cell(struct thread *t, struct type *type, Value name)
{
    if (UNLIKELY(t->type_cache == NULL)) {
        return walk_and_cache(t, type, name);
    }
    const struct type_cache_entry *entry = entry_of(t, type, name);
    if (LIKELY(entry->type == type && entry->name == name &&
               entry->epoch == load_acquire(&type_cache_epoch))) {
        return entry->cell;
    }
    return walk_and_cache(t, type, name);
}

Value type_lookup(struct thread *t, struct type *type, Value name)
{
    struct cell *cell = type_lookup_cell(t, type, name);
    if (cell == NULL) {
        return VALUE_UNBOUND;
    }
    Value v = cell_get(cell);
    if (LIKELY(v != VALUE_UNBOUND)) {
        return v;
    }
    /* Deleted since; the epoch is about to advance. */
    cell = walk(type, name);
    return cell == NULL ? VALUE_UNBOUND : cell_get(cell);
}

enum attribute_rule attribute_rule(Value found)
{
    if (found == VALUE_UNBOUND) {
        return RULE_ABSENT;
    }
    if (method_takes_self(found)) {
        return RULE_METHOD;
    }
    const struct type *type = value_type(found);
    if (type->descriptor_set != NULL) {
        return RULE_DATA;
    }
    return type->descriptor_get != NULL ? RULE_DESCRIPTOR : RULE_VALUE;
}

/* ---- what inline caches may remember ---- */

/*
 * Set before the lookup that the answer rests on, as type_attribute_changed stores the attribute before it reads the
 * flag: one of the two sees the other.
 */
static void mark_cached(struct type *type)
{
    if (!type_has(type, TYPE_CACHED)) {
        atomic_or(&type->flags, TYPE_CACHED);
    }
}

static enum attribute_kind classify_slot(struct object *object, Value name,
                                         struct attribute_place *place)
{
    const struct shape *shape = shape_by_id(object_shape(object));
    if (shape == NULL || shape->is_dictionary) {
        return ATTRIBUTE_GENERIC;
    }
    place->slot = shape_find(shape, name);
    if (place->slot == SHAPE_NO_SLOT) {
        return ATTRIBUTE_GENERIC;
    }
    /* Behind items the place differs from object to object; such shapes have no inline slots. */
    place->is_inline = place->slot < shape->n_inline;
    place->offset = object->type->slots_offset + (uint32_t)sizeof(struct slot_chunk *) +
                    (uint32_t)place->slot * (uint32_t)sizeof(Value);
    return ATTRIBUTE_SLOT;
}

/* Might the instance have the attribute in a place that its shape does not tell? */
static bool is_opaque(Value v, const struct type *type)
{
    if (type->slots_offset == 0) {
        return false;
    }
    const struct shape *shape = shape_by_id(value_shape(v));
    return shape == NULL || shape->is_dictionary;
}

/* The attribute lies on the type and hides whatever the instance has. */
static enum attribute_kind classify_data(Value found, struct attribute_place *place)
{
    const struct member_descriptor *member = descriptor_slot_member(found);
    if (member != NULL) {
        place->offset = member->offset;
        return ATTRIBUTE_MEMBER;
    }
    if (value_type(found) == &property_type) {
        place->function = property_getter(found);
        return place->function == VALUE_NONE || place->function == VALUE_UNBOUND
                   ? ATTRIBUTE_GENERIC
                   : ATTRIBUTE_PROPERTY;
    }
    return ATTRIBUTE_GENERIC;
}

static enum attribute_kind classify_found(struct thread *t, struct type *type, Value name,
                                          Value found, struct attribute_place *place)
{
    place->cell = type_lookup_cell(t, type, name);
    if (place->cell == NULL) {
        return ATTRIBUTE_GENERIC;
    }
    switch (attribute_rule(found)) {
    case RULE_VALUE:
        return ATTRIBUTE_CELL;
    case RULE_METHOD:
        return ATTRIBUTE_METHOD;
    default:
        return ATTRIBUTE_GENERIC;
    }
}

static enum attribute_kind classify_instance(struct thread *t, Value v, Value name,
                                             struct attribute_place *place)
{
    struct type *type = value_type(v);
    mark_cached(type);
    Value found = type_lookup(t, type, name);
    if (attribute_rule(found) == RULE_DATA) {
        return classify_data(found, place);
    }
    if (type->slots_offset != 0) {
        if (classify_slot(value_to_object(v), name, place) == ATTRIBUTE_SLOT) {
            return ATTRIBUTE_SLOT;
        }
        if (is_opaque(v, type)) {
            return ATTRIBUTE_GENERIC;
        }
    }
    return found == VALUE_UNBOUND ? ATTRIBUTE_GENERIC : classify_found(t, type, name, found, place);
}

/* An attribute of a class: its own or inherited one, unless the metaclass has a data descriptor. */
static enum attribute_kind classify_type(struct thread *t, Value v, Value name,
                                         struct attribute_place *place)
{
    struct type *type = (struct type *)v, *meta = value_type(v);
    mark_cached(type);
    mark_cached(meta);
    if (attribute_rule(type_lookup(t, meta, name)) == RULE_DATA) {
        return ATTRIBUTE_GENERIC;
    }
    Value found = type_lookup(t, type, name);
    enum attribute_kind kind =
        found == VALUE_UNBOUND ? ATTRIBUTE_GENERIC : classify_found(t, type, name, found, place);
    /* Got from the class, a function is itself. A method in C, too. */
    return kind == ATTRIBUTE_METHOD ? ATTRIBUTE_CELL : kind;
}

static enum attribute_kind classify_module(struct thread *t, Value v, Value name,
                                           struct attribute_place *place)
{
    struct type *type = value_type(v);
    mark_cached(type);
    if (attribute_rule(type_lookup(t, type, name)) == RULE_DATA ||
        module_owes((const struct module *)v, name)) {
        return ATTRIBUTE_GENERIC;
    }
    place->cell = dict_find_cell(((const struct module *)v)->attributes, name);
    return place->cell != NULL && cell_get(place->cell) != VALUE_UNBOUND ? ATTRIBUTE_CELL
                                                                         : ATTRIBUTE_GENERIC;
}

enum attribute_kind attribute_classify(struct thread *t, Value v, Value name,
                                       struct attribute_place *place)
{
    struct type *type = value_type(v);
    if (value_shape(v) == 0) {
        return ATTRIBUTE_GENERIC;
    }
    if (type->get_attribute == object_generic_get_attribute) {
        return classify_instance(t, v, name, place);
    }
    if (type->get_attribute == type_type.get_attribute) {
        return classify_type(t, v, name, place);
    }
    if (type == &module_type) {
        return classify_module(t, v, name, place);
    }
    return ATTRIBUTE_GENERIC;
}

enum attribute_kind attribute_classify_store(struct thread *t, Value v, Value name,
                                             struct attribute_place *place)
{
    struct type *type = value_type(v);
    if (value_shape(v) == 0 || type->set_attribute != object_generic_set_attribute) {
        return ATTRIBUTE_GENERIC;
    }
    mark_cached(type);
    Value found = type_lookup(t, type, name);
    if (attribute_rule(found) == RULE_DATA) {
        return descriptor_slot_member(found) != NULL ? classify_data(found, place)
                                                     : ATTRIBUTE_GENERIC;
    }
    return type->slots_offset == 0 ? ATTRIBUTE_GENERIC
                                   : classify_slot(value_to_object(v), name, place);
}
