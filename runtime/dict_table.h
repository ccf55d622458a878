/*
 * The table of a dict, one collected object:
 *
 *     header | entries [ hash, key, value ] * n_max | indices: 1 or 4 bytes for each of mask + 1 slots
 *
 * A slot of the indices holds 0, or 1 + the number of an entry. It is set once, or moved to another entry of the same
 * key (deleted and added again, or moved to an end); probing stops at a 0 (linear steps mixed with the hash's upper bits, as CPython
 * mixes them). Entries lie in order of insertion and are never reused.
 *
 * Invariants (dict_check_locked): n_live of the dict counts the entries with a value; live_end <= n_used <= n_max <=
 * 2/3 of the slots; entries at and behind live_end have no value; a slot's entry has the key that probing looks for.
 *
 * The key of an entry without a value is forgotten (UNBOUND) by the collector, so that it does not live longer.
 */
#ifndef HASP_RUNTIME_DICT_TABLE_H
#define HASP_RUNTIME_DICT_TABLE_H

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/key_equal.h"
#include "runtime/str.h"

/* hash(n) == n for ints between the modulus and its negative, -1 apart. */
#define INT_HASH_MODULUS ((INT64_C(1) << 61) - 1)

static ALWAYS_INLINE int64_t str_hash_cached(struct str *s)
{
    int64_t hash = load_relaxed(&s->hash);
    return LIKELY(hash != 0) ? hash : str_hash(s);
}

struct dict_entry {
    int64_t hash; /* immutable once the entry is published */
    Value key;    /* value_load; stored once */
    Value value;  /* value_load; stored under the object lock; UNBOUND: deleted */
};

struct dict_table {
    struct object base;
    /* Immutable after publication. */
    uint32_t mask;       /* number of slots - 1 */
    uint32_t n_max;      /* entries */
    bool has_byte_slots; /* at most 256 slots */
    bool is_cell_dict;   /* see runtime/dict.h; changes with the world stopped */
    /* Of a cell dict: counts the cells that have got or lost their content. Written under the object lock of the dict; load_relaxed
       without. */
    uint32_t n_changes;
    void *slots; /* behind the entries; immutable */
    /* Written under the object lock of the dict; n_used by load_acquire without. */
    uint32_t n_used;
    uint32_t live_end;
    uint32_t live_begin; /* entries before it have no value */
    uint32_t n_gap;      /* that many at the front have never been used: for dict_move_first */
    struct dict_entry entries[];
};
extern struct type dict_table_type;

static ALWAYS_INLINE struct dict_table *dict_table(const struct dict *d)
{
    return load_acquire(&d->table);
}

/* Under the object lock, or on a dict that nobody else knows: the one place that stores the table. */
static ALWAYS_INLINE void dict_publish_table_locked(struct dict *d, struct dict_table *table)
{
    store_release(&d->table, table);
}

static ALWAYS_INLINE uint32_t dict_table_n_used(const struct dict_table *table)
{
    return load_acquire(&table->n_used);
}

/* 0, or 1 + the number of an entry. Pairs with the store of dict_table_set_slot_locked. */
static ALWAYS_INLINE uint32_t dict_table_slot(const struct dict_table *table, uint32_t slot)
{
    return LIKELY(table->has_byte_slots) ? load_acquire(&((uint8_t *)table->slots)[slot])
                                         : load_acquire(&((uint32_t *)table->slots)[slot]);
}

/* What a script sees of an entry: its value or its cell's content; UNBOUND if it is deleted. */
static ALWAYS_INLINE Value dict_entry_get(const struct dict_table *table,
                                          const struct dict_entry *entry)
{
    Value v = value_load(&entry->value);
    if (UNLIKELY(table->is_cell_dict) && v != VALUE_UNBOUND) {
        return cell_get((struct cell *)v);
    }
    return v;
}

/* ---- probing ---- */

struct dict_probe {
    uint32_t slot;
    uint64_t rest; /* of the hash */
};

static ALWAYS_INLINE struct dict_probe dict_probe_first(const struct dict_table *table,
                                                        int64_t hash)
{
    return (struct dict_probe){(uint32_t)hash & table->mask, (uint64_t)hash};
}

static ALWAYS_INLINE void dict_probe_step(const struct dict_table *table, struct dict_probe *p)
{
    p->rest >>= 5;
    p->slot = (p->slot * 5 + (uint32_t)p->rest + 1) & table->mask;
}

enum dict_outcome {
    DICT_ABSENT, /* place->probe.slot is the free slot where it would go */
    DICT_FOUND,  /* its slot and entry; the entry may be deleted */
    DICT_UNSURE, /* the entry's key has the same hash, and only Python's == can tell; go on with dict_probe_step */
};

struct dict_place {
    struct dict_probe probe;
    struct dict_entry *entry;
};

static_assert((int)DICT_ABSENT == (int)TRUTH_FALSE && (int)DICT_FOUND == (int)TRUTH_TRUE,
              "an outcome is an answer");

/* Is it `candidate` that is looked for? Only for keys with equal hashes. */
static ALWAYS_INLINE enum dict_outcome dict_compare_keys(Value candidate, Value key)
{
    enum truth equal = keys_equal_quickly(candidate, key);
    return equal == TRUTH_ERROR ? DICT_UNSURE : (enum dict_outcome)equal;
}

/* Looks for `key` from place->probe on. Calls nothing. */
static ALWAYS_INLINE enum dict_outcome dict_table_find(const struct dict_table *table, Value key,
                                                       int64_t hash, struct dict_place *place)
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
            outcome = dict_compare_keys(candidate, key);
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

/* ---- making and changing ---- */

enum { DICT_MIN_SLOTS = 8 };

/* Room for at least `n` entries. */
RAISES struct dict_table *dict_table_new(struct thread *t, size_t n, bool is_cell_dict);

/* How many entries a dict should get room for that has `n_live` and is full. */
size_t dict_grown_size(size_t n_live);

static ALWAYS_INLINE void dict_table_set_slot_locked(struct dict_table *table, uint32_t slot,
                                                     uint32_t number)
{
    if (LIKELY(table->has_byte_slots)) {
        store_release(&((uint8_t *)table->slots)[slot], (uint8_t)number);
    } else {
        store_release(&((uint32_t *)table->slots)[slot], number);
    }
}

/* Appends an entry to a table that has room for it, and lets the slot of `place` point there. In the order of publication
   that runtime/dict.h states. */
static ALWAYS_INLINE void dict_table_insert_locked(struct dict_table *table,
                                                   const struct dict_place *place, Value key,
                                                   int64_t hash, Value v)
{
    uint32_t number = table->n_used;
    ASSERT(number < table->n_max);
    struct dict_entry *entry = &table->entries[number];
    entry->hash = hash;
    value_store(&entry->value, v);
    value_store(&entry->key, key);
    dict_table_set_slot_locked(table, place->probe.slot, number + 1);
    store_release(&table->n_used, number + 1);
    table->live_end = number + 1;
}

/* Moves the entry of `place` to the end of a table that has room for it: a cell that gets content again is a new key. */
void dict_table_move_last_locked(struct dict_table *table, const struct dict_place *place);

/* Moves it before all others, into the gap that the table must have. Uses one at the end up, so that n_used tells. */
void dict_table_move_first_locked(struct dict_table *table, const struct dict_place *place);

/* Appends the live entries of `from` to `to`, which nobody else knows, is empty but for a gap, and has room. Their number. */
uint64_t dict_table_copy_locked(struct dict_table *to, const struct dict_table *from);

/* Replaces a table that has no room for another entry; `full` is the one that was seen to be. */
RAISES bool dict_grow(struct thread *t, struct dict *d, const struct dict_table *full);

/* ---- what the files runtime/dict_*.c share ---- */

/* __hash__ of any key; that of a small int and of a str that has been hashed before without a call. */
RAISES MAY_GC static ALWAYS_INLINE bool dict_hash(struct thread *t, Value key, int64_t *hash)
{
    if (value_is_small_int(key)) {
        int64_t n = value_to_small_int(key);
        *hash = n == -1 ? -2 : n;
        if (LIKELY(n < INT_HASH_MODULUS && n > -INT_HASH_MODULUS)) {
            return true;
        }
    } else if (value_is_object(key) && load_relaxed(&value_to_object(key)->type) == &str_type) {
        *hash = str_hash_cached((struct str *)key);
        return true;
    }
    return object_hash(t, key, hash);
}

/*
 * The search that may run Python: where `key` was in the table that the dict had at some moment during the call. Without
 * the lock. place->entry NULL: absent (or the dict has no table); *n_used tells whether something was added since.
 */
struct dict_found {
    struct dict_table *table;
    struct dict_place place;
    uint32_t n_used;
};
RAISES MAY_GC bool dict_find(struct thread *t, struct dict *d, Value key, int64_t hash,
                             struct dict_found *found);

/* As those of dict.h, with the hash known. */
RAISES MAY_GC Value dict_get_hashed(struct thread *t, struct dict *d, Value key, int64_t hash);
RAISES MAY_GC bool dict_set_hashed(struct thread *t, struct dict *d, Value key, int64_t hash,
                                   Value v);
RAISES MAY_GC Value dict_set_default_hashed(struct thread *t, struct dict *d, Value key,
                                            int64_t hash, Value v);

/* Removes the entry with that hash and the very value `v` from a dict that has a table, and is no cell dict; asks no key.
   Was there one? */
bool dict_remove_value(struct dict *d, int64_t hash, Value v);

/* Room for `n` more entries, so that storing them grows nothing. */
RAISES bool dict_reserve(struct thread *t, struct dict *d, size_t n);

/* Takes the entry that was added last, or first: *key and *v; false if the dict is empty. Never raises. */
bool dict_take_last(struct dict *d, Value *key, Value *v);
bool dict_take_first(struct dict *d, Value *key, Value *v);

/* The number of entries that scripts see. */
uint64_t dict_count(struct dict *d);

/* A table with the live entries of this moment, not yet published; NULL with *n == 0 if there are none. */
RAISES bool dict_snapshot(struct thread *t, struct dict *d, struct dict_table **table, uint64_t *n);

void dict_check_locked(const struct dict *d);

enum dict_view_kind { DICT_KEYS, DICT_VALUES, DICT_ITEMS };
RAISES Value dict_view_new(struct thread *t, Value dict, enum dict_view_kind kind);
/* Is `v` such a view? Then *d and *kind say of what. */
bool dict_view_is(Value v, struct dict **d, enum dict_view_kind *kind);
RAISES Value dict_iterator_new(struct thread *t, struct dict *d, enum dict_view_kind kind,
                               bool backwards);

extern struct type dict_keys_type, dict_values_type, dict_items_type, dict_key_iterator_type,
    dict_value_iterator_type, dict_item_iterator_type, dict_reverse_key_iterator_type,
    dict_reverse_value_iterator_type, dict_reverse_item_iterator_type;

extern const struct native_def dict_methods[];
Value dict_or(struct thread *t, Value v, Value w);
Value dict_inplace_or(struct thread *t, Value v, Value w);

/* The arguments of dict(...) and update(...): at most one positional one, `name` says of what, and keywords. */
RAISES MAY_GC bool dict_update_from_call(struct thread *t, struct dict *d, const char *name,
                                         Value *args, uint32_t n_args, Value keyword_names);
/* From an iterable of pairs; keys that are there already stay as they are if `keep`. */
RAISES MAY_GC bool dict_update_from_pairs(struct thread *t, struct dict *d, Value pairs);

#endif
