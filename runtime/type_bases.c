/*
 * Assignment to __bases__.
 *
 * 1. The new bases are checked: classes, no cycle, a layout that instances of the class have already.
 * 2. With the world stopped `bases` and `parent` are stored. The check for cycles is made there once more: two threads
 *    could each close half of one.
 * 3. The method resolution orders of the class and of all below are computed, parents first, each from those above it.
 *    That may run mro() of a metaclass, so other threads run meanwhile; they find the old order or the new one.
 * 4. With the world stopped every cache that depends on the class is emptied and all slots are filled anew.
 *
 * If 3 fails, bases and orders are put back as they were.
 *
 * A mro() of a metaclass may itself assign to __bases__. What it stored is newer: an order found meanwhile is dropped, and
 * nothing is put back over it.
 */
#include "lock/world.h"
#include "runtime/list.h"
#include "runtime/lookup.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

/* ---- checks ---- */

static bool is_above(const struct type *type, const struct type *base)
{
    while (base != NULL && base != type) {
        base = load_acquire(&base->parent);
    }
    return base != NULL;
}

static bool makes_cycle(const struct type *type, const struct tuple *bases)
{
    for (uint64_t i = 0; i < bases->length; i++) {
        const struct type *base = (const struct type *)bases->items[i];
        if (type_is_subtype(base, type) || is_above(type, base)) {
            return true;
        }
    }
    return false;
}

static bool raise_cycle(struct thread *t)
{
    return raise_false(t, &TypeError_type, "a __bases__ item causes an inheritance cycle");
}

static bool check_bases(struct thread *t, const struct type *type, Value v)
{
    if (!value_is_tuple(v)) {
        return raise_false(t, &TypeError_type, "can only assign tuple to %s.__bases__, not %T",
                           type->name, v);
    }
    const struct tuple *bases = value_to_tuple(v);
    if (bases->length == 0) {
        return raise_false(t, &TypeError_type,
                           "can only assign non-empty tuple to %s.__bases__, not ()", type->name);
    }
    for (uint64_t i = 0; i < bases->length; i++) {
        if (!value_is_type(bases->items[i])) {
            return raise_false(t, &TypeError_type,
                               "%s.__bases__ must be tuple of classes, not '%T'", type->name,
                               bases->items[i]);
        }
    }
    return !makes_cycle(type, bases) || raise_cycle(t);
}

/* ---- storing ---- */

/* `parent` NULL: as it is. False: the bases would close a cycle by now. */
static bool store_bases(struct thread *t, struct type *type, Value bases, struct type *parent)
{
    world_stop(&t->lock, "__bases__");
    bool is_safe = !makes_cycle(type, value_to_tuple(bases));
    if (is_safe) {
        value_store(&type->bases, bases);
        store_release(&type->parent, parent);
    }
    world_start(&t->lock);
    return is_safe;
}

/* Stores `mro` unless the bases or the order are no longer those that it was found for. */
static bool store_mro(struct thread *t, struct type *type, Value bases, Value old, Value mro)
{
    world_stop(&t->lock, "class");
    bool is_current = value_load(&type->bases) == bases && value_load(&type->mro) == old;
    if (is_current) {
        value_store(&type->mro, mro);
        type_cache_invalidate();
    }
    world_start(&t->lock);
    return is_current;
}

/* Notes each change in `changes`, a list: type, old mro, new mro, type, ... */
static bool update_mro(struct thread *t, struct type *type, struct list *changes)
{
    Value bases = value_load(&type->bases), old = value_load(&type->mro);
    Value mro = type_find_mro(t, type);
    if (mro == VALUE_ERROR) {
        return false;
    }
    if (!store_mro(t, type, bases, old, mro)) {
        return true; /* whoever changed it has told those below */
    }
    Value below = type_subclasses(t, type);
    if (below == VALUE_ERROR || !list_append(t, changes, value_from_object(type)) ||
        !list_append(t, changes, old) || !list_append(t, changes, mro)) {
        return false;
    }
    for (uint64_t i = 0; i < list_length(value_to_list(below)); i++) {
        if (!update_mro(t, (struct type *)list_get(value_to_list(below), i), changes)) {
            return false;
        }
    }
    return true;
}

static void undo_mro(struct thread *t, struct type *type, Value stored, Value old)
{
    store_mro(t, type, value_load(&type->bases), stored, old);
}

static void undo(struct thread *t, struct type *type, Value stored, Value bases,
                 struct type *parent, struct list *changes)
{
    for (uint64_t i = list_length(changes) / 3 * 3; i > 0; i -= 3) {
        undo_mro(t, (struct type *)list_get(changes, i - 3), list_get(changes, i - 1),
                 list_get(changes, i - 2));
    }
    if (value_load(&type->bases) == stored) {
        (void)store_bases(t, type, bases, parent);
    }
}

/* `type` is listed by its bases alone, and once, whatever it was listed by before. */
static bool move_among_subclasses(struct thread *t, struct type *type, const struct tuple *from)
{
    const struct tuple *to = value_to_tuple(value_load(&type->bases));
    for (uint64_t i = 0; i < from->length; i++) {
        if (!type_remove_subclass(t, (struct type *)from->items[i], type)) {
            return false;
        }
    }
    for (uint64_t i = 0; i < to->length; i++) {
        struct type *base = (struct type *)to->items[i];
        if (!type_remove_subclass(t, base, type) || !type_add_subclass(t, base, type)) {
            return false;
        }
    }
    return true;
}

bool type_set_bases(struct thread *t, struct type *type, Value v)
{
    struct type *parent = NULL, *old_parent = load_acquire(&type->parent);
    Value old_bases = value_load(&type->bases), changes = list_new(t, 8);
    if (changes == VALUE_ERROR || !check_bases(t, type, v) ||
        (parent = type_best_base(t, v)) == NULL ||
        !type_check_assignment(t, old_parent, parent, "__bases__")) {
        return false;
    }
    if (!store_bases(t, type, v, parent)) {
        return raise_cycle(t);
    }
    if (!type_has(type, TYPE_READY)) {
        return true; /* a mro() of its metaclass is at work: all else follows when the class is complete */
    }
    bool done = update_mro(t, type, value_to_list(changes)) &&
                move_among_subclasses(t, type, value_to_tuple(old_bases));
    if (!done) {
        undo(t, type, v, old_bases, old_parent, value_to_list(changes));
    }
    world_stop(&t->lock, "class");
    type_bases_changed_stw(t, type);
    world_start(&t->lock);
    return done;
}
