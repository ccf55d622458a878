/*
 * dict: insertion-ordered compact hash table (Hettinger's layout of 2012: sparse indices beside dense
 * entries), open addressing.
 *
 * A reader takes the table once (dict_table) and works on it without a lock. Writers take the object lock; the
 * table is replaced on growth, never freed. In one table an entry is never reused for another key: a
 * deleted entry keeps its key with an UNBOUND value. Publication order: hash and value, then key (release),
 * then the index (release); overwriting a value is one release store under the lock.
 *
 * A cell dict (table->is_cell_dict) holds a struct cell in each entry's value: globals of modules, attributes of
 * classes. All functions below know it and give or take the cell's content, dict_cell aside. A cell whose
 * content is UNBOUND counts as absent; when it gets content, it moves to the end, as a new key would.
 *
 * Python's __hash__ and __eq__ run outside of the lock; afterwards the table is looked at again.
 */
#ifndef HASP_RUNTIME_DICT_H
#define HASP_RUNTIME_DICT_H

#include "runtime/cell.h"
#include "runtime/error.h"
#include "runtime/gc.h"

struct dict_table; /* runtime/dict_table.h: for the dict's own files */

struct dict {
    struct object base; /* its lock is "the object lock" below */
    /* Written under the object lock, read without it; stored only by dict_publish_table (release), loaded only by
       dict_table (acquire). Replaced on growth, never freed. */
    struct dict_table *table;
    /* Written under the object lock; load_acquire without. */
    uint64_t n_live;
};

extern struct type dict_type;

static ALWAYS_INLINE bool value_is_dict(Value v)
{
    return value_is_object(v) && type_has(value_to_object(v)->type, TYPE_DICT_SUBCLASS);
}
static ALWAYS_INLINE struct dict *value_to_dict(Value v)
{
    ASSERT(value_is_dict(v));
    return (struct dict *)v;
}
static ALWAYS_INLINE uint64_t dict_length(const struct dict *d)
{
    return load_acquire(&d->n_live);
}

RAISES Value dict_new(struct thread *t);
RAISES Value dict_new_sized(struct thread *t, size_t n_expected);
RAISES Value dict_new_cells(struct thread *t, size_t n_expected); /* one that keeps cells */
/* Turns a dict that only this thread knows into a cell dict; or any dict, with the world stopped. */
RAISES MAY_GC bool dict_become_cells(struct thread *t, struct dict *d);
bool dict_is_cells(const struct dict *d);

/* UNBOUND: no such key. Any key: __hash__ and __eq__ may run and raise. */
RAISES MAY_GC Value dict_get(struct thread *t, struct dict *d, Value key);
RAISES MAY_GC bool dict_set(struct thread *t, struct dict *d, Value key, Value v);
/* The same for n keys, each before its value, which a collected object holds. One step if the dict is empty and they are str or int. */
RAISES MAY_GC bool dict_set_pairs(struct thread *t, struct dict *d, const Value *pairs, size_t n);
/* *was: the removed value, UNBOUND if there was none. */
RAISES MAY_GC bool dict_remove(struct thread *t, struct dict *d, Value key, Value *was);
RAISES MAY_GC enum truth dict_contains(struct thread *t, struct dict *d, Value key);
/* Makes the key the last one, or the first; amortised constant time. *is_there: else nothing has changed. */
RAISES MAY_GC bool dict_move(struct thread *t, struct dict *d, Value key, bool is_last,
                             bool *is_there);
/* Atomic: the value that is there now, `v` if it was stored. */
RAISES MAY_GC Value dict_set_default(struct thread *t, struct dict *d, Value key, Value v);

/* The same for exact str keys: never run Python, never raise but MemoryError. */
Value dict_get_str(struct dict *d, Value key);
RAISES bool dict_set_str(struct thread *t, struct dict *d, Value key, Value v);
RAISES bool dict_set_cstr(struct thread *t, struct dict *d, const char *key, Value v);
Value dict_get_cstr(struct thread *t, struct dict *d, const char *key); /* ASCII; never raises */

/* The cell of a str key in a cell dict: NULL if there is none; `create` makes one (UNBOUND content, invisible). */
struct cell *dict_find_cell(struct dict *d, Value key);
RAISES struct cell *dict_make_cell(struct thread *t, struct dict *d, Value key);

/*
 * Iteration in C: *position starts at 0. Gives live entries; safe against concurrent changes (may miss or repeat an
 * entry). Use the size check for Python-visible iteration.
 */
bool dict_next(struct dict *d, uint64_t *position, Value *key, Value *value);
void dict_clear(struct dict *d);
RAISES Value dict_copy(struct thread *t, struct dict *d);
/* Whether iteration over v is dict's own: what merges v may then read its table. Else it asks keys() and []. */
bool value_is_plain_dict(Value v);
/* v.copy() of a dict: a new dict of what v shows to dict.update. */
RAISES MAY_GC Value dict_copy_of(struct thread *t, Value v);
/* d.update(other): a dict, something with keys(), or an iterable of pairs. */
RAISES MAY_GC bool dict_update(struct thread *t, struct dict *d, Value other);
RAISES Value dict_keys_list(struct thread *t, struct dict *d);

#endif
