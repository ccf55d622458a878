/*
 * The lock of the container is held while its entries are copied, and nothing is allocated under it: so room is made
 * first, for as many as there seem to be, and again if there are more by then.
 */
#include "runtime/container_snapshot.h"

#include "runtime/dict_table.h"
#include "runtime/list.h"
#include "runtime/set_probe.h"
#include "runtime/tuple.h"

/* Copies the entries that have a value into `items`, of which there are `capacity`; how many there are in all. */
static uint64_t copy_entries_locked(struct dict *d, enum dict_view_kind kind, Value *items,
                                    uint64_t capacity)
{
    const struct dict_table *table = dict_table(d);
    uint64_t n = 0, end = table == NULL ? 0 : dict_table_n_used(table);
    for (uint64_t i = 0; i < end; i++) {
        const struct dict_entry *entry = &table->entries[i];
        Value key = value_load(&entry->key);
        Value v = key == VALUE_UNBOUND ? VALUE_UNBOUND : dict_entry_get(table, entry);
        if (v == VALUE_UNBOUND) {
            continue;
        }
        if (n < capacity && kind == DICT_ITEMS) {
            value_store(&items[2 * n], key);
            value_store(&items[2 * n + 1], v);
        } else if (n < capacity) {
            value_store(&items[n], kind == DICT_KEYS ? key : v);
        }
        n++;
    }
    return n;
}

static uint64_t copy_elements_locked(struct set *set, Value *items, uint64_t capacity)
{
    struct set_walk walk = set_walk_begin(set_table(set));
    uint64_t n = 0;
    Value element;
    int64_t hash;
    while (set_walk_next(&walk, &element, &hash)) {
        if (n < capacity) {
            value_store(&items[n], element);
        }
        n++;
    }
    return n;
}

/* Keys and values one after the other become pairs. */
static Value pair_up(struct thread *t, Value flat)
{
    uint64_t n = value_to_tuple(flat)->length / 2;
    Value made = tuple_new(t, NULL, n);
    for (uint64_t i = 0; made != VALUE_ERROR && i < n; i++) {
        const Value *items = value_to_tuple(flat)->items;
        Value pair = tuple_pair(t, items[2 * i], items[2 * i + 1]);
        if (pair == VALUE_ERROR) {
            return VALUE_ERROR;
        }
        value_store(&value_to_tuple(made)->items[i], pair);
    }
    return made;
}

static Value dict_entries(struct thread *t, struct dict *d, enum dict_view_kind kind)
{
    uint64_t width = kind == DICT_ITEMS ? 2 : 1;
    for (uint64_t capacity = dict_count(d), n;; capacity = n) {
        Value made = tuple_new(t, NULL, capacity * width);
        if (made == VALUE_ERROR) {
            return made;
        }
        bool locked = object_lock(&d->base);
        n = copy_entries_locked(d, kind, value_to_tuple(made)->items, capacity);
        object_unlock(&d->base, locked);
        if (n == capacity) {
            return kind == DICT_ITEMS ? pair_up(t, made) : made;
        }
    }
}

static Value set_elements(struct thread *t, struct set *set)
{
    for (uint64_t capacity = set_length(set), n;; capacity = n) {
        Value made = tuple_new(t, NULL, capacity);
        if (made == VALUE_ERROR) {
            return made;
        }
        bool locked = object_lock(&set->base);
        n = copy_elements_locked(set, value_to_tuple(made)->items, capacity);
        object_unlock(&set->base, locked);
        if (n == capacity) {
            return made;
        }
    }
}

Value container_snapshot(struct thread *t, Value container)
{
    const struct type *type = value_type(container);
    struct dict *d;
    enum dict_view_kind kind;
    if (type == &tuple_type) {
        return container;
    }
    if (type == &list_type) {
        return list_to_tuple(t, value_to_list(container));
    }
    if (type == &dict_type) {
        return dict_entries(t, value_to_dict(container), DICT_KEYS);
    }
    if (dict_view_is(container, &d, &kind)) {
        return dict_entries(t, d, kind);
    }
    if (type == &set_type || type == &frozenset_type) {
        return set_elements(t, value_to_set(container));
    }
    return VALUE_UNBOUND;
}
