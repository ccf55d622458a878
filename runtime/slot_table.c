/* The table of slots.def, and what is done with all slots of a type at once. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define wrap_none NULL
#define slot_none NULL
#define ROW(dunder, field, wrapper, argument, caller)                                              \
    {&name_##dunder, #dunder, offsetof(struct type, field), argument, wrapper, (slot_fn)caller},
#define SLOT(dunder, field, wrap, argument, caller)                                                \
    ROW(dunder, field, wrap_##wrap, argument, slot_##caller)
#define BINARY(op, dunder, reflected, in_place)                                                    \
    ROW(dunder, binary[BINARY_##op], wrap_binary, 0, slot_binary_##op)                             \
    ROW(reflected, binary[BINARY_##op], wrap_binary_reflected, 0, slot_binary_##op)                \
    ROW(in_place, inplace[BINARY_##op], wrap_binary, 0, slot_inplace_##op)
#define UNARY(op, dunder) ROW(dunder, unary[UNARY_##op], wrap_unary, 0, slot_unary_##op)

const struct slot_def slot_defs[] = {
#include "runtime/slots.def"
};
#undef ROW
#undef wrap_none
#undef slot_none

const size_t n_slot_defs = COUNT_OF(slot_defs);

slot_fn slot_read(const struct type *type, uint32_t offset)
{
    slot_fn function;
    memcpy(&function, (const char *)type + offset, sizeof function);
    return function;
}

void slot_write(struct type *type, uint32_t offset, slot_fn function)
{
    memcpy((char *)type + offset, &function, sizeof function);
}

bool slot_name_is_known(Value name)
{
    for (size_t i = 0; i < n_slot_defs; i++) {
        if (*slot_defs[i].name == name) {
            return true;
        }
    }
    return name == name___new__;
}

/* ---- types in C ---- */

size_t slots_count(const struct type *type)
{
    size_t n = 0;
    for (size_t i = 0; i < n_slot_defs; i++) {
        n += slot_read(type, slot_defs[i].offset) != NULL;
    }
    return n;
}

bool slots_make_wrappers(struct thread *t, struct type *type)
{
    for (size_t i = 0; i < n_slot_defs; i++) {
        const struct slot_def *def = &slot_defs[i];
        slot_fn function = slot_read(type, def->offset);
        if (function == NULL || def->wrap == NULL ||
            dict_get_str(type->attributes, *def->name) != VALUE_UNBOUND) {
            continue;
        }
        Value method = VALUE_NONE; /* __hash__ = None says that instances have no hash */
        if (function != (slot_fn)hash_unhashable) {
            method = slot_wrapper_new(t, def, type);
        }
        if (method == VALUE_ERROR || !dict_set_str(t, type->attributes, *def->name, method)) {
            return false;
        }
    }
    return true;
}

/* A class that defines its own == has no inherited hash, and the other way round. */
static bool inherits_compare(const struct type *type)
{
    return type->compare == NULL && type->hash == NULL;
}

static void inherit_from(struct type *type, const struct type *base)
{
    if (inherits_compare(type)) {
        type->compare = base->compare;
        type->hash = base->hash;
    }
    type->buffer = type->buffer == NULL ? base->buffer : type->buffer;
    for (size_t i = 0; i < n_slot_defs; i++) {
        uint32_t offset = slot_defs[i].offset;
        if (offset != offsetof(struct type, compare) && offset != offsetof(struct type, hash) &&
            slot_read(type, offset) == NULL) {
            slot_write(type, offset, slot_read(base, offset));
        }
    }
}

/* A base has inherited from its own bases: with one base there is nothing to look for beyond it. */
void slots_inherit(struct type *type)
{
    const struct tuple *mro = value_to_tuple(type->mro);
    uint64_t n = value_to_tuple(type->bases)->length == 1 ? 2 : mro->length;
    for (uint64_t i = 1; i < n; i++) {
        inherit_from(type, (const struct type *)mro->items[i]);
    }
}

/* ---- classes ---- */

/* What one row's method says about the slot. */
struct verdict {
    slot_fn specific; /* all methods so far are wrappers of this function */
    slot_fn generic;
    bool use_generic;
};

static void judge_wrapper(struct verdict *verdict, const struct slot_def *row, Value method,
                          const struct type *type)
{
    slot_fn function;
    struct type *owner;
    const struct slot_def *def = slot_wrapper_def(method, &function, &owner);
    if (def->name != row->name) {
        verdict->use_generic = true; /* __add__ = int.__sub__ */
        verdict->generic = row->caller;
        return;
    }
    bool is_own = type_is_subtype(type, owner);
    if (def->offset != row->offset && is_own) {
        return; /* the wrapper of another field with the same name fills that one */
    }
    verdict->generic = row->caller;
    if ((verdict->specific == NULL || verdict->specific == function) && def == row && is_own) {
        verdict->specific = function;
    } else {
        verdict->use_generic = true;
    }
}

static void judge(struct thread *t, struct verdict *verdict, const struct slot_def *row,
                  struct type *type)
{
    Value method = type_lookup(t, type, *row->name);
    if (method == VALUE_UNBOUND) {
        return;
    }
    if (value_type(method) == &slot_wrapper_type) {
        judge_wrapper(verdict, row, method, type);
    } else if (method == VALUE_NONE && row->name == &name___hash__) {
        verdict->specific = (slot_fn)hash_unhashable;
    } else {
        verdict->use_generic = true;
        verdict->generic = row->caller;
    }
}

/* Fills the field of rows [first, after). */
static void update_field(struct thread *t, struct type *type, const struct slot_def *first,
                         const struct slot_def *after)
{
    struct verdict verdict = {NULL, NULL, false};
    for (const struct slot_def *row = first; row < after; row++) {
        judge(t, &verdict, row, type);
    }
    bool is_specific = verdict.specific != NULL && !verdict.use_generic;
    slot_write(type, first->offset, is_specific ? verdict.specific : verdict.generic);
}

/* The three-argument power has no method of its own: it follows __pow__. */
static void update_power(struct type *type)
{
    const struct tuple *mro = value_to_tuple(type->mro);
    if (type->binary[BINARY_POWER] == slot_binary_POWER) {
        type->power = slot_power;
        return;
    }
    type->power = NULL;
    for (uint64_t i = 1; i < mro->length && type->power == NULL; i++) {
        type->power = ((const struct type *)mro->items[i])->power;
    }
}

void slots_update(struct thread *t, struct type *type)
{
    const struct slot_def *end = slot_defs + n_slot_defs;
    for (const struct slot_def *first = slot_defs, *after; first < end; first = after) {
        for (after = first + 1; after < end && after->offset == first->offset; after++) {
        }
        if (first->offset != offsetof(struct type, power)) {
            update_field(t, type, first, after);
        }
    }
    update_power(type);
    type->buffer = type->parent->buffer;
    Value new = type_lookup(t, type, name___new__);
    struct type *native_owner = type_of_native_new(new);
    type->new = native_owner != NULL ? native_owner->new : slot_new;
    if (type->finalize != NULL) {
        atomic_or(&type->flags, TYPE_FINALIZED);
    }
}
