#include "runtime/dict_table.h"

#include <string.h>

#include "runtime/key_equal.h"

/* ---- finding ---- */

static_assert((int)DICT_ABSENT == (int)TRUTH_FALSE && (int)DICT_FOUND == (int)TRUTH_TRUE,
              "an outcome is an answer");

/* Is it `candidate` that is looked for? Only for keys with equal hashes. */
static ALWAYS_INLINE enum dict_outcome compare_keys(Value candidate, Value key)
{
    enum truth equal = keys_equal_quickly(candidate, key);
    return equal == TRUTH_ERROR ? DICT_UNSURE : (enum dict_outcome)equal;
}

enum dict_outcome dict_table_find(const struct dict_table *table, Value key, int64_t hash,
                                  struct dict_place *place)
{
    struct dict_probe probe = place->probe;
    enum dict_outcome outcome = DICT_ABSENT;
    for (uint32_t number; (number = dict_table_slot(table, probe.slot)) != 0;
         dict_probe_step(table, &probe)) {
        const struct dict_entry *entry = &table->entries[number - 1];
        Value candidate = value_load(&entry->key);
        if (LIKELY(candidate == key)) {
            outcome = DICT_FOUND;
        } else if (entry->hash == hash && candidate != VALUE_UNBOUND) {
            outcome = compare_keys(candidate, key);
        }
        if (outcome != DICT_ABSENT) {
            place->entry = (struct dict_entry *)entry;
            break;
        }
    }
    place->probe = probe;
    if (outcome == DICT_ABSENT) {
        place->entry = NULL;
    }
    return outcome;
}

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

static void set_slot_locked(struct dict_table *table, uint32_t slot, uint32_t number)
{
    if (table->has_byte_slots) {
        store_release(&((uint8_t *)table->slots)[slot], (uint8_t)number);
    } else {
        store_release(&((uint32_t *)table->slots)[slot], number);
    }
}

/* In the order of publication that runtime/dict.h states. */
void dict_table_insert_locked(struct dict_table *table, const struct dict_place *place, Value key,
                              int64_t hash, Value v)
{
    uint32_t number = table->n_used;
    ASSERT(number < table->n_max);
    struct dict_entry *entry = &table->entries[number];
    entry->hash = hash;
    value_store(&entry->value, v);
    value_store(&entry->key, key);
    set_slot_locked(table, place->probe.slot, number + 1);
    store_release(&table->n_used, number + 1);
    table->live_end = number + 1;
}

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
    set_slot_locked(table, place->probe.slot, number + 1);
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

uint64_t dict_table_copy_locked(struct dict_table *to, const struct dict_table *from)
{
    uint32_t n = to->n_gap;
    to->live_begin = n;
    if (n == 0 && to->mask == from->mask && from->live_end == from->n_used &&
        is_dense_locked(from)) {
        memcpy(to->entries, from->entries, from->n_used * sizeof(struct dict_entry));
        memcpy(to->slots, from->slots, ((size_t)from->mask + 1) * (from->has_byte_slots ? 1 : 4));
        to->n_used = to->live_end = from->n_used;
        return from->n_used;
    }
    for (uint32_t i = 0; i < from->live_end; i++) {
        const struct dict_entry *entry = &from->entries[i];
        if (entry->value == VALUE_UNBOUND) {
            continue;
        }
        to->entries[n] = *entry;
        struct dict_probe probe = dict_probe_first(to, entry->hash);
        while (dict_table_slot(to, probe.slot) != 0) {
            dict_probe_step(to, &probe);
        }
        n++;
        if (to->has_byte_slots) {
            ((uint8_t *)to->slots)[probe.slot] = (uint8_t)n;
        } else {
            ((uint32_t *)to->slots)[probe.slot] = n;
        }
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
