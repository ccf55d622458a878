#include "runtime/dict_table.h"

#include <string.h>

/* ---- making ---- */

static uint64_t slots_for(size_t n_entries)
{
    uint64_t n_slots = DICT_MIN_SLOTS;
    while (n_slots * 2 / 3 < n_entries) {
        n_slots *= 2;
    }
    return n_slots;
}

struct dict_table *dict_table_new(struct thread *t, size_t n, bool is_cell_dict)
{
    uint64_t n_slots = n > UINT32_MAX / 2 ? UINT64_MAX : slots_for(n);
    if (n_slots > UINT64_C(1) << 32) {
        (void)!raise_no_memory(t);
        return NULL;
    }
    uint64_t n_max = n_slots * 2 / 3;
    size_t slot_bytes = n_slots <= 256 ? 1 : 4;
    size_t entry_bytes = n_max * sizeof(struct dict_entry);
    struct dict_table *table =
        gc_allocate(t, sizeof *table + entry_bytes + n_slots * slot_bytes, &dict_table_type);
    if (table == NULL) {
        return NULL;
    }
    table->mask = (uint32_t)(n_slots - 1);
    table->n_max = (uint32_t)n_max;
    table->has_byte_slots = slot_bytes == 1;
    table->is_cell_dict = is_cell_dict;
    table->slots = (char *)table->entries + entry_bytes;
    return table;
}

/* Small tables double, those of a few dozen to some thousand entries quadruple, since they may be on their way up. */
size_t dict_grown_size(size_t n_live)
{
    return n_live < 16      ? n_live + n_live / 2 + 2
           : n_live < 20000 ? n_live * 5 / 2
                            : n_live + n_live / 2;
}

/* ---- changing ---- */

void dict_table_move_last_locked(struct dict_table *table, const struct dict_place *place)
{
    struct dict_entry *old = place->entry;
    if (old + 1 == &table->entries[table->n_used]) {
        return;
    }
    dict_table_insert_locked(table, place, old->key, old->hash, old->value);
    value_store(
        &old->value,
        VALUE_UNBOUND); /* last: a reader that came by the old slot finds the cell till then */
}

void dict_table_move_first_locked(struct dict_table *table, const struct dict_place *place)
{
    struct dict_entry *old = place->entry;
    ASSERT(table->n_gap > 0 && table->n_used < table->n_max);
    uint32_t number = --table->n_gap;
    struct dict_entry *entry = &table->entries[number];
    entry->hash = old->hash;
    value_store(&entry->value, old->value);
    value_store(&entry->key, old->key);
    dict_table_set_slot_locked(table, place->probe.slot, number + 1);
    store_release(&table->n_used, table->n_used + 1);
    table->live_begin = number;
    value_store(&old->value, VALUE_UNBOUND); /* last, as above */
}

static bool is_dense_locked(const struct dict_table *table)
{
    for (uint32_t i = 0; i < table->n_used; i++) {
        if (table->entries[i].value == VALUE_UNBOUND) {
            return false;
        }
    }
    return true;
}

/* Has the slots of a table that nobody else knows point to its entries [from, to). */
static void index_entries(struct dict_table *table, uint32_t from, uint32_t to)
{
    const uint64_t mask = table->mask;
    uint8_t *bytes = table->has_byte_slots ? table->slots : NULL;
    uint32_t *words = table->slots;
    for (uint32_t i = from; i < to; i++) {
        uint64_t rest = (uint64_t)table->entries[i].hash, slot = rest & mask;
        if (bytes != NULL) {
            while (bytes[slot] != 0) {
                rest >>= 5;
                slot = (slot * 5 + rest + 1) & mask;
            }
            bytes[slot] = (uint8_t)(i + 1);
        } else {
            while (words[slot] != 0) {
                rest >>= 5;
                slot = (slot * 5 + rest + 1) & mask;
            }
            words[slot] = i + 1;
        }
    }
}

uint64_t dict_table_copy_locked(struct dict_table *to, const struct dict_table *from)
{
    uint32_t n = to->n_gap;
    to->live_begin = n;
    bool is_dense = n == 0 && from->live_end == from->n_used && is_dense_locked(from);
    if (is_dense) {
        memcpy(to->entries, from->entries, from->n_used * sizeof(struct dict_entry));
        n = from->n_used;
    } else {
        for (uint32_t i = 0; i < from->live_end; i++) {
            if (from->entries[i].value != VALUE_UNBOUND) {
                to->entries[n++] = from->entries[i];
            }
        }
    }
    if (is_dense && to->mask == from->mask) {
        memcpy(to->slots, from->slots, ((size_t)from->mask + 1) * (from->has_byte_slots ? 1 : 4));
    } else {
        index_entries(to, to->n_gap, n);
    }
    to->n_used = to->live_end = n;
    return n - to->n_gap;
}

bool dict_grow(struct thread *t, struct dict *d, const struct dict_table *full)
{
    bool is_cell_dict = full != NULL && full->is_cell_dict;
    for (;;) {
        uint64_t n_live = dict_length(d);
        struct dict_table *bigger = dict_table_new(t, dict_grown_size(n_live), is_cell_dict);
        if (bigger == NULL) {
            return false;
        }
        bool locked = object_lock(&d->base);
        const struct dict_table *table = d->table;
        bool is_current = table == full;
        bool fits = is_current && d->n_live < bigger->n_max;
        if (fits) {
            if (table != NULL) {
                dict_table_copy_locked(bigger, table);
            }
            dict_publish_table_locked(d, bigger);
        }
        object_unlock(&d->base, locked);
        if (fits || !is_current) {
            return true;
        }
    }
}

/* ---- invariants ---- */

void dict_check_locked(const struct dict *d)
{
    const struct dict_table *table = dict_table(d);
    ASSERT(table != NULL || d->n_live == 0);
    ASSERT(table == NULL || (table->live_end <= table->n_used && table->n_used <= table->n_max &&
                             d->n_live <= table->live_end));
    (void)table;
}

/* The world is stopped: nobody is in the middle of a probe but a thread that will look at the key again. */
static void trace(struct marker *m, struct object *self)
{
    struct dict_table *table = (struct dict_table *)self;
    for (uint32_t i = 0; i < table->n_used; i++) {
        struct dict_entry *entry = &table->entries[i];
        if (entry->value == VALUE_UNBOUND) {
            entry->key = VALUE_UNBOUND;
            continue;
        }
        mark_value(m, entry->key);
        mark_value(m, entry->value);
    }
}

struct type dict_table_type = {
    TYPE_HEADER("dict_table", sizeof(struct dict_table)),
    .flags = TYPE_STORAGE,
    .trace = trace,
};
