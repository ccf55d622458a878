/*
 * Changing a class that is in use. Storing over an attribute of the same kind is one store into its cell; whatever
 * may change what a lookup finds, or how a slot behaves, goes through type_attribute_changed.
 */
#include "lock/ranked.h"
#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/lookup.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"
#include "runtime/upcalls.h"
#include "runtime/weakref.h"

/* ---- subclasses ---- */

static struct ranked_mutex type_lock = RANKED_MUTEX(TYPE);

static struct list *subclass_list(const struct type *type)
{
    Value list = value_load(&type->weak_subclasses);
    return list == VALUE_UNBOUND ? NULL : (struct list *)list;
}

/* Entries are weak references, but types in C stand there themselves: they live for ever. UNBOUND: gone. */
static Value subclass_at(struct list *list, uint64_t i)
{
    Value entry = list_get(list, i);
    return entry == VALUE_UNBOUND || value_is_type(entry) ? entry : weakref_get(entry);
}

static bool any_is_gone(struct list *list)
{
    for (uint64_t i = 0; i < list_length(list); i++) {
        if (subclass_at(list, i) == VALUE_UNBOUND) {
            return true;
        }
    }
    return false;
}

/* Under the type lock. `copy` has room for what it gets. */
static void copy_living(struct thread *t, struct list *copy, struct list *from,
                        const struct type *except)
{
    for (uint64_t i = 0; from != NULL && i < list_length(from); i++) {
        Value subclass = subclass_at(from, i);
        if (subclass != VALUE_UNBOUND && subclass != value_from_object(except)) {
            (void)!list_append(t, copy, list_get(from, i));
        }
    }
}

/* Replaces the list by a copy without `except` and what is gone, and with `added`; others may be reading the old one. */
static bool rewrite_subclasses(struct thread *t, struct type *base, const struct type *except,
                               Value added)
{
    for (;;) {
        struct list *old = subclass_list(base);
        uint64_t n = old == NULL ? 0 : list_length(old);
        Value copy = list_new(t, n + 1);
        if (copy == VALUE_ERROR) {
            return false;
        }
        ranked_lock(&type_lock);
        bool is_current = subclass_list(base) == old && (old == NULL || list_length(old) == n);
        if (is_current) {
            copy_living(t, value_to_list(copy), old, except);
            if (added != VALUE_UNBOUND) {
                (void)!list_append(t, value_to_list(copy), added);
            }
            value_store(&base->weak_subclasses, copy);
        }
        ranked_unlock(&type_lock);
        if (is_current) {
            return true;
        }
    }
}

bool type_add_subclass(struct thread *t, struct type *base, struct type *subclass)
{
    Value reference = value_from_object(subclass);
    if (type_has(subclass, TYPE_HEAP)) {
        reference = weakref_new(t, reference, VALUE_UNBOUND);
    }
    if (reference == VALUE_ERROR) {
        return false;
    }
    gc_locked_begin(&t->allocator);
    ranked_lock(&type_lock);
    struct list *list = subclass_list(base);
    /* Looked for each time that the list has doubled: entries of types that are gone are at most as many as the others. */
    uint64_t n = list == NULL ? 0 : list_length(list);
    bool is_clean = list != NULL && ((n & (n - 1)) != 0 || !any_is_gone(list));
    bool stored = is_clean && list_append(t, list, reference);
    ranked_unlock(&type_lock);
    gc_locked_end(&t->allocator);
    if (is_clean && !stored) {
        error_clear(t); /* no memory under the lock */
    }
    return stored || rewrite_subclasses(t, base, NULL, reference);
}

bool type_remove_subclass(struct thread *t, struct type *base, const struct type *subclass)
{
    return rewrite_subclasses(t, base, subclass, VALUE_UNBOUND);
}

/*
 * An entry counts while the class names `type` among its bases: these form no cycle (type_set_bases), while the lists may
 * as long as an assignment to __bases__ has not moved its class from one to the other.
 */
static bool names_as_base(Value subclass, const struct type *type)
{
    Value bases = value_load(&((const struct type *)subclass)->bases);
    for (uint64_t i = 0; i < value_to_tuple(bases)->length; i++) {
        if (value_to_tuple(bases)->items[i] == value_from_object(type)) {
            return true;
        }
    }
    return false;
}

Value type_subclasses(struct thread *t, struct type *type)
{
    Value result = list_new(t, 0);
    struct list *list = subclass_list(type);
    for (uint64_t i = 0; result != VALUE_ERROR && list != NULL && i < list_length(list); i++) {
        Value subclass = subclass_at(list, i);
        if (subclass != VALUE_UNBOUND && names_as_base(subclass, type) &&
            !list_append(t, (struct list *)result, subclass)) {
            return VALUE_ERROR;
        }
    }
    return result;
}

/* Calls `visit` for `type` and everything derived from it until one says true. */
static bool any_below(struct thread *t, struct type *type,
                      bool (*visit)(struct thread *t, struct type *type))
{
    if (visit(t, type)) {
        return true;
    }
    struct list *list = subclass_list(type);
    for (uint64_t i = 0; list != NULL && i < list_length(list); i++) {
        Value subclass = subclass_at(list, i);
        if (subclass != VALUE_UNBOUND && names_as_base(subclass, type) &&
            any_below(t, (struct type *)subclass, visit)) {
            return true;
        }
    }
    return false;
}

/* ---- changes ---- */

static bool is_cached(UNUSED struct thread *t, struct type *type)
{
    return load_seq_cst(&type->flags) & TYPE_CACHED;
}

static bool forget_cached(UNUSED struct thread *t, struct type *type)
{
    atomic_and(&type->flags, ~(uint32_t)TYPE_CACHED);
    return false;
}

static bool update_slots(struct thread *t, struct type *type)
{
    slots_update(t, type);
    return false;
}

/* World stopped. */
static void flush_caches(struct thread *t, struct type *type)
{
    type_cache_invalidate();
    if (upcalls.flush_inline_caches != NULL) {
        upcalls.flush_inline_caches();
        any_below(t, type, forget_cached);
    }
}

bool type_attribute_changed(struct thread *t, struct type *type, Value name)
{
    type_cache_invalidate(); /* orders the store of the attribute before the reading of TYPE_CACHED */
    bool changes_slots = slot_name_is_known(name);
    bool flushes = any_below(t, type, is_cached);
    if (!changes_slots && !flushes) {
        return true;
    }
    world_stop(&t->lock, "class");
    if (flushes) {
        flush_caches(t, type);
    } else {
        type_cache_invalidate();
    }
    if (changes_slots) {
        any_below(t, type, update_slots);
    }
    world_start(&t->lock);
    return true;
}

void type_bases_changed_stw(struct thread *t, struct type *type)
{
    flush_caches(t, type);
    any_below(t, type, update_slots);
}

/* May `new` take the place of `old` without anybody noticing? */
static bool is_plain_change(Value old, Value new, Value name)
{
    enum attribute_rule rule = attribute_rule(new);
    if (rule != attribute_rule(old)) {
        return false;
    }
    if (rule == RULE_METHOD) {
        return !slot_name_is_known(name) || value_type(old) == value_type(new);
    }
    return rule == RULE_VALUE && !slot_name_is_known(name);
}

static bool delete_attribute(struct thread *t, struct type *type, Value name)
{
    Value was;
    if (!dict_remove(t, type->attributes, name, &was)) {
        return false;
    }
    if (was == VALUE_UNBOUND) {
        raise_error(t, &AttributeError_type, "type object '%s' has no attribute '%V'", type->name,
                    name);
        add_attribute_error_details(t, value_from_object(type), name);
        return false;
    }
    return type_attribute_changed(t, type, name);
}

bool type_set_attribute(struct thread *t, Value self, Value name, Value v)
{
    struct type *type = (struct type *)self;
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return false;
    }
    if (type_has(type, TYPE_IMMUTABLE)) {
        return raise_false(t, &TypeError_type, "cannot set '%V' attribute of immutable type '%s'",
                           name, type_name(type));
    }
    Value found = type_lookup(t, value_type(self), name);
    if (found != VALUE_UNBOUND && value_type(found)->descriptor_set != NULL) {
        return value_type(found)->descriptor_set(t, found, self, v);
    }
    if (v == VALUE_UNBOUND) {
        return delete_attribute(t, type, name);
    }
    Value old = dict_get_str(type->attributes, name);
    return dict_set_str(t, type->attributes, name, v) &&
           (is_plain_change(old, v, name) || type_attribute_changed(t, type, name));
}

/* ---- what patterns take a class for ---- */

bool type_match_as(struct thread *t, struct type *type, uint32_t flag)
{
    const uint32_t either = TYPE_MATCHES_SEQUENCE | TYPE_MATCHES_MAPPING;
    if (type_has(type, TYPE_IMMUTABLE) || (load_relaxed(&type->flags) & either) == flag) {
        return true;
    }
    atomic_and(&type->flags, ~either);
    atomic_or(&type->flags, flag);
    Value subclasses = type_subclasses(t, type);
    if (subclasses == VALUE_ERROR) {
        return false;
    }
    const struct list *list = value_to_list(subclasses);
    for (uint64_t i = 0; i < list_length(list); i++) {
        Value subclass = list_get(list, i);
        if (subclass != VALUE_UNBOUND && !type_match_as(t, (struct type *)subclass, flag)) {
            return false;
        }
    }
    return true;
}
