#include "runtime/set_table.h"

#include "runtime/str.h"

/* ---- probing ---- */

/* A run of up to ten neighbours, then a jump that the hash's next bits decide. */
enum { N_NEIGHBOURS = 9 };

struct set_probe set_probe_first(const struct set_table *table, int64_t hash)
{
    uint64_t place = (uint64_t)hash & table->mask;
    return (struct set_probe){(uint64_t)hash, place, place, SET_NO_PLACE, VALUE_UNBOUND};
}

void set_probe_step(const struct set_table *table, struct set_probe *p)
{
    bool has_run = p->first + N_NEIGHBOURS <= table->mask;
    if (has_run && p->place < p->first + N_NEIGHBOURS) {
        p->place++;
        return;
    }
    p->rest >>= 5;
    p->first = p->place = (p->first * 5 + 1 + p->rest) & table->mask;
}

static ALWAYS_INLINE enum set_outcome compare_items(Value candidate, Value item)
{
    if (value_is_object(candidate) && value_is_object(item)) {
        struct object *a = value_to_object(candidate), *b = value_to_object(item);
        if (LIKELY(load_relaxed(&a->type) == &str_type && load_relaxed(&b->type) == &str_type)) {
            return str_equal((struct str *)a, (struct str *)b) ? SET_FOUND : SET_ABSENT;
        }
    }
    return values_are_small_ints(candidate, item) ? SET_ABSENT : SET_UNSURE;
}

enum set_outcome set_table_find(const struct set_table *table, Value item, int64_t hash,
                                struct set_probe *p)
{
    for (;; set_probe_step(table, p)) {
        const struct set_entry *entry = &table->entries[p->place];
        Value candidate = value_load(&entry->item);
        p->candidate = candidate;
        if (candidate == VALUE_UNBOUND) {
            return SET_ABSENT;
        }
        if (candidate == item) {
            return SET_FOUND;
        }
        if (candidate == SET_REMOVED) {
            p->reusable = p->place;
        } else if (load_relaxed(&entry->hash) == hash) {
            enum set_outcome outcome = compare_items(candidate, item);
            if (outcome != SET_ABSENT) {
                return outcome;
            }
        }
    }
}

bool set_table_next(const struct set_table *table, uint64_t *position, Value *item, int64_t *hash)
{
    while (table != NULL && *position <= table->mask) {
        const struct set_entry *entry = &table->entries[(*position)++];
        Value v = value_load(&entry->item);
        if (v != VALUE_UNBOUND && v != SET_REMOVED) {
            *item = v;
            *hash = load_relaxed(&entry->hash);
            return true;
        }
    }
    return false;
}

/* ---- making and changing ---- */

struct set_table *set_table_new(struct thread *t, uint64_t n_wanted)
{
    uint64_t n = SET_MIN_ENTRIES;
    while (n <= n_wanted && n < SIZE_MAX / 4 / sizeof(struct set_entry)) {
        n *= 2;
    }
    if (n <= n_wanted) {
        (void)!raise_no_memory(t);
        return NULL;
    }
    struct set_table *table =
        gc_allocate(t, sizeof *table + n * sizeof(struct set_entry), &set_table_type);
    if (table != NULL) {
        table->mask = n - 1;
    }
    return table;
}

bool set_table_is_crowded(uint64_t n_used, uint64_t mask)
{
    return n_used * 5 >= mask * 3;
}

void set_table_insert_locked(struct set_table *table, const struct set_probe *p, Value item,
                             int64_t hash)
{
    bool is_reused = p->reusable != SET_NO_PLACE;
    struct set_entry *entry = &table->entries[is_reused ? p->reusable : p->place];
    ASSERT(entry->item == (is_reused ? SET_REMOVED : VALUE_UNBOUND));
    store_relaxed(&entry->hash, hash);
    value_store(&entry->item, item);
    table->n_used += !is_reused;
    store_release(&table->n_insertions, table->n_insertions + 1);
}

void set_table_copy_locked(struct set_table *to, const struct set_table *from)
{
    uint64_t position = 0;
    Value item;
    int64_t hash;
    while (set_table_next(from, &position, &item, &hash)) {
        struct set_probe p = set_probe_first(to, hash);
        while (to->entries[p.place].item != VALUE_UNBOUND) {
            set_probe_step(to, &p);
        }
        set_table_insert_locked(to, &p, item, hash);
    }
}

bool set_resize(struct thread *t, struct set *set, const struct set_table *old, uint64_t n_wanted)
{
    for (;;) {
        struct set_table *table = set_table_new(t, n_wanted);
        if (table == NULL) {
            return false;
        }
        bool locked = object_lock(&set->base);
        bool is_current = set->table == old;
        bool fits = is_current && set->n_live < table->mask;
        if (fits) {
            set_table_copy_locked(table, old);
            set_publish_table_locked(set, table);
        }
        n_wanted = set_grown_size(set->n_live);
        object_unlock(&set->base, locked);
        if (fits || !is_current) {
            return true;
        }
    }
}

/* ---- the type of tables ---- */

static void trace(struct marker *m, struct object *self)
{
    const struct set_table *table = (struct set_table *)self;
    for (uint64_t i = 0; i <= table->mask; i++) {
        mark_value(m, table->entries[i].item);
    }
}

struct type set_table_type = {
    TYPE_HEADER("set_table", sizeof(struct set_table)),
    .flags = TYPE_STORAGE,
    .trace = trace,
};
