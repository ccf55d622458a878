/*
 * set and frozenset: open-addressing table of (hash, item) pairs, under the same rules as runtime/dict.h: readers
 * without a lock on the table they took, writers under the object lock, tables replaced and never freed.
 */
#ifndef HASP_RUNTIME_SET_H
#define HASP_RUNTIME_SET_H

#include "runtime/error.h"
#include "runtime/gc.h"

struct set_table; /* runtime/set_table.h: for the sets' own files */

struct set {
    struct object base;
    /* Stored (release) only by set_publish_table under the object lock, loaded (acquire) only by set_table;
       NULL: empty. */
    struct set_table *table;
    /* Written under the object lock; load_acquire without. */
    uint64_t n_live;
    /* Under the object lock: where pop() goes on to look. */
    uint64_t finger;
    /* Relaxed; frozenset only; 0: not computed. */
    int64_t hash;
};

extern struct type set_type, frozenset_type;

static ALWAYS_INLINE bool value_is_any_set(Value v)
{
    return value_is_object(v) && type_has(value_to_object(v)->type, TYPE_SET_SUBCLASS);
}
static ALWAYS_INLINE struct set *value_to_set(Value v)
{
    ASSERT(value_is_any_set(v));
    return (struct set *)v;
}
RAISES Value set_new(struct thread *t, struct type *type); /* set_type or frozenset_type */
RAISES MAY_GC Value set_from_iterable(struct thread *t, struct type *type, Value iterable);
RAISES MAY_GC bool set_add(struct thread *t, struct set *set, Value v);
RAISES MAY_GC enum truth set_contains(struct thread *t, struct set *set, Value v);
RAISES MAY_GC bool set_discard(struct thread *t, struct set *set, Value v, bool *was_there);
RAISES MAY_GC bool set_update(struct thread *t, struct set *set, Value iterable);
static ALWAYS_INLINE uint64_t set_length(const struct set *set)
{
    return load_acquire(&set->n_live);
}
bool set_next(struct set *set, uint64_t *position, Value *item);

#endif
