/* The types set and frozenset, and their iterator: their slots. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/iterators.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/set_probe.h"
#include "runtime/str.h"

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct set *)self)->table);
}

/* ---- construction ---- */

static Value new_set(struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    return set_new(t, (struct type *)args[0]);
}

static bool init_set(struct thread *t, Value self, Value *args, uint32_t n_args,
                     Value keyword_names)
{
    if (!reject_keywords(t, "set", keyword_names) || !check_arg_count(t, "set", n_args, 0, 1)) {
        return false;
    }
    set_clear(value_to_set(self));
    return n_args == 0 || set_update(t, value_to_set(self), args[0]);
}

static Value new_frozenset(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    bool is_exact = type == &frozenset_type;
    if ((is_exact || type->init == object_type.init) &&
        !reject_keywords(t, "frozenset", keyword_names)) {
        return VALUE_ERROR;
    }
    if (!check_arg_count(t, "frozenset", n_args - 1, 0, 1)) {
        return VALUE_ERROR;
    }
    if (is_exact && n_args > 1 && value_type(args[1]) == &frozenset_type) {
        return args[1];
    }
    return n_args > 1 ? set_from_iterable(t, type, args[1]) : set_new(t, type);
}

/* ---- slots ---- */

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)set_length(value_to_set(self));
    return true;
}

static enum truth contains(struct thread *t, Value self, Value item)
{
    return set_contains(t, value_to_set(self), item);
}

/* "{1, 2}", "frozenset({1, 2})", "set()" */
static Value repr(struct thread *t, Value self)
{
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_FALSE ? str_format(t, "%T(...)", self) : VALUE_ERROR;
    }
    Value text = VALUE_ERROR;
    Value list = list_from_iterable(t, self);
    if (list == VALUE_ERROR) {
        repr_leave(t, self);
        return list;
    }
    if (list_length(value_to_list(list)) == 0) {
        text = str_format(t, "%T()", self);
    } else {
        Value items = object_repr(t, list);
        Value inner = items == VALUE_ERROR
                          ? items
                          : str_slice(t, items, 1, (int64_t)value_to_str(items)->length - 1);
        if (inner != VALUE_ERROR) {
            text = value_type(self) == &set_type ? str_format(t, "{%V}", inner)
                                                 : str_format(t, "%T({%V})", self, inner);
        }
    }
    repr_leave(t, self);
    return text;
}

/* CPython's, which depends on the items' hashes but not on their order. */
static uint64_t shuffle(uint64_t hash)
{
    return ((hash ^ UINT64_C(89869747)) ^ (hash << 16)) * UINT64_C(3644798167);
}

static bool hash_frozenset(UNUSED struct thread *t, Value self, int64_t *hash)
{
    struct set *set = value_to_set(self);
    *hash = load_relaxed(&set->hash);
    if (*hash != 0) {
        return true;
    }
    struct set_walk walk = set_walk_begin(set_table(set));
    uint64_t sum = 0;
    Value item;
    int64_t item_hash;
    while (set_walk_next(&walk, &item, &item_hash)) {
        sum ^= shuffle((uint64_t)item_hash);
    }
    sum ^= (set_length(set) + 1) * UINT64_C(1927868237);
    sum ^= (sum >> 11) ^ (sum >> 25);
    sum = sum * 69069 + UINT64_C(907133923);
    *hash = sum == UINT64_MAX ? 590923713 : (int64_t)sum;
    store_relaxed(&set->hash, *hash);
    return true;
}

static enum truth is_equal(struct thread *t, struct set *a, struct set *b)
{
    int64_t hash_a = load_relaxed(&a->hash), hash_b = load_relaxed(&b->hash);
    if (set_length(a) != set_length(b) || (hash_a != 0 && hash_b != 0 && hash_a != hash_b)) {
        return TRUTH_FALSE;
    }
    return set_is_subset(t, a, b);
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_any_set(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    struct set *a = set_at_once(t, value_to_set(self));
    struct set *b = a == NULL ? NULL : set_at_once(t, value_to_set(other));
    if (b == NULL) {
        return VALUE_ERROR;
    }
    enum truth truth = TRUTH_FALSE;
    switch (op) {
    case COMPARE_EQ:
    case COMPARE_NE:
        truth = is_equal(t, a, b);
        break;
    case COMPARE_LE:
        truth = set_is_subset(t, a, b);
        break;
    case COMPARE_LT:
        truth = set_length(a) < set_length(b) ? set_is_subset(t, a, b) : TRUTH_FALSE;
        break;
    case COMPARE_GE:
        truth = set_is_subset(t, b, a);
        break;
    case COMPARE_GT:
        truth = set_length(a) > set_length(b) ? set_is_subset(t, b, a) : TRUTH_FALSE;
        break;
    }
    return truth == TRUTH_ERROR ? VALUE_ERROR
                                : value_from_bool((truth == TRUTH_TRUE) != (op == COMPARE_NE));
}

/* ---- the iterator ---- */

struct set_iterator {
    struct object base;
    struct set_table *table; /* immutable */
    /* Relaxed. */
    struct set *set; /* NULL once exhausted */
    uint64_t n_live; /* of the set at the beginning; UINT64_MAX for ever after that error */
    uint64_t position;
    uint64_t remaining;
};

Value set_iterator_new(struct thread *t, struct set *set)
{
    struct set_iterator *i = gc_allocate(t, sizeof *i, &set_iterator_type);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    i->set = set;
    i->n_live = i->remaining = set_length(set);
    i->table = set_table(set);
    return value_from_object(i);
}

static Value iter(struct thread *t, Value self)
{
    return set_iterator_new(t, value_to_set(self));
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct set_iterator *)self)->set);
    mark_object(m, ((struct set_iterator *)self)->table);
}

static Value next(struct thread *t, Value self)
{
    struct set_iterator *i = (struct set_iterator *)self;
    const struct set *set = load_relaxed(&i->set);
    if (set == NULL) {
        return VALUE_UNBOUND;
    }
    if (UNLIKELY(set_length(set) != load_relaxed(&i->n_live))) {
        store_relaxed(&i->n_live, UINT64_MAX);
        return raise_error(t, &RuntimeError_type, "Set changed size during iteration");
    }
    uint64_t position = load_relaxed(&i->position);
    Value item;
    int64_t hash;
    if (!set_table_next(i->table, &position, &item, &hash)) {
        store_relaxed(&i->set, (struct set *)NULL);
        return VALUE_UNBOUND;
    }
    store_relaxed(&i->position, position);
    store_relaxed(&i->remaining, load_relaxed(&i->remaining) - 1);
    return item;
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    struct set_iterator *i = (struct set_iterator *)args[0];
    const struct set *set = load_relaxed(&i->set);
    bool valid = set != NULL && set_length(set) == load_relaxed(&i->n_live);
    return value_from_small_int(valid ? (int64_t)load_relaxed(&i->remaining) : 0);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    struct set_iterator *from = (struct set_iterator *)args[0];
    struct set_iterator *copy = gc_allocate(t, sizeof *copy, &set_iterator_type);
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    copy->table = from->table;
    copy->set = load_relaxed(&from->set);
    copy->n_live = load_relaxed(&from->n_live);
    copy->position = load_relaxed(&from->position);
    copy->remaining = load_relaxed(&from->remaining);
    return iterator_reduce(t, list_from_iterable(t, value_from_object(copy)), VALUE_UNBOUND);
}

static const struct native_def iterator_methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    ITERATOR_REDUCE(reduce),
    {0},
};

struct type set_iterator_type = {
    TYPE_HEADER("set_iterator", sizeof(struct set_iterator)),
    .methods = iterator_methods,
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
};

/* ---- the types ---- */

#define ANY_SET                                                                                    \
    .flags = TYPE_BASE | TYPE_SET_SUBCLASS | TYPE_WEAK_REFERABLE | TYPE_MATCHES_SELF,              \
    .trace = trace, .repr = repr, .compare = compare, .iter = iter, .length = length,              \
    .contains = contains, .binary[BINARY_OR] = set_or, .binary[BINARY_AND] = set_and,              \
    .binary[BINARY_SUBTRACT] = set_subtract, .binary[BINARY_XOR] = set_xor

struct type set_type = {
    TYPE_HEADER("set", sizeof(struct set)),
    ANY_SET,
    .doc = "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered "
           "collection "
           "of unique elements.",
    .methods = set_methods,
    .new = new_set,
    .init = init_set,
    .hash = hash_unhashable,
    .inplace[BINARY_OR] = set_inplace_or,
    .inplace[BINARY_AND] = set_inplace_and,
    .inplace[BINARY_SUBTRACT] = set_inplace_subtract,
    .inplace[BINARY_XOR] = set_inplace_xor,
};

struct type frozenset_type = {
    TYPE_HEADER("frozenset", sizeof(struct set)),
    ANY_SET,
    .doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset "
           "object\n\nBuild an "
           "immutable unordered collection of unique elements.",
    .methods = frozenset_methods,
    .new = new_frozenset,
    .hash = hash_frozenset,
};
#undef ANY_SET
