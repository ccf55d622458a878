/* Union, intersection, difference, symmetric difference: as functions, in place, and as operators. */
#include "runtime/abstract.h"
#include "runtime/dict_table.h"
#include "runtime/set_probe.h"

/* The type of an operator's result: never a subclass. */
static struct type *base_type_of(const struct set *set)
{
    return type_is_subtype(set->base.type, &frozenset_type) ? &frozenset_type : &set_type;
}

/* `v` as a set: itself, or made of the iterable. */
static struct set *as_set(struct thread *t, Value v)
{
    Value set = value_is_any_set(v) ? v : set_from_iterable(t, &set_type, v);
    return set == VALUE_ERROR ? NULL : value_to_set(set);
}

/* Two sets, each as it is at this moment, of which the smaller one is walked. */
struct meeting {
    struct set *walked, *asked;
};

RAISES static bool begin_meeting(struct thread *t, struct set *a, struct set *b, struct meeting *m)
{
    a = set_at_once(t, a);
    b = a == NULL ? NULL : set_at_once(t, b);
    if (b == NULL) {
        return false;
    }
    bool walks_b = set_length(b) <= set_length(a);
    *m = (struct meeting){walks_b ? b : a, walks_b ? a : b};
    return true;
}

/* ---- intersection ---- */

struct intersection {
    struct set *set, *result;
};

static bool keep_common(struct thread *t, Value item, void *context)
{
    const struct intersection *i = context;
    int64_t hash;
    if (!dict_hash(t, item, &hash)) {
        return false;
    }
    enum truth there = set_contains_hashed(t, i->set, item, hash);
    return there == TRUTH_TRUE ? set_add_hashed(t, i->result, item, hash) : there == TRUTH_FALSE;
}

Value set_intersection(struct thread *t, struct set *set, Value iterable, struct type *type)
{
    Value made = set_new(t, type);
    if (made == VALUE_ERROR) {
        return made;
    }
    struct set *result = value_to_set(made);
    if (!value_is_any_set(iterable)) {
        struct intersection i = {set, result};
        return iterate(t, iterable, keep_common, &i) ? made : VALUE_ERROR;
    }
    struct meeting m;
    if (!begin_meeting(t, set, value_to_set(iterable), &m)) {
        return VALUE_ERROR;
    }
    struct set_walk walk = set_walk_begin(set_table(m.walked));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        enum truth there = set_contains_hashed(t, m.asked, item, hash);
        if (there == TRUTH_ERROR ||
            (there == TRUTH_TRUE && !set_add_hashed(t, result, item, hash))) {
            return VALUE_ERROR;
        }
    }
    return made;
}

bool set_intersection_update(struct thread *t, struct set *set, Value iterable)
{
    Value common = set_intersection(t, set, iterable, &set_type);
    if (common == VALUE_ERROR) {
        return false;
    }
    set_become(set, value_to_set(common));
    return true;
}

/* ---- difference ---- */

static bool discard_visited(struct thread *t, Value item, void *set)
{
    bool was_there;
    int64_t hash;
    return dict_hash(t, item, &hash) && set_discard_hashed(t, set, item, hash, &was_there);
}

bool set_difference_update(struct thread *t, struct set *set, Value iterable)
{
    if (iterable == value_from_object(set)) {
        set_clear(set);
        return true;
    }
    if (!value_is_any_set(iterable)) {
        return iterate(t, iterable, discard_visited, set) && set_drop_removed(t, set);
    }
    if (set_length(value_to_set(iterable)) / 8 > set_length(set)) {
        iterable = set_intersection(t, set, iterable, &set_type);
        if (iterable == VALUE_ERROR) {
            return false;
        }
    }
    struct set *other = set_at_once(t, value_to_set(iterable));
    if (other == NULL) {
        return false;
    }
    struct set_walk walk = set_walk_begin(set_table(other));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        bool was_there;
        if (!set_discard_hashed(t, set, item, hash, &was_there)) {
            return false;
        }
    }
    return set_drop_removed(t, set);
}

static Value copy_and_subtract(struct thread *t, struct set *set, Value iterable, struct type *type)
{
    Value made = set_copy(t, set, type);
    return made != VALUE_ERROR && set_difference_update(t, value_to_set(made), iterable)
               ? made
               : VALUE_ERROR;
}

/* What of the set is no key of the dict, without asking for hashes again. */
static Value difference_to_dict(struct thread *t, struct set *set, struct dict *d,
                                struct type *type)
{
    Value made = set_new(t, type);
    struct set *walked = set_at_once(t, set);
    if (made == VALUE_ERROR || walked == NULL) {
        return VALUE_ERROR;
    }
    struct set_walk walk = set_walk_begin(set_table(walked));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        Value there = dict_get_hashed(t, d, item, hash);
        if (there == VALUE_ERROR ||
            (there == VALUE_UNBOUND && !set_add_hashed(t, value_to_set(made), item, hash))) {
            return VALUE_ERROR;
        }
    }
    return made;
}

Value set_difference(struct thread *t, struct set *set, Value iterable, struct type *type)
{
    if (value_type(iterable) == &dict_type &&
        set_length(set) / 4 <= dict_length(value_to_dict(iterable))) {
        return difference_to_dict(t, set, value_to_dict(iterable), type);
    }
    if (!value_is_any_set(iterable) || set_length(set) / 4 > set_length(value_to_set(iterable))) {
        return copy_and_subtract(t, set, iterable, type);
    }
    Value made = set_new(t, type);
    if (made == VALUE_ERROR) {
        return made;
    }
    struct set *result = value_to_set(made), *walked = set_at_once(t, set);
    struct set *other = set_at_once(t, value_to_set(iterable));
    if (walked == NULL || other == NULL) {
        return VALUE_ERROR;
    }
    struct set_walk walk = set_walk_begin(set_table(walked));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        enum truth there = set_contains_hashed(t, other, item, hash);
        if (there == TRUTH_ERROR ||
            (there == TRUTH_FALSE && !set_add_hashed(t, result, item, hash))) {
            return VALUE_ERROR;
        }
    }
    return made;
}

/* ---- symmetric difference ---- */

bool set_symmetric_difference_update(struct thread *t, struct set *set, Value iterable)
{
    if (iterable == value_from_object(set)) {
        set_clear(set);
        return true;
    }
    struct set *other = as_set(t, iterable);
    other = other == NULL ? NULL : set_at_once(t, other);
    if (other == NULL) {
        return false;
    }
    struct set_walk walk = set_walk_begin(set_table(other));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        bool was_there;
        if (!set_discard_hashed(t, set, item, hash, &was_there) ||
            (!was_there && !set_add_hashed(t, set, item, hash))) {
            return false;
        }
    }
    return true;
}

/* ---- subsets ---- */

enum truth set_is_subset(struct thread *t, struct set *a, struct set *b)
{
    a = set_at_once(t, a);
    b = a == NULL ? NULL : set_at_once(t, b);
    if (b == NULL) {
        return TRUTH_ERROR;
    }
    if (set_length(a) > set_length(b)) {
        return TRUTH_FALSE;
    }
    struct set_walk walk = set_walk_begin(set_table(a));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        enum truth there = set_contains_hashed(t, b, item, hash);
        if (there != TRUTH_TRUE) {
            return there;
        }
    }
    return TRUTH_TRUE;
}

/* ---- disjoint sets ---- */

struct search {
    struct set *set;
    enum truth met;
};

static bool look_for_common(struct thread *t, Value item, void *context)
{
    struct search *s = context;
    s->met = set_contains(t, s->set, item);
    return s->met == TRUTH_FALSE;
}

enum truth set_is_disjoint(struct thread *t, struct set *set, Value iterable)
{
    enum truth met = TRUTH_FALSE;
    if (!value_is_any_set(iterable)) {
        struct search s = {set, TRUTH_FALSE};
        if (!iterate(t, iterable, look_for_common, &s)) {
            return TRUTH_ERROR;
        }
        return s.met == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
    }
    struct meeting m;
    if (!begin_meeting(t, set, value_to_set(iterable), &m)) {
        return TRUTH_ERROR;
    }
    struct set_walk walk = set_walk_begin(set_table(m.walked));
    Value item;
    int64_t hash;
    while (met == TRUTH_FALSE && set_walk_next(&walk, &item, &hash)) {
        met = set_contains_hashed(t, m.asked, item, hash);
    }
    return met == TRUTH_ERROR ? met : met == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

/* ---- operators: sets on both sides ---- */

static bool are_sets(Value v, Value w)
{
    return value_is_any_set(v) && value_is_any_set(w);
}

Value set_or(struct thread *t, Value v, Value w)
{
    if (!are_sets(v, w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value made = set_copy(t, value_to_set(v), base_type_of(value_to_set(v)));
    return made != VALUE_ERROR && set_update(t, value_to_set(made), w) ? made : VALUE_ERROR;
}

Value set_and(struct thread *t, Value v, Value w)
{
    if (!are_sets(v, w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    return set_intersection(t, value_to_set(v), w, base_type_of(value_to_set(v)));
}

Value set_subtract(struct thread *t, Value v, Value w)
{
    if (!are_sets(v, w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    return set_difference(t, value_to_set(v), w, base_type_of(value_to_set(v)));
}

Value set_xor(struct thread *t, Value v, Value w)
{
    if (!are_sets(v, w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value made = set_copy(t, value_to_set(w), base_type_of(value_to_set(v)));
    return made != VALUE_ERROR && set_symmetric_difference_update(t, value_to_set(made), v)
               ? made
               : VALUE_ERROR;
}

static Value inplace(struct thread *t, Value v, Value w,
                     bool (*update)(struct thread *t, struct set *set, Value iterable))
{
    if (!are_sets(v, w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    return update(t, value_to_set(v), w) ? v : VALUE_ERROR;
}

Value set_inplace_or(struct thread *t, Value v, Value w)
{
    return inplace(t, v, w, set_update);
}

Value set_inplace_and(struct thread *t, Value v, Value w)
{
    return inplace(t, v, w, set_intersection_update);
}

Value set_inplace_subtract(struct thread *t, Value v, Value w)
{
    return inplace(t, v, w, set_difference_update);
}

Value set_inplace_xor(struct thread *t, Value v, Value w)
{
    return inplace(t, v, w, set_symmetric_difference_update);
}
