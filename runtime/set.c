/* The functions of runtime/set.h and those that the sets' own files share. */
#include "runtime/set.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict_table.h"
#include "runtime/set_probe.h"

Value set_new(struct thread *t, struct type *type)
{
    struct set *set = gc_new(t, type);
    return set == NULL ? VALUE_ERROR : value_from_object(set);
}

Value set_from_iterable(struct thread *t, struct type *type, Value iterable)
{
    Value made = set_new(t, type);
    return made != VALUE_ERROR && set_update(t, value_to_set(made), iterable) ? made : VALUE_ERROR;
}

/* ---- finding ---- */

/* Where `item` was at some moment; `outcome` FOUND or ABSENT. */
struct found {
    struct set_table *table; /* NULL: the set had none */
    uint64_t n_insertions;
    struct set_probe probe;
    enum set_outcome outcome;
};

/* The search that may run Python, without the lock; anew if the set has grown meanwhile. */
static bool find(struct thread *t, struct set *set, Value item, int64_t hash, struct found *f)
{
    struct set_table *table;
restart:
    table = set_table(set);
    *f = (struct found){.table = table, .outcome = SET_ABSENT};
    if (table == NULL) {
        return true;
    }
    f->n_insertions = load_acquire(&table->n_insertions);
    f->probe = set_probe_first(table, hash);
    while ((f->outcome = set_table_find(table, item, hash, &f->probe)) == SET_UNSURE) {
        Value candidate = f->probe.candidate;
        enum truth equal = object_equal(t, candidate, item);
        if (equal == TRUTH_ERROR) {
            return false;
        }
        if (set_table(set) != table || load_acquire(&table->n_insertions) != f->n_insertions) {
            goto restart;
        }
        if (equal == TRUTH_TRUE && value_load(&table->entries[f->probe.place].item) == candidate) {
            f->outcome = SET_FOUND;
            return true;
        }
        set_probe_step(table, &f->probe);
    }
    return true;
}

enum truth set_contains_further(struct thread *t, struct set *set, Value v, int64_t hash)
{
    const struct set_table *table = set_table(set);
    if (table == NULL) {
        return TRUTH_FALSE;
    }
    struct set_probe probe = set_probe_first(table, hash);
    enum set_outcome outcome = set_table_find(table, v, hash, &probe);
    if (LIKELY(outcome != SET_UNSURE)) {
        return outcome == SET_FOUND ? TRUTH_TRUE : TRUTH_FALSE;
    }
    struct found f;
    if (!find(t, set, v, hash, &f)) {
        return TRUTH_ERROR;
    }
    return f.outcome == SET_FOUND ? TRUTH_TRUE : TRUTH_FALSE;
}

/*
 * The hash of something looked for. A set, which has none, counts as the frozenset with its items: *item becomes that.
 */
static bool hash_of_sought(struct thread *t, Value *item, int64_t *hash)
{
    if (dict_hash(t, *item, hash)) {
        return true;
    }
    if (!value_is_any_set(*item) || !error_swallow(t, &TypeError_type)) {
        return false;
    }
    *item = set_copy(t, value_to_set(*item), &frozenset_type);
    return *item != VALUE_ERROR && object_hash(t, *item, hash);
}

enum truth set_contains(struct thread *t, struct set *set, Value v)
{
    int64_t hash;
    return hash_of_sought(t, &v, &hash) ? set_contains_hashed(t, set, v, hash) : TRUTH_ERROR;
}

/* ---- adding ---- */

enum step { DONE, FULL, UNSURE, CHANGED }; /* FULL: or there is no table yet */

/* Under the lock. *crowded: the table has grown so full that it is to be replaced. */
static ALWAYS_INLINE enum step insert_locked(struct set *set, struct set_table *table,
                                             const struct set_probe *p, Value v, int64_t hash,
                                             bool *crowded)
{
    bool is_reused = p->reusable != SET_NO_PLACE;
    if (!is_reused && table->n_used + 1 > table->mask) {
        return FULL;
    }
    set_table_insert_locked(table, p, v, hash);
    store_release(&set->n_live, set->n_live + 1);
    *crowded = !is_reused && set_table_is_crowded(table->n_used, table->mask);
    return DONE;
}

static NOINLINE enum step add_further_locked(struct set *set, struct set_table *table, Value v,
                                             int64_t hash, bool *crowded)
{
    struct set_probe probe = set_probe_first(table, hash);
    enum set_outcome outcome = set_table_find(table, v, hash, &probe);
    return outcome == SET_FOUND    ? DONE
           : outcome == SET_UNSURE ? UNSURE
                                   : insert_locked(set, table, &probe, v, hash, crowded);
}

static ALWAYS_INLINE enum step add_quickly(struct set *set, Value v, int64_t hash,
                                           struct set_table **table, bool *crowded)
{
    bool locked = object_lock(&set->base);
    enum step step = FULL;
    *table = set->table;
    if (LIKELY(*table != NULL)) {
        enum set_outcome outcome = set_table_look(*table, v, hash);
        if (outcome == SET_ABSENT) {
            struct set_probe probe = set_probe_first(*table, hash);
            step = insert_locked(set, *table, &probe, v, hash, crowded);
        } else {
            step = outcome == SET_FOUND ? DONE : add_further_locked(set, *table, v, hash, crowded);
        }
    }
    object_unlock(&set->base, locked);
    return step;
}

static enum step add_found(struct set *set, const struct found *f, Value v, int64_t hash,
                           bool *crowded)
{
    if (f->outcome == SET_FOUND) {
        return DONE;
    }
    bool locked = object_lock(&set->base);
    enum step step = CHANGED;
    if (set->table == NULL && f->table == NULL) {
        step = FULL;
    } else if (set->table == f->table && f->table->n_insertions == f->n_insertions) {
        step = insert_locked(set, f->table, &f->probe, v, hash, crowded);
    }
    object_unlock(&set->base, locked);
    return step;
}

/* The search that may run Python, and growth. */
static NOINLINE bool add_slowly(struct thread *t, struct set *set, Value v, int64_t hash)
{
    for (;;) {
        struct found f;
        bool crowded = false;
        if (!find(t, set, v, hash, &f)) {
            return false;
        }
        enum step step = add_found(set, &f, v, hash, &crowded);
        if ((step == FULL || crowded) &&
            !set_resize(t, set, f.table, set_grown_size(set_length(set)))) {
            return false;
        }
        if (step == DONE) {
            return true;
        }
    }
}

bool set_add_hashed(struct thread *t, struct set *set, Value v, int64_t hash)
{
    struct set_table *table;
    bool crowded = false;
    if (UNLIKELY(set_table(set) == NULL) && !set_resize(t, set, NULL, 0)) {
        return false;
    }
    if (UNLIKELY(add_quickly(set, v, hash, &table, &crowded) != DONE)) {
        return add_slowly(t, set, v, hash);
    }
    return LIKELY(!crowded) || set_resize(t, set, table, set_grown_size(set_length(set)));
}

bool set_add(struct thread *t, struct set *set, Value v)
{
    int64_t hash;
    return dict_hash(t, v, &hash) && set_add_hashed(t, set, v, hash);
}

/* ---- removing ---- */

/* Removes `item` if it is what lies there. */
static ALWAYS_INLINE bool remove_at(struct set *set, struct set_table *table, uint64_t place,
                                    Value item)
{
    bool locked = object_lock(&set->base);
    Value *slot = &table->entries[place].item;
    bool is_there = set->table == table && *slot == item;
    if (is_there) {
        value_store(slot, SET_REMOVED);
        store_release(&set->n_live, set->n_live - 1);
    }
    object_unlock(&set->base, locked);
    return is_there;
}

bool set_discard_hashed(struct thread *t, struct set *set, Value v, int64_t hash, bool *was_there)
{
    struct set_table *table = set_table(set);
    enum set_outcome outcome = table == NULL ? SET_ABSENT : set_table_look(table, v, hash);
    *was_there = outcome == SET_FOUND && remove_at(set, table, (uint64_t)hash & table->mask, v);
    if (outcome == SET_ABSENT || *was_there) {
        return true;
    }
    struct found f;
    do {
        if (!find(t, set, v, hash, &f)) {
            return false;
        }
        if (f.outcome == SET_ABSENT) {
            return true;
        }
    } while (!remove_at(set, f.table, f.probe.place, f.probe.candidate));
    *was_there = true;
    return true;
}

bool set_discard(struct thread *t, struct set *set, Value v, bool *was_there)
{
    int64_t hash;
    return hash_of_sought(t, &v, &hash) && set_discard_hashed(t, set, v, hash, was_there);
}

Value set_take_any(struct set *set)
{
    Value taken = VALUE_UNBOUND;
    bool locked = object_lock(&set->base);
    struct set_table *table = set->table;
    if (set->n_live > 0) {
        uint64_t i = set->finger & table->mask;
        while (table->entries[i].item == VALUE_UNBOUND || table->entries[i].item == SET_REMOVED) {
            i = (i + 1) & table->mask;
        }
        taken = table->entries[i].item;
        value_store(&table->entries[i].item, SET_REMOVED);
        store_release(&set->n_live, set->n_live - 1);
        set->finger = i + 1;
    }
    object_unlock(&set->base, locked);
    return taken;
}

bool set_drop_removed(struct thread *t, struct set *set)
{
    bool locked = object_lock(&set->base);
    struct set_table *table = set->table;
    bool is_worth_it = table != NULL && table->n_used - set->n_live > table->mask / 4;
    uint64_t n_live = set->n_live;
    object_unlock(&set->base, locked);
    return !is_worth_it || set_resize(t, set, table, set_grown_size(n_live));
}

void set_become(struct set *set, struct set *from)
{
    bool locked = object_lock(&set->base);
    set_publish_table_locked(set, from == NULL ? NULL : from->table);
    store_release(&set->n_live, from == NULL ? 0 : from->n_live);
    object_unlock(&set->base, locked);
}

void set_clear(struct set *set)
{
    set_become(set, NULL);
}

/* ---- walking, copying, updating ---- */

bool set_next(struct set *set, uint64_t *position, Value *item)
{
    int64_t hash;
    return set_table_next(set_table(set), position, item, &hash);
}

/* A table with the items of one moment, laid out as CPython's merge into an empty set does; NULL if there are none. */
static bool snapshot(struct thread *t, struct set *set, struct set_table **table, uint64_t *n)
{
    for (;;) {
        struct set_table *from = set_table(set);
        uint64_t n_live = set_length(set);
        *table = NULL;
        *n = 0;
        if (from == NULL || n_live == 0) {
            return true;
        }
        *table =
            set_table_new(t, set_table_is_crowded(n_live, SET_MIN_ENTRIES - 1) ? n_live * 2 : 0);
        if (*table == NULL) {
            return false;
        }
        bool locked = object_lock(&set->base);
        bool fits = set->table == from && set->n_live == n_live;
        if (fits && (*table)->mask == from->mask && from->n_used == n_live) {
            memcpy((*table)->entries, from->entries, (from->mask + 1) * sizeof(struct set_entry));
            (*table)->n_used = (*table)->n_insertions = n_live;
        } else if (fits) {
            set_table_copy_locked(*table, from);
        }
        object_unlock(&set->base, locked);
        if (fits) {
            *n = n_live;
            return true;
        }
    }
}

Value set_copy(struct thread *t, struct set *set, struct type *type)
{
    Value made = set_new(t, type);
    if (made == VALUE_ERROR) {
        return made;
    }
    struct set *copy = value_to_set(made);
    return snapshot(t, set, &copy->table, &copy->n_live) ? made : VALUE_ERROR;
}

struct set *set_at_once(struct thread *t, struct set *set)
{
    if (LIKELY(!load_relaxed(&mutex_objects_shared)) || set->base.type == &frozenset_type) {
        return set;
    }
    Value copy = set_copy(t, set, &frozenset_type);
    return copy == VALUE_ERROR ? NULL : value_to_set(copy);
}

/* Room for `n` more items, by CPython's rule for whole sets and dicts. */
static bool reserve(struct thread *t, struct set *set, uint64_t n)
{
    struct set_table *table = set_table(set);
    uint64_t mask = table == NULL ? SET_MIN_ENTRIES - 1 : table->mask;
    uint64_t n_used = 0;
    if (table != NULL) {
        bool locked = object_lock(&set->base);
        n_used = table->n_used;
        object_unlock(&set->base, locked);
    }
    return !set_table_is_crowded(n_used + n, mask) ||
           set_resize(t, set, table, (set_length(set) + n) * 2);
}

/* If the set has nothing yet, it becomes as `other` is. */
static bool adopt(struct thread *t, struct set *set, struct set *other, bool *adopted)
{
    struct set_table *table;
    uint64_t n;
    if (!snapshot(t, other, &table, &n)) {
        return false;
    }
    bool locked = object_lock(&set->base);
    *adopted = set->table == NULL;
    if (*adopted) {
        set_publish_table_locked(set, table);
        store_release(&set->n_live, n);
    }
    object_unlock(&set->base, locked);
    return true;
}

static bool add_all(struct thread *t, struct set *set, struct set *other)
{
    bool adopted = false;
    if (set_table(set) == NULL && !adopt(t, set, other, &adopted)) {
        return false;
    }
    if (adopted) {
        return true;
    }
    struct set *walked = set_at_once(t, other);
    uint64_t n = walked == NULL ? 0 : set_length(walked);
    if (walked == NULL || (n > 0 && !reserve(t, set, n))) {
        return false;
    }
    struct set_walk walk = set_walk_begin(set_table(walked));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        if (!set_add_hashed(t, set, item, hash)) {
            return false;
        }
    }
    return true;
}

static bool add_keys(struct thread *t, struct set *set, struct dict *d)
{
    struct dict_table *table;
    uint64_t n;
    if (!dict_snapshot(t, d, &table, &n) || (n > 0 && !reserve(t, set, n))) {
        return false;
    }
    for (uint64_t i = 0; i < n; i++) {
        if (dict_entry_get(table, &table->entries[i]) != VALUE_UNBOUND &&
            !set_add_hashed(t, set, table->entries[i].key, table->entries[i].hash)) {
            return false;
        }
    }
    return true;
}

static bool add_visited(struct thread *t, Value item, void *set)
{
    return set_add(t, set, item);
}

bool set_update(struct thread *t, struct set *set, Value iterable)
{
    if (value_is_any_set(iterable)) {
        return iterable == value_from_object(set) || add_all(t, set, value_to_set(iterable));
    }
    if (value_type(iterable) == &dict_type) {
        return add_keys(t, set, value_to_dict(iterable));
    }
    return iterate(t, iterable, add_visited, set);
}
