/*
 * The inside of sets: what runtime/set*.c share.
 *
 * The table is an array of a power of two of pairs of a hash and an item. A pair is free while its item is UNBOUND, and
 * never free again in one table: a removed item is replaced by SET_REMOVED, and that by another item that passes by. n_used
 * counts the pairs that are not free; at least one stays free, so that probing ends.
 *
 * A pair that is used again has its hash stored while its item is SET_REMOVED. So a reader that sees the new item sees its
 * hash; one that still has the old item may read the new hash, and then misses an item that has been removed anyway.
 *
 * The order in which items lie, and so in which sets are iterated, follows from the sequence of probes and from
 * when and how far a table grows. All three are CPython's, so that a script prints a set in the same order.
 */
#ifndef HASP_RUNTIME_SET_TABLE_H
#define HASP_RUNTIME_SET_TABLE_H

#include "runtime/set.h"

struct set_entry {
    /* Stored under the object lock. */
    int64_t hash; /* relaxed */
    Value item;   /* value_load, value_store */
};

struct set_table {
    struct object base;
    uint64_t mask;         /* immutable: number of entries - 1 */
    uint64_t n_used;       /* under the object lock */
    uint64_t n_insertions; /* so far; under the object lock, load_acquire without */
    struct set_entry entries[];
};
extern struct type set_table_type;

/* Stands where an item was removed; no script sees it. */
#define SET_REMOVED VALUE_ERROR

enum { SET_MIN_ENTRIES = 8 };

static ALWAYS_INLINE struct set_table *set_table(const struct set *set)
{
    return load_acquire(&set->table);
}

/* Under the object lock, or on a set that nobody else knows. */
static ALWAYS_INLINE void set_publish_table_locked(struct set *set, struct set_table *table)
{
    store_release(&set->table, table);
}

/* Room for more than `n_wanted` entries. */
RAISES struct set_table *set_table_new(struct thread *t, uint64_t n_wanted);
/* Is a table with so many used entries due for a larger one? */
static ALWAYS_INLINE bool set_table_is_crowded(uint64_t n_used, uint64_t mask)
{
    return n_used * 5 >= mask * 3;
}
/* Inserts the items of `from` in its order into `to`, which nobody else knows and has room. */
void set_table_copy_locked(struct set_table *to, const struct set_table *from);

/* Replaces the table by one with room for more than `n_wanted` if it still is `old`. */
RAISES bool set_resize(struct thread *t, struct set *set, const struct set_table *old,
                       uint64_t n_wanted);
/* How much a set of `n_live` items grows to. */
static inline uint64_t set_grown_size(uint64_t n_live)
{
    return n_live > 50000 ? n_live * 2 : n_live * 4;
}

/* A set of `type` with the items of `set`, all of one moment. */
RAISES Value set_copy(struct thread *t, struct set *set, struct type *type);
/* The set as it is at this moment: where other threads run beside this one a copy, which they do not change. NULL: MemoryError. */
RAISES struct set *set_at_once(struct thread *t, struct set *set);

RAISES MAY_GC bool set_add_hashed(struct thread *t, struct set *set, Value v, int64_t hash);
RAISES MAY_GC bool set_discard_hashed(struct thread *t, struct set *set, Value v, int64_t hash,
                                      bool *was_there);
void set_clear(struct set *set);
/* Replaces a table of which more than a quarter is removed items. */
RAISES bool set_drop_removed(struct thread *t, struct set *set);
/* Takes any item out; UNBOUND if the set is empty. */
Value set_take_any(struct set *set);
/* Atomically becomes what `from`, which nobody else knows, is. */
void set_become(struct set *set, struct set *from);

/* --- Operators in place; `iterable` may be anything --- */
RAISES MAY_GC bool set_intersection_update(struct thread *t, struct set *set, Value iterable);
RAISES MAY_GC bool set_difference_update(struct thread *t, struct set *set, Value iterable);
RAISES MAY_GC bool set_symmetric_difference_update(struct thread *t, struct set *set,
                                                   Value iterable);
/* The items of `set` that are in `iterable`, as a new set of `type`. */
RAISES MAY_GC Value set_intersection(struct thread *t, struct set *set, Value iterable,
                                     struct type *type);
RAISES MAY_GC Value set_difference(struct thread *t, struct set *set, Value iterable,
                                   struct type *type);
RAISES MAY_GC enum truth set_is_subset(struct thread *t, struct set *a, struct set *b);
/* Have they no item in common? `iterable` may be anything, and is left at the first one. */
RAISES MAY_GC enum truth set_is_disjoint(struct thread *t, struct set *set, Value iterable);

Value set_or(struct thread *t, Value v, Value w);
Value set_and(struct thread *t, Value v, Value w);
Value set_subtract(struct thread *t, Value v, Value w);
Value set_xor(struct thread *t, Value v, Value w);
Value set_inplace_or(struct thread *t, Value v, Value w);
Value set_inplace_and(struct thread *t, Value v, Value w);
Value set_inplace_subtract(struct thread *t, Value v, Value w);
Value set_inplace_xor(struct thread *t, Value v, Value w);

extern const struct native_def set_methods[], frozenset_methods[];
extern struct type set_iterator_type;
RAISES Value set_iterator_new(struct thread *t, struct set *set);

#endif
