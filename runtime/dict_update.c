/* Many entries at once: update, copy, clearing, walking. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict_table.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- walking ---- */

bool dict_next(struct dict *d, uint64_t *position, Value *key, Value *value)
{
    const struct dict_table *table = dict_table(d);
    if (table == NULL) {
        return false;
    }
    uint64_t n = dict_table_n_used(table);
    while (*position < n) {
        const struct dict_entry *entry = &table->entries[(*position)++];
        Value k = value_load(&entry->key);
        Value v = dict_entry_get(table, entry);
        if (v != VALUE_UNBOUND && k != VALUE_UNBOUND) {
            *key = k;
            *value = v;
            return true;
        }
    }
    return false;
}

Value dict_keys_list(struct thread *t, struct dict *d)
{
    Value view = dict_view_new(t, value_from_object(d), DICT_KEYS);
    return view == VALUE_ERROR ? view
                               : list_from_iterable(t, view); /* which reads it at one moment */
}

/* ---- copying ---- */

static Value copy_of_cells(struct thread *t, const struct dict_table *table, uint64_t n)
{
    Value made = dict_new_sized(t, n);
    for (uint64_t i = 0; made != VALUE_ERROR && i < n; i++) {
        const struct dict_entry *entry = &table->entries[i];
        Value v = dict_entry_get(table, entry);
        if (v != VALUE_UNBOUND &&
            !dict_set_hashed(t, value_to_dict(made), entry->key, entry->hash, v)) {
            return VALUE_ERROR;
        }
    }
    return made;
}

Value dict_copy(struct thread *t, struct dict *d)
{
    struct dict_table *table;
    uint64_t n;
    if (!dict_snapshot(t, d, &table, &n)) {
        return VALUE_ERROR;
    }
    if (table != NULL && table->is_cell_dict) {
        return copy_of_cells(t, table, n);
    }
    Value made = dict_new(t);
    if (made != VALUE_ERROR && n > 0) {
        ((struct dict *)made)->table = table;
        ((struct dict *)made)->n_live = n;
    }
    return made;
}

/* ---- updating from a dict ---- */

/* == has changed the dict that is read; where threads run beside this one, another may have. */
static bool was_mutated(struct dict *other, uint64_t length)
{
    if (LIKELY(dict_length(other) == length)) {
        return false;
    }
    bool is_shared = object_lock(&other->base);
    object_unlock(&other->base, is_shared);
    return !is_shared;
}

/* From the table of `other`, or a copy of it, taken when it had that length. */
static bool update_from_entries(struct thread *t, struct dict *d, const struct dict_table *table,
                                uint64_t n, struct dict *other, uint64_t length)
{
    for (uint64_t i = 0; i < n; i++) {
        const struct dict_entry *entry = &table->entries[i];
        Value key = value_load(&entry->key);
        Value v = dict_entry_get(table, entry);
        if (v != VALUE_UNBOUND && key != VALUE_UNBOUND &&
            !dict_set_hashed(t, d, key, entry->hash, v)) {
            return false;
        }
        if (was_mutated(other, length)) {
            return raise_false(t, &RuntimeError_type, "dict mutated during update");
        }
        if (i % 1024 == 1023 && !gc_poll(t)) {
            return false;
        }
    }
    return true;
}

/* An empty dict becomes as `other` is. */
static bool adopt(struct thread *t, struct dict *d, struct dict *other, bool *adopted)
{
    struct dict_table *table;
    uint64_t n;
    *adopted = false;
    if (!dict_snapshot(t, other, &table, &n)) {
        return false;
    }
    if (n > 0 && !table->is_cell_dict) {
        bool locked = object_lock(&d->base);
        *adopted = d->table == NULL;
        if (*adopted) {
            dict_publish_table_locked(d, table);
            store_release(&d->n_live, n);
        }
        object_unlock(&d->base, locked);
    }
    return true;
}

/* The entries of one moment, to walk: while one thread runs, the dict's own table, whose changes was_mutated sees. */
static bool entries_to_walk(struct thread *t, struct dict *d, struct dict_table **table,
                            uint64_t *n)
{
    bool locked = object_lock(&d->base);
    *table = d->table;
    *n = *table == NULL ? 0 : (*table)->n_used;
    object_unlock(&d->base, locked);
    return !locked || dict_snapshot(t, d, table, n);
}

static bool update_from_dict(struct thread *t, struct dict *d, struct dict *other)
{
    struct dict_table *table;
    uint64_t n, length = dict_length(other);
    bool adopted = false;
    if (d == other || length == 0) {
        return true;
    }
    if (dict_table(d) == NULL && !adopt(t, d, other, &adopted)) {
        return false;
    }
    return adopted || (entries_to_walk(t, other, &table, &n) && dict_reserve(t, d, length) &&
                       update_from_entries(t, d, table, n, other, length));
}

/* ---- updating from anything else ---- */

struct update {
    struct dict *d;
    Value mapping;
    int64_t n_done;
};

static bool set_from_mapping(struct thread *t, Value key, void *context)
{
    struct update *u = context;
    Value v = object_get_item(t, u->mapping, key);
    return v != VALUE_ERROR && dict_set(t, u->d, key, v);
}

static bool update_from_mapping(struct thread *t, struct dict *d, Value mapping)
{
    struct update u = {d, mapping, 0};
    Value keys = call_method_0(t, mapping, name_keys);
    return keys != VALUE_ERROR && iterate(t, keys, set_from_mapping, &u);
}

/* The two values of a pair; any iterable of length two is one. */
static bool read_pair(struct thread *t, Value pair, int64_t number, Value *key, Value *v)
{
    Value items = value_type(pair) == &tuple_type ? pair : tuple_from_iterable(t, pair);
    if (items == VALUE_ERROR) {
        if (error_matches(t, &TypeError_type) && value_type(pair)->iter == NULL) {
            error_clear(t);
            return raise_false(
                t, &TypeError_type,
                "cannot convert dictionary update sequence element #%ld to a sequence",
                (long)number);
        }
        return false;
    }
    const struct tuple *both = value_to_tuple(items);
    if (both->length != 2) {
        return raise_false(t, &ValueError_type,
                           "dictionary update sequence element #%ld has length %zu; 2 is required",
                           (long)number, (size_t)both->length);
    }
    *key = both->items[0];
    *v = both->items[1];
    return true;
}

static bool set_from_pair(struct thread *t, Value pair, void *context)
{
    struct update *u = context;
    Value key = VALUE_UNBOUND, v = VALUE_UNBOUND;
    return read_pair(t, pair, u->n_done++, &key, &v) && dict_set(t, u->d, key, v);
}

bool dict_update_from_pairs(struct thread *t, struct dict *d, Value pairs)
{
    struct update u = {d, VALUE_UNBOUND, 0};
    return iterate(t, pairs, set_from_pair, &u);
}

bool value_is_plain_dict(Value v)
{
    return value_is_dict(v) && value_type(v)->iter == dict_type.iter;
}

Value dict_copy_of(struct thread *t, Value v)
{
    if (value_is_plain_dict(v)) {
        return dict_copy(t, value_to_dict(v));
    }
    Value made = dict_new(t);
    return made != VALUE_ERROR && dict_update(t, value_to_dict(made), v) ? made : VALUE_ERROR;
}

bool dict_update(struct thread *t, struct dict *d, Value other)
{
    if (value_is_plain_dict(other)) {
        return update_from_dict(t, d, value_to_dict(other));
    }
    Value keys = object_find_attribute(t, other, name_keys);
    if (keys == VALUE_ERROR) {
        return false;
    }
    return keys == VALUE_UNBOUND ? dict_update_from_pairs(t, d, other)
                                 : update_from_mapping(t, d, other);
}

bool dict_update_from_call(struct thread *t, struct dict *d, const char *name, Value *args,
                           uint32_t n_args, Value keyword_names)
{
    if (n_args > 1) {
        return raise_false(t, &TypeError_type, "%s expected at most 1 argument, got %d", name,
                           (int)n_args);
    }
    if (n_args == 1 && !dict_update(t, d, args[0])) {
        return false;
    }
    uint32_t n_keywords = keyword_count(keyword_names);
    for (uint32_t i = 0; i < n_keywords; i++) {
        if (!dict_set_str(t, d, value_to_tuple(keyword_names)->items[i], args[n_args + i])) {
            return false;
        }
    }
    return true;
}
