/*
 * Probing: how a place in a set's table is found, and its entries one after the other. In a header, because each operator
 * has a loop around one of these (`a & b` of 500 ints: 0.45 of the instructions of calls).
 */
#ifndef HASP_RUNTIME_SET_PROBE_H
#define HASP_RUNTIME_SET_PROBE_H

#include "runtime/key_equal.h"
#include "runtime/set_table.h"

/* A run of up to ten neighbours, then a jump that the hash's next bits decide. */
enum { SET_N_NEIGHBOURS = 9 };

struct set_probe {
    uint64_t rest;  /* of the hash */
    uint64_t first; /* of this run of neighbours */
    uint64_t place;
    uint64_t reusable; /* the last removed entry that was passed; SET_NO_PLACE if none */
    Value candidate;   /* what was at `place`: another item may be there by now */
};
#define SET_NO_PLACE UINT64_MAX

enum set_outcome {
    SET_ABSENT, /* the probe stands at a free entry; it would go there, or into the reusable one */
    SET_FOUND,
    SET_UNSURE, /* only Python's == can tell; go on with set_probe_step */
};

static ALWAYS_INLINE struct set_probe set_probe_first(const struct set_table *table, int64_t hash)
{
    uint64_t place = (uint64_t)hash & table->mask;
    return (struct set_probe){(uint64_t)hash, place, place, SET_NO_PLACE, VALUE_UNBOUND};
}

static ALWAYS_INLINE void set_probe_step(const struct set_table *table, struct set_probe *p)
{
    bool has_run = p->first + SET_N_NEIGHBOURS <= table->mask;
    if (has_run && p->place < p->first + SET_N_NEIGHBOURS) {
        p->place++;
        return;
    }
    p->rest >>= 5;
    p->first = p->place = (p->first * 5 + 1 + p->rest) & table->mask;
}

static_assert((int)SET_ABSENT == (int)TRUTH_FALSE && (int)SET_FOUND == (int)TRUTH_TRUE,
              "an outcome is an answer");

/* Two items with one hash. */
static ALWAYS_INLINE enum set_outcome set_compare_items(Value candidate, Value item)
{
    enum truth equal = keys_equal_quickly(candidate, item);
    return equal == TRUTH_ERROR ? SET_UNSURE : (enum set_outcome)equal;
}

/* At the first place that is asked, what most searches end with; else UNSURE. */
static ALWAYS_INLINE enum set_outcome set_table_look(const struct set_table *table, Value item,
                                                     int64_t hash)
{
    Value candidate = value_load(&table->entries[(uint64_t)hash & table->mask].item);
    return candidate == item ? SET_FOUND : candidate == VALUE_UNBOUND ? SET_ABSENT : SET_UNSURE;
}

/* Looks for `item` from the probe on. Calls nothing. */
static ALWAYS_INLINE enum set_outcome set_table_find(const struct set_table *table, Value item,
                                                     int64_t hash, struct set_probe *p)
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
            enum set_outcome outcome = set_compare_items(candidate, item);
            if (outcome != SET_ABSENT) {
                return outcome;
            }
        }
    }
}

/* The next item at or after *position of a table that was taken once, which then is the one behind it; false: none. */
static ALWAYS_INLINE bool set_table_next(const struct set_table *table, uint64_t *position,
                                         Value *item, int64_t *hash)
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

/* A walk over a table that was taken once; the end keeps it alive. */
struct set_walk {
    const struct set_entry *entry, *end;
};

static ALWAYS_INLINE struct set_walk set_walk_begin(const struct set_table *table)
{
    return table == NULL ? (struct set_walk){NULL, NULL}
                         : (struct set_walk){table->entries, table->entries + table->mask + 1};
}

static ALWAYS_INLINE bool set_walk_next(struct set_walk *walk, Value *item, int64_t *hash)
{
    while (walk->entry < walk->end) {
        const struct set_entry *entry = walk->entry++;
        Value v = value_load(&entry->item);
        if (v != VALUE_UNBOUND && v != SET_REMOVED) {
            *item = v;
            *hash = load_relaxed(&entry->hash);
            return true;
        }
    }
    return false;
}

/* Stores a new item where the probe, which has ended at a free entry, says. */
static ALWAYS_INLINE void set_table_insert_locked(struct set_table *table,
                                                  const struct set_probe *p, Value item,
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

/* set_contains_hashed past the first place. */
RAISES MAY_GC enum truth set_contains_further(struct thread *t, struct set *set, Value v,
                                              int64_t hash);

RAISES MAY_GC static ALWAYS_INLINE enum truth set_contains_hashed(struct thread *t, struct set *set,
                                                                  Value v, int64_t hash)
{
    const struct set_table *table = set_table(set);
    enum set_outcome outcome = table == NULL ? SET_ABSENT : set_table_look(table, v, hash);
    if (LIKELY(outcome != SET_UNSURE)) {
        return outcome == SET_FOUND ? TRUTH_TRUE : TRUTH_FALSE;
    }
    return set_contains_further(t, set, v, hash);
}

#endif
