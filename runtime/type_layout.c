/* What instances are made of: the base that decides it, and which classes may take each other's place. */
#include "runtime/abstract.h"
#include "runtime/bytearray.h"
#include "runtime/complex.h"
#include "runtime/descriptor.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

uint32_t type_core_size(const struct type *type)
{
    uint32_t size = type->slots_offset != 0 ? type->slots_offset : type->instance_size;
    return (size + 7u) & ~7u;
}

/* The nearest ancestor that adds fields. */
static const struct type *layout_of(const struct type *type)
{
    while (type->parent != NULL && type_core_size(type) == type_core_size(type->parent)) {
        type = type->parent;
    }
    return type;
}

static bool check_base(struct thread *t, Value base)
{
    if (!value_is_type(base)) {
        return raise_false(t, &TypeError_type, "bases must be types");
    }
    if (!type_has((struct type *)base, TYPE_READY)) {
        return raise_false(t, &TypeError_type, "Cannot extend an incomplete type '%N'",
                           (struct type *)base);
    }
    return type_has((struct type *)base, TYPE_BASE) ||
           raise_false(t, &TypeError_type, "type '%N' is not an acceptable base type",
                       (struct type *)base);
}

bool type_check_resolved(struct thread *t, Value bases)
{
    for (uint64_t i = 0; i < value_to_tuple(bases)->length; i++) {
        Value base = value_to_tuple(bases)->items[i];
        if (!value_is_type(base) &&
            object_find_special(t, base, name___mro_entries__) != VALUE_UNBOUND) {
            return raise_false(
                t, &TypeError_type,
                "type() doesn't support MRO entry resolution; use types.new_class()");
        }
    }
    return true;
}

bool type_has_layout_of(const struct type *type, const struct type *other)
{
    return type_is_subtype(layout_of(type), layout_of(other));
}

struct type *type_best_base(struct thread *t, Value bases)
{
    const struct tuple *tuple = value_to_tuple(bases);
    const struct type *winner = NULL;
    struct type *best = NULL;
    for (uint64_t i = 0; i < tuple->length; i++) {
        struct type *base = (struct type *)tuple->items[i];
        if (!check_base(t, tuple->items[i])) {
            return NULL;
        }
        const struct type *layout = layout_of(base);
        if (winner == NULL || (winner != layout && type_is_subtype(layout, winner))) {
            winner = layout;
            best = base;
        } else if (!type_is_subtype(winner, layout)) {
            raise_error(t, &TypeError_type, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return best;
}

/* ---- one class in the place of another ---- */

static bool has_own_weakref(const struct type *type)
{
    return type_has(type, TYPE_HEAP) &&
           dict_get_str(type->attributes, name___weakref__) != VALUE_UNBOUND;
}

/* Are instances of `type` built as those of its parent? */
static bool adds_nothing(const struct type *type)
{
    const struct type *parent = type->parent;
    return parent != NULL && type_core_size(type) == type_core_size(parent) &&
           type_has(type, TYPE_HAS_DICT) == type_has(parent, TYPE_HAS_DICT) &&
           type->trace == parent->trace && type->release == parent->release &&
           !has_own_weakref(type);
}

static const struct type *skip_empty(const struct type *type)
{
    while (adds_nothing(type)) {
        type = type->parent;
    }
    return type;
}

static bool same_member(const struct member_descriptor *a, Value v)
{
    const struct member_descriptor *b = descriptor_slot_member(v);
    return b != NULL && a->offset == b->offset;
}

/* Has `b` each __slots__ member of `a`, at the same place? */
static bool has_members_of(const struct type *a, const struct type *b)
{
    uint64_t position = 0;
    Value name, v;
    while (dict_next(a->attributes, &position, &name, &v)) {
        const struct member_descriptor *member = descriptor_slot_member(v);
        if (member != NULL && value_is_str(name)) {
            Value other = dict_get_str(b->attributes, name);
            if (other == VALUE_UNBOUND || !same_member(member, other)) {
                return false;
            }
        }
    }
    return true;
}

/* CPython keeps attributes of int, tuple and bytes counted from the end, and finds them different always. */
static bool same_addition(const struct type *a, const struct type *b)
{
    const uint32_t variable = TYPE_INT_SUBCLASS | TYPE_TUPLE_SUBCLASS | TYPE_BYTES_SUBCLASS;
    return !type_has(a, variable) && type_has(a, TYPE_HEAP) && type_has(b, TYPE_HEAP) &&
           a->parent == b->parent && type_core_size(a) == type_core_size(b) &&
           type_has(a, TYPE_HAS_DICT) == type_has(b, TYPE_HAS_DICT) &&
           has_own_weakref(a) == has_own_weakref(b) && has_members_of(a, b) && has_members_of(b, a);
}

/* CPython frees instances of these types in C in another way than all others. It matters for a message alone. */
static bool is_plain_in_c(const struct type *type)
{
    return !type_has(type, TYPE_HEAP) &&
           (type == &object_type || type == &complex_type || type == &bytearray_type ||
            type_has(type, TYPE_INT_SUBCLASS | TYPE_STR_SUBCLASS | TYPE_BYTES_SUBCLASS |
                               TYPE_FLOAT_SUBCLASS));
}

bool type_check_assignment(struct thread *t, const struct type *from, const struct type *to,
                           const char *attribute)
{
    if (!type_has(to, TYPE_READY)) {
        return raise_false(t, &TypeError_type, "%s assignment: '%N' is under construction",
                           attribute, to);
    }
    if (is_plain_in_c(from) != is_plain_in_c(to)) {
        return raise_false(t, &TypeError_type, "%s assignment: '%N' deallocator differs from '%N'",
                           attribute, to, from);
    }
    const struct type *a = skip_empty(from), *b = skip_empty(to);
    return a == b || same_addition(a, b) ||
           raise_false(t, &TypeError_type, "%s assignment: '%N' object layout differs from '%N'",
                       attribute, to, from);
}
