/*
 * The six iterators of dicts: over keys, values and items, forwards and backwards.
 *
 * One keeps the table that it began with, and compares the dict's size at each step, as CPython does; a cell dict is counted
 * again only when its table tells of a change, since the cells that merely wait for content do not count. With the lock off an
 * entry that another thread changes meanwhile may be stale or missed, never invalid.
 */
#include "runtime/abstract.h"
#include "runtime/dict_table.h"
#include "runtime/iterators.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct dict_iterator {
    struct object base;
    /* Immutable. */
    struct dict_table *table; /* NULL: the dict was empty */
    enum dict_view_kind kind;
    bool backwards;
    /* Relaxed. */
    struct dict *d;     /* NULL once exhausted */
    uint64_t n_items;   /* of the dict at the beginning; SIZE_CHANGED for ever after that error */
    uint64_t position;  /* forwards: of the next entry; backwards: behind it */
    uint64_t remaining; /* items to come */
    /* The cell dict's table, and its n_changes, when the size was last compared; a race costs another count. */
    const struct dict_table *counted;
    uint32_t n_changes;
};

#define SIZE_CHANGED UINT64_MAX

static struct type *const types[6];

Value dict_iterator_new(struct thread *t, struct dict *d, enum dict_view_kind kind, bool backwards)
{
    struct dict_iterator *i = gc_allocate(t, sizeof *i, types[kind * 2 + backwards]);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    i->d = d;
    i->kind = kind;
    i->backwards = backwards;
    i->n_items = i->remaining = dict_count(d);
    i->table = dict_table(d);
    i->position = backwards && i->table != NULL ? dict_table_n_used(i->table) : 0;
    return value_from_object(i);
}

static void trace(struct marker *m, struct object *self)
{
    struct dict_iterator *i = (struct dict_iterator *)self;
    mark_object(m, i->d);
    mark_object(m, i->table);
    mark_object(m, (struct dict_table *)i->counted);
}

/* The next entry that has a value; NULL at the end. */
static const struct dict_entry *find_next(struct dict_iterator *i, Value *v)
{
    const struct dict_table *table = i->table;
    uint64_t position = load_relaxed(&i->position), end = dict_table_n_used(table);
    const struct dict_entry *entry = NULL;
    *v = VALUE_UNBOUND;
    while (*v == VALUE_UNBOUND && (i->backwards ? position > 0 : position < end)) {
        entry = &table->entries[i->backwards ? --position : position++];
        *v =
            value_load(&entry->key) == VALUE_UNBOUND ? VALUE_UNBOUND : dict_entry_get(table, entry);
    }
    store_relaxed(&i->position, position);
    return *v == VALUE_UNBOUND ? NULL : entry;
}

static bool same_count(struct dict_iterator *i, struct dict *d, const struct dict_table *table)
{
    uint32_t n_changes = load_relaxed(&table->n_changes);
    if (load_relaxed(&i->counted) == table && load_relaxed(&i->n_changes) == n_changes) {
        return true;
    }
    if (dict_count(d) != load_relaxed(&i->n_items)) {
        return false;
    }
    store_relaxed(&i->n_changes, n_changes);
    store_relaxed(&i->counted, table);
    return true;
}

static ALWAYS_INLINE bool same_size(struct dict_iterator *i, struct dict *d)
{
    const struct dict_table *table = dict_table(d);
    return UNLIKELY(table != NULL && table->is_cell_dict)
               ? same_count(i, d, table)
               : dict_length(d) == load_relaxed(&i->n_items);
}

static COLD Value raise_changed(struct thread *t, struct dict_iterator *i, const char *what)
{
    store_relaxed(&i->n_items, SIZE_CHANGED);
    store_relaxed(&i->counted, (const struct dict_table *)NULL);
    return raise_error(t, &RuntimeError_type, "dictionary %s during iteration", what);
}

/* The next key, and *v; UNBOUND at the end. */
static ALWAYS_INLINE Value step(struct thread *t, Value self, Value *v)
{
    struct dict_iterator *i = (struct dict_iterator *)self;
    struct dict *d = load_relaxed(&i->d);
    if (d == NULL) {
        return VALUE_UNBOUND;
    }
    if (UNLIKELY(!same_size(i, d))) {
        return raise_changed(t, i, "changed size");
    }
    const struct dict_entry *entry = i->table == NULL ? NULL : find_next(i, v);
    if (entry == NULL) {
        store_relaxed(&i->d, (struct dict *)NULL);
        return VALUE_UNBOUND;
    }
    uint64_t remaining = load_relaxed(&i->remaining);
    if (UNLIKELY(remaining == 0)) {
        store_relaxed(&i->d, (struct dict *)NULL);
        return raise_changed(t, i, "keys changed");
    }
    store_relaxed(&i->remaining, remaining - 1);
    return value_load(&entry->key);
}

static Value next(struct thread *t, Value self)
{
    enum dict_view_kind kind = ((const struct dict_iterator *)self)->kind;
    Value v = VALUE_UNBOUND, key = step(t, self, &v);
    if (kind == DICT_KEYS || key == VALUE_UNBOUND || key == VALUE_ERROR) {
        return key;
    }
    return kind == DICT_VALUES ? v : tuple_pair(t, key, v);
}

static Value next_pair(struct thread *t, Value self, Value *second)
{
    return step(t, self, second);
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    struct dict_iterator *i = (struct dict_iterator *)args[0];
    struct dict *d = load_relaxed(&i->d);
    bool valid = d != NULL && same_size(i, d);
    return value_from_small_int(valid ? (int64_t)load_relaxed(&i->remaining) : 0);
}

/* (iter, ([what is left],)): the iterator itself is not used up. */
static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    struct dict_iterator *from = (struct dict_iterator *)args[0];
    struct dict_iterator *copy = gc_allocate(t, sizeof *copy, from->base.type);
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    copy->table = from->table;
    copy->kind = from->kind;
    copy->backwards = from->backwards;
    copy->d = load_relaxed(&from->d);
    copy->n_items = load_relaxed(&from->n_items);
    copy->position = load_relaxed(&from->position);
    copy->remaining = load_relaxed(&from->remaining);
    return iterator_reduce(t, list_from_iterable(t, value_from_object(copy)), VALUE_UNBOUND);
}

static const struct native_def methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    ITERATOR_REDUCE(reduce),
    {0},
};

#define DICT_ITERATOR_TYPE(symbol, type_name, next_pair_slot)                                      \
    struct type symbol = {                                                                         \
        TYPE_HEADER(type_name, sizeof(struct dict_iterator)),                                      \
        .methods = methods,                                                                        \
        .trace = trace,                                                                            \
        .iter = iterator_self,                                                                     \
        .next = next,                                                                              \
        .next_pair = next_pair_slot,                                                               \
    }

DICT_ITERATOR_TYPE(dict_key_iterator_type, "dict_keyiterator", NULL);
DICT_ITERATOR_TYPE(dict_value_iterator_type, "dict_valueiterator", NULL);
DICT_ITERATOR_TYPE(dict_item_iterator_type, "dict_itemiterator", next_pair);
DICT_ITERATOR_TYPE(dict_reverse_key_iterator_type, "dict_reversekeyiterator", NULL);
DICT_ITERATOR_TYPE(dict_reverse_value_iterator_type, "dict_reversevalueiterator", NULL);
DICT_ITERATOR_TYPE(dict_reverse_item_iterator_type, "dict_reverseitemiterator", next_pair);
#undef DICT_ITERATOR_TYPE

/* By kind, each forwards and backwards. */
static struct type *const types[6] = {
    &dict_key_iterator_type,   &dict_reverse_key_iterator_type,
    &dict_value_iterator_type, &dict_reverse_value_iterator_type,
    &dict_item_iterator_type,  &dict_reverse_item_iterator_type,
};
