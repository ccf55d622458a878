/* Attributes of instances: reading, storing and deleting by shape, and dictionary mode. Drawn in shape.h. */
#include "lock/world.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/module.h"
#include "runtime/shape.h"

enum { CHUNK_SLOTS = COUNT_OF(((struct slot_chunk *)NULL)->slots) };

/* ---- places ---- */

/* What lies before the slots: the first chunk, or the dict in dictionary mode. */
static Value *first_word(struct object *instance, const struct shape *shape)
{
    return instance_storage(instance, shape->type);
}

static struct dict *dict_of(struct object *instance, const struct shape *shape)
{
    return value_to_dict(value_load(first_word(instance, shape)));
}

Value *instance_slot(struct object *instance, const struct shape *shape, int32_t slot)
{
    if (slot < shape->n_inline) {
        return first_word(instance, shape) + 1 + slot;
    }
    struct slot_chunk *chunk =
        (struct slot_chunk *)value_to_object(value_load(first_word(instance, shape)));
    int32_t rest = slot - shape->n_inline;
    for (; rest >= CHUNK_SLOTS; rest -= CHUNK_SLOTS) {
        chunk = load_acquire(&chunk->next);
    }
    return &chunk->slots[rest];
}

/* Under the object's lock: where the chunk for `slot` hangs; NULL there if it does not exist yet. */
static Value *chunk_place(struct object *instance, const struct shape *shape, int32_t slot)
{
    static_assert(sizeof(Value) == sizeof(struct slot_chunk *), "a link is an object's Value");
    Value *place = first_word(instance, shape);
    for (int32_t rest = slot - shape->n_inline; rest >= CHUNK_SLOTS; rest -= CHUNK_SLOTS) {
        place = (Value *)&((struct slot_chunk *)value_to_object(*place))->next;
    }
    return place;
}

/* ---- reading ---- */

Value instance_get(struct object *instance, Value name)
{
    struct shape *shape = shape_by_id(object_shape(instance));
    if (UNLIKELY(shape->is_dictionary)) {
        return dict_get_str(dict_of(instance, shape), name);
    }
    int32_t slot = shape_find(shape, name);
    return slot == SHAPE_NO_SLOT ? VALUE_UNBOUND : value_load(instance_slot(instance, shape, slot));
}

/* ---- adding ---- */

/* Moves the instance from `shape` to `next`, which has one more slot. False: it has another shape by now. */
static bool publish_slot(struct object *instance, const struct shape *shape,
                         const struct shape *next, Value v, struct slot_chunk *fresh)
{
    bool locked = object_lock(instance);
    bool same = object_shape(instance) == shape->id;
    if (same) {
        if (next->slot >= next->n_inline) {
            Value *place = chunk_place(instance, next, next->slot);
            if (*place == VALUE_UNBOUND) {
                value_store(place, value_from_object(fresh));
            }
        }
        value_store(instance_slot(instance, next, next->slot), v);
        store_release(&instance->shape, next->id);
    }
    object_unlock(instance, locked);
    return same;
}

enum outcome { DONE, FAILED, AGAIN };

/* The caller stores again into the dict where the instance must leave its shape. */
static enum outcome add(struct thread *t, struct object *instance, struct shape *shape, Value name,
                        Value v)
{
    struct shape *next = shape_after_adding(t, shape, name);
    if (next == NULL) {
        return FAILED;
    }
    if (next->is_dictionary) {
        return instance_dict(t, instance) == NULL ? FAILED : AGAIN;
    }
    struct slot_chunk *fresh = NULL;
    if (next->slot >= next->n_inline && (next->slot - next->n_inline) % CHUNK_SLOTS == 0) {
        fresh = gc_allocate(t, sizeof *fresh, &slot_chunk_type);
        if (fresh == NULL) {
            return FAILED;
        }
    }
    return publish_slot(instance, shape, next, v, fresh) ? DONE : AGAIN;
}

static enum outcome set_once(struct thread *t, struct object *instance, Value name, Value v)
{
    struct shape *shape = shape_by_id(object_shape(instance));
    if (shape->is_dictionary) {
        return dict_set_str(t, dict_of(instance, shape), name, v) ? DONE : FAILED;
    }
    int32_t slot = shape_find(shape, name);
    if (slot != SHAPE_NO_SLOT) {
        value_store(instance_slot(instance, shape, slot), v);
        return DONE;
    }
    return add(t, instance, shape, name, v);
}

bool instance_set(struct thread *t, struct object *instance, Value name, Value v)
{
    enum outcome outcome;
    do {
        outcome = set_once(t, instance, name, v);
    } while (outcome == AGAIN);
    return outcome == DONE;
}

/* ---- deleting ---- */

static bool retire_slot(struct object *instance, const struct shape *shape,
                        const struct shape *next, int32_t slot)
{
    bool locked = object_lock(instance);
    bool same = object_shape(instance) == shape->id;
    if (same) {
        value_store(instance_slot(instance, shape, slot), VALUE_UNBOUND);
        store_release(&instance->shape, next->id);
    }
    object_unlock(instance, locked);
    return same;
}

static enum outcome remove_once(struct thread *t, struct object *instance, Value name,
                                bool *was_there)
{
    struct shape *shape = shape_by_id(object_shape(instance));
    if (shape->is_dictionary) {
        Value was = VALUE_UNBOUND;
        bool ok = dict_remove(t, dict_of(instance, shape), name, &was);
        *was_there = was != VALUE_UNBOUND;
        return ok ? DONE : FAILED;
    }
    int32_t slot = shape_find(shape, name);
    *was_there = slot != SHAPE_NO_SLOT;
    if (!*was_there) {
        return DONE;
    }
    struct shape *next = shape_after_deleting(t, shape, name);
    if (next == NULL || (next->is_dictionary && instance_dict(t, instance) == NULL)) {
        return FAILED;
    }
    return !next->is_dictionary && retire_slot(instance, shape, next, slot) ? DONE : AGAIN;
}

bool instance_remove(struct thread *t, struct object *instance, Value name, bool *was_there)
{
    enum outcome outcome;
    do {
        outcome = remove_once(t, instance, name, was_there);
    } while (outcome == AGAIN);
    return outcome == DONE;
}

/* ---- dictionary mode ---- */

/* The steps that added what `shape` has now, oldest first. */
static size_t live_steps(const struct shape *shape, const struct shape *steps[SHAPE_MAX_ATTRIBUTES])
{
    size_t n = 0;
    for (const struct shape *step = shape; step->parent != NULL; step = step->parent) {
        if (step->slot != SHAPE_NO_SLOT && shape_find(shape, step->name) == step->slot) {
            steps[n++] = step;
        }
    }
    for (size_t i = 0; i < n / 2; i++) {
        const struct shape *step = steps[i];
        steps[i] = steps[n - 1 - i];
        steps[n - 1 - i] = step;
    }
    return n;
}

static bool copy_slots(struct thread *t, struct object *instance, const struct shape *shape,
                       struct dict *to)
{
    const struct shape *steps[SHAPE_MAX_ATTRIBUTES];
    size_t n = live_steps(shape, steps);
    for (size_t i = 0; i < n; i++) {
        Value v = value_load(instance_slot(instance, shape, steps[i]->slot));
        if (v != VALUE_UNBOUND && !dict_set_str(t, to, steps[i]->name, v)) {
            return false;
        }
    }
    return true;
}

/* The instance's attributes are those of `dict` from now on. */
static void enter_dictionary_mode_stw(struct object *instance, const struct shape *old,
                                      const struct shape *dictionary, struct dict *dict)
{
    world_assert_stopped();
    Value *first = first_word(instance, old);
    for (uint16_t i = 0; !old->is_dictionary && i < old->n_inline; i++) {
        value_store(first + 1 + i, VALUE_UNBOUND);
    }
    value_store(first, value_from_object(dict));
    store_release(&instance->shape, dictionary->id);
}

static bool to_dictionary_stw(struct thread *t, struct object *instance, struct dict *fresh)
{
    struct shape *shape = shape_by_id(object_shape(instance));
    if (shape->is_dictionary) {
        return true;
    }
    struct shape *dictionary = shape_dictionary(t, shape);
    if (dictionary == NULL || !copy_slots(t, instance, shape, fresh)) {
        return false;
    }
    enter_dictionary_mode_stw(instance, shape, dictionary, fresh);
    return true;
}

struct dict *instance_dict(struct thread *t, struct object *instance)
{
    struct shape *shape = shape_by_id(object_shape(instance));
    bool tried = false;
    while (!shape->is_dictionary) {
        Value fresh = dict_new(t);
        if (fresh == VALUE_ERROR) {
            return NULL;
        }
        world_stop(&t->lock, "__dict__");
        bool ok = to_dictionary_stw(t, instance, value_to_dict(fresh));
        world_start(&t->lock);
        if (!ok && !gc_retry(t, &tried)) {
            return NULL;
        }
        shape = shape_by_id(object_shape(instance));
    }
    return dict_of(instance, shape);
}

bool instance_set_dict(struct thread *t, struct object *instance, struct dict *dict)
{
    struct shape *dictionary = shape_dictionary(t, shape_by_id(object_shape(instance)));
    if (dictionary == NULL) {
        return false;
    }
    world_stop(&t->lock, "__dict__");
    enter_dictionary_mode_stw(instance, shape_by_id(object_shape(instance)), dictionary, dict);
    world_start(&t->lock);
    return true;
}

/* Any number of slots in line would fit: a dictionary shape uses none. */
bool instance_set_class(struct thread *t, struct object *instance, struct type *type)
{
    ASSERT(type->slots_offset == instance->type->slots_offset);
    struct shape *shape = load_acquire(&type->root_shape);
    if (type_is_subtype(type, &module_type)) {
        shape = shape_new_root(t, type, 0); /* each module has one of its own */
        if (shape == NULL) {
            return false;
        }
    } else if (type->slots_offset != 0) {
        shape = shape_dictionary(t, shape);
        if (shape == NULL || instance_dict(t, instance) == NULL) {
            return false;
        }
    }
    world_stop(&t->lock, "__class__");
    store_release(&instance->type, type);
    store_release(&instance->shape, shape->id);
    world_start(&t->lock);
    return true;
}

struct dict *instance_snapshot(struct thread *t, struct object *instance)
{
    struct shape *shape = shape_by_id(object_shape(instance));
    if (shape->is_dictionary) {
        Value copy = dict_copy(t, dict_of(instance, shape));
        return copy == VALUE_ERROR ? NULL : value_to_dict(copy);
    }
    Value fresh = dict_new(t);
    if (fresh == VALUE_ERROR || !copy_slots(t, instance, shape, value_to_dict(fresh))) {
        return NULL;
    }
    return value_to_dict(fresh);
}
