#include "runtime/set_table.h"

#include "runtime/set_probe.h"

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

void set_table_copy_locked(struct set_table *to, const struct set_table *from)
{
    struct set_walk walk = set_walk_begin(from);
    uint64_t n = 0;
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        struct set_probe p = set_probe_first(to, hash);
        while (to->entries[p.place].item != VALUE_UNBOUND) {
            set_probe_step(to, &p);
        }
        to->entries[p.place] = (struct set_entry){hash, item};
        n++;
    }
    to->n_used += n;
    to->n_insertions += n;
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
