/* The functions of runtime/dict.h: get, set, remove, for any key and for str keys. */
#include "runtime/dict.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict_table.h"
#include "runtime/list.h"
#include "runtime/str.h"

/* ---- making ---- */

Value dict_new(struct thread *t)
{
    struct dict *d = gc_allocate(t, sizeof *d, &dict_type);
    return d == NULL ? VALUE_ERROR : value_from_object(d);
}

static Value new_with_table(struct thread *t, size_t n_expected, bool is_cell_dict)
{
    Value made = dict_new(t);
    struct dict_table *table =
        made == VALUE_ERROR ? NULL : dict_table_new(t, n_expected, is_cell_dict);
    if (table == NULL) {
        return VALUE_ERROR;
    }
    ((struct dict *)made)->table = table;
    return made;
}

Value dict_new_sized(struct thread *t, size_t n_expected)
{
    return n_expected > 0 ? new_with_table(t, n_expected, false) : dict_new(t);
}

Value dict_new_cells(struct thread *t, size_t n_expected)
{
    return new_with_table(t, n_expected, true);
}

bool dict_is_cells(const struct dict *d)
{
    const struct dict_table *table = dict_table(d);
    return table != NULL && table->is_cell_dict;
}

bool dict_become_cells(struct thread *t, struct dict *d)
{
    struct dict_table *from = dict_table(d);
    if (from != NULL && from->is_cell_dict) {
        return true;
    }
    struct dict_table *table = dict_table_new(t, from == NULL ? 0 : from->n_max, true);
    if (table == NULL) {
        return false;
    }
    if (from != NULL) {
        dict_table_copy_locked(table, from);
    }
    for (uint32_t i = 0; i < table->n_used; i++) {
        struct cell *cell = cell_new(t, table->entries[i].value);
        if (cell == NULL) {
            return false;
        }
        value_store(&table->entries[i].value, value_from_object(cell));
    }
    dict_publish_table_locked(d, table);
    return true;
}

bool dict_snapshot(struct thread *t, struct dict *d, struct dict_table **table, uint64_t *n)
{
    for (;;) {
        struct dict_table *from = dict_table(d);
        *table = NULL;
        *n = 0;
        if (from == NULL || dict_length(d) == 0) {
            return true;
        }
        uint64_t n_live = dict_length(
            d); /* of the same size, if that is not wasteful: then it is copied as it is */
        *table =
            dict_table_new(t, n_live > from->n_max / 3 ? from->n_max : n_live, from->is_cell_dict);
        if (*table == NULL) {
            return false;
        }
        bool locked = object_lock(&d->base);
        bool fits = d->table == from && d->n_live <= (*table)->n_max;
        if (fits) {
            *n = dict_table_copy_locked(*table, from);
        }
        object_unlock(&d->base, locked);
        if (fits) {
            return true;
        }
    }
}

bool dict_reserve(struct thread *t, struct dict *d, size_t n)
{
    for (;;) {
        bool locked = object_lock(&d->base);
        struct dict_table *table = d->table;
        bool fits = table != NULL && n <= table->n_max - table->n_used;
        uint64_t n_needed = d->n_live + n, n_grown = dict_grown_size(d->n_live);
        object_unlock(&d->base, locked);
        if (fits) {
            return true;
        }
        /* At least by the usual step, so that many small updates rebuild the table as seldom as many stores. */
        struct dict_table *bigger = dict_table_new(t, n_needed > n_grown ? n_needed : n_grown,
                                                   table != NULL && table->is_cell_dict);
        if (bigger == NULL) {
            return false;
        }
        locked = object_lock(&d->base);
        bool is_current = d->table == table && d->n_live + n <= bigger->n_max;
        if (is_current) {
            if (table != NULL) {
                dict_table_copy_locked(bigger, table);
            }
            dict_publish_table_locked(d, bigger);
        }
        object_unlock(&d->base, locked);
        if (is_current) {
            return true;
        }
    }
}

/* ---- finding ---- */

bool dict_find(struct thread *t, struct dict *d, Value key, int64_t hash, struct dict_found *found)
{
    struct dict_table *table;
restart:
    table = dict_table(d);
    *found = (struct dict_found){.table = table};
    if (table == NULL) {
        return true;
    }
    found->n_used = dict_table_n_used(table);
    struct dict_place *place = &found->place;
    place->probe = dict_probe_first(table, hash);
    while (dict_table_find(table, key, hash, place) == DICT_UNSURE) {
        Value candidate = value_load(&place->entry->key);
        enum truth equal =
            candidate == VALUE_UNBOUND ? TRUTH_FALSE : object_equal(t, candidate, key);
        if (equal == TRUTH_ERROR) {
            return false;
        }
        if (dict_table(d) != table || dict_table_n_used(table) != found->n_used) {
            goto restart; /* __eq__, or another thread meanwhile, has changed the dict */
        }
        if (equal == TRUTH_TRUE) {
            return true;
        }
        dict_probe_step(table, &place->probe);
    }
    return true;
}

Value dict_get_hashed(struct thread *t, struct dict *d, Value key, int64_t hash)
{
    struct dict_table *table = dict_table(d);
    if (table == NULL) {
        return VALUE_UNBOUND;
    }
    struct dict_place place = {.probe = dict_probe_first(table, hash)};
    switch (dict_table_find(table, key, hash, &place)) {
    case DICT_ABSENT:
        return VALUE_UNBOUND;
    case DICT_FOUND:
        return dict_entry_get(table, place.entry);
    case DICT_UNSURE:
        break;
    }
    struct dict_found found;
    if (!dict_find(t, d, key, hash, &found)) {
        return VALUE_ERROR;
    }
    return found.place.entry == NULL ? VALUE_UNBOUND
                                     : dict_entry_get(found.table, found.place.entry);
}

Value dict_get(struct thread *t, struct dict *d, Value key)
{
    int64_t hash;
    if (!dict_hash(t, key, &hash)) {
        return VALUE_ERROR;
    }
    const struct dict_table *table = dict_table(d);
    if (UNLIKELY(table == NULL)) {
        return VALUE_UNBOUND;
    }
    uint32_t number = dict_table_slot(table, (uint32_t)hash & table->mask);
    if (LIKELY(number !=
               0)) { /* most keys are found at the first place, and are the very same object */
        const struct dict_entry *entry = &table->entries[number - 1];
        if (LIKELY(value_load(&entry->key) == key)) {
            return dict_entry_get(table, entry);
        }
    }
    return dict_get_hashed(t, d, key, hash);
}

enum truth dict_contains(struct thread *t, struct dict *d, Value key)
{
    Value v = dict_get(t, d, key);
    return v == VALUE_ERROR ? TRUTH_ERROR : v == VALUE_UNBOUND ? TRUTH_FALSE : TRUTH_TRUE;
}

/* ---- storing ---- */

/* One attempt at a change, under the lock. */
enum step {
    DONE,
    FULL,       /* no room for another entry, or no table at all */
    UNSURE,     /* Python's == has to be asked, without the lock */
    NEEDS_CELL, /* a new entry of a cell dict, and no cell was given */
    CHANGED,    /* the dict is not any more what it was when it was asked */
};

struct change {
    Value key;
    int64_t hash;
    Value v;           /* to be stored */
    struct cell *cell; /* for a new entry of a cell dict; NULL at first */
    bool keep;         /* a value that is there stays */
    Value was;         /* the value that was there; UNBOUND if none */
};

static void count_change_locked(struct dict_table *table)
{
    store_relaxed(&table->n_changes, table->n_changes + 1);
}

/* Under the lock, at the place of a cell. */
static enum step store_in_cell_locked(struct dict_table *table, struct dict_place *place,
                                      struct change *c)
{
    struct cell *cell = (struct cell *)place->entry->value;
    c->was = cell_get(cell);
    if (c->was == VALUE_UNBOUND && c->v != VALUE_UNBOUND) {
        if (table->n_used == table->n_max) {
            return FULL;
        }
        dict_table_move_last_locked(table, place);
        count_change_locked(table);
    }
    if (!c->keep) {
        cell_set(cell, c->v);
    } else if (c->was == VALUE_UNBOUND && c->v != VALUE_UNBOUND) {
        (void)compare_and_swap(&cell->value, &c->was,
                               c->v); /* code stores into cells without the lock */
    }
    return DONE;
}

/* Under the lock, at the place where the key is or would be. */
static enum step store_at_locked(struct dict *d, struct dict_table *table, struct dict_place *place,
                                 struct change *c)
{
    Value old = place->entry == NULL ? VALUE_UNBOUND : place->entry->value;
    if (old != VALUE_UNBOUND && table->is_cell_dict) {
        return store_in_cell_locked(table, place, c);
    }
    if (old != VALUE_UNBOUND) {
        c->was = old;
        if (!c->keep) {
            value_store(&place->entry->value, c->v);
        }
        return DONE;
    }
    if (table->n_used == table->n_max) {
        return FULL;
    }
    if (table->is_cell_dict && c->cell == NULL) {
        return NEEDS_CELL;
    }
    if (table->is_cell_dict) {
        cell_set(c->cell, c->v);
        count_change_locked(table);
    }
    c->was = VALUE_UNBOUND;
    dict_table_insert_locked(table, place, c->key, c->hash,
                             table->is_cell_dict ? value_from_object(c->cell) : c->v);
    store_release(&d->n_live, d->n_live + 1);
    dict_check_locked(d);
    return DONE;
}

/* Finds the place under the lock itself: for keys that the table can compare. */
static enum step store_quickly(struct dict *d, struct change *c)
{
    bool locked = object_lock(&d->base);
    struct dict_table *table = d->table;
    enum step step = FULL;
    if (LIKELY(table != NULL)) {
        struct dict_place place = {.probe = dict_probe_first(table, c->hash)};
        step = dict_table_find(table, c->key, c->hash, &place) == DICT_UNSURE
                   ? UNSURE
                   : store_at_locked(d, table, &place, c);
    }
    object_unlock(&d->base, locked);
    return step;
}

/* Stores where dict_find has found or not found the key, if nothing has been added since. */
static enum step store_found(struct dict *d, struct dict_found *found, struct change *c)
{
    bool locked = object_lock(&d->base);
    enum step step = CHANGED;
    if (d->table == found->table && found->table->n_used == found->n_used) {
        step = store_at_locked(d, found->table, &found->place, c);
    }
    object_unlock(&d->base, locked);
    return step;
}

/* The dict's only table is replaced while no lock is held: `full` may be out of date, which dict_grow sees. */
static bool grow(struct thread *t, struct dict *d)
{
    struct dict_table *table = dict_table(d);
    return (table != NULL && dict_table_n_used(table) < table->n_max) || dict_grow(t, d, table);
}

static bool prepare(struct thread *t, struct dict *d, enum step step, struct change *c)
{
    if (step == FULL) {
        return grow(t, d);
    }
    if (step == NEEDS_CELL) {
        c->cell = cell_new(t, VALUE_UNBOUND);
        return c->cell != NULL;
    }
    return true;
}

static bool store(struct thread *t, struct dict *d, struct change *c)
{
    enum step step;
    while ((step = store_quickly(d, c)) != DONE) {
        struct dict_found found;
        if (step != UNSURE) {
            if (!prepare(t, d, step, c)) {
                return false;
            }
            continue;
        }
        if (!dict_find(t, d, c->key, c->hash, &found)) {
            return false;
        }
        step = found.table == NULL ? CHANGED : store_found(d, &found, c);
        if (step == DONE) {
            return true;
        }
        if (!prepare(t, d, step, c)) {
            return false;
        }
    }
    return true;
}

/* What most stores are: of a new key, or one that the table can compare, in a dict without cells. False: it is left to
   store(). */
static ALWAYS_INLINE bool set_at_once(struct dict *d, Value key, int64_t hash, Value v)
{
    bool done = false;
    bool locked = object_lock(&d->base);
    struct dict_table *table = d->table;
    if (LIKELY(table != NULL && !table->is_cell_dict)) {
        struct dict_place place = {.probe = dict_probe_first(table, hash)};
        enum dict_outcome outcome = dict_table_find(table, key, hash, &place);
        if (outcome == DICT_FOUND && place.entry->value != VALUE_UNBOUND) {
            value_store(&place.entry->value, v);
            done = true;
        } else if (outcome == DICT_ABSENT && LIKELY(table->n_used < table->n_max)) {
            dict_table_insert_locked(table, &place, key, hash, v);
            store_release(&d->n_live, d->n_live + 1);
            dict_check_locked(d);
            done = true;
        }
    }
    object_unlock(&d->base, locked);
    return done;
}

bool dict_set_hashed(struct thread *t, struct dict *d, Value key, int64_t hash, Value v)
{
    if (UNLIKELY(dict_table(d) == NULL) && !dict_grow(t, d, NULL)) {
        return false;
    }
    if (LIKELY(set_at_once(d, key, hash, v))) {
        return true;
    }
    struct change c = {.key = key, .hash = hash, .v = v};
    return store(t, d, &c);
}

bool dict_set(struct thread *t, struct dict *d, Value key, Value v)
{
    int64_t hash;
    return dict_hash(t, key, &hash) && dict_set_hashed(t, d, key, hash, v);
}

Value dict_set_default_hashed(struct thread *t, struct dict *d, Value key, int64_t hash, Value v)
{
    struct change c = {.key = key, .hash = hash, .v = v, .keep = true};
    if (!store(t, d, &c)) {
        return VALUE_ERROR;
    }
    return c.was != VALUE_UNBOUND ? c.was : v;
}

Value dict_set_default(struct thread *t, struct dict *d, Value key, Value v)
{
    int64_t hash;
    return dict_hash(t, key, &hash) ? dict_set_default_hashed(t, d, key, hash, v) : VALUE_ERROR;
}

/* ---- removing ---- */

/* Under the lock. A cell stays, without content, since code may have found it. */
static Value remove_entry_locked(struct dict *d, struct dict_table *table, struct dict_entry *entry)
{
    Value was = dict_entry_get(table, entry);
    if (was == VALUE_UNBOUND) {
        return was;
    }
    if (table->is_cell_dict) {
        cell_set((struct cell *)entry->value, VALUE_UNBOUND);
        count_change_locked(table);
        return was;
    }
    value_store(&entry->value, VALUE_UNBOUND);
    store_release(&d->n_live, d->n_live - 1);
    while (table->live_end > 0 && table->entries[table->live_end - 1].value == VALUE_UNBOUND) {
        table->live_end--;
    }
    dict_check_locked(d);
    return was;
}

bool dict_remove(struct thread *t, struct dict *d, Value key, Value *was)
{
    int64_t hash;
    if (!dict_hash(t, key, &hash)) {
        return false;
    }
    for (;;) {
        struct dict_found found;
        *was = VALUE_UNBOUND;
        if (!dict_find(t, d, key, hash, &found)) {
            return false;
        }
        if (found.place.entry == NULL ||
            dict_entry_get(found.table, found.place.entry) == VALUE_UNBOUND) {
            return true;
        }
        bool locked = object_lock(&d->base);
        if (d->table == found.table) {
            *was = remove_entry_locked(d, found.table, found.place.entry);
        }
        object_unlock(&d->base, locked);
        if (*was != VALUE_UNBOUND) {
            return true;
        }
    }
}

bool dict_remove_value(struct dict *d, int64_t hash, Value v)
{
    Value was = VALUE_UNBOUND;
    bool locked = object_lock(&d->base);
    struct dict_table *table = d->table;
    uint32_t number;
    for (struct dict_probe p = dict_probe_first(table, hash);
         (number = dict_table_slot(table, p.slot)) != 0 && was == VALUE_UNBOUND;
         dict_probe_step(table, &p)) {
        struct dict_entry *entry = &table->entries[number - 1];
        was = entry->value == v ? remove_entry_locked(d, table, entry) : VALUE_UNBOUND;
    }
    object_unlock(&d->base, locked);
    return was != VALUE_UNBOUND;
}

bool dict_take_last(struct dict *d, Value *key, Value *v)
{
    bool locked = object_lock(&d->base);
    struct dict_table *table = d->table;
    *v = VALUE_UNBOUND;
    for (uint32_t i = table == NULL ? 0 : table->live_end; i-- > 0 && *v == VALUE_UNBOUND;) {
        *key = table->entries[i].key;
        *v = remove_entry_locked(d, table, &table->entries[i]);
    }
    object_unlock(&d->base, locked);
    return *v != VALUE_UNBOUND;
}

bool dict_take_first(struct dict *d, Value *key, Value *v)
{
    bool locked = object_lock(&d->base);
    struct dict_table *table = d->table;
    *v = VALUE_UNBOUND;
    while (table != NULL && table->live_begin < table->live_end && *v == VALUE_UNBOUND) {
        struct dict_entry *entry = &table->entries[table->live_begin++];
        *key = entry->key;
        *v = entry->value == VALUE_UNBOUND ? VALUE_UNBOUND : remove_entry_locked(d, table, entry);
    }
    object_unlock(&d->base, locked);
    return *v != VALUE_UNBOUND;
}

/* ---- order ---- */

/* Replaces a table that has no gap or is full by one with a gap of half as many entries again. */
static bool make_gap(struct thread *t, struct dict *d, const struct dict_table *old)
{
    uint64_t n_gap = dict_length(d) / 2 + 8;
    struct dict_table *table = dict_table_new(t, dict_length(d) + 2 * n_gap + 8, old->is_cell_dict);
    if (table == NULL) {
        return false;
    }
    bool locked = object_lock(&d->base);
    if (d->table == old && d->n_live + n_gap < table->n_max) {
        table->n_gap = table->n_used = (uint32_t)n_gap;
        dict_table_copy_locked(table, old);
        dict_publish_table_locked(d, table);
    }
    object_unlock(&d->base, locked);
    return true;
}

static enum step move_found(struct dict *d, const struct dict_found *found, bool is_last)
{
    bool locked = object_lock(&d->base);
    struct dict_table *table = d->table;
    enum step step = DONE;
    if (table != found->table || table->n_used != found->n_used) {
        step = CHANGED;
    } else if (table->n_used == table->n_max || (!is_last && table->n_gap == 0)) {
        step = FULL;
    } else if (is_last) {
        dict_table_move_last_locked(table, &found->place);
    } else {
        dict_table_move_first_locked(table, &found->place);
    }
    if (step == DONE) {
        while (table->live_end > 0 && table->entries[table->live_end - 1].value == VALUE_UNBOUND) {
            table->live_end--;
        }
    }
    object_unlock(&d->base, locked);
    return step;
}

bool dict_move(struct thread *t, struct dict *d, Value key, bool is_last, bool *is_there)
{
    int64_t hash;
    if (!dict_hash(t, key, &hash)) {
        return false;
    }
    for (;;) {
        struct dict_found found;
        if (!dict_find(t, d, key, hash, &found)) {
            return false;
        }
        *is_there = found.place.entry != NULL &&
                    dict_entry_get(found.table, found.place.entry) != VALUE_UNBOUND;
        enum step step = *is_there ? move_found(d, &found, is_last) : DONE;
        if (step == DONE) {
            return true;
        }
        if (step == FULL &&
            !(is_last ? dict_grow(t, d, found.table) : make_gap(t, d, found.table))) {
            return false;
        }
    }
}

void dict_clear(struct dict *d)
{
    bool locked = object_lock(&d->base);
    struct dict_table *table = d->table;
    if (table != NULL && table->is_cell_dict) {
        for (uint32_t i = 0; i < table->n_used; i++) {
            if (table->entries[i].value != VALUE_UNBOUND) {
                cell_set((struct cell *)table->entries[i].value, VALUE_UNBOUND);
            }
        }
        count_change_locked(table);
    } else {
        store_release(&d->n_live, (uint64_t)0);
        dict_publish_table_locked(d, NULL);
    }
    object_unlock(&d->base, locked);
}

/* ---- str keys ---- */

Value dict_get_str(struct dict *d, Value key)
{
    struct dict_table *table = dict_table(d);
    if (table == NULL) {
        return VALUE_UNBOUND;
    }
    int64_t hash = str_hash_cached((struct str *)key);
    struct dict_place place = {.probe = dict_probe_first(table, hash)};
    enum dict_outcome outcome;
    while ((outcome = dict_table_find(table, key, hash, &place)) == DICT_UNSURE) {
        dict_probe_step(table, &place.probe); /* a key of another type is another key here */
    }
    return outcome == DICT_ABSENT ? VALUE_UNBOUND : dict_entry_get(table, place.entry);
}

bool dict_set_str(struct thread *t, struct dict *d, Value key, Value v)
{
    return dict_set_hashed(t, d, key, str_hash_cached((struct str *)key), v);
}

bool dict_set_cstr(struct thread *t, struct dict *d, const char *key, Value v)
{
    Value name = str_intern_cstr(t, key);
    return name != VALUE_ERROR && dict_set_str(t, d, name, v);
}

/* With a key that exists for the call alone, so that it works without memory. */
Value dict_get_cstr(struct thread *t UNUSED, struct dict *d, const char *key)
{
    struct str name = {.base = {.type = &str_type, .lock_flags = STR_ASCII},
                       .length = strlen(key),
                       .characters = key,
                       .kind = 1};
    return dict_get_str(d, value_from_object(&name));
}

/* ---- cells ---- */

struct cell *dict_find_cell(struct dict *d, Value key)
{
    struct dict_table *table = dict_table(d);
    if (table == NULL) {
        return NULL;
    }
    int64_t hash = str_hash_cached((struct str *)key);
    struct dict_place place = {.probe = dict_probe_first(table, hash)};
    enum dict_outcome outcome;
    while ((outcome = dict_table_find(table, key, hash, &place)) == DICT_UNSURE) {
        dict_probe_step(table, &place.probe);
    }
    ASSERT(table->is_cell_dict);
    Value cell = outcome == DICT_ABSENT ? VALUE_UNBOUND : value_load(&place.entry->value);
    return cell == VALUE_UNBOUND ? NULL : (struct cell *)cell; /* unbound: it has just moved */
}

struct cell *dict_make_cell(struct thread *t, struct dict *d, Value key)
{
    for (;;) {
        struct cell *cell = dict_find_cell(d, key);
        if (cell != NULL) {
            return cell;
        }
        struct change c = {.key = key,
                           .hash = str_hash_cached((struct str *)key),
                           .v = VALUE_UNBOUND,
                           .keep = true};
        if (!store(t, d, &c)) {
            return NULL;
        }
    }
}
