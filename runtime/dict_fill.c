/* Filling an empty dict at once: its table is made beside it, and published complete. */
#include "runtime/dict_table.h"

static bool is_quick_key(Value key)
{
    return value_is_small_int(key) ||
           (value_is_object(key) && load_relaxed(&value_to_object(key)->type) == &str_type);
}

/* Stores pairs into a table that nobody else knows, up to the first key that only Python code could compare. How many. */
static size_t fill_table(struct thread *t, struct dict_table *table, const Value *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Value key = pairs[2 * i], v = pairs[2 * i + 1];
        int64_t hash;
        if (!is_quick_key(key) || !dict_hash(t, key, &hash)) {
            return i;
        }
        struct dict_place place = {.probe = dict_probe_first(table, hash)};
        switch (dict_table_find(table, key, hash, &place)) {
        case DICT_ABSENT:
            dict_table_insert_locked(table, &place, key, hash, v);
            break;
        case DICT_FOUND:
            place.entry->value = v;
            break;
        case DICT_UNSURE:
            return i;
        }
    }
    return n;
}

/* False: the dict has a table by now. */
static bool publish(struct dict *d, struct dict_table *table)
{
    bool locked = object_lock(&d->base);
    bool is_empty = d->table == NULL;
    if (is_empty) {
        dict_publish_table_locked(d, table);
        store_release(&d->n_live, table->n_used);
        dict_check_locked(d);
    }
    object_unlock(&d->base, locked);
    return is_empty;
}

bool dict_set_pairs(struct thread *t, struct dict *d, const Value *pairs, size_t n)
{
    size_t n_done = 0;
    if (n > 1 && dict_table(d) == NULL) {
        struct dict_table *table = dict_table_new(t, n, false);
        if (table == NULL) {
            return false;
        }
        size_t n_filled = fill_table(t, table, pairs, n);
        n_done = publish(d, table) ? n_filled : 0;
    }
    for (size_t i = n_done; i < n; i++) {
        if (!dict_set(t, d, pairs[2 * i], pairs[2 * i + 1])) {
            return false;
        }
    }
    return true;
}
