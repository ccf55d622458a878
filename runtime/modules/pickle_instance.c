/*
 * Saving an instance of a class that leaves everything about it to object, which is most of them: what
 * object.__reduce_ex__ would give is (copyreg.__newobj__, (class,), attributes), and it can be written without being
 * made: neither that tuple nor a dict of the attributes.
 */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/modules/pickle.h"
#include "runtime/shape.h"

/* Is the class's attribute what object has, or nothing if object has nothing? */
static bool is_inherited(struct thread *t, struct type *type, Value name)
{
    return type_lookup(t, type, name) == type_lookup(t, &object_type, name);
}

static bool has_plain_fields(const struct type *type)
{
    if (!type_has(type, TYPE_HEAP) || type->slots_offset == 0 || type->member_offset != 0 ||
        type->get_attribute != object_generic_get_attribute) {
        return false;
    }
    while (type_has(type, TYPE_HEAP)) {
        type = type->parent;
    }
    return type == &object_type;
}

/* What copyreg has noted: no names, or nothing so far. Other classes than these have no slots. */
static bool has_no_slot_names(const struct type *type)
{
    Value names = dict_get_str(type->attributes, name___slotnames__);
    return names == VALUE_UNBOUND ||
           (value_is_list(names) && list_length(value_to_list(names)) == 0);
}

static bool is_plain_class(struct thread *t, struct type *type)
{
    return has_plain_fields(type) && is_inherited(t, type, name___reduce_ex__) &&
           is_inherited(t, type, name___reduce__) && is_inherited(t, type, name___getstate__) &&
           is_inherited(t, type, name___getnewargs__) &&
           is_inherited(t, type, name___getnewargs_ex__) && is_inherited(t, type, name___class__) &&
           has_no_slot_names(type);
}

/* An attribute of the instance itself would be asked before that of the class. */
static bool is_plain_shape(const struct shape *shape)
{
    return !shape->is_dictionary && shape_find(shape, name___reduce_ex__) == SHAPE_NO_SLOT &&
           shape_find(shape, name___reduce__) == SHAPE_NO_SLOT &&
           shape_find(shape, name___getstate__) == SHAPE_NO_SLOT &&
           shape_find(shape, name___getnewargs_ex__) == SHAPE_NO_SLOT &&
           shape_find(shape, name___getnewargs__) == SHAPE_NO_SLOT;
}

bool pickle_is_plain_instance(struct thread *t, Value v)
{
    return value_is_object(v) && is_plain_class(t, value_type(v)) &&
           is_plain_shape(shape_by_id(object_shape(value_to_object(v))));
}

/* ---- attributes ---- */

/* Room for n more on the stack of attributes, which there is afterwards even if n is 0. */
static bool reserve(struct pickler *p, uint64_t n)
{
    if (p->attributes != NULL && p->n_attributes + n <= p->attributes->capacity) {
        return true;
    }
    struct value_buffer *larger = value_buffer_new(p->t, 2 * (p->n_attributes + n) + 16);
    if (larger == NULL) {
        return false;
    }
    for (uint64_t i = 0; i < p->n_attributes; i++) {
        larger->items[i] = p->attributes->items[i];
    }
    p->attributes = larger;
    return true;
}

/*
 * Pushes names and values in order, all of one moment. *n: how many. TRUTH_FALSE: one has been deleted in its life, and the
 * order is not that of the shapes.
 */
static enum truth push_attributes(struct pickler *p, struct object *instance,
                                  const struct shape *shape, uint32_t *n)
{
    if (!reserve(p, 2 * (uint64_t)shape->depth)) {
        return TRUTH_ERROR;
    }
    /* From here on to the last load no safepoint, so that nothing moves its slots; an allocation may be one. */
    if (object_shape(instance) != shape->id) {
        return TRUTH_FALSE;
    }
    Value *items = p->attributes->items + p->n_attributes;
    uint32_t i = shape->depth;
    for (const struct shape *step = shape; step->parent != NULL; step = step->parent) {
        if (step->slot == SHAPE_NO_SLOT || i == 0) {
            return TRUTH_FALSE;
        }
        Value v = value_load(instance_slot(instance, shape, step->slot));
        if (v == VALUE_UNBOUND) {
            return TRUTH_FALSE;
        }
        i--;
        items[2 * i] = step->name;
        items[2 * i + 1] = v;
    }
    *n = shape->depth;
    p->n_attributes += 2 * *n;
    return i == 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

/* Saves pushed attributes as a dict that is the state. */
static bool save_state(struct pickler *p, uint64_t first, uint32_t n)
{
    if (UNLIKELY(p->length >= p->frame_limit) && !pickle_boundary(p)) {
        return false;
    }
    if (!pickle_write_opcode(p, PICKLE_EMPTY_DICT) || !pickle_memoize_anonymous(p) ||
        (n > 1 && !pickle_write_opcode(p, PICKLE_MARK))) {
        return false;
    }
    for (uint32_t i = 0; i < 2 * n; i++) {
        if (!pickle_save(p, p->attributes->items[first + i])) {
            return false;
        }
    }
    return pickle_write_opcode(p, n > 1 ? PICKLE_SETITEMS : PICKLE_SETITEM) &&
           pickle_write_opcode(p, PICKLE_BUILD);
}
static_assert((int)SHAPE_MAX_ATTRIBUTES <= (int)PICKLE_BATCH, "the state is one batch");

/* ---- the instance ---- */

static bool save_making(struct pickler *p, Value v)
{
    if (!pickle_save(p, value_from_object(value_type(v))) || !pickle_save(p, tuple_empty) ||
        !pickle_write_opcode(p, PICKLE_NEWOBJ)) {
        return false;
    }
    uint64_t number = pickle_memo_find(p, v);
    return number == PICKLE_NOT_MEMOIZED
               ? pickle_memoize(p, v)
               : pickle_write_opcode(p, PICKLE_POP) && pickle_fetch(p, number);
}

enum truth pickle_try_instance(struct pickler *p, Value v)
{
    if (p->protocol < 2 || !pickle_is_plain_instance(p->t, v) ||
        value_load(&p->persistent_id) != VALUE_UNBOUND || load_relaxed(&p->is_fast) ||
        !load_relaxed(&p->is_binary)) {
        return TRUTH_FALSE;
    }
    const struct shape *shape = shape_by_id(object_shape(value_to_object(v)));
    uint64_t first = p->n_attributes;
    uint32_t n = 0;
    enum truth is_plain =
        !is_plain_shape(shape) ? TRUTH_FALSE : push_attributes(p, value_to_object(v), shape, &n);
    if (is_plain != TRUTH_TRUE) {
        p->n_attributes = first;
        return is_plain;
    }
    bool ok = save_making(p, v) && (n == 0 || save_state(p, first, n));
    p->n_attributes = first;
    return ok ? TRUTH_TRUE : TRUTH_ERROR;
}
