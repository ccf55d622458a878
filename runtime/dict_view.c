/* dict_keys, dict_values, dict_items: windows on a dict; the first and the last behave as sets. */
#include "runtime/abstract.h"
#include "runtime/dict_table.h"
#include "runtime/list.h"
#include "runtime/mappingproxy.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/set_table.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct dict_view {
    struct object base;
    Value dict; /* immutable */
};

static struct dict *dict_of(Value view)
{
    return value_to_dict(((const struct dict_view *)view)->dict);
}

static enum dict_view_kind kind_of(Value view)
{
    const struct type *type = value_type(view);
    return type == &dict_keys_type     ? DICT_KEYS
           : type == &dict_values_type ? DICT_VALUES
                                       : DICT_ITEMS;
}

bool dict_view_is(Value v, struct dict **d, enum dict_view_kind *kind)
{
    const struct type *type = value_type(v);
    if (type != &dict_keys_type && type != &dict_values_type && type != &dict_items_type) {
        return false;
    }
    *d = dict_of(v);
    *kind = kind_of(v);
    return true;
}

static bool is_set_like(Value v)
{
    const struct type *type = value_type(v);
    return value_is_any_set(v) || type == &dict_keys_type || type == &dict_items_type;
}

Value dict_view_new(struct thread *t, Value dict, enum dict_view_kind kind)
{
    static struct type *const types[] = {&dict_keys_type, &dict_values_type, &dict_items_type};
    struct dict_view *view = gc_allocate(t, sizeof *view, types[kind]);
    if (view == NULL) {
        return VALUE_ERROR;
    }
    view->dict = dict;
    return value_from_object(view);
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct dict_view *)self)->dict);
}

static Value iter(struct thread *t, Value self)
{
    return dict_iterator_new(t, dict_of(self), kind_of(self), false);
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)dict_count(dict_of(self));
    return true;
}

static Value repr(struct thread *t, Value self)
{
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_FALSE ? str_from_cstr(t, "...") : VALUE_ERROR;
    }
    Value list = list_from_iterable(t, self);
    Value text = list == VALUE_ERROR ? list : str_format(t, "%T(%R)", self, list);
    repr_leave(t, self);
    return text;
}

/* ---- membership ---- */

static enum truth keys_contain(struct thread *t, Value self, Value key)
{
    return dict_contains(t, dict_of(self), key);
}

static enum truth items_contain(struct thread *t, Value self, Value item)
{
    if (!value_is_tuple(item) || value_to_tuple(item)->length != 2) {
        return TRUTH_FALSE;
    }
    const Value *pair = value_to_tuple(item)->items;
    Value v = dict_get(t, dict_of(self), pair[0]);
    if (v == VALUE_ERROR || v == VALUE_UNBOUND) {
        return v == VALUE_ERROR ? TRUTH_ERROR : TRUTH_FALSE;
    }
    return object_equal(t, v, pair[1]);
}

/* Is everything in `v` in `w` too? */
static enum truth all_contained(struct thread *t, Value v, Value w)
{
    Value iterator = object_iter(t, v);
    Value item = iterator;
    while (item != VALUE_ERROR && (item = iterator_next(t, iterator)) != VALUE_UNBOUND) {
        enum truth there = item == VALUE_ERROR ? TRUTH_ERROR : object_contains(t, w, item);
        if (there != TRUTH_TRUE) {
            return there;
        }
    }
    return item == VALUE_ERROR ? TRUTH_ERROR : TRUTH_TRUE;
}

/* By inclusion: `larger` has at least (more than, if strict) the length of `smaller`, and its items. */
static enum truth includes(struct thread *t, Value larger, Value smaller, bool strict)
{
    int64_t n_larger, n_smaller;
    if (!object_length(t, larger, &n_larger) || !object_length(t, smaller, &n_smaller)) {
        return TRUTH_ERROR;
    }
    return n_larger >= n_smaller + strict ? all_contained(t, smaller, larger) : TRUTH_FALSE;
}

static enum truth equal(struct thread *t, Value v, Value w)
{
    int64_t n, m;
    if (!object_length(t, v, &n) || !object_length(t, w, &m)) {
        return TRUTH_ERROR;
    }
    return n == m ? all_contained(t, v, w) : TRUTH_FALSE;
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    enum truth truth;
    if (!is_set_like(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    switch (op) {
    case COMPARE_EQ:
    case COMPARE_NE:
        truth = equal(t, self, other);
        break;
    case COMPARE_LT:
    case COMPARE_LE:
        truth = includes(t, other, self, op == COMPARE_LT);
        break;
    default:
        truth = includes(t, self, other, op == COMPARE_GT);
        break;
    }
    return truth == TRUTH_ERROR ? VALUE_ERROR
                                : value_from_bool((truth == TRUTH_TRUE) != (op == COMPARE_NE));
}

/* ---- operators: their results are sets ---- */

/* A set of the view's items; of a dict's keys in the order that set(dict) gives. */
static Value to_set(struct thread *t, Value v)
{
    if (value_type(v) == &dict_keys_type) {
        Value dict = ((const struct dict_view *)v)->dict;
        v = value_type(dict) == &dict_type ? dict : v;
    }
    return set_from_iterable(t, &set_type, v);
}

static Value binary(struct thread *t, Value v, Value w,
                    bool (*update)(struct thread *t, struct set *set, Value iterable))
{
    Value made = to_set(t, v);
    return made != VALUE_ERROR && update(t, value_to_set(made), w) ? made : VALUE_ERROR;
}

static bool is_set_like_view(Value v)
{
    return is_set_like(v) && !value_is_any_set(v);
}

struct intersection {
    Value view;
    struct set *result;
};

static bool keep_common(struct thread *t, Value item, void *context)
{
    const struct intersection *i = context;
    enum truth there = object_contains(t, i->view, item);
    return there == TRUTH_TRUE ? set_add(t, i->result, item) : there == TRUTH_FALSE;
}

/* Of the two operands the smaller one is walked, if its size is known. */
static Value view_and(struct thread *t, Value v, Value w)
{
    Value view = is_set_like_view(v) ? v : w, other = view == v ? w : v;
    uint64_t n = dict_count(dict_of(view));
    if (value_type(other) == &set_type && n <= set_length(value_to_set(other))) {
        return set_intersection(t, value_to_set(other), view, &set_type);
    }
    if (is_set_like_view(other) && dict_count(dict_of(other)) > n) {
        Value larger = other;
        other = view;
        view = larger;
    }
    Value made = set_new(t, &set_type);
    struct intersection i = {view, (struct set *)made};
    return made != VALUE_ERROR && iterate(t, other, keep_common, &i) ? made : VALUE_ERROR;
}

static Value view_or(struct thread *t, Value v, Value w)
{
    return binary(t, v, w, set_update);
}

static Value view_subtract(struct thread *t, Value v, Value w)
{
    return binary(t, v, w, set_difference_update);
}

static Value view_xor(struct thread *t, Value v, Value w)
{
    return binary(t, v, w, set_symmetric_difference_update);
}

/* ---- methods ---- */

static Value is_disjoint(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    Value iterator = object_iter(t, args[1]);
    Value item = iterator;
    while (item != VALUE_ERROR && (item = iterator_next(t, iterator)) != VALUE_UNBOUND) {
        enum truth there = item == VALUE_ERROR ? TRUTH_ERROR : object_contains(t, args[0], item);
        if (there != TRUTH_FALSE) {
            return there == TRUTH_ERROR ? VALUE_ERROR : VALUE_FALSE;
        }
    }
    return item == VALUE_ERROR ? item : VALUE_TRUE;
}

static Value reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return dict_iterator_new(t, dict_of(args[0]), kind_of(args[0]), true);
}

static Value get_mapping(struct thread *t, Value self)
{
    return mappingproxy_new(t, ((const struct dict_view *)self)->dict);
}

#define REVERSED                                                                                   \
    {                                                                                              \
        "__reversed__", reversed, "(self, /)", "Return a reverse iterator over the dict view.",    \
            NATIVE_METHOD                                                                          \
    }

static const struct native_def set_like_methods[] = {
    {"isdisjoint", is_disjoint, "(self, other, /)",
     "Return True if the view and the given iterable have a null intersection.", NATIVE_METHOD},
    REVERSED,
    {0},
};

static const struct native_def values_methods[] = {REVERSED, {0}};

static const struct getset_def getsets[] = {
    {"mapping", get_mapping, NULL, "dictionary that this view refers to"},
    {0},
};

/* What keys and items share. */
#define SET_LIKE                                                                                   \
    .methods = set_like_methods, .hash = hash_unhashable, .compare = compare,                      \
    .binary[BINARY_AND] = view_and, .binary[BINARY_OR] = view_or,                                  \
    .binary[BINARY_SUBTRACT] = view_subtract, .binary[BINARY_XOR] = view_xor
#define VIEW .getsets = getsets, .trace = trace, .repr = repr, .iter = iter, .length = length

struct type dict_keys_type = {TYPE_HEADER("dict_keys", sizeof(struct dict_view)), VIEW, SET_LIKE,
                              .contains = keys_contain};
struct type dict_items_type = {TYPE_HEADER("dict_items", sizeof(struct dict_view)), VIEW, SET_LIKE,
                               .contains = items_contain};
struct type dict_values_type = {TYPE_HEADER("dict_values", sizeof(struct dict_view)), VIEW,
                                .methods = values_methods};
