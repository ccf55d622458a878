/*
 * Saving tuples, lists, dicts and sets.
 *
 * The items are saved one after the other, and any of them may run Python code or reach a safepoint: a list is asked for
 * its length at each step, a dict or a set that has another size after a batch is an error.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/modules/pickle.h"
#include "runtime/set.h"

/* A container that its own items contained is complete by now: what lies on the stack is dropped for that one. */
static bool fetch_instead(struct pickler *p, uint64_t number, unsigned n_pops)
{
    for (unsigned i = 0; i < n_pops; i++) {
        if (!pickle_write_opcode(p, PICKLE_POP)) {
            return false;
        }
    }
    return pickle_fetch(p, number);
}

/* ---- tuple ---- */

static bool save_items(struct pickler *p, const struct tuple *tuple)
{
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (!pickle_save(p, tuple->items[i])) {
            return false;
        }
        if (i % PICKLE_BATCH == PICKLE_BATCH - 1 && !gc_poll(p->t)) {
            return false;
        }
    }
    return true;
}

static bool save_long_tuple(struct pickler *p, Value v)
{
    if (!pickle_write_opcode(p, PICKLE_MARK) || !save_items(p, value_to_tuple(v))) {
        return false;
    }
    uint64_t number = pickle_memo_find(p, v);
    if (number == PICKLE_NOT_MEMOIZED) {
        return pickle_write_opcode(p, PICKLE_TUPLE) && pickle_memoize(p, v);
    }
    if (load_relaxed(&p->is_binary)) {
        return pickle_write_opcode(p, PICKLE_POP_MARK) && pickle_fetch(p, number);
    }
    return fetch_instead(p, number, (unsigned)value_to_tuple(v)->length + 1);
}

bool pickle_save_tuple(struct pickler *p, Value v)
{
    const struct tuple *tuple = value_to_tuple(v);
    if (tuple->length == 0) {
        return load_relaxed(&p->is_binary) ? pickle_write_opcode(p, PICKLE_EMPTY_TUPLE)
                                           : pickle_write(p, "(t", 2);
    }
    if (tuple->length > 3 || p->protocol < 2) {
        return save_long_tuple(p, v);
    }
    if (!save_items(p, tuple)) {
        return false;
    }
    uint64_t number = pickle_memo_find(p, v);
    if (number != PICKLE_NOT_MEMOIZED) {
        return fetch_instead(p, number, (unsigned)tuple->length);
    }
    static const enum pickle_opcode opcodes[] = {PICKLE_EMPTY_TUPLE, PICKLE_TUPLE1, PICKLE_TUPLE2,
                                                 PICKLE_TUPLE3};
    return pickle_write_opcode(p, opcodes[tuple->length]) && pickle_memoize(p, v);
}

/* ---- list ---- */

static bool save_list_exact(struct pickler *p, const struct list *list)
{
    if (list_length(list) == 1) {
        Value item = list_get(list, 0);
        return item == VALUE_UNBOUND ||
               (pickle_save(p, item) && pickle_write_opcode(p, PICKLE_APPEND));
    }
    for (uint64_t i = 0; i < list_length(list);) {
        if (!pickle_write_opcode(p, PICKLE_MARK)) {
            return false;
        }
        for (uint64_t end = i + PICKLE_BATCH; i < end; i++) {
            Value item = list_get(list, i);
            if (item == VALUE_UNBOUND) {
                break;
            }
            if (!pickle_save(p, item)) {
                return false;
            }
        }
        if (!pickle_write_opcode(p, PICKLE_APPENDS) || !gc_poll(p->t)) {
            return false;
        }
    }
    return true;
}

/* One item at a time: protocol 0. */
static bool save_list_singly(struct pickler *p, Value iterator)
{
    for (;;) {
        Value item = iterator_next(p->t, iterator);
        if (item == VALUE_ERROR || item == VALUE_UNBOUND) {
            return item == VALUE_UNBOUND;
        }
        if (!pickle_save(p, item) || !pickle_write_opcode(p, PICKLE_APPEND)) {
            return false;
        }
    }
}

/* `item` and up to a batch of others. *n: how many. */
static bool save_list_batch(struct pickler *p, Value iterator, Value item, uint32_t *n)
{
    Value next = iterator_next(p->t, iterator);
    *n = 1;
    if (next == VALUE_UNBOUND || next == VALUE_ERROR) {
        return next == VALUE_UNBOUND && pickle_save(p, item) &&
               pickle_write_opcode(p, PICKLE_APPEND);
    }
    if (!pickle_write_opcode(p, PICKLE_MARK) || !pickle_save(p, item)) {
        return false;
    }
    while (next != VALUE_UNBOUND) {
        if (!pickle_save(p, next)) {
            return false;
        }
        if (++*n == PICKLE_BATCH) {
            break;
        }
        next = iterator_next(p->t, iterator);
        if (next == VALUE_ERROR) {
            return false;
        }
    }
    return pickle_write_opcode(p, PICKLE_APPENDS) && gc_poll(p->t);
}

bool pickle_save_list_items(struct pickler *p, Value iterator)
{
    if (p->protocol == 0) {
        return save_list_singly(p, iterator);
    }
    uint32_t n;
    do {
        Value item = iterator_next(p->t, iterator);
        if (item == VALUE_ERROR || item == VALUE_UNBOUND) {
            return item == VALUE_UNBOUND;
        }
        if (!save_list_batch(p, iterator, item, &n)) {
            return false;
        }
    } while (n == PICKLE_BATCH);
    return true;
}

static bool begin(struct pickler *p, Value v, enum pickle_opcode empty, const char *lines)
{
    return (load_relaxed(&p->is_binary) ? pickle_write_opcode(p, empty)
                                        : pickle_write(p, lines, 2)) &&
           pickle_memoize(p, v);
}

static bool save_list_inside(struct pickler *p, Value v)
{
    if (!begin(p, v, PICKLE_EMPTY_LIST, "(l")) {
        return false;
    }
    if (list_length(value_to_list(v)) == 0) {
        return true;
    }
    if (p->protocol > 0) {
        return save_list_exact(p, value_to_list(v));
    }
    Value iterator = object_iter(p->t, v);
    return iterator != VALUE_ERROR && pickle_save_list_items(p, iterator);
}

bool pickle_save_list(struct pickler *p, Value v)
{
    enum truth is_fast = pickle_fast_enter(p, v);
    if (is_fast == TRUTH_ERROR) {
        return false;
    }
    bool ok = save_list_inside(p, v);
    return is_fast == TRUTH_TRUE ? pickle_fast_leave(p, v, ok) : ok;
}

/* ---- dict ---- */

static bool save_pair(struct pickler *p, Value key, Value v)
{
    return pickle_save(p, key) && pickle_save(p, v);
}

/* One batch from *position on. *n: how many. */
static bool save_dict_batch(struct pickler *p, struct dict *d, uint64_t *position, uint32_t *n)
{
    Value key, v;
    if (!pickle_write_opcode(p, PICKLE_MARK)) {
        return false;
    }
    for (*n = 0; *n < PICKLE_BATCH && dict_next(d, position, &key, &v); ++*n) {
        if (!save_pair(p, key, v)) {
            return false;
        }
    }
    return pickle_write_opcode(p, PICKLE_SETITEMS) && gc_poll(p->t);
}

static bool save_dict_exact(struct pickler *p, struct dict *d)
{
    uint64_t size = dict_length(d), position = 0;
    Value key, v;
    if (size == 1) {
        return !dict_next(d, &position, &key, &v) ||
               (save_pair(p, key, v) && pickle_write_opcode(p, PICKLE_SETITEM));
    }
    uint32_t n;
    do {
        if (!save_dict_batch(p, d, &position, &n)) {
            return false;
        }
        if (dict_length(d) != size) {
            return raise_false(p->t, &RuntimeError_type,
                               "dictionary changed size during iteration");
        }
    } while (n == PICKLE_BATCH);
    return true;
}

/* The next pair. *key UNBOUND: that was all. */
static bool next_pair(struct pickler *p, Value iterator, Value *key, Value *v)
{
    Value pair = iterator_next(p->t, iterator);
    *key = VALUE_UNBOUND;
    if (pair == VALUE_ERROR || pair == VALUE_UNBOUND) {
        return pair == VALUE_UNBOUND;
    }
    if (!value_is_tuple(pair) || value_to_tuple(pair)->length != 2) {
        return raise_false(p->t, &TypeError_type, "dict items iterator must return 2-tuples");
    }
    *key = value_to_tuple(pair)->items[0];
    *v = value_to_tuple(pair)->items[1];
    return true;
}

static bool save_dict_singly(struct pickler *p, Value iterator)
{
    Value key, v;
    for (;;) {
        if (!next_pair(p, iterator, &key, &v)) {
            return false;
        }
        if (key == VALUE_UNBOUND) {
            return true;
        }
        if (!save_pair(p, key, v) || !pickle_write_opcode(p, PICKLE_SETITEM)) {
            return false;
        }
    }
}

static bool save_items_batch(struct pickler *p, Value iterator, Value key, Value v, uint32_t *n)
{
    Value next_key, next;
    *n = 1;
    if (!next_pair(p, iterator, &next_key, &next)) {
        return false;
    }
    if (next_key == VALUE_UNBOUND) {
        return save_pair(p, key, v) && pickle_write_opcode(p, PICKLE_SETITEM);
    }
    if (!pickle_write_opcode(p, PICKLE_MARK) || !save_pair(p, key, v)) {
        return false;
    }
    while (next_key != VALUE_UNBOUND) {
        if (!save_pair(p, next_key, next)) {
            return false;
        }
        if (++*n == PICKLE_BATCH) {
            break;
        }
        if (!next_pair(p, iterator, &next_key, &next)) {
            return false;
        }
    }
    return pickle_write_opcode(p, PICKLE_SETITEMS) && gc_poll(p->t);
}

bool pickle_save_dict_items(struct pickler *p, Value iterator)
{
    if (p->protocol == 0) {
        return save_dict_singly(p, iterator);
    }
    uint32_t n;
    Value key, v;
    do {
        if (!next_pair(p, iterator, &key, &v)) {
            return false;
        }
        if (key == VALUE_UNBOUND) {
            return true;
        }
        if (!save_items_batch(p, iterator, key, v, &n)) {
            return false;
        }
    } while (n == PICKLE_BATCH);
    return true;
}

static bool save_dict_inside(struct pickler *p, Value v)
{
    if (!begin(p, v, PICKLE_EMPTY_DICT, "(d")) {
        return false;
    }
    struct dict *d = value_to_dict(v);
    if (dict_length(d) == 0) {
        return true;
    }
    if (p->protocol > 0) {
        return save_dict_exact(p, d);
    }
    Value items = call_method_0(p->t, v, name_items);
    Value iterator = items == VALUE_ERROR ? items : object_iter(p->t, items);
    return iterator != VALUE_ERROR && pickle_save_dict_items(p, iterator);
}

bool pickle_save_dict(struct pickler *p, Value v)
{
    enum truth is_fast = pickle_fast_enter(p, v);
    if (is_fast == TRUTH_ERROR) {
        return false;
    }
    bool ok = save_dict_inside(p, v);
    return is_fast == TRUTH_TRUE ? pickle_fast_leave(p, v, ok) : ok;
}

/* ---- sets ---- */

/* type([items]): before protocol 4 sets have no instructions. */
static bool save_set_as_call(struct pickler *p, Value v)
{
    Value items = list_from_iterable(p->t, v);
    Value arguments = items == VALUE_ERROR ? items : tuple_of(p->t, 1, items);
    return arguments != VALUE_ERROR &&
           pickle_save_call(p, value_from_object(value_type(v)), arguments, v);
}

bool pickle_save_set(struct pickler *p, Value v)
{
    if (p->protocol < 4) {
        return save_set_as_call(p, v);
    }
    struct set *set = value_to_set(v);
    uint64_t size = set_length(set), position = 0;
    if (!pickle_write_opcode(p, PICKLE_EMPTY_SET) || !pickle_memoize(p, v)) {
        return false;
    }
    for (uint32_t n = PICKLE_BATCH; size > 0 && n == PICKLE_BATCH;) {
        Value item;
        if (!pickle_write_opcode(p, PICKLE_MARK)) {
            return false;
        }
        for (n = 0; n < PICKLE_BATCH && set_next(set, &position, &item); n++) {
            if (!pickle_save(p, item)) {
                return false;
            }
        }
        if (!pickle_write_opcode(p, PICKLE_ADDITEMS) || !gc_poll(p->t)) {
            return false;
        }
        if (set_length(set) != size) {
            return raise_false(p->t, &RuntimeError_type, "set changed size during iteration");
        }
    }
    return true;
}

static bool save_frozenset_inside(struct pickler *p, Value v)
{
    uint64_t position = 0;
    Value item;
    if (!pickle_write_opcode(p, PICKLE_MARK)) {
        return false;
    }
    for (uint32_t n = 1; set_next(value_to_set(v), &position, &item); n++) {
        if (!pickle_save(p, item) || (n % PICKLE_BATCH == 0 && !gc_poll(p->t))) {
            return false;
        }
    }
    uint64_t number = pickle_memo_find(p, v);
    if (number != PICKLE_NOT_MEMOIZED) {
        return pickle_write_opcode(p, PICKLE_POP_MARK) && pickle_fetch(p, number);
    }
    return pickle_write_opcode(p, PICKLE_FROZENSET) && pickle_memoize(p, v);
}

bool pickle_save_frozenset(struct pickler *p, Value v)
{
    if (p->protocol < 4) {
        return save_set_as_call(p, v);
    }
    enum truth is_fast = pickle_fast_enter(p, v);
    if (is_fast == TRUTH_ERROR) {
        return false;
    }
    bool ok = save_frozenset_inside(p, v);
    return is_fast == TRUTH_TRUE ? pickle_fast_leave(p, v, ok) : ok;
}
